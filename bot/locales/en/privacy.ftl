### What the bot keeps, and how to delete it.

command-privacy = what the bot keeps, and what leaves it
command-forget = delete everything the bot knows about this chat

privacy =
    <b>What I keep</b>
    Everything is in a database on the computer of whoever runs this bot.
    • the chat's id and title, and those of its topics, language, settings, subscriptions with their exclusions, added sources and connected channels, until you delete them; what you remove can be restored for a day;
    • the texts of articles, for { $articles ->
        [one] { $articles } day
       *[other] { $articles } days
    };
    • posts of channels that you connected and ticked as sources, kept like articles; those of a private channel are seen only by those who have it connected and ticked;
    • which news I sent and why, for { $told ->
        [one] { $told } day
       *[other] { $told } days
    };
    • who decided on posts of channels, and when: number and name, as in Telegram — for as long; nobody sees the names of anonymous admins;
    • queries you shared by a link, for 90 days; anybody who has the link can read them;
    • texts behind buttons for 30 days, the ids of your messages and the results of commands for 3 days. The messages themselves only until they are answered.

    <b>What leaves this computer</b>
    • to Telegram: answers and news;
    • to websites: requests for feeds and pages, which don't show who they are for. Headers you set for a source go to its own site alone.
    Nothing else: neither your subscriptions nor what you write goes to anybody.

    Delete everything: /forget

forget-ask =
    <b>Delete { $subscriptions ->
        [one] { $subscriptions } subscription
       *[other] { $subscriptions } subscriptions
    }, { $sources ->
        [one] { $sources } source
       *[other] { $sources } sources
    } and the history?</b>
    Settings go too, and so do connected channels with what went there. This cannot be undone. Messages in Telegram stay.
forget-button-all = 🗑 Delete everything
forget-button-download = Download first
forget-button-cancel = Cancel
forget-file = The subscriptions, sources, settings and latest news of this chat.
forget-toast = Deleting.
forget-begun = 🗑 Deleting everything I keep about this chat. I'll say here when it's done.
forgotten = ✅ Done: I no longer keep anything about this chat. Write to me if you want to start afresh: /start
forget-cancelled = OK, nothing is deleted.
forget-stale = That button is out of date. Send /forget again.
button-stale = That button is out of date. Send /start to begin again.
forget-owner-only = Only the group's owner can do that, and not anonymously.
manager-forgotten =
    { $count ->
        [one] ⚠️ “{ $title }”: the data of one of its admins was deleted, and { $count } subscription here is gone.
       *[other] ⚠️ “{ $title }”: the data of one of its admins was deleted, and { $count } subscriptions here are gone.
    }
target-forgotten = ⚠️ A group that you connected has deleted its data. No longer sent there: { $texts } ({ $count }).
