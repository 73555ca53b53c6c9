"""Posts of an own channel get into another channel, on the whole way, before a real server."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

import pytest
from aiogram import Bot
from aiogram.client.telegram import TelegramAPIServer
from aiogram.types import Update

from bot.delivery.pace import Pace
from bot.delivery.render import Renderer
from bot.delivery.session import TelegramSession
from bot.delivery.telegram import TelegramMessenger
from bot.delivery.throttle import Rates
from bot.i18n import Translations
from bot.matching.engine import Matching
from bot.model import (
    GATHERED_FOR,
    BootId,
    Cause,
    ChannelSettings,
    ChannelToRead,
    ChatKey,
    ChatKind,
    Language,
    OwnPost,
    OwnPostChoice,
    PostLook,
    RepostId,
    SubscribeIntent,
)
from bot.pipeline.deliver import Deliver
from bot.pipeline.fan_out import FanOut
from bot.pipeline.ingest import Ingest
from bot.pipeline.own_posts import OwnPosts
from bot.pipeline.review import Review
from bot.runtime.supervise import Bell
from handlers.own_channels import to_post
from storage.sqlite import SqliteStorage
from tests.botapi import TOKEN, BotApi, ChatHandle, Fault, Message
from tests.clock import SteppedClock
from tests.kept import morphology

_BOOT = BootId("test")
_TEXT = "Взрыв в порту Одессы. Погибли двое, сообщили спасатели."


@dataclass
class _Scene:
    """Anna's channels: what is posted in the one gets into the other."""

    storage: SqliteStorage
    clock: SteppedClock
    source: ChatHandle
    target: ChatHandle
    steps: list[Callable[[], Awaitable[bool]]]
    deliver: Callable[[], Deliver]
    target_key: ChatKey
    debts: Bell

    async def take(self, *messages: Message, is_protected: bool = False) -> None:
        """The bot hears of the parts of a post, and all stages but the last one do their work."""
        for message in messages:
            raw = {"update_id": 1, "channel_post": self.source._telegram.world.message_json(message)}
            post = Update.model_validate(raw).channel_post
            assert post is not None
            kept: OwnPost = to_post(post)
            now = self.clock.now()
            # The server's clock is another one.
            kept = replace(kept, at=now, changed_at=now, is_protected=is_protected or kept.is_protected)
            assert await self.storage.keep_own_post(kept, now)
        self.clock.move(seconds=GATHERED_FOR.total_seconds())
        for step in self.steps:
            while await step():
                pass

    async def send(self, count: int, rounds: int = 1_000) -> list[Message]:
        """What stands in the target, once there are so many messages, or so many rounds are over."""
        deliver = self.deliver()
        running = asyncio.create_task(deliver.run())
        for _ in range(rounds):
            if len(self.target.messages) >= count or running.done():
                break
            await asyncio.sleep(0.01)  # for the server
            self.clock.move(seconds=5)
            self.debts.ring()
        deliver.stop()
        await running
        assert await self.storage.dead_dispatches(10) == (0, [])
        return self.target.messages


@pytest.fixture
async def scene(api: BotApi, database: Path) -> AsyncIterator[_Scene]:
    async with _opened(api, database) as scene:
        yield scene


@asynccontextmanager
async def _opened(api: BotApi, database: Path) -> AsyncIterator[_Scene]:
    clock, debts, bell, renderer = SteppedClock(), Bell(), Bell(), Renderer(Translations())
    anna = api.person("Anna")
    source, target = api.channel("Вестник", anna, username="vestnik"), api.channel("Лента", anna, username="lenta")
    async with (
        SqliteStorage(str(database)) as storage,
        Matching(morphology()) as matching,
        Bot(TOKEN, session=TelegramSession(api=TelegramAPIServer.from_base(api.url))).context() as bot,
    ):

        def deliver() -> Deliver:
            pace = Pace(Rates(per_second=1_000, chat_per_second=1_000, chat_burst=1_000), clock)
            messenger = TelegramMessenger(bot)
            return Deliver(
                storage, messenger, matching, renderer, pace, clock=clock, random=Random(1), boot=_BOOT, debts=debts
            )

        owner = await storage.see_chat(anna.id, ChatKind.PRIVATE, "Anna", Language.RUSSIAN, clock.now())
        read, published = [
            await storage.see_chat(one.id, ChatKind.CHANNEL, one.chat.title or "", Language.RUSSIAN, clock.now())
            for one in (source, target)
        ]
        for channel in (read, published):
            await storage.connect(owner.key, channel.key)
        wanted = ChannelToRead(read.key, "https://t.me/vestnik")
        read_as = await storage.read_channel(owner.key, wanted, clock.now(), Cause("read"))
        assert read_as is not None
        await storage.set_up_channel(published.key, ChannelSettings(), clock.now(), {read_as})
        await storage.subscribe(SubscribeIntent(owner.key, published.key, 0, "порт", "порт"), clock.now(), Cause("s"))
        steps: list[Callable[[], Awaitable[bool]]] = [
            OwnPosts(storage, clock=clock, posts=bell, articles=bell).step,
            Ingest(storage, matching, clock=clock, boot=_BOOT, articles=bell, mentions=bell).step,
            FanOut(storage, clock, mentions=bell, debts=debts, reposts=bell).step,
            Review(storage, matching, renderer, lambda *_: (), clock, reposts=bell, debts=debts).step,
        ]
        yield _Scene(storage, clock, source, target, steps, deliver, published.key, debts)


