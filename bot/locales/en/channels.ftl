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
    }
channel-desk-where = 📣 Where do we decide?
channel-desk-group = 📣 In which group do we decide? I have to be there, and you have to be an admin of it.
channel-desk-topic = 📣 In which topic of “{ $title }” do we decide?
channel-topic-name = Queue
channel-no-topic = Telegram didn't let me create the topic. Choose another one, or let me manage topics.
channel-desk-here = ✅ What goes to “{ $title }” is decided here.
channel-desk-almost = 📣 What goes to “{ $title }” will be decided here. One step is left, in private.
channel-desk-who = I can't see who asks for this. Write to me in private and try again, not as the group.

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
channel-today = Today: { $posted } posted, { $refused } refused, { $waiting } waiting
channel-today-posted = Today: { $posted } posted
channel-button-subscriptions = Subscriptions
channel-button-sources = Sources
channel-button-deciding = Who decides
channel-button-look = Post layout
channel-button-log = Log
channel-button-disconnect = Disconnect
