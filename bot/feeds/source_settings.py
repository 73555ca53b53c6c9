"""Checks and changes the settings by which a source is requested and read.

Header values are secrets. They go only to the source's own host over https, never along a redirect to another host, and
are never shown.
"""

import re
from collections.abc import Callable
from dataclasses import replace
from urllib.parse import urlsplit

from bot.errors import SourceSettingRefused
from bot.model import SourceSettings

SettingChange = Callable[[SourceSettings], SourceSettings]
"""Turns the present settings into new ones."""

_NAME = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]{1,64}", re.ASCII)
_OURS = frozenset(
    """
    host content-length transfer-encoding connection keep-alive proxy-authenticate proxy-authorization proxy-connection
    te trailer trailers upgrade expect http2-settings accept-encoding range if-range if-match if-none-match
    if-modified-since if-unmodified-since user-agent content-type content-encoding
    """.split()  # noqa: SIM905 - words read better than a list of strings
)
"""Headers that control framing, answers or the connection, or that are set elsewhere."""
_LONGEST_VALUE = 4_000
_LONGEST_AGENT = 300
_MOST_HEADERS = 5


def agent_change(written: str) -> SettingChange:
    """Change the User-Agent; empty restores the default. Raises SourceSettingRefused."""
    agent = written.strip()
    if len(agent) > _LONGEST_AGENT or not _is_sendable(agent):
        raise SourceSettingRefused("agent")
    return lambda settings: replace(settings, user_agent=agent)


def header_change(written: str, url: str, settings: SourceSettings) -> SettingChange:
    """Set a header for the source at `url`, written as `Name: value`; without a value, remove it.

    Raises SourceSettingRefused, which never contains the value.
    """
    name, _, value = written.partition(":")
    name, value = name.strip(), value.strip(" \t")
    if not _NAME.fullmatch(name):
        raise SourceSettingRefused("header-name")
    if name.lower() in _OURS:
        raise SourceSettingRefused("header-ours")
    others = tuple(one for one in settings.headers if one[0].lower() != name.lower())
    if value and len(others) >= _MOST_HEADERS:
        raise SourceSettingRefused("header-many")
    if value and urlsplit(url).scheme != "https":
        raise SourceSettingRefused("header-insecure")
    if len(value) > _LONGEST_VALUE or not _is_sendable(value):
        raise SourceSettingRefused("header-value")

    def change(now: SourceSettings) -> SourceSettings:
        kept = tuple(one for one in now.headers if one[0].lower() != name.lower())
        return replace(now, headers=(*kept, (name, value)) if value else kept)

    return change


def certificate_change(*, accepts_any: bool) -> SettingChange:
    """Set whether any certificate of the source's own host is accepted."""
    return lambda settings: replace(settings, any_certificate=accepts_any)


def zone_change(zone: str) -> SettingChange:
    """Set the zone of times written without one, by its IANA name; empty restores the default."""
    return lambda settings: replace(settings, zone=zone)


def pages_change(*, are_read: bool) -> SettingChange:
    """Set whether the pages of the source's articles are read."""
    return lambda settings: replace(settings, reads_pages=are_read)


def _is_sendable(value: str) -> bool:
    """Whether a value can be sent; line breaks and other controls would start another header."""
    return value.isascii() and value.isprintable()
