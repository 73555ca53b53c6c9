"""Reads addresses as people write them, and shows them as people read them."""

import re
from urllib.parse import urlsplit, urlunsplit

from yarl import URL

from bot.errors import AddressRefused
from bot.feeds.discover import is_feed_address
from bot.feeds.telegram_channel import is_of_telegram, is_private, post_address, preview_address
from bot.fetching.guard import AddressGuard
from bot.fetching.reasons import FailureReason
from bot.text.hosts import has_long_host, to_readable

_AROUND = " \t\r\n<>«»“”„\"'`(["
_BEHIND = ",;.!)]"
"""Characters around an address in a text; a closing bracket may also belong to the address."""
_FOR_READERS = re.compile(r"(?:feed|rss)s?:(?://)?(?=https?:)|(?:feed|rss)s?://", re.IGNORECASE)
"""Schemes by which some pages mark feeds: feed:https://… and feed://…"""
_IN_THE_APP = re.compile(r"tg://resolve/?\?(?:.*&)?domain=(\w+).*", re.IGNORECASE)
_MISTYPED = re.compile(r"(https?)(?:[:;]?/{1,3}|:)(?=[^/])", re.IGNORECASE)
_HOST = r"(?:[^\W_][\w-]*\.)+[^\W\d_][\w-]+\.?(?::\d+)?"
_BARE_HOST = re.compile(r"(?:[^\W_][\w-]*\.)+(?:[a-z][a-z0-9-]+|рф|укр|бел|рус|қаз)(?::\d+)?", re.IGNORECASE)
"""A site by its bare name; «А.С.Пушкин» does not match."""
_WITHOUT_SCHEME = re.compile(rf"{_HOST}(?:[/?#].*)?", re.DOTALL)
_UNMISTAKABLE = re.compile(rf"(?:https?|feed|rss|tg)s?:.+|@\w+|{_HOST}/.*", re.IGNORECASE | re.DOTALL)


def resolved_address(written: str) -> str:
    """The intended address, with a scheme and without surrounding characters; unchanged if it is not an address."""
    address = written.strip(_AROUND)
    bracketed = address.endswith(")") and "(" in address
    address = address.rstrip(_BEHIND.replace(")", "") if bracketed else _BEHIND + _AROUND)
    address = _FOR_READERS.sub(lambda mark: "" if "//" not in mark[0] else "https://", address, count=1)
    if in_the_app := _IN_THE_APP.fullmatch(address):
        address = f"@{in_the_app[1]}"
    address = _MISTYPED.sub(lambda scheme: f"{scheme[1].lower()}://", address, count=1)
    if channel := preview_address(address):
        return channel
    return f"https://{address}" if _WITHOUT_SCHEME.fullmatch(address) else address


def written_address(written: str, guard: AddressGuard) -> str:
    """The intended address: a channel's preview for "@name", a site also without "https://".

    Equal documents get equal addresses: without a fragment, and never without a path. Raises AddressRefused.
    """
    meant = resolved_address(written)
    if "://" not in meant:
        reason = FailureReason.NO_CHANNEL if meant.startswith("@") else FailureReason.ADDRESS_MALFORMED
        raise AddressRefused(reason, meant[:200])
    parts = urlsplit(str(guard.check(meant)))
    if is_of_telegram(meant) and preview_address(meant) is None:
        raise AddressRefused(FailureReason.CHANNEL_PRIVATE if is_private(meant) else FailureReason.NO_CHANNEL, meant)
    return urlunsplit(parts._replace(path=parts.path or "/", fragment=""))


def shown_address(url: str) -> str:
    """An address as people read it: "@name" for a channel, «сайт.рф» instead of its ASCII form.

    Other text stays as it is.
    """
    if has_long_host(url):
        return url
    try:
        parts = URL(url)
        if parts.host is None:
            return url
        channel = parts.path.removeprefix("/s/")
        if parts.host == "t.me" and channel != parts.path:
            return f"@{channel}"
        return parts.human_repr().replace(parts.host, to_readable(parts.raw_host or ""), 1)
    except ValueError:
        return url


def addresses_in(text: str) -> list[str]:
    """The words of a text that look like addresses, including sites by their bare names."""
    return [word for word in text.split() if _is_address(word)]


def article_address(written: str) -> str | None:
    """The intended address, if an article may be there; None for a site's front page, a feed, a channel, and others."""
    if not _is_unmistakable(written):
        return None
    word = _without_surroundings(written)
    if post := post_address(word):
        return post
    address = resolved_address(word)
    if is_of_telegram(address) or has_long_host(address):
        return None
    try:
        parts = urlsplit(address)
    except ValueError:  # a bracket without an IPv6 address
        return None
    is_page = parts.scheme in {"http", "https"} and bool(parts.hostname) and bool(parts.path.strip("/") or parts.query)
    return address if is_page and not is_feed_address(address) else None


def is_list_of_addresses(text: str) -> bool:
    """Whether a text is all addresses. At least one must be unmistakable: a site's bare name may also be a query."""
    words = text.split()
    return all(map(_is_address, words)) and any(map(_is_unmistakable, words))


def _is_address(word: str) -> bool:
    return _is_unmistakable(word) or _BARE_HOST.fullmatch(_without_surroundings(word)) is not None


def _is_unmistakable(word: str) -> bool:
    return _UNMISTAKABLE.fullmatch(_without_surroundings(word)) is not None


def _without_surroundings(word: str) -> str:
    return word.strip(_AROUND).rstrip(_BEHIND + _AROUND)
