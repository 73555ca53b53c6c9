### Много новостей сразу: карточка, которая станет дайджестом.

burst-news =
    { $count ->
        [one] { $count } новость
        [few] { $count } новости
       *[many] { $count } новостей
    }
burst-minutes =
    { $count ->
        [one] за { $count } минуту
        [few] за { $count } минуты
       *[many] за { $count } минут
    }
burst-until = В { $at } соберу в дайджест, ничего не пропадёт.
burst-button-now = Показать сейчас
burst-button-ask = По одной
burst-question =
    { $count ->
        [one] Прислать { $count } сообщение?
        [few] Прислать { $count } сообщения?
       *[many] Прислать { $count } сообщений?
    }
burst-button-one-by-one = Прислать
burst-button-back = ← Назад
burst-one-by-one =
    { $count ->
        [one] ⚡ Присылаю по одной: { $count } новость.
        [few] ⚡ Присылаю по одной: { $count } новости.
       *[many] ⚡ Присылаю по одной: { $count } новостей.
    }
