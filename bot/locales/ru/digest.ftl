### Дайджест: несколько сюжетов в одном сообщении.

digest =
    { $count ->
        [one] { $count } сюжет
        [few] { $count } сюжета
       *[many] { $count } сюжетов
    }
digest-part = { $first }–{ $last } из { $count }
digest-place = { $number } из { $count }
digest-button-back = ← К дайджесту
digest-button-more = Ещё { $count } →
digest-empty = Здесь ничего не осталось.
