"""A longer walk: `python -m tests.walk --seed 7 --presses 2000`. Every button that differs is pressed, in any order."""

import asyncio
import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from bot.model import Language
from bot.runtime.lazy_aiogram import import_aiogram
from tests.botapi import BotApi
from tests.walk.script import tell, typed
from tests.walk.stage import playing
from tests.walk.walker import Walker


async def walk(arguments: Namespace, folder: Path) -> list[str]:
    """What was wrong, in all chats and languages."""
    random = Random(arguments.seed)
    wrong: list[str] = []
    async with (
        BotApi(journal=folder / "journal.jsonl") as api,
        playing(api, folder / "dozor.db", *arguments.languages) as stage,
    ):
        for cast in stage.casts.values():
            await tell(stage, cast)
            for chat, topic in ((cast.private, None), (cast.group, None), (cast.forum, cast.topic)):
                walker = Walker(stage, chat, cast.anna, cast.language, topic, random, kind=str)
                for text in random.sample(said := typed(cast.language, in_private=chat is cast.private), len(said)):
                    await walker.type(text)
                await walker.press_everything(arguments.presses)
                print(f"{chat.chat.title}: {len(walker.pressed)} buttons", flush=True)  # noqa: T201  it tells a person
                wrong += walker.wrong.values()
        return [*wrong, *await stage.complaints()]


def main() -> int:
    parser = ArgumentParser(prog="python -m tests.walk", description=__doc__)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--presses", type=int, default=500, help="in each chat, at most")
    parser.add_argument("--languages", type=Language, nargs="+", default=[*Language])
    arguments = parser.parse_args()
    import_aiogram()
    with TemporaryDirectory() as folder:
        wrong = asyncio.run(walk(arguments, Path(folder)))
    print("\n".join(wrong) or "nothing is wrong")  # noqa: T201
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main())
