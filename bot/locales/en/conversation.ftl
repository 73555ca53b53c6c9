language-name = English
language-which = Which language should I use?
language-chosen = I speak English now.

command-add = subscribe to a query
command-list = subscriptions: pause, sound, replies, where to send
command-remove = unsubscribe: a number from /list, or the text
command-edit = change a subscription and keep its history
command-test = which forms a query covers, and what it would have found in a week
command-search = search the archive, newest first
command-sources = sources: list, add, remove, set up
command-import = add the sources or subscriptions of a file
command-export = get the sources and subscriptions as files
command-channel = channels and groups: what to post there, and who decides
command-language = the bot's language
command-help = this page

add-what = What should I watch for? For example: <code>/add coalition of the willing</code>. Several lines make several subscriptions.
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
advice-common-word = and “{ $text }” in lower case
advice-as-written = Aa With capitals: { $text }
advice-both-sexes = and { $text }
unknown-command = No such command. All commands: /help

list =
    { $count ->
        [one] <b>{ $count } subscription</b>
       *[other] <b>{ $count } subscriptions</b>
    }
list-empty = No subscriptions yet. Send a word or a phrase: <code>/add coalition of the willing</code>
quoted = “{ $text }”
mark-paused = paused
mark-main-only = title &amp; lead only
mark-target = → { $title }
subscription-gone = This subscription is gone.
remove-what = Which subscription should I delete? A number from /list, or its text: <code>/remove 1</code>
remove-unknown = No subscription “{ $text }”. All subscriptions: /list
removed = 🗑 Deleted: { $text }

target-which = Where should I send it? /channel adds a channel or group.
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
main-which = For “{ $text }”, should I send only news that has it in the title or the first paragraph?
button-target = 📣 Send to
button-remove = 🗑 Delete
button-back = ← All subscriptions
button-previous = ←
button-next = →
button-watch = 🔊 { $place }
button-drop = ✕ { $place }

administrators-unseen = I can't see that you are an admin. Writing as the group? Type the command, or make me an admin.
too-often = Too many requests. Try again in a minute.
administrators-only = Only group admins can do that.

sources =
    { $count ->
        [one] <b>{ $count } source</b>
       *[other] <b>{ $count } sources</b>
    }
sources-empty = No sources yet. Send the address of a feed or a site, such as <code>https://example.com/rss</code>, or the name of a public channel: <code>@channel</code>
source-which = To add: <code>/sources https://example.com/rss</code>; a site or a <code>@channel</code> works too. To delete: <code>/sources delete 3</code>. To set up: <code>/sources 3</code>
source-added = Adding { $address }. I'll check it and tell you how it went.
source-added-before = Already watching { $address }
source-refused = I can't add { $address }: { $reason }.
source-gone = This source is no longer in the list.
source-removed = No longer watching the source: { $title }
source-unknown = No source “{ $text }” in the list. All sources: /sources
source-settings = Settings of { $title }:
source-settings-none = Everything as usual.
source-set = ✅ { $title } is now a source of your own: nobody else sees it. I'll check it and tell you how it went.
source-setting-which =
    To set up a source from the list:
    <code>/sources 3 agent Mozilla/5.0</code>
    <code>/sources 3 header Cookie: name=value</code>
    <code>/sources 3 certificate any</code>
    <code>/sources 3 zone Europe/Kyiv</code>
    <code>/sources 3 pages off</code>
    Leave out the value to remove a setting.
source-setting-secret = I show the value to nobody and send it to this site alone. It's best to delete the message you sent it in.
source-setting-of-agent = User-Agent: { $value }
source-setting-of-header = { $name }: •••
source-setting-of-certificate = any certificate
source-setting-of-zone = times without a zone: { $zone }
source-setting-of-pages = article pages are not read
source-pages = Article pages: { $read } read, { $refused } refused, { $failed } failed
source-setting-agent = A User-Agent can have up to 300 Latin characters, in one line.
source-setting-header-name = This does not look like a header. It should be: <code>/sources 3 header Cookie: name=value</code>
source-setting-header-ours = I set this header myself: a request would not work without it.
source-setting-header-many = A source can have at most five headers. Remove one: <code>/sources 3 header Name:</code>
source-setting-header-insecure = I send headers over https only, and this source has an http address.
source-setting-header-value = A header's value can have up to 4,000 Latin characters, in one line.
source-setting-zone = I don't know this time zone. For example: <code>/sources 3 zone Europe/Kyiv</code>; a city works too.
source-setting-of-pack = This source comes with a pack, so only the bot's owner can set it up.
source-works =
    { $items ->
        [one] ✅ <b>{ $title }</b> can be read: { $items } item. I check what is new against your subscriptions: /list
       *[other] ✅ <b>{ $title }</b> can be read: { $items } items. I check what is new against your subscriptions: /list
    }
