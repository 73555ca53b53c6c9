"""Which addresses a message of Telegram's can, and may, link to."""

from urllib.parse import urlsplit

_ODD_IN_ADDRESS = frozenset(" \\\u0333\u033f\u030a")
"""Characters that no web address has, or that Telegram drops from any text."""


def is_linkable(url: str, limit: int) -> bool:
    """Whether a message can, and may, link to the address, of at most `limit` bytes."""
    if len(url) > limit:
        return False
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return False
    is_web = parts.scheme in {"http", "https"} and bool(parts.hostname) and port != 0
    return (
        is_web
        and url.isprintable()
        and _ODD_IN_ADDRESS.isdisjoint(url)
        and "@" not in parts.netloc
        and len(url.encode()) <= limit
    )
