preview-offer = 🔎 <b>{ $text }</b>
preview-phrase =
    { $examples ->
        [none] These words in a row, in any form.
       *[other] These words in a row, in any form: { $examples }…
    }
preview-word = In any form: { $examples }…
preview-capital = Aa Not looking for “{ $text }” in lower case.
mark-capital = only with a capital
preview-found =
    { $reach ->
        [since] Since { $since }, with no time to look further back
        [young] In the { $days ->
            [one] day on file
           *[other] { $days } days on file
        }
       *[all] In { $days ->
            [one] { $days } day
           *[other] { $days } days
        }
    }: { $count ->
        [0] nothing
        [one] { $count } story
       *[other] { $count } stories
    }{ $daily ->
        [0] .
       *[other] , about { $daily } a day.
    }
preview-new =
    { $count ->
        [0] Nothing matches so far: I started reading { $age } ago.
        [one] { $count } story matches: I started reading { $age } ago.
       *[other] { $count } stories match: I started reading { $age } ago.
    }
preview-main =
    { $words ->
        [1] { $main } of them with the word in the title or lead.
       *[other] { $main } of them with the words in the title or lead.
    }
preview-no-archive = There is no archive yet: nothing has been read so far.
age =
    { $unit ->
        [minutes] { $count ->
            [0] less than a minute
            [one] { $count } minute
           *[other] { $count } minutes
        }
        [hours] { $count ->
            [one] { $count } hour
           *[other] { $count } hours
        }
       *[days] { $count ->
            [one] { $count } day
           *[other] { $count } days
        }
    }
nothing-yet =
    Nothing yet: I've been reading { $sources ->
        [one] { $sources } outlet
       *[other] { $sources } outlets
    } for { $age }. { $promise }
nothing-lately =
    Nothing in the last { $days ->
        [one] day
       *[other] { $days } days
    }: I read { $sources ->
        [one] { $sources } outlet
       *[other] { $sources } outlets
    }. { $promise }
nothing-read =
    Nothing yet: I've only just started reading { $sources ->
        [one] { $sources } outlet
       *[other] { $sources } outlets
    }. { $promise }
promise-at-once = I'll message you as soon as there is.
promise-digest = When there is, it goes into the digest.
promise-paused = You are on pause: I'll send what comes out after it. To end it: /resume
story-sample = This is how it will look
button-configure = ⚙️ Settings
button-wider = Wider
button-read = 📡 Sources
button-back-to-offer = ← Back
explain-forms-apart = <i>{ $word }</i>:
explain-forms-of =
    { $language ->
        [ru] Russian:
        [uk] Ukrainian:
       *[other] { $language }
    } { $more ->
        [0] { $forms }
       *[other] { $forms } and { $more } more
    }
wider-which =
    <b>{ $text }</b>
    The search can be wider. The numbers are stories that the archive has for it:
wider-none =
    <b>{ $text }</b>
    This query cannot be made wider. More sources bring more news.
wider-nothing =
    <b>{ $text }</b>
    The search can be wider, but the archive has nothing for that either. More sources bring more news.
wider-count = { $text } · { $count }
wider-anywhere = 🔗 Anywhere in the article
doubt-no-sources = ⚠️ Nothing can come yet: no outlet is chosen. Tick what I should read:
doubt-none-works = ⚠️ None of your sources can be read right now. I'll keep trying; meanwhile you can choose others.
doubt-lang = ⚠️ None of your outlets writes in <code>{ $part }</code>. Choose others, or leave out <code>lang:{ $part }</code>.
doubt-site = ⚠️ { $part } is not among your sources. To add it: <code>/sources { $part }</code>
doubt-source = ⚠️ You have no source called “{ $part }”. The names are in /sources.
doubt-function-words = ⚠️ Nearly every article has such words. Add one that sets your topic apart.
doubt-excluded = ⚠️ No article can match: the exclusion removes all that the query asks for. Change what follows the minus, or see /except.