source-fails = ⚠️ { $address } can't be read yet: { $reason }. I'll keep trying; its state is in /sources.
source-is-page = ⚠️ I found no feed on { $address }. Send me the address of the feed itself: the link is often at the foot of the page, labelled RSS. I'll keep looking there too; you can delete the page in /sources.
source-several = There are several feeds on { $address }. Which one should I add?
source-failing = ⚠️ <b>{ $title }</b> has been unreadable for more than a day: { $reason }. I'll keep trying, and tell you when it works.
source-recovered = ✅ <b>{ $title }</b> can be read again.
source-retired = ⚠️ I've stopped checking <b>{ $title }</b>: { $reason }. You can delete it in /sources. If it works again, send me its address once more.
source-moved = ⚠️ <b>{ $title }</b> has moved to another site: { $address }. I read it there now; if it's not the same source, delete it in /sources.
source-abroad = answers from another site, { $site }; news from there goes under that name
source-silent-long = silent longer than usual
source-silent =
    ⚠️ <b>{ $title }</b> has been silent longer than usual: { $days ->
        [one] { $days } day
       *[other] { $days } days
    } without anything new.

packs = Choose which news to read. A single source can be turned off in /sources.
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

import-what = Send me an OPML file with a list of sources, a text with one address per line, or my file of subscriptions; or reply to such a file with /import.
import-too-large = The file is too large: a list of sources can be at most 2 MB.
import-gone = Telegram won't hand this file over. Send it again.
import-refused = I can't read the list: { $reason }.
import-problem = Line { $line }: no feed address — “{ $text }”.
imported =
    { $count ->
        [0] There are no new sources in the list.
        [one] ✅ Added { $count } source.
       *[other] ✅ Added { $count } sources.
    }
button-undo = ↩ Undo
import-undone =
    { $count ->
        [0] Nothing from this list is left.
        [one] 🗑 Deleted { $count } source from this list.
       *[other] 🗑 Deleted { $count } sources from this list.
    }
sources-restored =
    { $count ->
        [0] Nothing is left to restore here. If a source is missing, send me its address again.
        [one] ✅ Watching { $count } source again.
       *[other] ✅ Watching { $count } sources again.
    }
imported-checked = I'll check them, and mark the ones that can't be read in /sources.
imported-before = Already in the list: { $count }.
import-left-out = I take no more than { $most } sources from one list; left out: { $count }. Send them in a separate file.
limit-subscriptions =
    ⚠️ Subscriptions not added: { $count }. A chat can have at most { $most }. Delete some in /list, then send the rest again.
limit-sources =
    ⚠️ Sources not added: { $count }. A chat can have at most { $most } of its own, not counting packs. Delete some in /sources, then send the rest again.
limit-new-sources =
    ⚠️ Sources not added: { $count }. A chat can add at most { $most } new ones in 24 hours. Send the same tomorrow: nothing is added twice.
limit-new-of-site =
    ⚠️ Sources not added: { $count }. A chat can add at most { $most } new ones from one site in 24 hours. Send the same tomorrow: nothing is added twice.
export-sources = Sources: any feed reader takes such a list.
export-subscriptions = Subscriptions, one per line. Send me this file, and I'll subscribe you to everything in it.

broken =
    { $count ->
        [0] All sources can be read, and none is silent longer than usual.
       *[other] <b>Unreadable or silent: { $count }</b>
    }
broken-line = { $reason }{ $detail }, since { $since }

channel-in-private = Channels are connected in our private chat.
channel-unknown = I can't find { $name }. Add me there (to a channel, as an admin), and try again.
rights-not-you = You are not an admin of “{ $title }”; both you and I must be.
rights-no-right = You aren't allowed to post in “{ $title }”.
rights-not-me = I'm not an admin of “{ $title }”.
rights-no-posting = I have no right to post in “{ $title }”. Give it to me and try again.
rights-unknown = Telegram doesn't say who the admins of “{ $title }” are. Try again a little later.
rights-lost = ⚠️ You are no longer an admin of “{ $title }”, so your subscriptions there are stopped. When you have the rights back, connect it again: /channel
rights-lost-of = ⚠️ { $name } is no longer an admin of “{ $title }”, so their subscriptions there are stopped. You can take them over on the page of “{ $title }” in /settings; if you haven't connected it yet, /channel first
connection-ended = ⚠️ Disconnected: “{ $title }” (by its admin { $name }). Your subscriptions there are stopped. Connect it again: /channel
connected-by = Connected by: { $names }
suspended-there =
    { $count ->
        [one] { $count } subscription is stopped: its author no longer has access.
       *[other] { $count } subscriptions are stopped: their authors no longer have access.
    }
