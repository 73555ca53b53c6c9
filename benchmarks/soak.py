"""Weeks in an hour: does anything grow that should not?

    python -m benchmarks.soak [--minutes 60] [--rate 336] [--sources 100] [--folder FOLDER]

The real program runs as a process whose clock is fast (at 336 times an hour is two weeks), before a Bot API server and
outlets on loopback, with pages on. Sources fail and recover; people subscribe, change and remove, mute, block the bot,
come back, have themselves forgotten; groups become supergroups or throw the bot out; an editor decides at a desk.
Articles are kept for two days, what was told for three. Each figure is printed with its slope a day after the warm-up
of six days and its 95 % interval: a leak is what grows for certain, by over 1 % of its level a day. At `--rate 1` it
measures the program at its own pace.
"""

import argparse
import asyncio
import json
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Mapping
from contextlib import AsyncExitStack, suppress
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from random import Random

from benchmarks.loopback import settings_of
from benchmarks.soak_figures import Sample, Trend, Watched, trends
from benchmarks.soak_life import Town
from benchmarks.soak_program import fast_time
from tests.botapi import BotApi, ChatHandle
from tests.end_to_end.outlets import Outlets
from tests.end_to_end.program import ROOT, clean_environment

_HOUR_S = 3_600.0
_DAY_S = 24 * _HOUR_S
_LOOK_S = 5.0
_READY_S = 120.0
_ANSWER_S = 30.0
_STOPS_WITHIN_S = 60.0
_WARM_UP_DAYS = 6.0
"""Until as much ends as begins: what was told is kept for three days, and fingerprints of stories for four."""
_WARM_UP_SHARE = 0.5
"""Of a run, at the most."""
_SHOWN = 2_000
"""Characters of the log."""


@dataclass(frozen=True, slots=True)
class Options:
    minutes: float
    rate: float
    sources: int
    readers: int
    groups: int
    articles: float
    """That each source publishes a day."""
    seed: int
    folder: Path | None
    """An empty one, where the samples, the log and the database are left."""


async def soak(options: Options) -> tuple[list[Sample], Mapping[str, int]]:
    """The samples, and what has happened."""
    async with AsyncExitStack() as opened:
        folder = options.folder or Path(opened.enter_context(tempfile.TemporaryDirectory(prefix="dozor-soak-")))
        api = await opened.enter_async_context(BotApi())
        outlets = await opened.enter_async_context(Outlets())
        began = time.time()
        database, held = folder / "dozor.db", folder / "held"
        held.touch()
        read = [outlets.open(f"outlet-{number}") for number in range(options.sources)]
        town = Town(api, read, Random(options.seed), partial(fast_time, options.rate, began))
        await town.settle(database, options.readers, options.groups)
        asker = api.private(api.person("Asker", language_code="ru"))
        process = await _start(folder, _settings(database, api), options.rate, began)
        try:
            await api.polled(_READY_S)
            living = asyncio.create_task(_live(town, options))
            program = Watched(process.pid, database, held, lambda: (time.time() - began) * options.rate / _DAY_S)
            samples = await _watch(
                lambda latency_s: asyncio.to_thread(program.look, latency_s), asker, options.minutes, folder / "samples"
            )
            living.cancel()
            with suppress(asyncio.CancelledError):
                await living  # or what it failed with
            if process.returncode is not None:
                raise RuntimeError((folder / "log").read_text("utf-8")[-_SHOWN:])
        finally:
            if process.returncode is None:
                process.terminate()
                await asyncio.wait_for(process.wait(), _STOPS_WITHIN_S)
        log = (folder / "log").read_text("utf-8")
        done = {
            "commands and presses": town.done,
            "messages": sum(len(chat.messages) for chat in map(api.chat, api.telegram.world.chats)),
            "polls": sum(outlet.asked for outlet in read),
            "warnings": log.count(" WARNING "),
            "errors": log.count(" ERROR "),
        }
        return samples, done


def _settings(database: Path, api: BotApi) -> Mapping[str, str]:
    return clean_environment() | settings_of(
        database,
        api.url,
        api.token,
        PAGES="true",
        POLL_INTERVAL_FLOOR="1800",
        POLL_INTERVAL_CEILING="7200",
        KEEP_ARTICLES="2",
        KEEP_TOLD="3",
        NEW_SOURCES_PER_DAY="0",
        NEW_SOURCES_OF_SITE="0",
    )


async def _start(folder: Path, settings: Mapping[str, str], rate: float, began: float) -> asyncio.subprocess.Process:
    """A process of its own: a fork of this one would share its memory."""
    command = (sys.executable, "-m", "benchmarks.soak_program", str(rate), str(began), str(folder / "held"), "run")
    with (folder / "log").open("wb") as log:
        return await asyncio.create_subprocess_exec(
            *command, cwd=ROOT, env=settings, stdout=log, stderr=log, start_new_session=True
        )


async def _live(town: Town, options: Options) -> None:
    """Let one hour after another happen."""
    hour_s, began, number = _HOUR_S / options.rate, time.monotonic(), 0
    while True:
        await asyncio.sleep(began + number * hour_s - time.monotonic())
        await town.hour(number, options.articles)
        number += 1


async def _watch(
    look_at: Callable[[float], Awaitable[Sample]], asker: ChatHandle, minutes: float, samples: Path
) -> list[Sample]:
    """Look at the program now and then. Raises FileNotFoundError if it is not there."""
    seen: list[Sample] = []
    ends = time.time() + minutes * 60
    while time.time() < ends:
        await asyncio.sleep(_LOOK_S)
        seen.append(await look_at(await _ask(asker)))
        await asyncio.to_thread(_write, samples, seen[-1])
    return seen


def _write(file: Path, sample: Sample) -> None:
    with file.open("a", encoding="ascii") as lines:
        print(json.dumps(asdict(sample)), file=lines)


async def _ask(asker: ChatHandle) -> float:
    """How long a person waits for an answer, in seconds; as long as anybody would, if there is none."""
    asked = time.monotonic()
    await asker.say("/help")
    with suppress(TimeoutError):
        await asker.next_message(_ANSWER_S)
    return time.monotonic() - asked


def table(found: list[Trend]) -> str:
    """The trends as lines."""
    head = f"{'':14}{'median':>10}{'most':>10}{'slope a day':>14}{'± (95 %)':>12}  verdict"
    lines = [
        f"{one.name:14}{one.median:10.3f}{one.most:10.3f}{one.slope:+14.4f}{one.margin:12.4f}  {one.verdict}"
        for one in found
    ]
    return "\n".join([head, *lines])


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--minutes", type=float, default=60.0)
    parser.add_argument("--rate", type=float, default=336.0, help="how fast the program's clock is (%(default)s)")
    parser.add_argument("--sources", type=int, default=100)
    parser.add_argument("--readers", type=int, default=40)
    parser.add_argument("--groups", type=int, default=4)
    parser.add_argument("--articles", type=float, default=4.0, help="that each source publishes a day (%(default)s)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--folder", type=Path, help="an empty one: samples, log and database are left there")
    options = Options(**vars(parser.parse_args()))
    samples, done = asyncio.run(soak(options))
    days = samples[-1].day
    warm_up = min(_WARM_UP_DAYS, _WARM_UP_SHARE * days)
    print(f"{days:.1f} days in {options.minutes:g} minutes, of which {warm_up:.1f} to warm up; {len(samples)} samples")
    print(", ".join(f"{count} {what}" for what, count in done.items()))
    print(table(trends(samples, warm_up)))


if __name__ == "__main__":
    main()
