# Channels: connecting them, their list and their pages.

channel-asked = 📣 I was added to “{ $title }”. What should I post?
channels-button-new-query = ➕ New query
channels-button-automatic = Automatically
channels-button-approved = After approval
channels-button-on = Next →
channels-button-back = ← Back
channels-button-done = ✅ Done
channels-button-ready = ← Done
channels-button-change-sources = 📡 Change sources
channels-button-all = All
channels-button-none = None
channels-button-here = Here, in private
channels-button-in-group = In a group
channels-button-other-group = ➕ Another group
channels-button-new-topic = # Topic “Queue”
channel-already = It is so already.
channel-choose-something = First tick what I should post.
channel-setup-gone = That button is out of date. Start again: /channel
channel-new-query = 📣 “{ $title }”: reply to this message with a word, a name or a phrase. I'll post what mentions it.
channel-chosen = 📣 “{ $title }”: { $queries }, { $how }
channel-automatic = automatically
channel-approved = after approval
channel-you-decide = you decide
channel-decides = “{ $title }” decides
channel-sources-chosen =
    { $count ->
        [0] No sources are ticked, so there is nothing to post yet.
       *[other]
            From { $count ->
                [one] { $count } source of yours
               *[other] { $count } sources of yours
            }. { $how ->
                [automatic] The next news item will be the first post.
               *[approved] The next news item will be the first card.
            }
    }
channel-sources-which =
    📣 “{ $title }”: which sources should I post from? { $count ->
        [0] None is ticked.
       *[other] Ticked: { $count }.
    } Tick those here that you add later.
channel-desk-where = 📣 Where do we decide?
channel-desk-group = 📣 In which group do we decide? It needs me as a member, and you as an admin.
channel-desk-topic = 📣 In which topic of “{ $title }” do we decide?
channel-topic-name = Queue
channel-no-topic = Telegram didn't let me create the topic. Choose another one, or let me manage topics.
channel-desk-here = ✅ What goes to “{ $title }” is decided here.
channel-desk-almost = 📣 What goes to “{ $title }” will be decided here. One step is left, in private.
channel-desk-who = I can't see who is asking for this. Write to me in private and try again, not as the group.

channels = 📣 <b>Your channels</b>
channels-none = 📣 No channels yet. Make me an admin of a channel, and I'll ask what to post. Or type <code>/channel @name</code>, or forward a post of the channel to me.
channels-one = <b>{ $title }</b> · { $place }
channels-private = private
channels-nothing = nothing
channels-how = { $what } → { $how }
channel-not-set-up = not set up yet
channels-lost =
    ⚠️ <b>{ $title }</b>: { $why ->
        [not-you] you're no longer an admin
        [no-right] you aren't allowed to post
        [not-me] I'm no longer an admin
       *[no-posting] I may no longer post
    }
channels-groups = Groups: { $names }
channels-button-add = ➕ Add
channels-button-back-to-all = ← Channels
channel-connected-again = ✅ Connected: “{ $title }”.
channel-heading = 📣 <b>{ $title }</b> · { $how }
channel-paused = ⏸ <b>{ $title }</b> · paused
channel-subscriptions =
    { $count ->
        [one] { $count } subscription
       *[other] { $count } subscriptions
    }
channel-sources =
    { $count ->
        [one] { $count } source
       *[other] { $count } sources
    }
channel-today = Today: { $posted } posted, { $refused } declined, { $waiting } waiting
channel-today-posted = Today: { $posted } posted
channel-button-subscriptions = Subscriptions
channel-button-sources = Sources
channel-button-deciding = Who decides
channel-button-look = Post layout
channel-button-log = Log
channel-button-disconnect = Disconnect

channel-subscriptions-which = 📣 “{ $title }”: what should I post? Your own alerts stay as they were.
channel-packs-which = 📣 “{ $title }”: which packs should I post from? “Official” is only ticked here.

channel-deciding =
    📣 <b>{ $title }</b> · who decides
    { $how }
channel-button-votes =
    { $count ->
        [1] One vote
       *[2] Two votes
    }
channel-undecided-drop =
    If nobody decides within { $hours ->
        [0] { $minutes } min
        [one] { $hours } hour
       *[other] { $hours } hours
    }, I drop the card.
