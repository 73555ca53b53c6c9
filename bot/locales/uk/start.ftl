### /start, /help і посилання на бота.

start =
    <b>Дозор</b> стежить за новинами замість вас.

    Напишіть слово, ім'я чи фразу, і я надішлю новину, щойно вона вийде. Слова знайду в будь-якій формі. Одна подія — одне повідомлення.
start-today = Сьогодні багато пишуть:
start-examples = Наприклад:
start-example-event = коаліція охочих
start-example-money = мобілізація
start-example-name = тарифи на світло
start-sources =
    { $count ->
        [0] 📡 Джерела
        [one] 📡 Читаю { $count } видання
        [few] 📡 Читаю { $count } видання
       *[many] 📡 Читаю { $count } видань
    }
start-language = 🌐 Language
link-unknown = Це посилання застаріло. Напишіть самі, за чим стежити.
button-back-here = ← Назад
