### Who uses the bot.

gate-new = 👤 New chat: { $title } ({ $kind }, { $id }). Let it in?
gate-button-allow = Allow
gate-button-ban = Ban
gate-allowed = ✅ Allowed: { $title }
gate-banned = ⛔ Banned: { $title }
gate-asked = This bot is invite-only. I have asked its owner, and will write if the answer is yes.
gate-waits = This bot is invite-only. Its owner has not answered yet.
gate-open = ✅ You have been let in. Begin with /start
gate-operators-only = Only the owners of the bot can do that.
banned = The owner of the bot has closed it to you.
allow-which = Whom to let in? The id of a chat or a person: <code>/allow 123456789</code>
allowed = ✅ Chat { $id } may use the bot.
ban-which = Whom to keep out? The id of a chat or a person: <code>/ban 123456789</code>
ban-done = ⛔ Chat { $id } gets no answers and no news any more. Take it back: <code>/allow { $id }</code>
ban-operator = { $id } owns the bot, and cannot be banned.
quota-which = How many subscriptions and sources a chat may have: <code>/quota 123456789 500</code>; 0 for no limit; “-” for the usual.
quota-usual = Chat { $id } may have as many as all others. Subscriptions: { $most } (0 for no limit).
quota-own = Chat { $id } may have so many subscriptions and sources: { $most } (0 for no limit).

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

trouble-stage = ⚠️ <b>Not working: { $what }</b>. It is tried again and again; the program's log has the reason. Everything else goes on.
trouble-stage-over = ✅ Everything that failed works again.
trouble-clock = ⚠️ <b>The computer's clock has leapt</b>, and shows { $what } now. Check the time; nothing old is deleted for now.
trouble-clock-over = ✅ The computer's clock has been steady for an hour.
trouble-disk = ⚠️ <b>{ $what } MB are left on the disk.</b> Free some space: without it, the database cannot write.
trouble-disk-over = ✅ There is enough space on the disk again.
trouble-sources = ⚠️ <b>Many sources fail at once: { $what }.</b> Check the network and the proxies; /broken shows which they are
trouble-sources-over = ✅ The sources can be read again; /broken shows what is left
