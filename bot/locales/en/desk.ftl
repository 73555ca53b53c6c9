### The card at the editors' desk: its lines and buttons.

desk-line-offered =
    { $count ->
        [one] → <b>{ $channel }</b> · { $count } source
       *[other] → <b>{ $channel }</b> · { $count } sources
    }
desk-line-written = → <b>{ $channel }</b> · text by { $name }
desk-line-when = → <b>{ $channel }</b> · when?
desk-line-editing = ✏️ { $name } is editing the text, until { $time }
desk-line-approved = ✅ { $number } of { $most } · { $names }
desk-line-today = 🕐 Today at { $time }
desk-line-tomorrow = 🕐 Tomorrow at { $time }
desk-line-on-day = 🕐 { $time }
desk-line-due = ✅ { $name }: goes out at { $time }
desk-line-due-itself = ✅ Goes out at { $time }
desk-line-posted = ✅ { $time } · { $name }
desk-line-posted-itself = ✅ { $time }
desk-line-open = open
desk-line-refused = ✖️ No · { $name }, { $time }
desk-line-refused-itself = ✖️ No · { $time }
desk-line-lapsed-hours =
    { $count ->
        [one] ⌛ Nobody decided within { $count } hour
       *[other] ⌛ Nobody decided within { $count } hours
    }
desk-line-lapsed-minutes =
    { $count ->
        [one] ⌛ Nobody decided within { $count } minute
       *[other] ⌛ Nobody decided within { $count } minutes
    }
desk-line-deleted = 🗑 Deleted · { $name }, { $time }
desk-line-deleted-itself = 🗑 Deleted · { $time }
desk-line-dropped = ✖️ Won't go out
desk-line-at =
    { $day ->
        [today] at { $time }
       *[another] on { $time }
    }
desk-line-administrator = admin

desk-concern-advertisement = ⚠️ Looks like an ad: “{ $detail }”
desk-concern-mark = ⚠️ Needs a label: “{ $detail }”
desk-concern-akin = ⚠️ Maybe the same story as the one posted { $time }
desk-concern-late = ⚠️ Should have gone out { $time }
desk-concern-retitled = ⚠️ The headline changed. It was: “{ $detail }”
desk-concern-turned = ⚠️ New in the story: { $detail }
desk-concern-right-lost = ⚠️ I've lost the right to post
desk-concern-refused = ⚠️ Telegram didn't take the post: { $detail }
desk-retitled =
    The headline changed.
    Was: { $was }
    Now: { $now }

desk-button-publish = ✅ Publish
desk-button-edit = ✏️ Edit
desk-button-times = 🕐 Later
desk-button-refuse = ✖️ No
desk-button-more = ⋯
desk-button-sign = Signature
desk-button-tag = Hashtags
desk-button-preview = Preview
desk-button-choose = Another source
desk-button-why = Why?
desk-button-off-topic = Off-topic
desk-button-mute = 🔇 Mute this story
desk-button-back = ← Back
desk-button-keep-text = ↩ Keep the text
desk-button-now = ✅ Now
desk-button-other = 🕐 Other time
desk-button-cancel = ✖️ Cancel
desk-button-pin = 📌 Pin
desk-button-unpin = 📌 Unpin
desk-button-delete = 🗑 Delete
desk-button-restore = ↩ Restore
desk-button-again = Publish again
desk-button-mark = ➕ Label
desk-button-update = Update the post
desk-button-leave = Leave as is
desk-lost = ⚠️ I can no longer write to “{ $title }”: { $why }. Cards come here from now on; choose another place in /channel
