"""Texts made to fit a line."""


def shorten(text: str, limit: int) -> str:
    """The text on one line, of at most `limit` characters; cut between words, where there are any, with an ellipsis."""
    text = " ".join(text.split())
    if len(text) <= limit:
        return text
    head = text[: limit - 1]
    return (head[: head.rfind(" ")] if " " in head[limit // 2 :] else head).rstrip() + "…"
