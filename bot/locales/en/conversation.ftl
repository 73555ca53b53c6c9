language-name = English
language-which = Which language shall I speak?
language-chosen = I speak English now.

start-group = I watch the news. An administrator can subscribe the group to a topic: <code>/add coalition of the willing</code>. All commands: /help

command-add = subscribe to a query
command-list = subscriptions: pause, sound, replies, where to send
command-remove = unsubscribe: a number from /list, or the text
command-edit = change a subscription and keep its history
command-test = which forms a query covers, and what it would have found this week
command-search = search the archive, newest first
command-sources = sources: list, add, remove, set up
command-import = add the sources of an OPML file
command-export = get the sources and subscriptions as files
command-channel = send the news to a channel or group
command-language = the language of the bot
command-help = this page

add-what = What shall I watch for? For example: <code>/add coalition of the willing</code>. Several lines make several subscriptions.
added = ✅ Watching: { $text }
added-before = Already watching: { $text }
restored = ✅ Watching again: { $text }
answer-more = …and { $count } more.
offer =
    { $lines ->
        [one] Subscribe to “{ $text }”?
       *[other] Subscribe to { $lines } queries, one a line?
    }
offer-accept = ✅ Subscribe
offer-decline = Cancel
offer-sources = 📡 Add as a source
offer-channel = Watch the channel “{ $title }”?
offer-declined = OK, not added.
offer-gone = I no longer remember that question. Please send the text again.
advice-common-word = Aa As a common word: { $text }
advice-as-written = Aa With capitals: { $text }
unknown-command = There is no such command. All commands: /help

list =
    { $count ->
        [one] <b>{ $count } subscription</b>
       *[other] <b>{ $count } subscriptions</b>
    }
list-empty = No subscriptions yet. Send a word or a phrase: <code>/add coalition of the willing</code>
quoted = “{ $text }”
mark-paused = ⏸ paused
mark-main-only = 🎯 title &amp; lead only
mark-target = → { $title }
subscription-gone = This subscription is gone.
remove-what = Which one? A number from /list, or the text: <code>/remove 1</code>
remove-unknown = There is no subscription “{ $text }”. All of them: /list
removed = 🗑 Deleted: { $text }

target-which = Where shall I send it? /channel adds a channel or group.
target-here = Here
target-gone = This channel is no longer connected. Connect it again: /channel

button-pause = ⏸ Pause
button-resume = ▶️ Resume
button-silence = 🔕 Silent
button-sound = 🔔 With sound
button-main-only = 🎯 Title & lead only
button-main-drops = 🎯 Title & lead only · would drop { $dropped } of { $count }
button-main-daily = 🎯 Title & lead only · { $count } a day
button-everything = Everything
main-which = Shall I send for “{ $text }” only what has it in the title or the first paragraph?
button-target = 📣 Send to
button-remove = 🗑 Delete
button-back = ← All subscriptions
button-previous = ←
button-next = →
button-watch = 🔊 { $place }
button-drop = ✕ { $place }

administrators-unseen = I can't see that you are an administrator. Writing as the group? Type the command, or make me an administrator.
too-often = Too often. Try again in a minute.
administrators-only = Only administrators of the group can do that.

sources =
    { $count ->
        [one] <b>{ $count } source</b>
       *[other] <b>{ $count } sources</b>
    }
sources-empty = No sources yet. Send the address of a feed or a site, such as <code>https://example.com/rss</code>, or the name of a public channel: <code>@channel</code>
source-which = To add: <code>/sources https://example.com/rss</code>; a site or a <code>@channel</code> will do, too. To remove: <code>/sources remove 3</code>. To set up: <code>/sources 3</code>
source-added = Adding { $address }. I will check it and tell you how it went.
source-added-before = Already watching { $address }
source-refused = I cannot add { $address }: { $reason }.
source-gone = This source is no longer in the list.
source-removed = No longer watching the source: { $title }
source-unknown = There is no source “{ $text }” in the list. All sources: /sources
source-settings = Settings of { $title }:
source-settings-none = Everything as usual.
source-set = ✅ { $title } is now a source of your own: nobody else sees it. I will check it and tell you how it went.
source-setting-which =
    To set up a source of the list:
    <code>/sources 3 agent Mozilla/5.0</code>
    <code>/sources 3 header Cookie: name=value</code>
    <code>/sources 3 certificate any</code>
    <code>/sources 3 zone Europe/Kyiv</code>
    <code>/sources 3 pages off</code>
    Leave out the value to take a setting away.
