"""An article that kills the process that reads it kills nothing else."""

import os
import signal
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.errors import Overrun
from bot.model import EVERYBODY, ArticleId, BootId, Lease, SourceId, WaitingArticle
from bot.pipeline.trial import Trial

_NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
_ARTICLE = WaitingArticle(
    id=ArticleId(1),
    number=1,
    source_id=SourceId(1),
    scope=EVERYBODY,
    speaks_for_site=True,
    lease=Lease(BootId("this run"), _NOW),
    failures=0,
    interruptions=4,
    title="Мост открыли вчера вечером",
    text="Мост через реку открыли вчера вечером.",
    url="https://one.example/1",
    canonical_url="https://one.example/1",
    site="one.example",
    language="",
    source_title="Вестник",
    found_at=_NOW,
    is_news=True,
    story_id=None,
)


def _crash(_: WaitingArticle) -> None:
    os.kill(os.getpid(), signal.SIGSEGV)


def _raise(_: WaitingArticle) -> None:
    raise RecursionError


def _exhaust(_: WaitingArticle) -> None:
    bytearray(8 * 1024**3)


def _never_end(_: WaitingArticle) -> None:
    time.sleep(3_600)


async def test_what_can_be_read_survives() -> None:
    await Trial().survives(_ARTICLE)
    await Trial().survives(replace(_ARTICLE, text="!" * 100_000))


@pytest.mark.parametrize("read", [_crash, _exhaust])
async def test_what_ends_its_process_does_not(read: Callable[[WaitingArticle], None]) -> None:
    with pytest.raises(Overrun):
        await Trial(read).survives(_ARTICLE)


async def test_what_never_ends_does_not() -> None:
    with pytest.raises(Overrun):
        await Trial(_never_end, deadline_s=0.5).survives(_ARTICLE)


async def test_what_breaks_says_so() -> None:
    with pytest.raises(RecursionError):
        await Trial(_raise).survives(_ARTICLE)
