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
mark-rhythm-urgent = ❗ urgent
mark-rhythm-at-once = at once
mark-rhythm-hourly = 🕐 hourly
mark-rhythm-daily = 📅 daily
settings-own-rhythm =
    { $count ->
        [one] { $count } subscription has its own timing: /list
       *[other] { $count } subscriptions have their own timing: /list
    }
settings-urgent =
    { $count ->
        [one] ❗ An urgent subscription ({ $count }) comes in quiet hours too, and beyond the limit.
       *[other] ❗ Urgent subscriptions ({ $count }) come in quiet hours too, and beyond the limit.
    }
