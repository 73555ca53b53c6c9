"""Killed at any moment, the program loses nothing, and repeats at most what it was sending."""

import asyncio
import logging
import os
import sqlite3
import time
from collections import Counter, defaultdict
from collections.abc import Sequence
from contextlib import closing
from itertools import pairwise
from random import Random

from tests.botapi import ChatHandle, Fault, Limits, Record, Window
from tests.botapi.journal import Call
from tests.end_to_end.outlets import Outlet
from tests.end_to_end.program import until
from tests.end_to_end.scene import QUERY, SOON_S, Scene, links, matching, passing

_log = logging.getLogger(__name__)

KILLS = int(os.environ.get("KILLS", "10"))
SEED = int(os.environ.get("KILL_SEED", "1"))
"""More kills, and others, for a longer look by hand; `--log-cli-level=INFO` shows what was repeated."""
_AT_WORK = 0.8
"""The share of the kills that strike when the program is at work; the others may come while it starts."""
_LONGEST_RUN_S = 1.5
"""Long enough to do all that there was to do."""
_LATENCY_S = 0.2
_ARTICLES_A_CHAT = 5
"""More at once would be told as a digest."""
_ALL_S = 40.0
"""Answers go first, one a second."""
_RECORDED_S = 0.4
"""From an answer of Telegram's to when it is on disk, on a busy machine."""


async def test_killed_at_random_moments(scene: Scene) -> None:
    """In every run a command is sent and an article comes out; then the program is killed. In the end all is there."""
    random = Random(SEED)
    await scene.start()
    readers = [await _reader(scene, f"reader-{number}") for number in range(-(-KILLS // 2 // _ARTICLES_A_CHAT))]
    scene.api.conditions.latency_s = _LATENCY_S  # requests are held open, so that kills strike during them
    published: dict[int, set[str]] = defaultdict(set)
    queries, kills = [QUERY] * len(readers), []
    for number in range(KILLS):
        run_s = random.uniform(0, _LONGEST_RUN_S)
        before_s = random.uniform(0, run_s)
        await asyncio.sleep(before_s)
        chat, outlet = readers[number // 2 // _ARTICLES_A_CHAT]
        queries.append(f"запрос {number}")
        await chat.say(f"/add {queries[-1]}")
        if number % 2:
            outlet.publish(passing(outlet, f"мимо-{number}"), piece := matching(outlet, f"встреча-{number}"))
            published[chat.id].add(piece.url)
        await asyncio.sleep(run_s - before_s)
        kills.append(time.time())
        await scene.program.kill()
        scene.program.start()
        if random.random() < _AT_WORK:
            await scene.spoken_to()
    scene.api.conditions.latency_s = 0.0
    await scene.api.confirmed(SOON_S)
    for chat, _ in readers:
        await until(lambda chat=chat: links(chat).keys() == published[chat.id], _ALL_S, f"of {published[chat.id]}")  # type: ignore[misc]
    assert await scene.program.stop() == 0

    assert subscriptions(scene) == Counter(queries)
    repeated = repetitions(await scene.journal(), kills)
    assert max(repeated.values(), default=0) <= 1, "more is repeated than what was being sent"
    of_kinds = Counter(kind for *_, kind in repeated)
    articles = sum(map(len, published.values()))
    _log.info("seed %d, %d kills, %d articles; repeated: %s", SEED, KILLS, articles, dict(of_kinds))


async def _reader(scene: Scene, name: str) -> tuple[ChatHandle, Outlet]:
    chat, outlet = scene.api.private(scene.api.person(name, language_code="ru")), scene.outlets.open(name)
    await scene.watch(outlet, chat=chat)
    await scene.subscribe(chat=chat)
    return chat, outlet


async def test_asked_to_end_it_sees_to_their_end_what_it_is_sending_and_repeats_nothing(scene: Scene) -> None:
    await scene.start()
    outlet = scene.outlets.open("courier")
    await scene.watch(outlet)
    await scene.subscribe()
    scene.api.faults.add(Fault(delay_s=3.0), times=2)
    outlet.publish(matching(outlet, "встреча"))
    await outlet.read()
    await scene.chat.say("/add запрос")
    await until(lambda: scene.api.sends_in_flight == 2, SOON_S, "an answer and news are being sent")
    assert await scene.program.stop() == 0
    await scene.start()
    await scene.api.confirmed(SOON_S)
    await outlet.read()
    await scene.ask("/list")
    assert not repetitions(await scene.journal(), [])
    assert len(links(scene.chat)) == 1


def repetitions(record: Record, kills: Sequence[float]) -> Counter[tuple[int, str, str]]:
    """How many messages stand twice because of each kill, in each chat: news, and answers to people.

    Raises AssertionError for a repetition that no kill excuses: one of a message that was not being sent then.
    """
    same: dict[str, list[Call]] = {}
    for call in record.of("sendMessage"):
        if call.stored:
            same.setdefault(f"{call.params['chat_id']}: {call.params['text']}", []).append(call)
    because: Counter[tuple[int, str, str]] = Counter()
    for text, calls in same.items():
        for call, again in pairwise(calls):
            excuses = [
                number
                for number, at in enumerate(kills)
                # A request that was on its way at the kill is read, and noted, a little after it.
                if call.at - _RECORDED_S
                <= at
                <= min((call.answered_at or call.at) + _LATENCY_S + _RECORDED_S, again.at)
            ]
            assert excuses, f"told twice for no reason: {text}"
            kind = "news" if '"url"' in str(call.params.get("link_preview_options")) else "answer"
            because[excuses[0], str(call.params["chat_id"]), kind] += 1
    return because


def subscriptions(scene: Scene) -> Counter[str]:
    """What is subscribed to, as the database has it."""
    with closing(sqlite3.connect(scene.program.folder / "dozor.db")) as db:
        return Counter(text for (text,) in db.execute("SELECT text FROM subscriptions"))


async def test_the_next_run_goes_on_with_the_windows_of_the_one_that_was_killed(scene: Scene) -> None:
    period_s = 6.0
    scene.api.windows.set_limits(Limits(overall=Window(30, 1.0), chat=Window(3, period_s)))
    scene.program.settings |= {"CHAT_BURST": "3", "CHAT_MESSAGES_PER_SECOND": str(3 / period_s)}
    await scene.start()
    for number in range(3):
        await scene.ask(f"/add запрос {number}")
    await scene.program.kill()
    await scene.start()
    for number in range(3, 5):
        await scene.ask(f"/add запрос {number}")
    stood = [call.answered_at or 0.0 for call in (await scene.journal()).of("sendMessage") if call.stored]
    assert stood[3] - stood[0] >= period_s
    assert scene.api.windows.exceeded == 0
