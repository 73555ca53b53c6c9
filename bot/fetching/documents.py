"""What is fetched: a document that is wanted, how it is asked for, and what came."""

from dataclasses import dataclass, field
from typing import Protocol

from yarl import URL

from bot.fetching.freshness import Freshness
from bot.model import SourceSettings


@dataclass(frozen=True, slots=True)
class FetchLimits:
    """What one fetch may take, all hops together. Times in seconds."""

    connect_s: float = 10
    first_byte_s: float = 20
    """From asking, on a hop, to the head of the answer."""
    total_s: float = 40
    received_bytes: int = 8 * 1024 * 1024
    unpacked_bytes: int = 16 * 1024 * 1024
    redirects: int = 8
    rest_s: float = 3
    """How long to wait for more of a document that is whole, when its framing says that there is more."""


@dataclass(frozen=True, slots=True)
class RequestProfile:
    """How documents of a source are asked for, where that is not as usual."""

    url: str
    """Of the source: what is said here holds for its own host."""
    settings: SourceSettings

    def headers(self, url: URL) -> dict[str, str]:
        """What is sent to `url` besides the usual; secrets over https alone, and to nobody else."""
        sent = {"User-Agent": self.settings.user_agent} if self.settings.user_agent else {}
        if url.scheme == "https" and url.origin() == URL(self.url).origin():
            sent |= dict(self.settings.headers)
        return sent

    def lets_pass(self, url: URL) -> bool:
        """Whether any certificate of whoever answers for `url` is let pass."""
        return self.settings.any_certificate and url.raw_host == URL(self.url).raw_host


@dataclass(frozen=True, slots=True)
class FetchRequest:
    """A document that is wanted, unless it is the one that is known by its validators."""

    url: str
    etag: str | None = None
    """As the server wrote it, byte for byte."""
    last_modified: str | None = None
    """As the server wrote it, byte for byte."""
    profile: RequestProfile | None = None


@dataclass(frozen=True, slots=True)
class NotModified:
    """The document is the one that is known."""

    url: str
    """Where that was said, after all redirects."""
    moved_to: str | None
    freshness: Freshness


@dataclass(frozen=True, slots=True)
class Fetched:
    """A document."""

    url: str
    """Where it was found, after all redirects: what its relative links are relative to."""
    moved_to: str | None
    """Where it lives from now on: given when every hop said that it was for good."""
    body: bytes = field(repr=False)
    body_hash: str
    content_type: str | None
    etag: str | None
    last_modified: str | None
    freshness: Freshness


class Fetches(Protocol):
    """What fetches documents."""

    async def fetch(self, request: FetchRequest) -> Fetched | NotModified:
        """Raises AddressRefused and FetchFailed."""
        ...
