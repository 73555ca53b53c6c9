### The operators' page in a browser.

page-skip = Skip to the content
page-nav = Pages
page-nav-overview = Overview
page-nav-sources = Sources
page-nav-hosts = Hosts
page-nav-chats = Chats
page-nav-errors = Errors
page-as-of = As of
page-refresh = Refresh
page-sign-out = Sign out
page-sign-in = Sign in
page-token = Token (HTTP_TOKEN)
page-sign-in-refused = This is not the token.
page-sign-in-wait = Too many tries. The next one is looked at in { $number } s.

## Numbers, sizes and times

page-number = { $number }
page-decimal-point = .
page-size-kb = { $size } KB
page-size-mb = { $size } MB
page-size-gb = { $size } GB
page-milliseconds = { $size } ms
page-duration-seconds = { $number } s
page-duration-minutes = { $number } min
page-duration-hours = { $number } h
page-duration-days = { $number } d
page-due = due for { $duration }
page-now = now
page-ago = { $duration } ago
page-in = in { $duration }
page-for = for { $duration }
page-lack-too-long = This took too long to read. The rest of the page is up to date.
page-lack-unreadable = The database could not be read just now. The rest of the page is up to date.
page-address-cut = a part of the address is hidden

## Overview

page-fine = All is well.
page-not-fine = { $count ->
    [one] { $count } thing needs attention.
   *[other] { $count } things need attention.
}
page-see = See which
page-concern-database = The database fails: { $why }.
page-concern-damage = The database is damaged, and will not be opened after the next stop: restore a backup. { $why }
page-concern-stages = { $count ->
    [one] A stage fails: { $which }.
   *[other] Stages fail: { $which }.
}
page-concern-stuck = { $count ->
    [one] A stage stands still: { $which }.
   *[other] Stages stand still: { $which }.
}
page-concern-hold = A transaction has kept the database for { $duration }.
page-concern-standstill = The program stood still for { $duration } just now.
page-concern-telegram-never = Telegram has not answered since the start.
page-concern-telegram = Telegram has not answered for { $duration }.
page-concern-rival = Another program receives this bot's messages with the same token.
page-concern-disk = Only { $number } MB are free on the disk of the database.
page-concern-lag = The program is slow: one answer in a hundred waits { $number } ms.
page-concern-sources = { $count } of { $items } sources fail.
page-concern-failed = { $count ->
    [one] { $count } message was given up within a day.
   *[other] { $count } messages were given up within a day.
}
page-concern-unread = { $count ->
    [one] { $count } update from Telegram could not be read within a day.
   *[other] { $count } updates from Telegram could not be read within a day.
}
page-concern-troubled = { $count ->
    [one] The program stumbles over { $count } article.
   *[other] The program stumbles over { $count } articles.
}
page-concern-late-sources = A source has been due for { $duration }.
page-concern-late-own-posts = A post of an own channel has been waiting to be taken in for { $duration }.
page-concern-late-articles = An article has been waiting to be matched for { $duration }.
page-concern-late-mentions = A match has been waiting to be handed out for { $duration }.
page-concern-late-review = A card for a desk has been waiting for { $duration }.
page-concern-late-chats = A chat has been waiting for a message for { $duration }.
page-concern-late-edits = A message has been waiting to be updated for { $duration }.
page-concern-late-updates = A person has been waiting for an answer for { $duration }.
page-concern-part-too-long = { $count ->
    [one] A part of this page took too long to read.
   *[other] { $count } parts of this page took too long to read.
}
page-concern-part-unreadable = { $count ->
    [one] A part of this page could not be read.
   *[other] { $count } parts of this page could not be read.
}
page-running = Dozor { $version }, running for { $duration }
page-audience = { $chats } chats with { $subscriptions } subscriptions
page-tile-articles = Articles
page-tile-messages = Messages
page-tile-sources = Sources
page-in-day = in 24 h
page-in-hour = { $shown } in the last hour
page-spark-articles = Articles found in each hour of the last 7 days, at most { $most }
page-spark-messages = Messages sent in each hour of the last 7 days, at most { $most }
page-week-ago = 7 days ago
page-most = up to { $number } an hour
page-queues = Queues
page-queue = Queue
page-waiting = Waiting
page-oldest-since = Oldest
page-queue-sources = Sources to poll
page-queue-own-posts = Channel posts to take in
page-queue-pages = Pages to read
page-queue-articles = Articles to match
page-queue-mentions = Matches to hand out
page-queue-review = Cards to prepare
page-queue-chats = Chats to write to
page-queue-edits = Messages to update
page-queue-updates = People to answer
page-process = Process
page-lag = Delay of answers
page-lag-usually = usually { $duration }
page-lag-rarely = rarely { $duration }
page-lag-most = at most { $duration }
page-hold = Longest write
page-memory = Memory
page-database = Database
page-log = { $size } log
page-disk = Free disk space
page-stages = Stages
page-stage-fails = fails
page-latest-errors = Latest errors
page-no-errors = Every message was delivered, and everything was read.
page-error-failed = Not delivered:
page-error-unread = Unreadable update:
page-error-troubled = Difficult article:

