"""From what a chat is owed to the message that stands in it: wording, pacing, and what Telegram's answers mean."""
