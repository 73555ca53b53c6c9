"""What happened, written down: one JSON object a line, in the order of events, on disk before it is answered.

| event | fields beside `event`, `at` (Unix time, seconds) and `pid` of the server |
|---|---|
| started | url: calls are counted from 1, or from a snapshot's count |
| restarted | away_s: how long the server did not listen |
| request | call (its number), method, params |
| answer | call, method, ok, error_code and description or result, fault, stored (`[chat_id, message_id]`) |
| unheard | call: the client was gone when the answer came |
| update | update |
| confirmed | update_ids |

A request without an answer was never finished. An answer with `stored` and a fault was refused or cut off after the
message stood in the chat. What was in flight when a client died: requests before that moment whose answer is later.
"""

import asyncio
import json
import os
import queue
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, TextIO

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Call:
    """A request with what came of it."""

    number: int
    at: float
    method: str
    params: Json
    answered_at: float | None = None
    ok: bool | None = None
    """None: never answered."""
    result: Any = None
    error_code: int | None = None
    description: str | None = None
    fault: str | None = None
    stored: tuple[int, int] | None = None
    """The chat and the id of the message that it made or changed."""
    heard: bool = True


@dataclass(frozen=True, slots=True)
class Record:
    """A journal, read."""

    calls: tuple[Call, ...] = ()
    updates: tuple[Json, ...] = ()
    confirmed: frozenset[int] = field(default_factory=frozenset)

    def of(self, *methods: str) -> list[Call]:
        """The calls of these methods, in order."""
        return [call for call in self.calls if call.method in methods]

    @property
    def unconfirmed(self) -> list[Json]:
        return [update for update in self.updates if update["update_id"] not in self.confirmed]


class Journal:
    """Appends from a thread of its own, so that the event loop never waits for the disk.

    `sync` makes every batch survive a power cut too, not only the end of the process.
    """

    def __init__(self, path: Path, *, sync: bool = False) -> None:
        self._path = path
        self._sync = sync
        self._queue: queue.SimpleQueue[str | tuple[asyncio.AbstractEventLoop, asyncio.Future[None]] | None]
        self._queue = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._write, name="journal")
        self._thread.start()

    def append(self, at: float, event: str, **fields: Any) -> None:  # noqa: ANN401  JSON of any shape
        """Add a line; it is on disk once a later `flush` returns."""
        record = {"event": event, "at": round(at, 6), "pid": os.getpid(), **fields}
        self._queue.put(json.dumps(record, ensure_ascii=False))

    async def flush(self) -> None:
        """Return when everything appended so far is in the file."""
        loop = asyncio.get_running_loop()
        written: asyncio.Future[None] = loop.create_future()
        self._queue.put((loop, written))
        await written

    async def close(self) -> None:
        self._queue.put(None)
        await asyncio.to_thread(self._thread.join)

    @staticmethod
    def read(path: Path) -> Record:
        """A journal as far as it is written: a last line that was cut off does not count."""
        calls: list[Call] = []
        places: dict[int, int] = {}
        updates: list[Json] = []
        confirmed: set[int] = set()
        for line in _lines(path):
            match line["event"]:
                case "started":
                    places.clear()
                case "request":
                    places[line["call"]] = len(calls)
                    calls.append(Call(line["call"], line["at"], line["method"], line["params"]))
                case "answer":
                    calls[places[line["call"]]] = _answered(calls[places[line["call"]]], line)
                case "unheard":
                    calls[places[line["call"]]] = replace(calls[places[line["call"]]], heard=False)
                case "update":
                    updates.append(line["update"])
                case "confirmed":
                    confirmed.update(line["update_ids"])
        return Record(tuple(calls), tuple(updates), frozenset(confirmed))

    def _write(self) -> None:
        with self._path.open("a", encoding="utf-8") as file:
            while self._write_batch(file):
                pass

    def _write_batch(self, file: TextIO) -> bool:
        """Write what has come together since the last time; False when that was the end."""
        goes_on, flushed = True, []
        entry = self._queue.get()
        while True:
            if entry is None:
                goes_on = False
            elif isinstance(entry, str):
                file.write(entry + "\n")
            else:
                flushed.append(entry)
            if not goes_on or self._queue.empty():
                break
            entry = self._queue.get()
        file.flush()
        if self._sync:
            os.fsync(file.fileno())
        for loop, written in flushed:
            loop.call_soon_threadsafe(_settle, written)
        return goes_on


def _settle(written: asyncio.Future[None]) -> None:
    if not written.done():
        written.set_result(None)


def _lines(path: Path) -> Iterator[Json]:
    with path.open(encoding="utf-8") as file:
        for line in file:
            if line.endswith("\n"):
                yield json.loads(line)


def _answered(call: Call, line: Json) -> Call:
    stored = line.get("stored")
    return replace(
        call,
        answered_at=line["at"],
        ok=line["ok"],
        result=line.get("result"),
        error_code=line.get("error_code"),
        description=line.get("description"),
        fault=line.get("fault"),
        stored=tuple(stored) if stored else None,
    )
