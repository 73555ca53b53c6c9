"""How a source is asked for and read, where that is not as usual: what may be set, and what becomes of it.

The values of headers are secrets. They go to the source's own host over https alone, never along a redirect to another
one, and are nowhere shown.
"""

import re
from collections.abc import Callable
from dataclasses import replace
from urllib.parse import urlsplit

from bot.errors import SourceSettingRefused
from bot.model import SourceSettings

SettingChange = Callable[[SourceSettings], SourceSettings]
"""Makes other settings of those that there are."""

_NAME = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]{1,64}", re.ASCII)
_OURS = frozenset(
    """
    host content-length transfer-encoding connection keep-alive proxy-authenticate proxy-authorization proxy-connection
    te trailer trailers upgrade expect http2-settings accept-encoding range if-range if-match if-none-match
    if-modified-since if-unmodified-since user-agent content-type content-encoding
    """.split()  # noqa: SIM905 - words read better than a list of strings
)
"""They say how a request is framed or answered, hold for one connection, or are set otherwise."""
_LONGEST_VALUE = 4_000
_LONGEST_AGENT = 300
_MOST_HEADERS = 5


def agent_change(written: str) -> SettingChange:
    """Another User-Agent; the usual one if nothing is written. Raises SourceSettingRefused."""
    agent = written.strip()
    if len(agent) > _LONGEST_AGENT or not _is_sendable(agent):
        raise SourceSettingRefused("agent")
    return lambda settings: replace(settings, user_agent=agent)


def header_change(written: str, url: str, settings: SourceSettings) -> SettingChange:
    """A header for a source at `url`, written as `Name: value`; taken away if it has no value.

    Raises SourceSettingRefused, which says nothing of the value.
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


def certificate_change(*, is_any_let_pass: bool) -> SettingChange:
    """Whether any certificate of the source's own host is let pass."""
    return lambda settings: replace(settings, any_certificate=is_any_let_pass)


def zone_change(zone: str) -> SettingChange:
    """The zone, by its IANA name, of times that are written without one; the usual one if it is empty."""
    return lambda settings: replace(settings, zone=zone)


def _is_sendable(value: str) -> bool:
    """Line breaks and other controls would end the header, and begin another one."""
    return value.isascii() and value.isprintable()
