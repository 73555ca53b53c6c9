"""Editors press everything at random while stories grow, the program is killed, and Telegram fails now and then.

    python -m benchmarks.desk play --cards 500 --kills 20 --faults 0.05
    python -m benchmarks.desk waits --owed 3000

Several channels publish after approval; the cards of each are decided on in a group of its own, by the same five
people, one of whom may do nothing. See `desk_judge.py` for what counts. `waits` measures how long a press waits for its
toast while so many messages are owed elsewhere.
"""

import argparse
import asyncio
import json
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import AsyncExitStack
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from random import Random
from typing import Any

from pydantic import TypeAdapter

from benchmarks.chaos_database import DatabaseOutages
from benchmarks.chaos_runs import Runs
from benchmarks.desk_cards import Card, Stage, read_card
from benchmarks.desk_editors import Editors
from benchmarks.desk_judge import Played, Verdict, judge
from benchmarks.desk_scene import EDITORS, NEVER, SOMETIMES, Newsdesk, newsdesks, people, set_up
from benchmarks.desk_stories import THEMES, TICKED, UNTICKED, UNTICKED_WORD, Newsroom, Report, plan, theme_of
from benchmarks.desk_waits import measure
from benchmarks.loopback import settings_of
from tests.botapi import BotApi, Fault, Journal, Limits, Refusal
from tests.botapi.faults import SENDS
from tests.end_to_end.outlets import Outlets
from tests.end_to_end.program import Launcher, Program

_CARDS_A_MINUTE = 10.0
"""Of one desk: news get twelve of the messages of its minute."""
_LOOK_S = 1.0
_QUIET_S = 45.0
"""So long nothing is sent or edited when all is done."""
_AFTERWARDS_S = 60.0
"""For so long people go on pressing when all cards have come."""
_SHOWN = 20
_PLAYED = "played.json"
_ADAPTER = TypeAdapter(Played)
_QUERIES = frozenset({"answerCallbackQuery", "getChatMember", "getChatAdministrators"})


@dataclass(frozen=True, slots=True)
class Options:
    cards: int
    kills: int
    faults: float
    """The share of the requests that go wrong."""
    desks: int
    pause_s: float
    """Between two presses of an editor, on average."""
    seed: int
    latency_s: float = 0.02
    patience_s: float = 600.0
    """How long cards may be late, and how long it may take until all is quiet."""
    keep: Path | None = None
    """Where the journal, what was done, the log of the program and its database are left."""


async def run(options: Options) -> Verdict:
    """Play it, and judge."""
    async with AsyncExitStack() as opened:
        folder = options.keep or Path(opened.enter_context(tempfile.TemporaryDirectory(prefix="dozor-desk-")))
        journal = folder / "journal.jsonl"
        api = await opened.enter_async_context(
            BotApi(journal=journal, limits=Limits.telegram(), latency_s=options.latency_s, seed=options.seed)
        )
        newsroom = Newsroom(await opened.enter_async_context(Outlets()))
        editors = people(api)
        desks = await newsdesks(api, editors, options.desks)
        owner = api.chat(editors[next(iter(EDITORS))].id).chat
        database = folder / "dozor.db"
        urls = {name: outlet.url for name, outlet in newsroom.outlets.items()}
        chats = [(one.channel.chat, one.desk.chat, one.theme) for one in desks]
        await set_up(database, owner, chats, [urls[name] for name in TICKED], [urls[UNTICKED]])
        settings = settings_of(database, api.url, api.token, EDIT_INTERVAL="20")
        program = Program(opened.enter_context(Launcher()), folder, settings)
        working = Editors(editors, desks, options.pause_s, Random(options.seed))
        try:
            played = await _Play(options, _Cast(api, newsroom, desks, working, program)).run()
        finally:
            await program.end()
        (folder / _PLAYED).write_bytes(_ADAPTER.dump_json(played))
        return await asyncio.to_thread(judge_again, folder)


def judge_again(folder: Path) -> Verdict:
    """Judge what a run has left."""
    return judge(Journal.read(folder / "journal.jsonl"), _ADAPTER.validate_json((folder / _PLAYED).read_bytes()))


@dataclass(frozen=True, slots=True)
class _Cast:
    """The program with everybody around it."""

    api: BotApi
    newsroom: Newsroom
    desks: Sequence[Newsdesk]
    editors: Editors
    program: Program