## Sources

page-health = State
page-health-new = new
page-health-working = works
page-health-failing = fails
page-health-silent = silent
page-health-retired = gone
page-by-health = Sources by state
page-all = all
page-search = Find
page-search-sources = Title or address
page-source = Source
page-last-news = Last news
page-last-poll = Last poll
page-next-poll = Next poll
page-articles-day = Articles in 24 h
page-spark-source = Articles in each of the last 14 days, at most { $most }
page-no-sources = There are no sources yet.
page-no-such-sources = No source meets this.
page-no-such-source = There is no such source.
page-silent-long = silent for longer than usual
page-answers-from = answers from another site, { $site }
page-turning = Pages of the list
page-previous = Previous
page-next = Next
page-range = { $first }–{ $last } of { $found }
page-polls = Polls
page-about = About
page-failures = Failed polls in a row
page-interval = Polled every
page-host = Host
page-pack = Pack
page-watchers = Chats that added it
page-pages = Pages of its articles
page-pages-values = { $read } read, { $refused } refused, { $failed } failed
page-settings = Settings
page-settings-own = set up by its chat
page-articles-days = Articles in the last 14 days
page-days-ago = { $number } days ago
page-last-day = last 24 h
page-latest-articles = Latest articles
page-untitled = (no title)

## Hosts

page-slow-hosts = Slow hosts
page-hosts-lead = Hosts whose sources are due for over a minute, and hosts that are left alone because they failed or asked for it.
page-no-hosts = No host keeps anything waiting.
page-due-for = Due for
page-held-for = Left alone for
page-pages-waiting = Pages waiting
page-pages-today = Pages today (UTC)
page-of-them-fail = { $shown } fail

## Chats

page-chats-lead = Chats by their ids. What they look for is theirs, and names of persons are not shown.
page-no-chats = Nobody has written to the bot yet.
page-chats-count = { $count ->
    [one] { $count } chat
   *[other] { $count } chats
}
page-chats-dormant = { $count ->
    [one] { $count } cannot be written to
   *[other] { $count } cannot be written to
}
page-chat = Chat
page-kind-private = person
page-kind-group = group
page-kind-supergroup = group
page-kind-channel = channel
page-messages-day = Messages, 24 h
page-messages-week = 7 days
page-messages-days = 14 days
page-spark-chat = Messages in each of the last 14 days, at most { $most }
page-last-message = Last message
page-subscriptions = Subscriptions
page-own-sources = Own sources
page-dormant = cannot be written to

## Errors

page-errors-failed = Messages that were given up: { $count }
page-errors-unread = Updates from Telegram that could not be read: { $count }
page-errors-troubled = Articles the program stumbles over: { $count }
page-no-failed = Every message was delivered.
page-no-unread = Every update was read.
page-no-troubled = Every article was read.
page-when = When
page-last-at = Last
page-times = Times
page-update-kind = Kind
page-reason = Reason
page-found = Found
page-article = Article
page-fate = What became of it
page-set-aside = set aside until the next start
page-read-last = last in the queue
page-interrupted = { $number ->
    [one] { $number } run ended while it was being read
   *[other] { $number } runs ended while it was being read
}
