card-title = <b>{ $title }</b>
card-paused = ⏸ <b>{ $title }</b> · paused
card-query = <code>{ $text }</code>
card-came =
    { $young ->
        [0] { $days ->
            [one] Last day:
           *[other] Last { $days } days:
        }
       *[1] { $days ->
            [one] In the one day on file:
           *[other] In the { $days } days on file:
        }
    } { $count } { $count ->
        [one] story
       *[other] stories
    }
card-last-today = last today at { $at }
card-last = last { $at }
card-here = Here
card-topic = To topic { $topic }
card-target = To “{ $title }”
card-target-topic = To “{ $title }”, topic { $topic }
card-at-once = at once
card-hourly = hourly
card-daily = daily at { $at }
card-urgent = urgent
card-sound = with sound
card-silent = silent
card-main-only = title & lead only
card-replies-none = story updates: off
card-replies-developments = story updates: on
card-replies-all = every article
card-without = Without: { $words }
card-without-sources = Not from: { $words }
card-without-everywhere = Excluded everywhere: { $words }
card-folder = Folder: { $folder }
card-suspended = ⚠️ Stopped: “{ $title }” is disconnected. Connect it again: /channel
button-found = 🔎 Matches
button-forms = 🔤 Word forms
button-exclude = ➖ Exclude
button-manner = 🔔 Delivery
button-more = ⋯
button-name = 🏷 Name
button-unname = Remove name
button-file = 📁 Folder
button-include = Bring back: { $text }
button-out-of-folder = Take out of its folder
button-rename = 🏷 Rename
button-dissolve = Dissolve
button-folder = 📁 { $folder } · { $count }

found-of = 🔎 <b>{ $text }</b>
forms-of = 🔎 <b>{ $text }</b>
more-which = What else for “{ $text }”?
name-how =
    What should “{ $text }” be called? The list and the news will show the name instead of the query:
    <code>/list { $number } name Allies</code>
exclude-how =
    What should “{ $text }” leave out?
    <code>/list { $number } without football</code>

    In all subscriptions at once: <code>/except football</code>
file-how =
    Which folder should “{ $text }” go to? A new one:
    <code>/list { $number } to folder client</code>

list-brought =
    { $more ->
        [0] { $count } { $count ->
            [one] story
           *[other] stories
        }
       *[1] over { $count } stories
    } in a week
list-of =
    { $count ->
        [one] <b>{ $count } subscription</b> with “{ $text }”
       *[other] <b>{ $count } subscriptions</b> with “{ $text }”
    }
list-none-of = No subscription has “{ $text }”. All subscriptions: /list
list-all = All
list-active = Active
list-paused = Paused
list-elsewhere = To channels
mark-folder = folder “{ $folder }”

folder =
    { $count ->
        [one] <b>{ $folder }</b>: { $count } subscription
       *[other] <b>{ $folder }</b>: { $count } subscriptions
    }
folder-gone = This folder no longer exists.
folder-unknown = No folder “{ $folder }”. All subscriptions: /list
folder-renamed = ✅ The folder “{ $folder }” is now called “{ $name }”.
folder-name-how =
    Tap the line to copy it, add the new name and send it:
    <code>/list folder { $folder } = </code>
folder-target-which = Where should everything in “{ $folder }” go?
folder-dissolved = 🗑 Folder dissolved: { $folder }. Its subscriptions remain.
button-exclude-again = ↩ Exclude again: { $text }
button-share = 🔗 Share
button-send-link = 🔗 Send
shared =
    🔗 <b>{ $name }</b>
    Whoever opens the link sees the query and decides whether to subscribe:
    <code>{ $link }</code>
    To a group: <code>{ $group }</code>