async def _set(scene: _Scene, **settings: object) -> None:
    made = ChannelSettings(**settings)  # type: ignore[arg-type]
    await scene.storage.set_up_channel(scene.target_key, made, scene.clock.now())


async def test_a_picture_is_copied_with_its_credit_and_stays_as_it_is(scene: _Scene) -> None:
    await _set(scene, look=PostLook(grows=True))
    (photo,) = await scene.source.send_album(1, _TEXT)
    await scene.take(photo)
    (copy,) = await scene.send(1)
    assert copy.text == f"{_TEXT}\n\nВестник"
    assert copy.attachment
    await scene.source.edit(photo, _TEXT.replace("Одессы", "Риги"))
    await scene.take(photo)
    await scene.send(2, rounds=50)
    assert (copy.text, len(scene.target.messages)) == (f"{_TEXT}\n\nВестник", 1)


async def test_an_article_in_words_shows_the_title_that_its_source_has_by_now(scene: _Scene) -> None:
    """What the copy is spared."""
    await _set(scene, own_posts=OwnPostChoice.TEXT, look=PostLook(grows=True))
    (photo,) = await scene.source.send_album(1, _TEXT)
    await scene.take(photo)
    (told,) = await scene.send(1)
    await scene.source.edit(photo, _TEXT.replace("Одессы", "Риги"))
    await scene.take(photo)
    await scene.send(2, rounds=50)
    assert "Взрыв в порту Риги." in told.text


async def test_the_credit_of_an_album_comes_after_it_also_if_telegram_wants_it_later(
    api: BotApi, scene: _Scene
) -> None:
    wait = '{"ok":false,"error_code":429,"description":"Too Many Requests","parameters":{"retry_after":2}}'
    api.faults.add(Fault(answer=(429, wait)), methods={"sendMessage"}, chat_id=scene.target.id)
    await scene.take(*await scene.source.send_album(3, _TEXT))
    *album, credit = await scene.send(4)
    assert [one.text for one in album] == [_TEXT, "", ""]
    assert len({one.media_group_id for one in album}) == 1
    assert credit.text == "Вестник"
    assert len(scene.target.messages) == 4
    card = await scene.storage.desk_card(RepostId(1))
    assert card is not None
    # Who takes the post down takes down all of it.
    assert (card.repost.message_id, *card.repost.further_ids) == tuple(one.id for one in (*album, credit))


async def test_a_kill_before_the_credit_repeats_the_album_and_loses_nothing(api: BotApi, scene: _Scene) -> None:
    api.faults.add(Fault(until=asyncio.Event()), methods={"sendMessage"}, chat_id=scene.target.id)
    await scene.take(*await scene.source.send_album(2, _TEXT))
    killed = asyncio.create_task(scene.deliver().run())
    while len(scene.target.messages) < 2:  # noqa: ASYNC110  it is the server that counts
        await asyncio.sleep(0.01)  # for the server
    killed.cancel()
    await asyncio.wait([killed])
    scene.clock.move(minutes=6)  # past the lease
    texts = [one.text for one in await scene.send(5)]
    assert texts == [_TEXT, "", _TEXT, "", "Вестник"]


async def test_it_is_forwarded_if_the_channel_wants_that(scene: _Scene) -> None:
    await _set(scene, own_posts=OwnPostChoice.FORWARD)
    await scene.take(await scene.source.post(_TEXT))
    (post,) = await scene.send(1)
    assert (post.text, post.origin is not None) == (_TEXT, True)


@pytest.mark.parametrize("way", [OwnPostChoice.COPY, OwnPostChoice.FORWARD])
async def test_what_is_protected_is_told_in_words_with_a_link_also_if_that_is_found_out_late(
    scene: _Scene, way: OwnPostChoice
) -> None:
    await _set(scene, own_posts=way)
    photos = [(await scene.source.send_album(1, text))[0] for text in (_TEXT, "Порт Риги закрыт на неделю из-за льда.")]
    await scene.take(photos[0], is_protected=True)
    (told,) = await scene.send(1)
    scene.source.chat.is_protected = True
    await scene.take(photos[1])
    scene.source.chat.is_protected = False
    photos[1].is_protected = True
    _, second = await scene.send(2)
    for message, photo in zip((told, second), photos, strict=True):
        assert message.attachment is None
        assert f"https://t.me/vestnik/{photo.id}" in str(message.entities)


async def test_what_is_gone_meanwhile_is_told_in_words(scene: _Scene) -> None:
    (photo,) = await scene.source.send_album(1, _TEXT)
    await scene.take(photo)
    await scene.source.delete(photo)
    (told,) = await scene.send(1)
    assert "Взрыв в порту Одессы." in told.text
    assert told.attachment is None
