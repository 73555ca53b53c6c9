"""What others may send: somebody else's buttons, those of a former administrator, and what no button carries."""

import asyncio
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from storage.sqlite.chats import OF_A_CHAT
from tests.botapi import ChatHandle, Person
from tests.walk.stage import Stage

_ANSWERS = {"effects", "offers"}
"""Tables of what was answered, which holds for a stranger's press, too."""
_OF_CHATS = "SELECT telegram_id, language, arrival, dormant_at FROM chats WHERE key = ?"
_LONG = str(2**70)
_PATIENCE_S = 120.0
"""A card gathers for less than a minute."""
_LOOK_S = 0.2


def belongings(database: Path, chats: Iterable[ChatHandle]) -> dict[str, list[tuple[Any, ...]]]:
    """All that the database holds of some chats, by chat and table."""
    with closing(sqlite3.connect(database)) as db:
        found = {}
        for chat in chats:
            (key,) = db.execute("SELECT key FROM chats WHERE telegram_id = ?", (chat.id,)).fetchone()
            found[chat.chat.title] = db.execute(_OF_CHATS, (key,)).fetchall()
            for table, column in OF_A_CHAT:
                if table not in _ANSWERS:
                    statement = f"SELECT * FROM {table} WHERE {column} = ? ORDER BY 1, 2"  # noqa: S608  constants
                    found[f"{chat.chat.title} {table}.{column}"] = db.execute(statement, (key,)).fetchall()
        return found


async def at_rest(database: Path) -> None:
    """Return when nothing is on its way any more, also no digest that a card still gathers. Raises TimeoutError."""
    under_way = (
        "SELECT EXISTS (SELECT 1 FROM dispatches WHERE state IN ('due', 'sending'))"
        " OR EXISTS (SELECT 1 FROM posts WHERE is_behind AND NOT closed)"
        " OR EXISTS (SELECT 1 FROM cards WHERE is_behind)"
    )
    async with asyncio.timeout(_PATIENCE_S):
        with closing(sqlite3.connect(database)) as db:
            while db.execute(under_way).fetchone()[0]:  # noqa: ASYNC110  only the database knows
                await asyncio.sleep(_LOOK_S)


def altered(data: str) -> Iterator[str]:
    """What resembles the data of a button: other numbers and words, too many parts and too few."""
    parts = data.split(":")
    for place in range(1, len(parts)):
        for other in (_LONG, "-1", "0", "x", ""):
            if len(changed := ":".join([*parts[:place], other, *parts[place + 1 :]]).encode()) <= 64:
                yield changed.decode()
    yield f"{data}:1"
    yield parts[0]


async def press_all(stage: Stage, chat: ChatHandle, by: Person, carried: Iterable[str]) -> list[str]:
    """Claim that such buttons were pressed; what the answers and the changed messages say. Raises TimeoutError."""
    message = chat.messages[-1]
    said = []
    for data in carried:
        answer = await (await chat.forge(message, data, by=by)).answered(20)
        said.append(str(answer["text"]))
        await stage.settled(chat)
        said += [one.text for one in chat.messages]
    return said
