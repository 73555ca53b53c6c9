### /start, /help и ссылки на бота.

start =
    <b>Дозор</b> следит за новостями вместо вас.

    Напишите слово, имя или фразу, и я пришлю новость, как только она выйдет. Слова найду в любой форме. Одно событие — одно сообщение.
start-today = Сегодня много пишут:
start-examples = Например:
start-example-event = коалиция желающих
start-example-money = ключевая ставка
start-example-name = Wildberries
start-sources =
    { $count ->
        [0] 📡 Источники
        [one] 📡 Читаю { $count } издание
        [few] 📡 Читаю { $count } издания
       *[many] 📡 Читаю { $count } изданий
    }
start-language = 🌐 Language
link-unknown = Эта ссылка устарела. Напишите сами, за чем следить.
button-back-here = ← Назад