source-setting-secret = I show the value to nobody and send it to this site alone. It is best to delete the message you sent it in.
source-setting-of-agent = User-Agent: { $value }
source-setting-of-header = { $name }: •••
source-setting-of-certificate = any certificate
source-setting-of-zone = times without a zone: { $zone }
source-setting-of-pages = pages of articles are not read
source-pages = Pages of articles: { $read } read, { $refused } refused, { $failed } failed
source-setting-agent = A User-Agent may have up to 300 Latin characters, in one line.
source-setting-header-name = This does not look like a header. It should be: <code>/sources 3 header Cookie: name=value</code>
source-setting-header-ours = I set this header myself: a request would not work without it.
source-setting-header-many = A source may have five headers at most. Take one away: <code>/sources 3 header Name:</code>
source-setting-header-insecure = I send headers over https alone, and the address of this source is http.
source-setting-header-value = The value of a header may have up to 4,000 Latin characters, in one line.
source-setting-zone = I do not know this zone. For example: <code>/sources 3 zone Europe/Kyiv</code>; a city will do, too.
source-setting-of-pack = This source comes with a pack: the bot's owner sets it up.
source-works =
    { $items ->
        [one] ✅ <b>{ $title }</b> can be read: { $items } item. I check what is new against your subscriptions: /list
       *[other] ✅ <b>{ $title }</b> can be read: { $items } items. I check what is new against your subscriptions: /list
    }
source-fails = ⚠️ { $address } cannot be read yet: { $reason }. I will go on trying; /sources shows how it stands.
source-is-page = ⚠️ I found no feed on { $address }. Send me the address of the feed itself: the link is often at the foot of the page, under the word RSS. I will keep looking there, too; you can remove the page in /sources.
source-several = There are several feeds on { $address }. Which one shall I add?
source-failing = ⚠️ <b>{ $title }</b> could not be read for more than a day: { $reason }. I go on trying, and will tell you when it works.
source-recovered = ✅ <b>{ $title }</b> can be read again.
source-retired = ⛔ I no longer ask <b>{ $title }</b>: { $reason }. You can remove it in /sources. If it works again, send me its address once more.
source-moved = 🔀 <b>{ $title }</b> has moved to another site: { $address }. I read it there from now on; if that is not it, remove it in /sources.
source-abroad = answers from another site, { $site }; news from there are told under that name
source-silent-long = silent for longer than usual
source-silent =
    🤔 <b>{ $title }</b> is silent for longer than usual: { $days ->
        [one] { $days } day
       *[other] { $days } days
    } without anything new.

packs = Choose what news to take in. A single source can be switched off in /sources.
pack =
    { $category ->
        [general] { $language } General · { $sources }
        [business] { $language } Business · { $sources }
        [official] { $language } Official · { $sources }
        [regional] { $language } Regions · { $sources }
        [independent] { $language } Independent · { $sources }
        [international] { $language } World · { $sources }
        [belarus] { $language } Belarus · { $sources }
        [technology] { $language } Technology · { $sources }
        [science] { $language } Science · { $sources }
        [ukraine] { $language } Ukraine · { $sources }
        [education] { $language } Education · { $sources }
       *[other] { $language } { $category } · { $sources }
    }
button-packs = Packs
button-sources = List of sources →

import-what = Send me an OPML file with a list of sources or a text with one address per line, or reply to such a file with /import.
import-too-large = The file is too large: a list of sources takes no more than 2 MB.
import-gone = Telegram won't hand this file over. Send it again.
import-refused = I cannot read the list: { $reason }.
import-problem = Line { $line }: no address of a feed — “{ $text }”.
imported =
    { $count ->
        [0] There are no new sources in the list.
        [one] ✅ { $count } source was added.
       *[other] ✅ { $count } sources were added.
    }
button-undo = ↩ Undo
import-undone =
    { $count ->
        [0] Nothing of this list is left.
        [one] 🗑 Removed { $count } source of this list.
       *[other] 🗑 Removed { $count } sources of this list.
    }
sources-restored =
    { $count ->
        [0] Nothing is left to restore here. If a source is missing, send me its address again.
        [one] ✅ Watching { $count } source again.
       *[other] ✅ Watching { $count } sources again.
    }
imported-checked = I will check them, and mark in /sources those that cannot be read.
imported-before = Watched before: { $count }.
import-left-out = I take no more than { $most } sources from one list; left out: { $count }. Send them in a separate file.
limit-subscriptions =
    ⚠️ Subscriptions not added: { $count }. A chat may have { $most }. Remove some in /list, then send the rest again.