channel-undecided-post =
    If nobody decides within { $hours ->
        [0] { $minutes } min
        [one] { $hours } hour
       *[other] { $hours } hours
    }, I post it, unless the card warns of something.
channel-button-drop-after = ✖️ { $hours } h
channel-button-post-after = ✅ { $minutes } min
channel-slots = Slots: { $times }
channel-slots-none = No slots are set.
channel-button-places = Where
channel-button-slots = 🕐 Slots
channel-button-editors = Editors
channel-slots-which = 📣 “{ $title }”: at which times should posts go out? Time zone of the channel: { $zone }. Tick them, or reply to this message, for example: <code>9:00, 20:30</code>
channel-slots-unread = I see no times there. Reply to the same message, for example: <code>9:00, 20:30</code>
channel-editors = 📣 “{ $title }”: editors by invitation decide with the rights of whoever invited them, as long as they are in the editors' group.
channel-editor = { $name } · invited by { $by }
channel-invitation = { $number }. <code>{ $link }</code> · for one person, until { $until }
channel-invitation-of = { $number }. Invitation by { $name } · until { $until }
channel-editors-group = You can invite people once cards are decided on in a group: [Who decides] → [Where].
channel-button-invite = Invite an editor
channel-button-withdraw = Withdraw { $number }
channel-button-dismiss = ✕ { $name }

channel-look = 📣 “{ $title }”: this is how a post will look. The buttons change its template, the link preview and the rest.
channel-preview-above = Above
channel-preview-below = Below
channel-preview-small = Small
channel-preview-none = None
channel-button-template = ✏️ My own template
channel-button-signature = Signature
channel-button-hashtags = Hashtags
channel-button-bold = Match in bold
channel-button-grows = Grows
channel-button-language = Language tag
channel-button-further = Similar stories, own channels
channel-further = 📣 “{ $title }”. Without editors, what is similar to a standing post isn't posted, or is posted as a quiet reply. I take the posts of your own source channels as copies, as forwards or as news.
channel-akin-nothing = Don't post similar stories
channel-akin-reply = Similar stories as replies
channel-own-copy = Copy
channel-own-forward = Forward
channel-own-text = News
channel-template-how = 📣 “{ $title }”: reply to this message with your template. Fields: { $fields }. A link to the article is written like this: <code>[text](&#123;link&#125;)</code>. A field without a value takes its part of the line with it. The present template:
channel-signature-how = 📣 “{ $title }”: reply to this message with a signature of up to 200 characters. It will stand in every post.
channel-signature-refused = That can't be the signature: it has over { $most } characters or { $links } pieces of formatting. Reply again.
channel-button-no-signature = No signature
channel-hashtags =
    { $count ->
        [0] 📣 “{ $title }”: there are no subscriptions yet to give hashtags to.
       *[other] 📣 “{ $title }”: a hashtag for each subscription.
    }
channel-hashtag-how = 📣 Hashtag for “{ $query }”: { $tag }. Reply to this message with another one.
channel-hashtag-unread = A hashtag needs at least one letter. Reply again.
channel-button-no-hashtag = No hashtag
channel-sample-title = Washington will support the “coalition of the willing” with intelligence and supplies
channel-sample-source = The Herald
channel-sample-text = The US is ready to help European forces with intelligence and supplies, but not with soldiers.

channel-log = 📣 <b>{ $title }</b> · log
channel-log-none = 📣 <b>{ $title }</b> · the log is empty
channel-log-which = 📣 The log of which channel?
channel-log-line = { $at } { $who }: { $what } · { $story } · { $revision }
channel-button-csv = CSV table
log-dozor = Dozor
log-administrator = an admin
log-columns = time, who, what, revision, story, details
log-publish = approved
log-schedule = scheduled
log-refuse = declined
log-restore = restored
log-cancel = taken back
log-edit = editing began
log-keep-text = editing ended without a change
log-write = text changed
log-sign = signature
log-tag = hashtags
log-choose = another source
log-mark = mark added
log-update = updated from the source
log-leave = left as it is
log-pin = pinned
log-unpin = unpinned
log-delete = deleted
log-again = once more
log-mute = muted
log-offer = on the desk
log-note = warning
log-release = on its way to the channel
log-drop = not posted
log-lapse = nobody decided
log-post = posted
log-lose = couldn't be posted
