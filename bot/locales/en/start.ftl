### /start, /help, and links to the bot.

link-unknown = This link is out of date. Just tell me what to watch for.