limit-sources =
    ⚠️ Sources not added: { $count }. A chat may have { $most } of its own; packs do not count. Remove some in /sources, then send the rest again.
limit-new-sources =
    ⚠️ Sources not added: { $count }. A chat may add { $most } new ones in 24 hours. Send the same tomorrow: nothing is added twice.
limit-new-of-site =
    ⚠️ Sources not added: { $count }. A chat may add { $most } new ones of one site in 24 hours. Send the same tomorrow: nothing is added twice.
export-sources = Sources: any feed reader takes such a list.
export-subscriptions = Subscriptions: one a line; /add takes them back.

broken =
    { $count ->
        [0] All sources can be read, and none is silent for longer than usual.
       *[other] <b>Cannot be read, or are silent: { $count }</b>
    }
broken-line = { $reason }{ $detail }, since { $since }

channel-in-private = Channels are connected in our private chat.
channel-which = Which channel or group? For example: <code>/channel @name</code>. Both you and I must be administrators there.
channel-unknown = I cannot find { $name }. Add me there as an administrator, and try again.
rights-not-you = You are not an administrator of “{ $title }”; both you and I must be administrators there.
rights-not-me = I am not an administrator of “{ $title }”.
rights-no-posting = I may not post in “{ $title }”. Give me the right to post, and try again.
rights-unknown = Telegram doesn't say who administers “{ $title }”. Try again a little later.
rights-lost = ⚠️ You are no longer an administrator of “{ $title }”, so your subscriptions there are stopped. When you have the rights back, connect it again: /channel
rights-lost-of = ⚠️ { $name } is no longer an administrator of “{ $title }”, so their subscriptions there are stopped. You can take them over on the page of “{ $title }” in /settings; if you have not connected it yet, /channel first
connection-ended = ⚠️ “{ $title }” was disconnected by its administrator { $name }. Your subscriptions there are stopped. Connect it again: /channel
connected-by = 👤 Connected by: { $names }
suspended-there =
    { $count ->
        [one] ⏹ { $count } subscription is stopped: whoever made it is no longer connected.
       *[other] ⏹ { $count } subscriptions are stopped: whoever made them is no longer connected.
    }
button-take-over = Take the subscriptions over: { $count }
button-disconnect = ✕ Disconnect
button-disconnect-of = ✕ Disconnect: { $name }
button-give-rights = Give rights
button-restore = ↩ Undo
disconnected = “{ $title }” is disconnected, and subscriptions there are stopped.
disconnected-of = “{ $title }”: { $name } can no longer send there, and their subscriptions are stopped.
connected-again = “{ $title }” is connected again, and subscriptions there go on.
taken-over =
    { $count ->
        [0] “{ $title }”: no subscriptions are stopped any more.
        [one] ✅ “{ $title }”: { $count } subscription is yours now, and goes on.
       *[other] ✅ “{ $title }”: { $count } subscriptions are yours now, and go on.
    }
target-lost = “{ $title }” is disconnected. Connect it again: /channel
mark-suspended = ⏹ stopped
channel-connected = “{ $title }” is connected; /settings has its settings. Which subscriptions shall I send there?
channel-connected-empty = “{ $title }” is connected; /settings has its settings. Subscribe it: <code>/channel { $name } coalition of the willing</code>
channel-added = ✅ “{ $text }” → { $title }

story-akin = maybe the same story
story-button-part = Different event
story-parted = Got it. I'll report it separately, with sound.
novelty = ↳ New
novelty-of = ↳ New: { $kinds }
novelty-deaths = deaths
novelty-detention = arrest
novelty-charge = charges
novelty-sentence = verdict
novelty-resignation = resignation
novelty-figures = new figures
novelty-name = new name
novelty-confirmed = confirmed
novelty-denied = denied
novelty-cancelled = cancelled
novelty-button-mute = 🔇 Mute this story
story-revised = updated
story-passing = passing mention
story-former-title = <i>Headline was: { $title }</i>
story-further =
    { $count ->
        [one] { $count } more outlet
       *[other] { $count } more outlets
    }
story-more-reports = and { $count } more
story-button-explain = Why?
story-button-mute = 🔇 Mute
story-muted = No more about this story.
story-button-follow = 🔔 Follow again
story-silenced =
    { $count ->
        [one] { $count } similar
       *[other] { $count } similar
    }