class _Play:
    def __init__(self, options: Options, cast: _Cast) -> None:
        self._options = options
        self._api, self._newsroom, self._desks = cast.api, cast.newsroom, cast.desks
        self._editors, self._program = cast.editors, cast.program
        self._random = Random(options.seed)
        self._runs = Runs(cast.program, cast.api, DatabaseOutages(cast.program, self._random), self._random)
        self._seen: set[int] = set()
        self._done = 0
        """How much was sent and edited when it was last looked, and since when it is so much."""
        self._since = 0.0

    async def run(self) -> Played:
        self._runs.start()
        await self._api.polled()
        for outlet in self._newsroom.outlets.values():
            await outlet.read()
            await outlet.read()
        stop = asyncio.Event()
        async with asyncio.TaskGroup() as beside:
            keeping = beside.create_task(self._runs.keep_going())
            working = beside.create_task(self._editors.work(stop))
            self._misbehave()
            await self._publish_and_kill()
            await self._until(lambda: self._shown() >= self._options.cards)
            await asyncio.sleep(_AFTERWARDS_S)
            stop.set()
            await working
            self._api.faults.clear()
            await self._until(self._is_quiet)
            keeping.cancel()
        await self._program.stop()
        return Played(
            desks={one.desk.id: one.channel.id for one in self._desks},
            stories={story: self._desks[story % len(self._desks)].channel.id for story in range(self._options.cards)},
            editors=tuple(EDITORS),
            never=NEVER,
            sometimes=SOMETIMES,
            unticked=(UNTICKED, UNTICKED_WORD),
            presses=self._editors.presses,
            replies=self._editors.replies,
            kills={at: sorted(chats) for at, chats in self._runs.kills.items()},
            orphans=self._runs.orphans,
        )

    def _misbehave(self) -> None:
        kinds = [
            Fault.refuse(Refusal.INTERNAL),
            Fault.refuse(Refusal.TOO_MANY_REQUESTS, retry_after=1),
            Fault(page=502),
            Fault(page=502, stored=True),
            Fault(reset=True),
            Fault(reset=True, stored=True),
            Fault(delay_s=1.5),
        ]
        for fault in kinds:
            share = self._options.faults / len(kinds)
            self._api.faults.add(fault, methods=SENDS | _QUERIES, times=None, probability=share)

    async def _publish_and_kill(self) -> None:
        options = self._options
        length_s = options.cards / len(self._desks) / _CARDS_A_MINUTE * 60
        reports = plan(options.cards, length_s, self._random)
        end_s = max(report.at_s for report in reports)
        events: list[tuple[float, Callable[[], Awaitable[None]]]] = [
            *((report.at_s, partial(self._publish, report)) for report in reports),
            *((self._random.uniform(0, end_s), self._runs.kill) for _ in range(options.kills)),
        ]
        began = time.monotonic()
        for at_s, happen in sorted(events, key=lambda event: event[0]):
            await asyncio.sleep(max(0.0, began + at_s - time.monotonic()))
            await happen()

    async def _publish(self, report: Report) -> None:
        self._shown()
        self._newsroom.publish(report, theme_of(report.story, len(self._desks)))

    def _cards(self) -> list[Card]:
        """As they say now."""
        return [card for one in self._desks for message in one.desk.messages if (card := read_card(message.html))]

    def _shown(self) -> int:
        """How many stories have come; a card that shows another page has named its story before."""
        self._seen |= {card.story for card in self._cards()}
        return len(self._seen)

    def _is_quiet(self) -> bool:
        """Whether nothing was sent or edited for a while, and nothing is still to go."""
        chats = [chat for one in self._desks for chat in (one.desk, one.channel)]
        done = sum(1 + len(message.edits) for chat in chats for message in chat.messages)
        if done != self._done:
            self._done, self._since = done, time.monotonic()
        is_due = any(card.stage is Stage.DUE for card in self._cards())
        return not is_due and time.monotonic() - self._since > _QUIET_S

    async def _until(self, reached: Callable[[], bool]) -> None:
        """Return when that is so, or patience has ended."""
        self._done, self._since = -1, time.monotonic()
        until = time.monotonic() + self._options.patience_s
        while not reached() and time.monotonic() < until:  # noqa: ASYNC110  much may make it so
            await asyncio.sleep(_LOOK_S)


def main() -> None:
    arguments = _parse()
    if arguments.part == "waits":
        found = asdict(asyncio.run(measure(arguments.owed, arguments.presses)))
    elif arguments.part == "judge":
        found = asdict(judge_again(arguments.folder))
    else:
        names = ("cards", "kills", "faults", "desks", "pause_s", "patience_s", "seed", "keep")
        found = asdict(asyncio.run(run(Options(**{name: getattr(arguments, name) for name in names}))))
    print(json.dumps(found, ensure_ascii=False) if arguments.json else "\n".join(_lines(found)))


def _lines(found: dict[str, Any]) -> Iterator[str]:
    for name, value in found.items():
        if isinstance(value, tuple | list):
            yield f"{name:16}{len(value)}"
            yield from (f"    {one}" for one in value[:_SHOWN])
        else:
            yield f"{name:16}{value}"


def _parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--json", action="store_true", help="one line of JSON instead of a table")
    parts = parser.add_subparsers(dest="part", required=True)
    play = parts.add_parser("play", help="editors, kills and faults")
    play.add_argument("--cards", type=int, default=500)
    play.add_argument("--kills", type=int, default=20)
    play.add_argument("--faults", type=float, default=0.05, help="the share of requests that go wrong (%(default)s)")
    play.add_argument("--desks", type=int, default=len(THEMES), help="at most and by default %(default)s")
    play.add_argument("--pause-s", type=float, default=4.0, help="between two presses of an editor (%(default)s)")
    play.add_argument("--patience-s", type=float, default=600.0, help="how late things may be (%(default)s)")
    play.add_argument("--seed", type=int, default=1)
    play.add_argument("--keep", type=Path, help="an empty folder for what is left: journal, log, database")
    waits = parts.add_parser("waits", help="from a press to its toast while messages are owed elsewhere")
    waits.add_argument("--owed", type=int, default=3_000)
    waits.add_argument("--presses", type=int, default=120)
    again = parts.add_parser("judge", help="judge again what `play --keep` has left")
    again.add_argument("folder", type=Path)
    return parser.parse_args()


if __name__ == "__main__":
    main()
