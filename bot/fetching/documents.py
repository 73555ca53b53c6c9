"""Requests for documents, and their results."""

from dataclasses import dataclass, field
from typing import Protocol

from yarl import URL

from bot.fetching.freshness import Freshness
from bot.model import SourceSettings


@dataclass(frozen=True, slots=True)
class FetchLimits:
    """Limits for one fetch, all hops together. Times in seconds."""

    connect_s: float = 10
    first_byte_s: float = 20
    """From the request of a hop to the head of its answer."""
    total_s: float = 40
    received_bytes: int = 8 * 1024 * 1024
    unpacked_bytes: int = 16 * 1024 * 1024
    redirects: int = 8
    rest_s: float = 3
    """How long to wait for more of a document that is whole, if its framing promises more."""


@dataclass(frozen=True, slots=True)
class RequestProfile:
    """How to request the documents of a source with settings of its own."""

    url: str
    """The source's address; the settings apply to its own host."""
    settings: SourceSettings

    def headers(self, url: URL) -> dict[str, str]:
        """Additional headers for `url`; the secret ones go only to the source's own origin, over https."""
        sent = {"User-Agent": self.settings.user_agent} if self.settings.user_agent else {}
        if url.scheme == "https" and url.origin() == URL(self.url).origin():
            sent |= dict(self.settings.headers)
        return sent

    def accepts_any_certificate(self, url: URL) -> bool:
        """Whether any certificate for `url` is accepted."""
        return self.settings.any_certificate and url.raw_host == URL(self.url).raw_host


@dataclass(frozen=True, slots=True)
class FetchRequest:
    """A document to fetch, unless it still matches its validators."""

    url: str
    etag: str | None = None
    """As the server wrote it, byte for byte."""
    last_modified: str | None = None
    """As the server wrote it, byte for byte."""
    profile: RequestProfile | None = None


@dataclass(frozen=True, slots=True)
class NotModified:
    """The document is unchanged since the given validators."""

    url: str
    """Its address after all redirects."""
    moved_to: str | None
    freshness: Freshness


@dataclass(frozen=True, slots=True)
class Fetched:
    """A document."""

    url: str
    """Its address after all redirects: the base of its relative links."""
    moved_to: str | None
    """Its new address; set if every redirect was permanent."""
    body: bytes = field(repr=False)
    body_hash: str
    content_type: str | None
    etag: str | None
    last_modified: str | None
    freshness: Freshness


class Fetches(Protocol):
    """Fetches documents."""

    async def fetch(self, request: FetchRequest) -> Fetched | NotModified:
        """Fetch a document. Raises AddressRefused and FetchFailed."""
        ...
