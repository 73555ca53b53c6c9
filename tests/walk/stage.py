"""The whole program in this process, and everybody whom it meets."""

import asyncio
import logging
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from aiogram import Bot
from aiogram.client.telegram import TelegramAPIServer

from bot.app import BOT_DEFAULTS, Outside
from bot.config import Settings
from bot.delivery.session import TelegramSession
from bot.delivery.throttle import Rates
from bot.lifecycle import serve
from bot.model import Language, NewSource
from bot.ports import Storage
from bot.runtime.clock import SystemClock
from bot.runtime.lag import LoopLag
from tests.botapi import BotApi, ChatHandle, Person, Status, Topic
from tests.end_to_end.outlets import Outlet, Outlets

RATES = Rates(per_second=10_000, chat_per_second=1_000, chat_burst=1_000, group_per_minute=60_000)
_LOOK_S = 0.003
_MAY_FAIL = {"getUpdates", "getChat", "getChatMember"}
_HARMLESS = "message is not modified"


class Log(logging.Handler):
    """Keeps what the program complains of, but that a busy machine is slow."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.complaints: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        if record.name == LoopLag.__module__:
            return
        self.complaints.append(logging.Formatter("%(levelname)s %(name)s: %(message)s").format(record))


@dataclass(frozen=True, slots=True)
class Cast:
    """The people and chats of one language: Anna owns the chats, Boris is in the group, Dmitri administered it."""

    language: Language
    anna: Person
    boris: Person
    dmitri: Person
    private: ChatHandle
    group: ChatHandle
    forum: ChatHandle
    topic: Topic
    channel: ChatHandle


@dataclass(slots=True)
class Stage:
    """A running program."""

    api: BotApi
    storage: Storage
    outlets: Outlets
    outlet: Outlet
    casts: dict[Language, Cast] = field(default_factory=dict)
    log: Log = field(default_factory=Log)

    async def settled(self, chat: ChatHandle) -> None:
        """Return when the bot is done with everything that was said and pressed in a chat."""
        await self.api.confirmed()
        while any(one.chat_id == chat.id for one in await self.storage.unfinished_updates()):  # noqa: ASYNC110  only the database knows
            await asyncio.sleep(_LOOK_S)

    async def complaints(self) -> list[str]:
        """What the program has complained of; what Telegram has refused; presses that were answered more than once."""
        calls = (await self.api.record()).calls
        refused = [
            f"{one.method}: {one.description}" for one in calls if one.ok is False and one.method not in _MAY_FAIL
        ]
        answered = Counter(one.params["callback_query_id"] for one in calls if one.method == "answerCallbackQuery")
        twice = [f"press {press} is answered {count} times" for press, count in answered.items() if count > 1]
        return [*self.log.complaints, *(one for one in refused if _HARMLESS not in one), *twice]


@asynccontextmanager
async def playing(api: BotApi, database: Path, *languages: Language) -> AsyncIterator[Stage]:
    """A program that runs, and a cast for each language; every Anna is an operator."""
    casts = {language: await _cast(api, language) for language in languages}
    log, storage, stop = Log(), asyncio.get_running_loop().create_future(), asyncio.Event()

    async def until(opened: Storage) -> None:
        storage.set_result(opened)
        await stop.wait()

    async with Outlets() as outlets:
        pack = [outlets.open(language, f"{language.upper()} Gazette") for language in languages]
        sources = [
            NewSource(one.url, one.title, language, f"{language}/general")
            for one, language in zip(pack, languages, strict=True)
        ]
        settings = Settings(
            _env_file=None,
            database=f"sqlite:///{database}",
            admins=tuple(cast.anna.id for cast in casts.values()),
            allow_private_networks=True,
            poll_interval_floor=1,
            poll_interval_ceiling=1,
            pages=False,
        )
        people, news = _bot(api), _bot(api)
        logging.getLogger().addHandler(log)
        running = asyncio.create_task(serve(Outside(settings, people, news, SystemClock(), sources, RATES), until))
        try:
            await asyncio.wait([running, storage], return_when=asyncio.FIRST_COMPLETED)
            if running.done():
                running.result()
            yield Stage(api, storage.result(), outlets, outlets.open("zeta", "Zeta Herald"), casts, log)
        finally:
            stop.set()
            await running
            logging.getLogger().removeHandler(log)
            for bot in (people, news):
                await bot.session.close()


async def _cast(api: BotApi, language: Language) -> Cast:
    anna, boris, dmitri = (
        api.person(f"{name} {language.upper()}", language_code=language) for name in ("Anna", "Boris", "Dmitri")
    )
    group = api.supergroup(f"Editors {language.upper()}", anna, boris, dmitri)
    forum = api.supergroup(f"Forum {language.upper()}", anna, is_forum=True)
    channel = api.channel(f"Channel {language.upper()}", anna, username=f"walk_{language}")
    topic = await forum.open_topic("Desk")
    group.chat.members[dmitri.id].status = Status.ADMINISTRATOR
    return Cast(language, anna, boris, dmitri, api.private(anna), group, forum, topic, channel)


def _bot(api: BotApi) -> Bot:
    session = TelegramSession(api=TelegramAPIServer.from_base(api.url))
    return Bot(api.token, session=session, default=BOT_DEFAULTS)
