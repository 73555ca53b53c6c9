import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from random import Random

import pytest
from aiogram import Bot
from aiogram.client.default import DefaultBotProperties
from aiogram.client.telegram import TelegramAPIServer

from bot.delivery.channel_posts import TelegramChannelPosts
from bot.delivery.pace import Pace
from bot.delivery.render import Renderer
from bot.delivery.rights import TelegramRights
from bot.delivery.session import TelegramSession
from bot.delivery.throttle import Rates
from bot.feeds.workers import ParserPool
from bot.fetching.guard import AddressGuard
from bot.i18n import Translations
from bot.matching.engine import Matching
from bot.model import NO_QUOTAS, Access, Chat, ChatKind, Language, Quotas, Retention
from bot.ports import Storage
from bot.runtime.clock import Clock, SystemClock
from bot.runtime.lag import LoopLag
from bot.runtime.supervise import Bell
from bot.services.admissions import Admissions
from bot.services.allowance import Allowance
from bot.services.announcing import Announcing
from bot.services.archive import Archive
from bot.services.card_pages import CardPages
from bot.services.channel_setup import ChannelSetUp
from bot.services.channel_undoing import ChannelUndoing
from bot.services.channels import Channels
from bot.services.chats import Chats
from bot.services.connections import Connections
from bot.services.desk import Desk
from bot.services.doubts import Doubting
from bot.services.examples import Examples
from bot.services.exclusions import Exclusions
from bot.services.forgetting import Forgetting
from bot.services.inline import Inline
from bot.services.look_previews import LookPreviews
from bot.services.mistyping import Mistyping
from bot.services.narrowing import Narrowing
from bot.services.operations import Operations
from bot.services.own_channels import OwnChannels
from bot.services.preferences import Preferences
from bot.services.samples import Samples
from bot.services.sharing import Sharing
from bot.services.sources import Sources
from bot.services.spellings import Spellings
from bot.services.stories import Stories
from bot.services.subscribing import Subscribing
from bot.services.subscriptions import Subscriptions
from bot.services.target_setup import TargetSetup
from bot.services.why_not import WhyNot
from handlers import build_dispatcher
from handlers.context import Context
from handlers.desk_edits import CardEdits
from handlers.members import Members
from handlers.services import Services
from handlers.updates.answers import AnswersFirst
from handlers.updates.effects import Effects
from handlers.updates.intake import Intake
from handlers.updates.polling import Polling
from storage.sqlite import SqliteStorage
from tests.botapi import BotApi, ChatHandle, Person
from tests.clock import Stopwatch
from tests.kept import morphology, routers

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
RATES = Rates(per_second=1_000, chat_per_second=1_000, chat_burst=1_000)


@dataclass(frozen=True, slots=True)
class Talk:
    """A person in a private chat with the bot, whose updates are dealt with, and whose pipeline stands still."""

    api: BotApi
    storage: Storage
    services: Services
    anna: Person
    chat: ChatHandle
    restart: Callable[[], Awaitable[None]]
    """Kills what deals with updates, and starts it again."""
    ended: Callable[[], Awaitable[None]]
    """Returns when what deals with updates has ended by itself; raises what ended it."""
    bot: Bot
    stopwatch: Stopwatch
    """By which searches run out of time: never, unless a test lets it run."""

    async def ask(self, text: str) -> str:
        """Say something, and read the answer."""
        await self.chat.say(text)
        return (await self.chat.next_message()).text

    async def known(self) -> Chat:
        """The private chat, as the storage knows it."""
        return await self.storage.see_chat(self.chat.id, ChatKind.PRIVATE, "Anna", Language.RUSSIAN, NOW)


@pytest.fixture
async def storage(database: Path) -> AsyncIterator[Storage]:
    async with SqliteStorage(str(database)) as opened:
        yield opened


@pytest.fixture
async def talk(api: BotApi, storage: Storage) -> AsyncIterator[Talk]:
    async with talking(api, storage, Polling) as talk:
        yield talk


