"""What may keep the bot from running well, and what helps.

    shell: looking.py, asking.py ──► facts (frozen) ──► checks.* (pure) ──► findings

`examination.py` runs everything at once, within a bounded time. Nothing here changes anything: not the database, not
what Telegram keeps for the bot.
"""
