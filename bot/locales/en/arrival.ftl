### How news arrives: when, how many at once, with sound or without.

command-pause = pause the news: /pause 3h, or until /resume
command-resume = send the news again
command-digest = at once, hourly or daily
command-quiet = quiet hours: /quiet 23:00-07:00
command-timezone = the time zone
command-settings = all settings of the chat

pause-forever = ⏸ News is paused. I keep what I find, and send it after /resume
pause-until = ⏸ News is paused until { $at }. I keep what I find, and send it then; sooner with /resume
pause-how-long = For how long shall I hold the news back?
pause-what = I don't see until when. For example: <code>/pause 2 hours</code>, <code>/pause until tomorrow</code>, <code>/pause until Mon 9:00</code>; until resumed: /pause
resumed = ▶️ I am sending the news again.
not-understood = I didn't get that, so nothing has changed.

digest-at-once = 📨 News comes at once.
digest-hourly = 🕐 News comes as a digest every hour.
digest-daily = 📅 News comes as a digest once a day, at { $at }.
digest-what = You can write: <code>/digest at once</code>, <code>/digest hourly</code>, <code>/digest at 9pm</code>
button-at-once = 📨 At once
button-hourly = 🕐 Hourly
button-daily = 📅 { $at }

quiet-none = 🔔 There are no quiet hours.
quiet-silent = 🔕 Quiet hours { $hours }: news comes without a sound.
quiet-held = 🌙 Quiet hours { $hours }: news waits for their end, and comes all together.
quiet-what = You can write: <code>/quiet 23-7</code>, <code>/quiet from 11:30pm to 8am wait</code>, <code>/quiet silent</code>, <code>/quiet off</code>
button-quiet = 🌙 { $hours }
button-quiet-off = 🔔 Switch off
button-quiet-silent = 🔕 Silent
button-quiet-held = 🌙 Wait for the end

zone = 🌍 Time zone: { $zone }, where it is { $at } now.
zone-none = 🌍 I do not know your time zone, and go by UTC: it is { $at } now. Where are you?
zone-unset = 🌍 The time zone is not set; I go by UTC: it is { $at } now.
zone-what = You can write a city: <code>/timezone Riga</code>; or the difference from UTC: <code>/timezone +3</code>. In a private chat you can send a location (📎): I take the zone of the nearest city, and don't keep the point.
zone-near = This is the zone of the nearest city. I did not keep the point. Not the right one? Write a city: <code>/timezone Riga</code>
zone-unknown = I do not know the time zone “{ $text }”.

settings = <b>Settings</b>
settings-of = <b>Settings of “{ $title }”</b>
settings-language = 🗣 Language: { $name }
settings-paused = ⏸ Paused.
preview-large = 🖼 Link preview: large.
preview-small = 🖼 Link preview: small.
preview-none = 🖼 No link preview.
burst =
    { $count ->
        [one] ⚡ At most { $count } message in ten minutes, the rest as a digest.
       *[other] ⚡ At most { $count } messages in ten minutes, the rest as a digest.
    }
button-preview-large = 🖼 Large
button-preview-small = Small
button-preview-none = None
button-burst = ⚡ { $count }
settings-what = Typed: <code>/settings preview large</code> (small, none), <code>/settings burst 12</code>
settings-what-there = Typed, from here: <code>/digest 9:00 in { $title }</code>, <code>/settings burst 12 in { $title }</code>
button-to-chat = 📣 { $title }
button-zone = { $zone }
button-to-digest = 📨 When to send
button-to-quiet = 🌙 Quiet hours
button-to-timezone = 🌍 Time zone
button-to-language = 🗣 Language
button-to-muted = 🔇 Muted: { $count }
muted = 🔇 <b>No more about these stories</b>
muted-none = No story is muted.
button-follow = 🔔 { $place }
button-back-to-settings = ← All settings
button-pause-for =
    { $hours ->
        [24] a day
        [168] a week
       *[other] { $hours } h
    }
button-pause-forever = ⏸ Until resumed

chat-lost = ⚠️ I may no longer write to “{ $title }”: { $why }. I keep what I find, and send it when I am let in again.
topic-lost = ⚠️ A topic of “{ $title }” is closed to me: { $why }. I keep what I find, and send it when it is opened, or after /resume
status = <b>Status</b>
status-sources = Sources that wait for a poll: { $number }
status-articles = Articles that wait to be matched: { $number }
status-pages = Pages: { $waiting } wait; today { $read } read, { $refused } refused, { $failed } failed
status-mentions = Matches in the queue: { $number }
status-chats = Chats that wait for messages: { $number }
status-edits = Posts that wait for an edit: { $number }
status-dead = Messages given up for good: { $number }
status-unread = Telegram updates that could not be read: { $number }
status-troubled = Articles that the program stumbled over: { $number }
status-lag = How long the bot was too busy to answer, in the last ten minutes: usually { $median } ms, rarely { $p99 } ms, at most { $worst } ms
status-unread-line = { $kind }: <code>{ $why }</code>
status-set-aside = set aside until the next start
status-read-last = last in the queue
status-interrupted = runs that ended while it was being read: { $times }
status-troubled-line = { $state } · { $why }
status-dead-line = { $at } · { $title }: { $why }