button-take-over = Take the subscriptions over: { $count }
button-disconnect = ✕ Disconnect
button-disconnect-of = ✕ Disconnect: { $name }
button-give-rights = Give rights
button-restore = ↩ Undo
disconnected = Disconnected: “{ $title }”. Subscriptions there are stopped.
disconnected-of = “{ $title }”: { $name } can no longer send there, and their subscriptions are stopped.
connected-again = Connected again: “{ $title }”. Subscriptions there are back on.
taken-over =
    { $count ->
        [0] “{ $title }”: no more stopped subscriptions.
        [one] ✅ “{ $title }”: { $count } subscription is yours now, and back on.
       *[other] ✅ “{ $title }”: { $count } subscriptions are yours now, and back on.
    }
target-lost = Disconnected: “{ $title }”. Connect it again: /channel
mark-suspended = stopped
channel-connected = ✅ Connected: “{ $title }”. Its settings: /settings. Which subscriptions should go there?
channel-connected-empty = ✅ Connected: “{ $title }”. Its settings: /settings. All it needs is a subscription: <code>/channel { $name } coalition of the willing</code>
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

edit-what = Which subscription, and how? A number from /list and the new query: <code>/edit 1 coalition of the willing</code>
edit-edited = ✅ Now watching: { $text }
edit-gone = Not changed: this subscription is gone. All subscriptions: /list
edit-exists = Not changed: there is already a subscription for “{ $text }”. All subscriptions: /list
search-what = What should I search for? For example: <code>/search coalition of the willing</code>
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

query-error = I can't read the query: { $expected }.

list-hint = A number opens its subscription, a word searches: <code>/list oil</code>. Typed: <code>/list 1 pause</code>
list-what =
    I don't understand. After the number you can write:
    <code>/list 1 pause</code> · <code>/list 1 resume</code>
    <code>/list 1 silent</code> · <code>/list 1 sound</code>
    <code>/list 1 hourly</code> · <code>/list 1 urgent</code>
    <code>/list 1 updates</code> · <code>/list 1 every</code> · <code>/list 1 no replies</code>
    <code>/list 1 title &amp; lead only</code> · <code>/list 1 everything</code>
    <code>/list 1 here</code> · <code>/list 1 to Channel title</code>
    <code>/list 1 without football</code> · <code>/list 1 name Allies</code> · <code>/list 1 to folder client</code>
    <code>/list 1 delete</code>
button-replies = ↳ Story updates
button-edit = ✏️ Edit
button-back-to-one = ← Back
button-replies-none = No replies
button-replies-developments = Story updates
button-replies-all = Every article
replies-which = You get one message per story, and it is quietly updated as others report it. Should I send anything else for “{ $text }”, as a reply to it?
replies-none = <b>No replies</b>: the message is just quietly updated.
replies-developments = <b>Story updates</b>: anything substantially new comes as a silent reply, at most once an hour; with sound if the story has been quiet for a day.
replies-all = <b>Every article</b>: each article that matches comes as a reply.
ask-developments =
    ↳ <b>Story updates</b>
    I can now tell you what is new in a story: deaths, a verdict, other figures. It comes as a silent reply to the first message, at most once an hour. Turn it on for all subscriptions?
ask-developments-yes = Turn on
ask-developments-no = Leave as it is
developments-on =
    { $count ->
        [one] ↳ Story updates: on, for { $count } subscription. Change: /list
       *[other] ↳ Story updates: on, for { $count } subscriptions. Change: /list
    }
developments-left = ↳ Left as it is. You can turn it on in /list
edit-how =
    Tap the line to copy it, change the query and send it:
    <code>/edit { $number } { $text }</code>
target-general = To the general topic
target-topic = # To this topic
target-here-now = ✅ “{ $text }” → here
target-has-it = That subscription is there already.
target-unknown = No channel or group “{ $title }” is connected. Connect it: /channel
