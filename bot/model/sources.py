"""Sources, as people and operators see them."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from bot.model.identities import SourceId


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a source could not be polled: a `FailureReason` of the feeds, and a detail for the operator."""

    reason: str
    detail: str


class Trouble(StrEnum):
    """What the chats that own a source were told of, and that lasts."""

    FAILING = "failing"
    SILENT = "silent"


class SourceHealth(StrEnum):
    NEW = "new"
    WORKING = "working"
    FAILING = "failing"
    SILENT = "silent"
    """It can be read, but has had no news for much longer than it usually has none."""
    RETIRED = "retired"


@dataclass(frozen=True, slots=True)
class SourceSettings:
    """How a source is asked for and read, where that is not as usual."""

    user_agent: str = ""
    headers: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    """Names and values. The values are secrets: they go to the source's own host alone, and are nowhere shown."""
    any_certificate: bool = False
    """Whether whatever certificate its own host has is let pass."""
    zone: str = ""
    """Of times that are written without one, by its IANA name."""

    def __bool__(self) -> bool:
        return self != AS_USUAL


AS_USUAL = SourceSettings()


@dataclass(frozen=True, slots=True)
class WatchedSource:
    """A source as a chat sees it."""

    id: SourceId
    title: str
    url: str
    language: str
    pack: str | None
    """The pack that it came with; None for one that the chat added."""
    health: SourceHealth
    failure: Failure | None
    muted: bool
    """By itself, or with its pack."""
    settings: SourceSettings = AS_USUAL


@dataclass(frozen=True, slots=True)
class WatchedPack:
    """A pack as a chat sees it."""

    name: str
    sources: int
    muted: bool


@dataclass(frozen=True, slots=True)
class KnownSource:
    """A source as the operator sees it."""

    id: SourceId
    url: str
    title: str
    language: str
    pack: str | None
    health: SourceHealth
    failure: Failure | None
    failing_since: datetime | None
    news_at: datetime | None
    """When it had news last, as far as it was watched."""
    watchers: int
    """How many chats have added it themselves."""
    sites: tuple[str, ...] = ()
    """The sites that its pack names, for which it speaks besides the one where it stands."""
    abroad: str | None = None
    """The site from which it answers, where that is not one that its pack means."""
    settings: SourceSettings = AS_USUAL
    key: str = ""
    """By which operators name it: its address, with a number if it is a source of one chat's own."""


@dataclass(frozen=True, slots=True)
class NewSource:
    """A source to be polled."""

    url: str
    title: str = ""
    language: str = ""
    pack: str | None = None
    poll_at: datetime | None = None
    """When it is polled first; None for at once."""
    sites: tuple[str, ...] = ()
    """The sites that a pack names, for which it is to speak besides the one where it stands."""
    site: str = ""
    """The site where it stands, by which new sources are counted; its host if that is not said."""
