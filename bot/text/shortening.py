"""How long texts are for Telegram, and how they are shortened to fit a line."""

from bot.text.inert import clean


def utf16_length(text: str) -> int:
    """The length in UTF-16 units, in which Telegram counts."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def shorten(text: str, limit: int) -> str:
    """The cleaned text on one line of at most `limit` UTF-16 units.

    If cut, it ends with an ellipsis, between words if possible.
    """
    text = " ".join(clean(text).split())
    units = text.encode("utf-16-le", "surrogatepass")
    if len(units) <= 2 * limit:
        return text
    head = units[: 2 * (limit - 1)].decode("utf-16-le", "ignore")
    return (head[: head.rfind(" ")] if " " in head[limit // 2 :] else head).rstrip() + "…"
