### "Why no alert?": what became of an article whose link was sent.

button-read-site = 📡 Read this site
button-whynot = 🔎 Why no alert?
button-whynot-add = 📡 Add
button-whynot-on = 📡 Turn on
button-whynot-back = ← Back
button-whynot-show = Show
button-whynot-open = Open
button-whynot-send = Send now
button-whynot-everything = Send everything
button-whynot-edit = ✏️ Edit query
button-whynot-forms = 🔤 Word forms

whynot-which = 🔎 { $what }: I don't read this site. What should I do?
whynot = 🔎 { $what }
whynot-seen =
    { $source }, seen{ $today ->
        [yes] { " " }at { $at }.
       *[no] { " " }{ $at }.
    }
whynot-gone = I no longer remember this link. Please send it again.
whynot-here = 🔎 This is the message.
whynot-sending = Sending it.
whynot-from-now = Done, from now on.

whynot-unread = I don't read this site.
whynot-is-source = This is one of your sources, and I read it. Its state: /sources
whynot-source-muted = You have turned “{ $source }” off.
whynot-source-removed = You have removed “{ $source }”.
whynot-source-failing = I can't read “{ $source }” at the moment: { $why }. I keep trying.
whynot-source-new = I haven't read “{ $source }” yet: it was only just added.
whynot-unlisted = { $source }: this page was not in the feed. It happens: outlets don't put everything there.
whynot-forgotten = { $source }: that was long ago, and I no longer have the article.
whynot-before = Published before I started reading this source.
whynot-old = It appeared in the feed long after it was published, so it doesn't count as news.
whynot-reading = I've only just seen it and am still reading. If it matches, I'll send it.
whynot-failed = I haven't managed to process this article yet. I'll try again.
whynot-no-subscriptions = You have no subscriptions. Send me a word or a phrase, and I'll watch for it.
whynot-in-story =
    { $place ->
        [0] It joined a story I've already told you about.
       *[other] It joined this story: number { $place } in its list.
    }
whynot-in-digest = It joined a story I told you about in a digest.
whynot-none-near =
    { $count ->
        [one] Your { $count } subscription didn't match: none of its words are in the text.
       *[other] None of your { $count } subscriptions matched: none of their words are in the text.
    }
whynot-others = The others are further off: { $count }.
whynot-feed-only = I couldn't read the article's page, only what was in the feed.

fate-told =
    { $where ->
        [here] You got it
       *[there] It went to “{ $title }”
    }{ $today ->
        [yes] { " " }at { $at }
       *[no] { " " }{ $at }
    }{ $digest ->
        [yes] , in a digest.
       *[no] .
    }
fate-sending =
    { $where ->
        [here] { "" }
       *[there] “{ $title }”:{ " " }
    }{ $retried ->
        [yes] Telegram hasn't taken the message yet ({ $why }), trying again.
       *[no] On its way.
    }
fate-given-up =
    { $where ->
        [here] Telegram didn't take the message: { $why }.
       *[there] Telegram didn't take the message for “{ $title }”: { $why }.
    }
fate-handing-out = “{ $text }” matched; it's coming in a moment.
fate-in-story = “{ $text }”: it joined a story that “{ $title }” already has.
fate-at-desk = “{ $text }” matches, and waits for a decision whether “{ $title }” publishes it.
fate-approved = “{ $text }” matches, and goes to “{ $title }” at its time: { $name }.
fate-refused = “{ $text }” matches, but was not wanted in “{ $title }”: { $name }.
fate-lapsed = “{ $text }” matches, but nobody decided in time whether “{ $title }” publishes it.
fate-dropped = “{ $text }” matches, but not for “{ $title }”: something similar stands there, or the source was struck off.
fate-taken-down = “{ $text }” stood in “{ $title }”, but the post was deleted: { $name }.
fate-not-ticked = “{ $text }” matches, but this source is not among those of “{ $title }”.
fate-muted =
    { $where ->
        [here] You asked to hear no more about this story.
       *[there] This story is muted in “{ $title }”.
    }
fate-silenced = It looks like a story that you muted. Muted stories: /settings
fate-excluded = “{ $text }” matches, but you excluded “{ $excluded }”. Exclusions: /except
fate-further-down = “{ $text }” is neither in the title nor in the lead, and this subscription sends title & lead only.
fate-removed = “{ $text }” matches, but you deleted this subscription.
fate-paused = “{ $text }” matches, but it is paused.
fate-suspended = “{ $text }” matches, but it is stopped: “{ $title }” is no longer connected.
fate-not-watching = “{ $text }” matches, but this source is not among yours.
fate-later = “{ $text }” would match, but it was added or resumed after this article.
fate-changed = “{ $text }” matches now; when I read this, the subscription or the sources were different.
fate-unmet = “{ $text }” didn't match: { $why }.
fate-unmet-gone = “{ $text }” didn't match. I no longer have the text, so I can't say more.

hold-pause =
    { $where ->
        [here] Waiting: you're on pause{ $known ->
            [yes] { " " }until { $at }.
           *[no] . End it: /resume
        }
       *[there] Waiting: “{ $title }” is on pause{ $known ->
            [yes] { " " }until { $at }.
           *[no] .
        }
    }
hold-quiet =
    { $where ->
        [here] Waiting: it's your quiet hours
       *[there] Waiting: “{ $title }” has quiet hours
    }{ $known ->
        [yes] { " " }until { $at }.
       *[no] .
    }
hold-rhythm =
    { $where ->
        [here] Waiting for the digest
       *[there] Waiting for the digest of “{ $title }”
    }{ $known ->
        [yes] : { $at }.
       *[no] .
    }
hold-burst =
    { $where ->
        [here] Waiting: there is a lot at once, and I'll gather it into a digest { $at }.
       *[there] Waiting: “{ $title }” gets a lot at once, and I'll gather it into a digest { $at }.
    }
hold-turn =
    { $where ->
        [here] “{ $text }” matched; it's coming in a moment.
       *[there] “{ $text }” matched; it goes to “{ $title }” in a moment.
    }
hold-topic = Waiting: the topic in “{ $title }” is closed.
hold-blocked = Waiting: I can't write to “{ $title }”.

lack-word =
    { $count ->
        [1] the text has no { $words }
       *[other] the text has none of { $words }
    }
lack-together = the words { $part } are not side by side
lack-times = { $part }: found fewer times than you want
lack-zone = { $part } is only further down in the text
lack-origin = it is not { $part }
lack-excluded = it has { $part }, which you excluded
