### Rhythm, prominence, sound and urgency of a subscription.

delivery-of = 🔔 <b>{ $text }</b>
delivery-urgent = Urgent: at once and with sound, even in quiet hours and when there is a lot of news. A pause holds it too.
delivery-at-once = At once
delivery-hourly = Hourly digest
delivery-daily = Daily digest at { $at }
delivery-silent = silent
delivery-as-chat = Same timing as the rest of the chat: /digest
delivery-daily-at = The whole chat has one time for the daily digest: <code>/digest 9:00</code>
button-delivery-at-once = At once
button-delivery-hourly = Hourly
button-delivery-daily = Daily
button-delivery-as-chat = ↩ Same as the chat
button-urgent = ❗ Urgent
button-developments =
    { $which ->
        [on] ↳ Story updates: on
        [all] ↳ Story updates: every article
       *[off] ↳ Story updates: off
    }
mark-rhythm-urgent = urgent
mark-rhythm-at-once = at once
mark-rhythm-hourly = hourly
mark-rhythm-daily = daily
settings-own-rhythm =
    { $count ->
        [one] { $count } subscription has its own timing: /list
       *[other] { $count } subscriptions have their own timing: /list
    }
settings-urgent =
    { $count ->
        [one] An urgent subscription ({ $count }) comes in quiet hours too, and beyond the limit.
       *[other] Urgent subscriptions ({ $count }) come in quiet hours too, and beyond the limit.
    }
delivery-lifts = Whatever five outlets report within the hour comes at once.
load-gathered = 🗞 “{ $text }”: more than 50 stories in a day, so from now on it is an hourly digest, silent. Whatever five outlets report within the hour comes at once.
load-asks =
    { $count ->
        [one] { $count } message about “{ $text }” in the last day. Keep it that way?
       *[other] { $count } messages about “{ $text }” in the last day. Keep it that way?
    }
load-at-once = At once
load-hourly = Hourly
load-main = 🎯 Title & lead only
load-leave = Keep it
load-answered = ✅ { $text }
button-offer-main = 🎯 Title & lead only · { $count } a day
button-offer-hourly = 🗞 Hourly digest
button-offer-all = Everything at once · { $count } a day
offer-broad =
    { $daily ->
        [one] About { $daily } story a day
       *[other] About { $daily } stories a day
    }{ $words ->
        [0] .
        [1] , { $main } of them with this word in the title or lead.
       *[other] , { $main } of them with these words in the title or lead.
    } How should I send it?
added-broad =
    { $daily ->
        [one] That is { $daily } story a day, so it is an hourly digest, silent. Whatever five outlets report within the hour comes at once.
       *[other] That is { $daily } stories a day, so it is an hourly digest, silent. Whatever five outlets report within the hour comes at once.
    }
mark-gathered =
    { $daily ->
        [one] { $daily } story a day, so an hourly digest (change it: /list)
       *[other] { $daily } stories a day, so an hourly digest (change it: /list)
    }
delivery-of-folder = 🔔 Folder <b>{ $folder }</b>
delivery-as-folder = As set for the folder “{ $folder }”
delivery-otherwise =
    { $count ->
        [one] { $count } subscription in it has its own settings.
       *[other] { $count } subscriptions in it have their own settings.
    }
button-delivery-as-folder = ↩ Same as the folder
delivery-urgent-silent = Urgent: at once, even in quiet hours and when there is a lot of news, but silent. A pause holds it too.
