### Багато новин одразу: картка, яка стане дайджестом.

burst-news =
    { $count ->
        [one] { $count } новина
        [few] { $count } новини
       *[many] { $count } новин
    }
burst-minutes =
    { $count ->
        [one] за { $count } хвилину
        [few] за { $count } хвилини
       *[many] за { $count } хвилин
    }
burst-until = О { $at } зберу в дайджест, нічого не загубиться.
burst-button-now = Показати зараз
burst-button-ask = По одній
burst-question =
    { $count ->
        [one] Надіслати { $count } повідомлення?
        [few] Надіслати { $count } повідомлення?
       *[many] Надіслати { $count } повідомлень?
    }
burst-button-one-by-one = Надіслати
burst-button-back = ← Назад
burst-one-by-one =
    { $count ->
        [one] ⚡ Надсилаю по одній: { $count } новина.
        [few] ⚡ Надсилаю по одній: { $count } новини.
       *[many] ⚡ Надсилаю по одній: { $count } новин.
    }