@asynccontextmanager
async def talking(
    api: BotApi,
    storage: Storage,
    make_intake: Callable[..., Intake],
    quotas: Quotas = NO_QUOTAS,
    access: Access = Access.OPEN,
    *,
    clock: Clock | None = None,
) -> AsyncIterator[Talk]:
    """A bot whose updates come as `make_intake` has it; its operator is Anna, whom its quotas do not concern."""
    clock = clock or SystemClock()
    session = TelegramSession(api=TelegramAPIServer.from_base(api.url))
    bot = Bot(api.token, session=session, default=DefaultBotProperties(parse_mode="HTML"))
    translations = Translations()
    chats = Chats(storage, clock, Language.RUSSIAN)
    effects, random = Effects(), Random(1)
    anna = api.person("Anna", language_code="ru")
    stopwatch = Stopwatch()
    allowance = Allowance(quotas, {anna.id})
    async with Matching(morphology()) as matching, ParserPool(1, 5) as parsers:
        connections = Connections(storage, TelegramRights(bot), clock, allowance)
        subscriptions = Subscriptions(storage, clock, allowance, mentions=Bell())
        exclusions = Exclusions(storage, clock)
        archive = Archive(storage, matching, clock, elapsed_s=stopwatch.elapsed_s)
        mistyping = Mistyping(archive, matching, chats, elapsed_s=stopwatch.elapsed_s)
        spellings = Spellings(subscriptions, archive, matching, chats)
        preferences = Preferences(storage, clock, debts=Bell())
        admissions = Admissions(storage, clock, allowance, access)
        target_setup = TargetSetup(chats, connections, preferences, subscriptions)
        channels = Channels(storage, clock)
        pace = Pace(RATES, clock)
        desk = Desk(
            storage,
            TelegramRights(bot),
            TelegramChannelPosts(bot),
            CardPages(matching, translations, lambda _post, _html: ()),
            clock,
            reposts=Bell(),
            debts=Bell(),
        )
        services = Services(
            chats=chats,
            connections=connections,
            target_setup=target_setup,
            channels=channels,
            channel_setup=ChannelSetUp(chats, channels, target_setup, subscriptions),
            desk=desk,
            card_edits=CardEdits(desk, pace.room, effects),
            channel_undoing=ChannelUndoing(chats, channels),
            look_previews=LookPreviews(archive, channels),
            subscriptions=subscriptions,
            subscribing=Subscribing(
                subscriptions,
                archive,
                matching,
                chats,
                samples=Samples(storage, clock),
                doubting=Doubting(storage, archive, matching),
                exclusions=exclusions,
                spellings=spellings,
                mistyping=mistyping,
            ),
            spellings=spellings,
            mistyping=mistyping,
            exclusions=exclusions,
            narrowing=Narrowing(storage, subscriptions, archive, matching),
            sharing=Sharing(storage, clock),
            sources=Sources(
                storage, AddressGuard(), parsers, clock, sources=Bell(), mentions=Bell(), allowance=allowance
            ),
            archive=archive,
            examples=Examples(storage, archive, matching, clock),
            inline=Inline(archive),
            matching=matching,
            operations=Operations(storage, LoopLag(), clock),
            preferences=preferences,
            stories=Stories(storage, matching, Renderer(translations), clock, debts=Bell()),
            why_not=WhyNot(storage, chats, matching, clock, debts=Bell()),
            forgetting=Forgetting(storage, admissions, clock, forgotten=Bell(), kept=Retention()),
            admissions=admissions,
            announcing=Announcing(storage, clock, announced=Bell()),
            own_channels=OwnChannels(storage, clock, posts=Bell(), mentions=Bell(), allowance=allowance),
            translations=translations,
            admins=(anna.id,),
            members=Members.with_half_of(RATES.group_per_minute, clock),
            effects=effects,
        )
        dispatcher = build_dispatcher(Context(chats, translations), services, routers())
        session.middleware(AnswersFirst(pace, storage, effects, clock=clock, random=random))
        running: list[asyncio.Task[None]] = []

        async def restart() -> None:
            for task in running:
                task.cancel()
                await asyncio.wait([task])
            api.telegram.queue.abort_poll()
            intake = make_intake(bot, dispatcher, storage, effects, clock=clock, random=random)
            running[:] = [asyncio.create_task(intake.run())]

        async def ended() -> None:
            await asyncio.wait_for(asyncio.shield(running[0]), 10)

        await restart()
        yield Talk(api, storage, services, anna, api.private(anna), restart, ended, bot, stopwatch)
        running[0].cancel()
        await asyncio.wait(running)
    await session.close()
