spellings-also = Также пишут:
spellings-of =
    <b>{ $text }</b>
    Также пишут. Число — в скольких ещё статьях за последние дни:
spellings-none =
    <b>{ $text }</b>
    Других написаний не знаю. Предлагаю их для имён и названий: слова, фразы или нескольких через «|».
spellings-changed = Запрос с тех пор изменился. Написания обновил.
spellings-exist = Такая подписка уже есть.
spellings-too-long = Так запрос станет слишком длинным.
button-spellings = ✍️ Другие написания
button-spellings-all = Все
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
button-meant = Вы имели в виду «{ $text }»?
button-meant-long = Может, { $text }?
