### Дайджест: кілька сюжетів в одному повідомленні.

digest =
    { $count ->
        [one] { $count } сюжет
        [few] { $count } сюжети
       *[many] { $count } сюжетів
    }
digest-part = { $first }–{ $last } з { $count }
digest-place = { $number } з { $count }
digest-button-back = ← До дайджесту
digest-button-more = Ще { $count } →
digest-empty = Тут нічого не залишилося.
