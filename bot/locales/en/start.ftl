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

bot-description = I watch the news for you. Send me a word, a name or a phrase, and I'll message you when it makes the news: briefly, with a link, one message per event. I find words in any form. English, українська, русский. In groups and channels, too, with an editor's approval.
bot-short-description = News for your words: at once, in brief, one message per event.

help =
    <b>What I can do</b>
    Choose a topic. To begin, just send a word, a name or a phrase.
    Missed a story? Send me its link, and I'll say why.
help-topic-subscriptions = Subscriptions
help-topic-queries = Writing queries
help-topic-archive = Search and test
help-topic-sources = Sources
help-topic-delivery = When news comes
help-topic-channels = Channels
help-topic-more = Everything else
help-queries =
    <code>coalition of the willing</code> — these words in a row, in any form
    <code>=coalition</code> — exactly as written
    <code>Apple</code> — the word with a capital; <code>apple</code> — with or without
    <code>!Apple</code> — in any form, but with the same capitals
    <code>oil, gas</code> — either
    <code>oil + gas</code> — both, anywhere in the article
    <code>oil -Urals</code> — the first without the second
    <code>sanction*</code> — any word that begins so
    <code>"Trump Putin"~5</code> — near each other, in any order; <code>"Trump Putin"~&gt;5</code> — in this order
    <code>"(mayor | head) of Kyiv"</code> · <code>"(blast | strike) (Kharkiv | Sumy)"~5</code> — anything in the brackets
    <code>"Apple -pie"~5</code> — without another word nearby
    <code>Gazprom^3</code> — at least three times in the article
    <code>#election</code> · <code>@name</code> — the hashtag itself, the mention itself
    <code>title:election</code> · <code>site:bbc.com</code> · <code>source:"BBC News"</code> · <code>lang:uk</code> — only in the title, from a site, from a source, in a language
    <code>author:Smith</code> · <code>url:spring</code> — by the author's name, by a part of the address