explain-words =
    { $count ->
        [1] Word
       *[other] Words
    } { $words }{ $place ->
        [title] : title.
        [text] : paragraph { $paragraph }.
        [both] : title and paragraph { $paragraph }.
       *[none] .
    }
explain-subscriptions =
    { $count ->
        [1] Subscription
       *[other] Subscriptions
    }: { $names }.
explain-together = Together with { $source }: { $words }.
explain-forms =
    { $more ->
        [0] <i>{ $word }</i>: { $forms }
       *[other] <i>{ $word }</i>: { $forms } and { $more } more
    }
explain-gone = I no longer remember that message.

edit-what = Which one, and how? A number from /list and the new query: <code>/edit 1 coalition of the willing</code>
edit-edited = ✅ Now watching: { $text }
edit-gone = Not changed: this subscription is gone. All of them: /list
edit-exists = Not changed: there is a subscription for “{ $text }” already. All of them: /list
search-what = What shall I search for? For example: <code>/search coalition of the willing</code>
search-nothing = Nothing found: the archive goes back { $age }.
search-since =
    { $count ->
        [0] Nothing so far. I got as far back as { $since }.
       *[other] I got as far back as { $since }.
    }
button-search-on = Search further back
search-gone = I no longer remember that search.
test-what = Which query? For example: <code>/test coalition of the willing</code>
test = 🔎 “{ $text }” looks for these forms:
preview-broad =
    About { $count } { $count ->
        [one] story
       *[other] stories
    } a day{ $words ->
        [0] .
        [1] , { $main } of them with this word in the title or lead.
       *[other] , { $main } of them with these words in the title or lead.
    }
preview-stories =
    { $count } { $count ->
        [one] story
       *[other] stories
    }{ $daily ->
        [0] {""}
       *[other] , about { $daily } a day
    }{ $words ->
        [0] .
        [1] , { $main } of them with this word in the title or lead.
       *[other] , { $main } of them with these words in the title or lead.
    }
preview-flood = ⚠️ That is more than 50 articles a day. Narrow it down: add a word, <code>title:</code> or an exclusion with <code>-</code>.

query-error = I cannot read the query: { $expected }.

list-hint = A number opens its subscription, a word searches: <code>/list oil</code>. Typed: <code>/list 1 pause</code>
list-what =
    I do not understand. After the number you can write:
    <code>/list 1 pause</code> · <code>/list 1 resume</code>
    <code>/list 1 silent</code> · <code>/list 1 sound</code>
    <code>/list 1 hourly</code> · <code>/list 1 urgent</code>
    <code>/list 1 developments</code> · <code>/list 1 every</code> · <code>/list 1 no replies</code>
    <code>/list 1 title &amp; lead only</code> · <code>/list 1 everything</code>
    <code>/list 1 here</code> · <code>/list 1 to Title of a channel</code>
    <code>/list 1 without football</code> · <code>/list 1 name Allies</code> · <code>/list 1 to folder client</code>
    <code>/list 1 remove</code>
mark-topic = # topic { $topic }
button-replies = ↳ Story updates
button-edit = ✏️ Edit
button-back-to-one = ← Back
button-replies-none = No replies
button-replies-developments = Story updates
button-replies-all = Every article
replies-which = You get one message per story, and it is silently completed as others report it. Shall I send anything else for “{ $text }”, as a reply to it?
replies-none = <b>No replies</b>: the message is only completed.
replies-developments = <b>Story updates</b>: what is substantially new comes as a reply without sound, once an hour at most; with sound if nothing was heard of the story for a day.
replies-all = <b>Every article</b>: each article that matches comes as a reply.
ask-developments =
    ↳ <b>Story updates</b>
    I now say what is new in a story: deaths, a verdict, other figures. It comes as a reply to the first message, without sound, once an hour at most. Turn it on for all subscriptions?
ask-developments-yes = Turn on
ask-developments-no = Leave as it is
developments-on =
    { $count ->
        [one] ↳ Story updates: on, for { $count } subscription. To change: /list
       *[other] ↳ Story updates: on, for { $count } subscriptions. To change: /list
    }
developments-left = ↳ Left as it is. You can turn it on in /list
edit-how =
    Tap the line to copy it, change the query, and send it:
    <code>/edit { $number } { $text }</code>
target-general = To the group at large
target-topic = # To this topic
target-here-now = ✅ “{ $text }” → here
target-has-it = There is such a subscription there already.
target-unknown = No channel or group “{ $title }” is connected. Connect it: /channel
