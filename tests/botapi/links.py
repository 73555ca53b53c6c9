"""Addresses as Telegram takes them, in links and in buttons (tdlib's LinkManager::check_link)."""

import re
from urllib.parse import urlsplit

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.\-]*):(?!\d)")
_OWN_SCHEMES = frozenset({"tg", "ton", "tonsite"})
_USER = re.compile(r"tg://user\?id=(\d+)")


class LinkError(ValueError):
    """Not an address; the message is Telegram's reason."""


def check_link(link: str) -> str:
    """The address in Telegram's normal form: with its scheme, and a path. Raises LinkError."""
    link = link.strip()
    scheme = _SCHEME.match(link)
    name = scheme.group(1).lower() if scheme else "http"
    if name in _OWN_SCHEMES:
        return link
    if name not in {"http", "https"}:
        raise LinkError("Unsupported URL protocol")
    try:
        parts = urlsplit(link if scheme else f"http://{link}")
        host, port = parts.hostname or "", parts.port
    except ValueError:
        raise LinkError("Wrong HTTP URL") from None
    is_ipv6 = ":" in host
    if re.search(r"\s", host) or not (is_ipv6 or "." in host.strip(".")):
        raise LinkError("Wrong HTTP URL")
    authority = (f"[{host}]" if is_ipv6 else host) + (f":{port}" if port else "")
    query = f"?{parts.query}" if parts.query else ""
    fragment = f"#{parts.fragment}" if parts.fragment else ""
    return f"{name}://{authority}{parts.path or '/'}{query}{fragment}"


def checked_link(link: str) -> str | None:
    """As `check_link`, or None: in a text, Telegram drops a link that leads nowhere and keeps its words."""
    try:
        return check_link(link)
    except LinkError:
        return None


def mentioned_user(link: str) -> int | None:
    """Whom `tg://user?id=…` means."""
    match = _USER.fullmatch(link)
    return int(match.group(1)) if match else None
