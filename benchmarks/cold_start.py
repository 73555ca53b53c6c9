"""A start with very many subscriptions: how long until all of them match, and at what cost.

    python -m benchmarks.cold_start [--subscriptions N] [--folder FOLDER] [--json]

The database has made-up queries (`benchmarks/newsprint.py`), each wanted by one chat or two. Three runs on it, each a
process of its own, with the real storage and the stages that fill the index:

    first    nothing is stored, as after an update from a version that stores no forms: every query is expanded
    start    the forms are stored: as the first run left them or, without it, those of the words' paradigms
    update   the forms have changed: until all match with older forms; then until all are expanded anew
"""

import argparse
import asyncio
import json
import random
import sqlite3
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlite_utils import Database

from benchmarks.matching import DISTINCT
from benchmarks.newsprint import Newsprint
from bot.matching import parse
from bot.matching.engine import Matching
from bot.matching.expansions import pack
from bot.model import BootId, Generation, ReadArticle
from bot.pipeline.expand import Expand
from bot.pipeline.ingest import Ingest
from bot.runtime.clock import SystemClock
from bot.runtime.supervise import Bell
from bot.text.forms import Morphology
from storage.sqlite import SqliteStorage
from storage.sqlite.migrations import migrations
from storage.sqlite.rows import to_ms

_CHATS = 10_000
_LOOKED_AT = 300
"""Queries that must be met by an article that has their words."""
_FORMS = {"first": 1, "start": 1, "update": 2}
_ROWS = """
    INSERT INTO subscriptions (query_id, owner_key, chat_key, topic, text, since, created_at)
        SELECT q.id, c.key, c.key, 0, q.text, 0, :now FROM queries AS q JOIN chats AS c ON c.key = :nth + q.id % :chats
        WHERE q.id <= :queries
"""


@dataclass(frozen=True, slots=True)
class Run:
    """What one run took. Times are of this process, all threads; `wall_s` is what people wait."""

    cpu_s: float
    wall_s: float
    peak_mb: float
    renewed_cpu_s: float = 0.0
    renewed_wall_s: float = 0.0


def make(path: Path, subscriptions: int) -> None:
    """Make the database, with what queries expand to by the paradigms of their words."""
    newsprint = Newsprint(0)
    queries = {str(query): query for query in map(parse, newsprint.queries(int(subscriptions * DISTINCT)))}
    now = to_ms(datetime.now(UTC))
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.row_factory = sqlite3.Row
        migrations.apply(Database(db))
        db.execute("BEGIN")
        chats = [(2 * key, f"Chat {key}", now) for key in range(1, 2 * _CHATS + 1)]
        chat = "INSERT INTO chats (key, telegram_id, kind, title, language, met_at) VALUES"
        db.executemany(
            f"{chat} (?, ?, 'private', ?, 'ru', ?)",
            [(key, *row) for key, row in enumerate(chats, 1)],
        )
        db.executemany(
            "INSERT INTO queries (id, text, live, generation, forms, expansion) VALUES (?, ?, 1, ?, 1, ?)",
            (
                (number, text, number, pack(text, newsprint.expanded(query)))
                for number, (text, query) in enumerate(queries.items(), 1)
            ),
        )
        for nth, wanted in ((1, len(queries)), (1 + _CHATS, subscriptions - len(queries))):
            db.execute(_ROWS, {"nth": nth, "chats": _CHATS, "queries": wanted, "now": now})
        db.execute("COMMIT")


async def _run(path: Path, name: str) -> Run:
    """Start on the database, and measure until every query matches."""
    clock, bell = SystemClock(), Bell()
    async with SqliteStorage(str(path)) as storage, Matching(Morphology(), forms=_FORMS[name]) as matching:
        ingest = Ingest(storage, matching, clock=clock, boot=BootId(name), articles=bell, mentions=Bell())
        expand = Expand(storage, matching, clock=clock, articles=bell, busy_for=timedelta)
        began = time.perf_counter(), time.process_time()
        await ingest.step()
        measured = Run(time.process_time() - began[1], time.perf_counter() - began[0], _peak_mb())
        await _check(storage, matching)
        began = time.perf_counter(), time.process_time()
        while await expand.step():
            await ingest.step()
        await _check(storage, matching)
        return replace(
            measured,
            renewed_cpu_s=time.process_time() - began[1],
            renewed_wall_s=time.perf_counter() - began[0],
        )


def _peak_mb() -> float:
    """The most memory that this process has had."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.split("VmHWM:")[1].split()[0]) / 1024


async def _check(storage: SqliteStorage, matching: Matching) -> None:
    """Every query is in the index, and some are met by an article that has just their words."""
    added = (await storage.index_changes(Generation(0))).added
    count = await matching.consult(lambda matcher, _: len(matcher))
    assert count == len(added), f"{count} of {len(added)} queries are indexed"
    plain = [(query, text) for query, text in added.items() if all(one.isalpha() for one in text.split())]
    for query, text in random.Random(0).sample(plain, min(_LOOKED_AT, len(plain))):
        (found,) = await matching.match([ReadArticle("", f"{text}.", "", "", "ru")])
        assert query in found.queries, f"{text!r} is not met"


def _prepare(path: Path, name: str) -> None:
    """Leave the database as it is before that run, whichever came before."""
    with closing(sqlite3.connect(path)) as db:
        db.execute(
            "UPDATE queries SET forms = NULL, expansion = NULL" if name == "first" else "UPDATE queries SET forms = 1"
        )
        db.commit()


def _size(path: Path) -> tuple[int, int, int]:
    """The queries of a database, the bytes of their expansions, and those of the file."""
    with closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        queries, kept = db.execute("SELECT count(*), coalesce(sum(length(expansion)), 0) FROM queries").fetchone()
    return queries, kept, path.stat().st_size


def main() -> None:
    """Make a database, start on it three times, and print what that took."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--subscriptions", type=int, default=100_000, metavar="N")
    parser.add_argument("--folder", type=Path, help="where the database is made; by default, one that is deleted")
    parser.add_argument("--runs", nargs="+", choices=_FORMS, default=list(_FORMS))
    parser.add_argument("--json", action="store_true", help="print one JSON object last")
    parser.add_argument("--here", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.here:
        print(json.dumps(asdict(asyncio.run(_run(options.here, options.runs[0])))))
        return
    with tempfile.TemporaryDirectory() as temporary:
        path = (options.folder or Path(temporary)) / f"cold-{options.subscriptions}.db"
        if not path.exists():
            make(path, options.subscriptions)
        queries, *_ = _size(path)
        print(f"{options.subscriptions:,} subscriptions, {queries:,} queries")
        results = {}
        for name in options.runs:
            _prepare(path, name)
            command = [sys.executable, "-m", "benchmarks.cold_start", "--here", str(path), "--runs", name]
            output = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
            results[name] = run = Run(**json.loads(output.splitlines()[-1]))
            line = f"{name:>8}: all match after {run.cpu_s:7.1f} s of CPU, {run.wall_s:7.1f} s by the clock"
            renewed = f"; renewed after {run.renewed_cpu_s:.1f} s of CPU, {run.renewed_wall_s:.1f} s by the clock"
            print(f"{line}, {run.peak_mb:7.0f} MB at most{renewed * (name == 'update')}", flush=True)
        _, kept, size = _size(path)
        print(f"expansions: {kept / queries:.1f} bytes a query; all of the file: {size / queries:.1f}")
    if options.json:
        runs = {name: asdict(run) for name, run in results.items()}
        print(json.dumps(runs | {"bytes_a_query": kept / queries}))


if __name__ == "__main__":
    main()
