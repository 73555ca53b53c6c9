"""Sources, as people and operators see them."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from bot.model.identities import SourceId


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a source could not be polled: a `FailureReason`, and a detail for the operator."""

    reason: str
    detail: str


class Trouble(StrEnum):
    """A lasting trouble that the chats that own a source were told about."""

    FAILING = "failing"
    SILENT = "silent"


class SourceHealth(StrEnum):
    NEW = "new"
    WORKING = "working"
    FAILING = "failing"
    SILENT = "silent"
    """It can be read, but has been without news for much longer than usual."""
    RETIRED = "retired"


@dataclass(frozen=True, slots=True)
class SourceSettings:
    """How a source is requested and read, where that differs from the defaults."""

    user_agent: str = ""
    headers: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    """Names and values. The values are secrets: they go to the source's own host alone, and are never shown."""
    any_certificate: bool = False
    """Whether any certificate of its own host is accepted."""
    zone: str = ""
    """The zone of times written without one, by its IANA name."""
    reads_pages: bool = True
    """Whether the pages of its articles are read."""

    def __bool__(self) -> bool:
        return self != AS_USUAL


AS_USUAL = SourceSettings()


@dataclass(frozen=True, slots=True)
class SourcePages:
    """What became of the pages of a source's articles, since it was added."""

    read: int = 0
    refused: int = 0
    failed: int = 0
    trouble: str | None = None
    """Why the last one was not read: a `FailureReason`; None if it was."""


@dataclass(frozen=True, slots=True)
class WatchedSource:
    """A source as a chat sees it."""

    id: SourceId
    title: str
    url: str
    language: str
    pack: str | None
    """The pack that brought it; None if the chat added it."""
    health: SourceHealth
    failure: Failure | None
    muted: bool
    """Whether it is muted, by itself or with its pack."""
    settings: SourceSettings = AS_USUAL
    pages: SourcePages = field(default_factory=SourcePages)
    sites: tuple[str, ...] = ()
    """The sites that its pack says it speaks for."""
    news_at: datetime | None = None
    """When it last brought news; None if it has not yet."""
    is_own_channel: bool = False
    """Whether it is a channel that the chat has connected, whose posts Telegram brings."""


@dataclass(frozen=True, slots=True)
class SourceItem:
    """What a source has listed."""

    at: datetime
    """When it was published, as the source says, or found."""
    title: str
    url: str


@dataclass(frozen=True, slots=True)
class DroppedSources:
    """The result of a removal."""

    titles: tuple[str | None, ...]
    """The title of each source, or its address if it has none; None for one that the chat did not watch."""
    removal: int
    """Names the removal to the one who takes it back."""


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
    """When it last had news, as far as polls have seen."""
    watchers: int
    """How many chats added it themselves."""
    sites: tuple[str, ...] = ()
    """The sites that its pack assigns to it, besides its own."""
    foreign_site: str | None = None
    """The site that it answers from, if its pack does not expect that one."""
    settings: SourceSettings = AS_USUAL
    pages: SourcePages = field(default_factory=SourcePages)
    key: str = ""
    """The operators' name for it: its address, with a number if it is private to one chat."""


@dataclass(frozen=True, slots=True)
class NewSource:
    """A source to poll."""

    url: str
    title: str = ""
    language: str = ""
    pack: str | None = None
    poll_at: datetime | None = None
    """When it is first polled; None for at once."""
    sites: tuple[str, ...] = ()
    """The sites that a pack assigns to it, besides its own."""
    site: str = ""
    """Its own site, by which new sources are counted; by default its host."""
