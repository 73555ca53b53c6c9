command-queue = what will go out in your channels: look, move, cancel

desk-today = at { $time }
desk-tomorrow = tomorrow at { $time }
desk-on-day = { $day } at { $time }

desk-done-publish = Goes out { $time }. You can still cancel.
desk-done-schedule = Goes out: { $time }.
desk-done-refuse = OK, not published.
desk-done-restore = The card waits for a decision again.
desk-done-cancel = Cancelled. The card waits for a decision again.
desk-done-edit = Reply with the new text to the message below the card.
desk-done-keep-text = The text stays as it was.
desk-done-write = ✅ Text accepted.
desk-done-sign =
    { $on ->
        [yes] With the signature.
       *[no] Without the signature.
    }
desk-done-tag =
    { $on ->
        [yes] With hashtags.
       *[no] Without hashtags.
    }
desk-done-choose = The post is made of this report now.
desk-done-mark = Label added.
desk-done-update = Updating the post.
desk-done-leave = It stays as it is.
desk-done-pin = Pinned.
desk-done-unpin = Unpinned.
desk-done-delete = The post is gone from the channel.
desk-done-mute = No more cards about this story.
desk-done-again = One more card is on the desk.
desk-approved = { $count } of { $most }: one more person is needed.

desk-taken-scheduled = Already scheduled by { $name }, goes out { $time }
desk-taken-scheduled-itself = Already scheduled, goes out { $time }
desk-taken-posted = Published by { $name }, { $time }
desk-taken-posted-itself = Already published, { $time }
desk-taken-refused = Already declined by { $name }, { $time }
desk-taken-refused-itself = Already declined, { $time }
desk-taken-deleted = Already deleted by { $name }, { $time }
desk-taken-deleted-itself = Already deleted, { $time }
desk-edited-by = { $name } is editing the text until { $time }
desk-changed = The card has changed, please look again
desk-gone = This card is no longer here.
desk-needs-mark = It needs a label first: “{ $mark }”
desk-once-each = You have approved already. One more person is needed.
desk-too-old = Bots cannot delete posts older than 48 hours. Delete it in the channel
desk-look-advertisement = This looks like an ad: “{ $detail }”. Publish? Press again
desk-look-mark = It needs a label: “{ $detail }”
desk-look-akin = Maybe the same story as the one posted { $detail }. A different one? Press again
desk-look-late = It should have gone out { $detail }. Still wanted? Press again
desk-look-retitled = The headline has changed, it was: “{ $detail }”. Look and press again
desk-look-turned = New in the story: { $detail }. Look and press again
desk-look-right-lost = I'm no longer allowed to publish
desk-look-refused = Telegram did not take the post: { $detail }. Edit it

desk-barred-no-right-post = You have no right to publish in “{ $title }”
desk-barred-no-right-edit = You have no right to edit posts in “{ $title }”
desk-barred-no-right-delete = You have no right to delete posts in “{ $title }”
desk-barred-not-me = I'm not an admin of “{ $title }”
desk-barred-unchecked = I could not check that, press again
desk-barred-cannot-delete = Telegram does not let me delete this post. Delete it in the channel
desk-barred-cannot-pin = Telegram does not let me do that. I need the right to edit posts in “{ $title }”
desk-barred-own-text = This text was written by hand: change it with “Edit”
desk-barred-struck-off = The source of this post is no longer among those of the channel
desk-barred-past = That time has passed, choose another
desk-barred-unknown-sender = I can't see who writes on behalf of the group. Reply as yourself, or press “Edit” again

desk-button-soon = { $minutes } min
desk-button-tomorrow = Tomorrow { $time }
desk-button-slot = Slot { $time }
desk-button-own-time = Other time
desk-again = Publish this story once more? That makes a new card.
desk-again-yes = Yes, once more
desk-sources = Which report should the post be made of?

desk-prompt = { $name }, reply to this message with the new text.
desk-prompt-placeholder = New text of the post
desk-prompt-gone = This question is closed. Press “Edit” under the card again.
desk-time-prompt = { $name }, when should it go out? Reply to this message, for example: “tomorrow at 9”, “in 2 hours”, “December 5 at 18:30”. (№ { $number })
desk-time-placeholder = tomorrow at 9
desk-time-unknown = I don't understand the time. Reply to my question again, for example: “tomorrow at 9”, “in 2 hours”, “December 5 at 18:30”.
desk-text-only = A post is text. Reply with text, without pictures and files.
post-text-empty = There is nothing in this text. Reply with the new text of the post.
post-text-too-long = Too long: { $count } characters, and { $most } are possible. Shorten it and reply again.
post-text-too-much-formatting = Too much formatting: { $count }, and { $most } are possible. Remove some and reply again.
post-text-too-many-addresses = The links are too long. Remove some and reply again.

to-desk-button-one = ↗ To “{ $title }”
to-desk-button-several = ↗ To a channel…
to-desk-put = A card for “{ $title }” waits for a decision.
to-desk-there = A card for “{ $title }” is waiting for a decision already.
to-desk-hidden = None of these outlets is a source of “{ $title }”: /channel
to-desk-gone = This channel no longer publishes after approval: /channel

queue-empty = 🕐 Nothing is scheduled.
queue-where = Channels that publish after approval have a queue: /channel
queue-title =
    { $count ->
        [one] 🕐 <b>{ $count } post is scheduled</b>
       *[other] 🕐 <b>{ $count } posts are scheduled</b>
    }
queue-line = { $time } · { $channel } · { $title }
queue-one = 🕐 { $time } → <b>{ $channel }</b> · { $name }
queue-when = 🕐 <b>{ $channel }</b> · when?
queue-button-back = ← Queue

editor-accepted = ✅ You now decide what is published in “{ $title }”. The cards come to “{ $desk }”.
editor-accepted-nowhere = ✅ You now decide what is published in “{ $title }”. You will be told where.
editor-link-over = This link no longer works: it can be used once, within a day. Ask for a new one.
