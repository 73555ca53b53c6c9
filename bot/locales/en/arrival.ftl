### How news arrives: when, how many at once, with sound or without.

command-pause = pause the news: /pause 3h, or until /resume
command-resume = send the news again
command-digest = at once, hourly or daily
command-quiet = quiet hours: /quiet 23:00-07:00
command-timezone = the time zone
command-settings = all settings of the chat

pause-forever = ⏸ News is paused. I'll keep what I find, and send it after /resume
pause-until = ⏸ News is paused until { $at }. I'll keep what I find, and send it then; sooner with /resume
pause-how-long = How long should I pause the news?
pause-what = I can't tell until when. For example: <code>/pause 2 hours</code>, <code>/pause until tomorrow</code>, <code>/pause until Mon 9:00</code>; until resumed: /pause
resumed = ✅ I'm sending the news again.
not-understood = I didn't get that, so nothing has changed.

digest-at-once = Instant alerts.
digest-hourly = News comes in an hourly digest.
digest-daily = News comes in a daily digest, at { $at }.
digest-what = You can write: <code>/digest at once</code>, <code>/digest hourly</code>, <code>/digest at 9pm</code>
button-at-once = 📨 At once
button-hourly = 🕐 Hourly
button-daily = 📅 { $at }

quiet-none = No quiet hours.
quiet-silent = Quiet hours { $hours }: news comes without sound.
quiet-held = Quiet hours { $hours }: I hold the news, then send it all together.
quiet-what = You can write: <code>/quiet 23-7</code>, <code>/quiet from 11:30pm to 8am wait</code>, <code>/quiet silent</code>, <code>/quiet off</code>
button-quiet = 🌙 { $hours }
button-quiet-off = 🔔 Turn off
button-quiet-silent = 🔕 Silent
button-quiet-held = 🌙 Hold until { $at }

zone = Time zone: { $zone }, where it is { $at } now.
zone-none = I don't know your time zone and go by UTC: it is { $at } now. Where are you?
zone-unset = No time zone is set, so I go by UTC: it is { $at } now.
zone-what = You can write a city: <code>/timezone Riga</code>; or the difference from UTC: <code>/timezone +3</code>. In a private chat you can send a location (📎): I'll take the zone of the nearest city, and won't keep the point.
zone-near = This is the zone of the nearest city. I didn't keep the point. Not the right one? Write a city: <code>/timezone Riga</code>
zone-unknown = I don't know the time zone “{ $text }”.

settings = <b>Settings</b>
settings-of = <b>Settings of “{ $title }”</b>
settings-language = Language: { $name }
settings-paused = ⏸ Paused.
preview-large = Link preview: large.
preview-small = Link preview: small.
preview-none = No link preview.
burst =
    { $count ->
        [one] At most { $count } message in ten minutes, the rest as a digest.
       *[other] At most { $count } messages in ten minutes, the rest as a digest.
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
       *[other] { $hours } h
    }
button-pause-forever = ⏸ Until resumed

chat-lost = ⚠️ I can no longer write to “{ $title }”: { $why }. I'll keep what I find, and send it when I'm let in again.
topic-lost = ⚠️ I can't write to a topic of “{ $title }”: { $why }. I'll keep what I find, and send it when the topic is opened, or after /resume
status = <b>Status</b>
status-sources = Sources waiting for a poll: { $number }
status-articles = Articles waiting to be matched: { $number }
status-pages = Pages: { $waiting } waiting; today { $read } read, { $refused } refused, { $failed } failed
status-mentions = Matches in the queue: { $number }
status-chats = Chats waiting for messages: { $number }
status-edits = Posts waiting for an update: { $number }
status-dead = Messages given up on: { $number }
status-unread = Telegram updates that could not be read: { $number }
status-troubled = Articles the program stumbled over: { $number }
status-lag = Delay of answers in the last ten minutes: usually { $median } ms, rarely { $p99 } ms, at most { $worst } ms
status-unread-line = { $kind }: <code>{ $why }</code>
status-set-aside = set aside until the next start
status-read-last = last in the queue
status-interrupted = runs that ended while it was being read: { $times }
status-troubled-line = { $state } · { $why }
status-dead-line = { $at } · { $title }: { $why }
