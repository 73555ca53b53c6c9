"""Decides, purely, whose pages are read, and how long articles wait for them."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import timedelta
from urllib.parse import urlsplit

from bot.model import ArticleFound, PageQueue, PageShare, SourceSettings
from bot.text.hosts import has_long_host

WHOLE_TEXT = 1_500
"""Characters. A feed that brings more of an article brings it whole."""
_NO_PAGES = (".mp3", ".m4a", ".mp4", ".pdf", ".jpg", ".jpeg", ".png", ".gif", ".webp", ".zip")
_SHARE = PageShare()
_TOLD_AT_ONCE = timedelta(0)


def wants_page(found: ArticleFound, settings: SourceSettings) -> bool:
    """Whether the page of an item holds more of it than its feed: not for what is no news, or is whole."""
    if not (found.is_news and settings.reads_pages) or len(found.text) > WHOLE_TEXT or has_long_host(found.url):
        return False
    try:
        parts = urlsplit(found.url)
    except ValueError:
        return False
    is_page = parts.scheme in {"http", "https"} and not parts.path.lower().endswith(_NO_PAGES)
    return is_page and bool(parts.path.strip("/") or parts.query)


def with_wishes(found: Iterable[ArticleFound], settings: SourceSettings) -> tuple[ArticleFound, ...]:
    """The items, with marks on those whose pages are to be read."""
    return tuple(replace(one, wants_page=wants_page(one, settings)) for one in found)


@dataclass(frozen=True, slots=True)
class PageWaits:
    """The rule for how long an article waits: so long, or not at all if its page cannot come by then."""

    wait_s: float
    share: PageShare = _SHARE

    def __call__(self, queue: PageQueue) -> timedelta:
        wait = timedelta(seconds=self.wait_s)
        spacing = timedelta(seconds=max(self.share.spacing_s, queue.delay_s))
        return wait if queue.held_for + queue.ahead * spacing < wait else _TOLD_AT_ONCE
