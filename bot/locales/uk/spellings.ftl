spellings-also = Також пишуть:
spellings-of =
    <b>{ $text }</b>
    Також пишуть. Число — ще у скількох статтях за останні дні:
spellings-none =
    <b>{ $text }</b>
    Інших написань не знаю. Пропоную їх для імен і назв: слова, фрази або кількох через «|».
spellings-changed = Запит відтоді змінився. Написання оновив.
spellings-exist = Така підписка вже є.
spellings-too-long = Так запит стане задовгим.
button-spellings = ✍️ Інші написання
button-spellings-all = Усі
button-spelling =
    { $ticked ->
        [1] ☑
       *[other] ☐
    } { $text }{ $count ->
        [0] { "" }
       *[other] { " · " }{ $about ->
            [1] ~
           *[other] { "" }
        }{ $count }
    }
button-meant = Ви мали на увазі «{ $text }»?
button-meant-long = Може, { $text }?
