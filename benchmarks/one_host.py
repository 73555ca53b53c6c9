"""One host, many askers: how often others' sources of a host are polled beside very many that one chat has added.

    python -m benchmarks.one_host [--sources 5000] [--minutes 30]

The storage and the shares of the program, on a database on disk, with a given clock: a poll takes as long as the pause
of its host, and a source is due again two minutes after it was polled. Before and after are compared for
what a pack has, what several chats watch, and what single chats have added: so many of each as the host can bear.
The times of claims are those of this machine.
"""

import argparse
import asyncio
import tempfile
import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median, quantiles

from bot.model import BootId, Cause, ChatKind, HostShare, Language, Lease, NewSource, PollRecord
from bot.ports import Storage
from storage.sqlite import SqliteStorage

_SHARE = HostShare(at_once=4, spacing_s=1.25)
"""As the program has it, with the mean of its jitter."""
_DUE_AGAIN = timedelta(minutes=2)
_OTHERS = {"pack": 40, "several": 30, "single": 26}
"""As many sources as the host bears to be polled every two minutes."""
_AT_ONCE = 500
_STRANGER = 1


@dataclass(slots=True)
class Polls:
    """What was polled, by kind, and how long claims took, in seconds."""

    kinds: Counter[str] = field(default_factory=Counter)
    claims: list[float] = field(default_factory=list)


class Host:
    """A host whose sources some chats watch."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage
        self._now = datetime(2026, 11, 1, tzinfo=UTC)
        self._causes = 0

    async def fill(self) -> None:
        await self._storage.share_sources([NewSource(url, pack="ru/one") for url in _addresses("pack")], self._now)
        for chat in (2, 3):
            await self.add(chat, _addresses("several"))
        for chat, url in enumerate(_addresses("single"), 10):
            await self.add(chat, [url])

    async def add(self, telegram_id: int, urls: Iterable[str]) -> None:
        chat = await self._storage.see_chat(telegram_id, ChatKind.PRIVATE, "", Language.RUSSIAN, self._now)
        new = [NewSource(url) for url in urls]
        for start in range(0, len(new), _AT_ONCE):
            self._causes += 1
            cause = Cause(str(self._causes))
            await self._storage.add_sources(new[start : start + _AT_ONCE], chat.key, self._now, cause)

    async def polls(self, minutes: float) -> Polls:
        polls, until = Polls(), self._now + timedelta(minutes=minutes)
        while self._now < until:
            began = time.perf_counter()
            lease = Lease(BootId("benchmark"), self._now + timedelta(minutes=5))
            claimed = await self._storage.claim_due_sources(self._now, 10, lease, _SHARE)
            polls.claims.append(time.perf_counter() - began)
            self._now += timedelta(seconds=_SHARE.spacing_s)
            for source in claimed:
                polls.kinds[source.url.split("/")[3]] += 1
                state = replace(source.state, next_poll_at=self._now + _DUE_AGAIN)
                await self._storage.record_poll(PollRecord(source.id, source.lease, self._now, state))
        return polls


def _addresses(kind: str, count: int | None = None) -> list[str]:
    return [f"https://one.example/{kind}/{number}" for number in range(_OTHERS[kind] if count is None else count)]


async def measure(sources: int, minutes: float, folder: Path) -> tuple[Polls, Polls]:
    async with SqliteStorage(str(folder / "dozor.db")) as storage:
        host = Host(storage)
        await host.fill()
        before = await host.polls(minutes)
        await host.add(_STRANGER, _addresses("stranger", sources))
        return before, await host.polls(minutes)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sources", type=int, default=5_000, help="how many the one chat adds")
    parser.add_argument("--minutes", type=float, default=30, help="of the clock that is passed")
    parser.add_argument("--folder", help="where the database is made; it should be on a disk")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=options.folder) as made:
        before, after = asyncio.run(measure(options.sources, options.minutes, Path(made)))
    print(f"{'polls a minute':16} {'before':>8} {'after':>8} {'rarer':>8}")
    for kind in (*_OTHERS, "stranger"):
        was, now = before.kinds[kind] / options.minutes, after.kinds[kind] / options.minutes
        print(f"{kind:16} {was:8.1f} {now:8.1f} {was / now if now else float('inf'):8.2f}")
    for name, polls in (("before", before), ("after", after)):
        slowest = quantiles(polls.claims, n=100)[-1]
        print(f"a claim {name}: {median(polls.claims) * 1_000:.2f} ms, p99 {slowest * 1_000:.2f} ms")


if __name__ == "__main__":
    main()
