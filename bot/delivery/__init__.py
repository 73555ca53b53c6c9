"""From what a chat is owed to its message: when it goes, how it looks, how fast, and what Telegram's answers mean."""
