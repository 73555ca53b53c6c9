### /start, /help, and links to the bot.

start =
    <b>Dozor</b> watches the news for you.

    Send me a word, a name or a phrase, and I'll message you when it makes the news, in any form of the word. One event, one message.
start-today = In the news today:
start-examples = For example:
start-example-event = coalition of the willing
start-example-money = interest rates
start-example-name = OpenAI
start-sources =
    { $count ->
        [0] 📡 Sources
        [one] 📡 { $count } outlet
       *[other] 📡 { $count } outlets
    }
start-language = 🌐 Мова · Язык
link-unknown = This link is out of date. Just tell me what to watch for.
button-back-here = ← Back
