"""What the managers of a channel or group are told when nothing can be written there any more."""

from bot.model import Lost, Notice


def lost_chat(title: str, reason: str) -> Lost:
    """Of the chat of that title, for Telegram's own reason."""
    told = {"title": title, "why": reason}
    return Lost(reason, Notice("chat-lost", told), Notice("desk-lost", told))


def lost_topic(title: str, reason: str) -> Lost:
    """Of a topic in the chat of that title."""
    return Lost(reason, Notice("topic-lost", {"title": title, "why": reason}))
