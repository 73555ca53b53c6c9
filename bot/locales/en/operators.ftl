### Who uses the bot.

gate-new = New chat: { $title } ({ $kind }, { $id }). Let it in?
gate-button-allow = Allow
gate-button-ban = Ban
gate-allowed = ✅ Allowed: { $title }
gate-banned = ✅ Banned: { $title }
gate-asked = This bot is invite-only. I've asked its owner, and I'll write if the answer is yes.
gate-waits = This bot is invite-only. Its owner has not answered yet.
gate-open = ✅ You're in. Begin with /start
gate-operators-only = Only the bot's owners can do that.
banned = You have no access to this bot.
allow-which = Who should I let in? The id of a chat or a person: <code>/allow 123456789</code>
allowed = ✅ Chat { $id } may use the bot.
ban-which = Who should I keep out? The id of a chat or a person: <code>/ban 123456789</code>
ban-done = ✅ Chat { $id } gets no more answers and no more news. Undo: <code>/allow { $id }</code>
ban-operator = { $id } owns the bot and can't be banned.
quota-which = How many subscriptions and sources a chat can have: <code>/quota 123456789 500</code>; 0 for no limit; “-” for the usual.
quota-usual = Chat { $id } can have as many as everybody. Subscriptions: { $most } (0 for no limit).
quota-own = Subscriptions and sources that chat { $id } can have: { $most } (0 for no limit).

status-fine = ✅ All is well: every message was delivered, and everything was read.
status-waiting = At work and in the queues now: { $number }
status-queues = <b>Queues</b>
status-button-queues = Queues
status-button-sources = Sources
status-button-undelivered = Undelivered
status-button-articles = Difficult articles
status-button-updates = Unreadable updates
status-back = ← Status

### Alerts.

trouble-stage = ⚠️ <b>Not working: { $what }</b>. I keep trying; the program's log has the reason. Everything else goes on.
trouble-stage-over = ✅ Everything that failed works again.
trouble-clock = ⚠️ <b>The computer's clock has jumped</b> and shows { $what } now. Check the time; nothing old is deleted for now.
trouble-clock-over = ✅ The computer's clock has been steady for an hour.
trouble-disk = ⚠️ <b>Only { $what } MB left on the disk.</b> Free some space: without it, the database can't write.
trouble-disk-over = ✅ There is enough disk space again.
trouble-sources = ⚠️ <b>Many sources fail at once: { $what }.</b> Check the network and the proxies; /broken shows which they are
trouble-sources-over = ✅ The sources can be read again; /broken shows what is left
trouble-damage = ⚠️ <b>The database is damaged</b>: { $what }. I keep working for now, but after the next stop I won't start. Stop me and restore a backup: <code>dozor restore FILE --replace</code>. Without a backup, <code>sqlite3 DATABASE .recover</code> saves what can be read.
trouble-damage-over = ✅ The database is sound again.
trouble-rival = ⚠️ <b>Another program receives this bot's messages too</b>: it has the same token. Stop it, or give one of the two a token of its own. If this isn't over within a minute, I'll stop.
trouble-rival-over = ✅ I'm the only one receiving the messages again.
