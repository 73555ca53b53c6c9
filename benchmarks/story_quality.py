"""Stories as the product makes them, to measure how good they are.

    python SCORER benchmarks.quality:stream

Two reports of one event are the same story, akin to it, or each a story of its own; see `bot.stories.choosing`.
"""

import asyncio
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zlib import crc32

from bot.model import (
    ArticleFound,
    ArticleId,
    ArticleRecord,
    BootId,
    Generation,
    KnownArticle,
    Lease,
    NewSource,
    PollRecord,
    ReadArticle,
    StoryId,
)
from bot.stories.choosing import LEAST_CROWD, choose_similar
from bot.stories.fingerprint import Fingerprint, fingerprint, pack
from bot.stories.frequencies import Counts
from bot.stories.grouping import Grouped, Grouping
from bot.stories.similarity import likenesses, weigh
from bot.text.language import detect
from storage.sqlite import SqliteStorage

Item = Mapping[str, object]
"""A report: `title` and `text`; for a stream `outlet`, `lang` and `minute`, too."""

_BEGUN = datetime(2026, 3, 1, tzinfo=UTC)


def similarity(first: Item, second: Item) -> float:
    """How alike two reports are, as far as nothing else is known: larger is more alike."""
    counts = Counts()
    (likeness,) = likenesses(weigh(_fingerprint(second), counts), [_fingerprint(first)], counts)
    return likeness.value


def decide(first: Item, second: Item) -> str:
    """What a report is to an earlier one: "same", "akin" or "new".

    Where no `minute` is given, they are supposed to be a day apart.
    """
    earlier = pack(_fingerprint(first))
    at, found_at = (_BEGUN + timedelta(minutes=float(str(one.get("minute", 0)))) for one in (first, second))
    if "minute" not in first:
        found_at = at + timedelta(days=1)
    known = KnownArticle(ArticleId(1), at, earlier, StoryId(1), earlier, at)
    same, akin = choose_similar(_fingerprint(second), max(at, found_at), [known], Counts(), LEAST_CROWD)
    return "same" if same else "akin" if akin else "new"


def stream(items: Sequence[Item]) -> list[tuple[int, str, bool]]:
    """The story of each report, what it is to those before it, and whether it brings news to a story that it joins.

    Every outlet is a source of a pack and has a host of its own; `items` come in the order of their `minute`.
    """
    with tempfile.TemporaryDirectory() as folder:
        return asyncio.run(_stream(items, Path(folder) / "dozor.db"))


async def _stream(items: Sequence[Item], path: Path) -> list[tuple[int, str, bool]]:
    answers = []
    async with SqliteStorage(str(path)) as storage:
        await storage.share_sources([NewSource("https://feed.example/", pack="p")], _BEGUN)
        grouping = Grouping(storage)
        for number, item in enumerate(items):
            now = _BEGUN + timedelta(minutes=float(str(item["minute"])))
            lease = Lease(BootId("quality"), now + timedelta(hours=1))
            (source,) = await storage.claim_due_sources(now, 1, lease)
            state = replace(source.state, next_poll_at=_BEGUN, baseline_at=_BEGUN)
            found = (_found(number, item, now),)
            await storage.record_poll(PollRecord(source.id, source.lease, now, state, found=found))
            (grouped,) = await grouping.group(await storage.claim_waiting_articles(now, 1, lease))
            await storage.record_articles([_record(grouped, now)])
            (known,) = await storage.known_articles([grouped.article.id])
            (view,) = grouped.views
            answer = "same" if view.story is not None else "akin" if view.akin is not None else "new"
            answers.append((int(known.story or 0), answer, view.novelty is not None))
    return answers


def _found(number: int, item: Item, now: datetime) -> ArticleFound:
    host = f"outlet{crc32(str(item['outlet']).encode())}.example"
    url = f"https://{host}/{number}"
    title, text, language = str(item["title"]), str(item["text"]), str(item["lang"])
    return ArticleFound((url,), url, title, text, url, url, host, language, now, speaks_for_site=True)


def _record(grouped: Grouped, now: datetime) -> ArticleRecord:
    (view,) = grouped.views
    return ArticleRecord(
        article_id=grouped.article.id,
        lease=grouped.article.lease,
        at=now,
        language=grouped.read.language,
        story_id=view.story,
        story_keys=view.traits.indexed_keys,
        generation=Generation(0),
        queries={},
        terms=frozenset(),
        clues=view.traits.indexed_clues,
        fingerprint=pack(grouped.fingerprint) if grouped.fingerprint else b"",
        novelty=view.novelty,
        akin=view.akin,
    )


def _fingerprint(item: Item) -> Fingerprint:
    title, text = str(item["title"]), str(item["text"])
    return fingerprint(ReadArticle(title, text, "", "", str(item.get("lang") or detect(f"{title}\n{text}"))))
