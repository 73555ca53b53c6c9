"""A channel that is published to from a desk, with the stages that bring cards there and posts away."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, replace
from datetime import timedelta
from random import Random
from typing import cast

import pytest

from bot.articles.identity import item_address_key
from bot.delivery.owing import owe
from bot.delivery.pace import Pace
from bot.delivery.render import Renderer
from bot.delivery.telegram import TelegramMessenger
from bot.i18n import Translations
from bot.model import (
    ArticleFound,
    BootId,
    CardStep,
    ChannelSettings,
    ChatKind,
    Concern,
    Desk,
    DeskCard,
    Language,
    Lease,
    PollRecord,
    Publishing,
    RepostId,
    SourceId,
)
from bot.pipeline.deliver import Deliver
from bot.pipeline.ingest import Ingest
from bot.pipeline.review import Review
from bot.ports import Storage
from bot.runtime.supervise import Bell
from handlers.desk_pages import pressed
from handlers.updates.polling import Polling
from storage.sqlite import SqliteStorage
from tests.botapi import BotApi, ChatHandle, Message, Person, Status
from tests.clock import ShiftedClock
from tests.handlers.conftest import RATES, Talk, talking

_BOOT = BootId("test")
_PATIENCE_S = 60.0
_LOOK_S = 0.5
"""Between two looks of the stages at what is due."""


@dataclass(slots=True)
class NewsDesk:
    """Anna owns the channel «Оборона»; Boris administers it, too, and Ivan does not. All are at its desk, a group."""

    talk: Talk
    clock: ShiftedClock
    channel: ChatHandle
    group: ChatHandle
    boris: Person
    ivan: Person
    source: SourceId
    review: Review
    deliver: Deliver
    debts: Bell
    concerns: list[Concern]
    """What the law guard says of every new story."""
    lacking: list[str]
    """The marks that every post lacks when it goes, or is edited."""
    reported: int = 0

    @property
    def anna(self) -> Person:
        return self.talk.anna

    async def report(self, *titles: str) -> None:
        """The source reports stories, and they come as far as they can by themselves."""
        now = self.clock.now()
        found = []
        for title in titles:
            self.reported += 1
            url = f"https://example.com/{self.reported}"
            found.append(
                ArticleFound(
                    keys=(title, item_address_key(url)),
                    content_hash=title,
                    title=title,
                    text=f"{title}: подробности сообщил источник.",
                    url=url,
                    canonical_url=url,
                    site="example.com",
                    language="ru",
                    published_at=now,
                )
            )
        due = now + timedelta(days=1)
        (claimed,) = await self.talk.storage.claim_due_sources(due, 1, Lease(_BOOT, due + timedelta(minutes=1)))
        state = replace(claimed.state, baseline_at=now - timedelta(days=1))
        await self.talk.storage.record_poll(
            PollRecord(claimed.id, claimed.lease, now, state, title="The Telegraph", found=tuple(found))
        )
        ingest = Ingest(
            self.talk.storage,
            self.talk.services.matching,
            clock=self.clock,
            boot=_BOOT,
            articles=Bell(),
            mentions=Bell(),
        )
        while await ingest.step():
            pass
        while await self.talk.storage.fan_out(now, 10, owe):
            pass
        await self.go_on()

    async def go_on(self, **later: float) -> None:
        """Let the program do what is due by then."""
        self.clock.move(**later)
        while await self.review.step():
            pass
        self.debts.ring()

    async def offered(self, title: str = "Вашингтон поможет коалиции желающих") -> Message:
        """The card of a new story at the desk."""
        await self.report(title)
        return await self.group.next_message()

    async def make_akin(self, story: int, to: int) -> None:
        """A story is probably about the same event as an earlier one."""
        database = cast("SqliteStorage", self.talk.storage)._db
        await database.write(lambda db: db.execute("UPDATE stories SET akin_id = ? WHERE id = ?", (to, story)))

    async def forget_message(self) -> None:
        """As long as Telegram's answer is under way, nothing knows of the messages that show cards."""
        database = cast("SqliteStorage", self.talk.storage)._db
        await database.write(lambda db: db.execute("DELETE FROM cards"))

    async def card(self, number: int = 1) -> DeskCard:
        card = await self.talk.storage.desk_card(RepostId(number))
        assert card is not None
        return card

    def shown(self, message: Message) -> tuple[str, str]:
        """The last line of a card by now, and its buttons, rows apart by `/`."""
        rows = [[str(one["text"]) for one in row] for row in (message.keyboard or {}).get("inline_keyboard", [])]
        return message.text.splitlines()[-1], " / ".join(" | ".join(row) for row in rows)

    async def shows(self, message: Message, line: str, buttons: str | None = None) -> Message:
        """Wait until the last line of a card begins so, and it has these buttons, while the program goes on."""
        async with asyncio.timeout(_PATIENCE_S):
            while not self.shown(message)[0].startswith(line) or buttons not in {None, self.shown(message)[1]}:
                with suppress(TimeoutError):
                    await self.group.next_edit(message, _LOOK_S)
                await self.go_on()
        return message

    async def press(
        self,
        message: Message,
        step: CardStep,
        *,
        by: Person | None = None,
        card: DeskCard | None = None,
        value: int = 0,
    ) -> str:
        """Press a button of the card as it stands, or as it was; the answer."""
        data = pressed(card or await self.card(), step, value).pack()
        press = await self.group.forge(message, data, by=by or self.anna)
        return str((await press.answered()).get("text", ""))


@asynccontextmanager
async def newsdesk(
    talk: Talk, clock: ShiftedClock, *, in_private: bool = False, **settings: object
) -> AsyncIterator[NewsDesk]:
    api, storage = talk.api, talk.storage
    boris, ivan = api.person("Борис", language_code="ru"), api.person("Иван", language_code="ru")
    channel = api.channel("Оборона", talk.anna, boris, username="oborona")
    await channel.set_member(boris, Status.ADMINISTRATOR)
    group = api.supergroup("Редакция", talk.anna, boris, ivan)
    await talk.ask("/sources https://example.com/rss")
    await talk.ask("/channel @oborona коалиция желающих")
    now = clock.now()
    place = await storage.known_chat(channel.id)
    desk = await storage.see_chat(group.id, ChatKind.SUPERGROUP, "Редакция", Language.RUSSIAN, now)
    assert place is not None
    (source,) = {one.id for one in await talk.services.sources.all(await talk.known()) if one.pack is None}
    if in_private:
        desk = await talk.known()
    made = ChannelSettings(publishing=Publishing.APPROVED, desk=Desk(desk.key))
    made = replace(made, **settings)  # type: ignore[arg-type]  # its fields
    await storage.set_up_channel(place.key, made, now, {source})
    matching, renderer, debts, concerns = talk.services.matching, Renderer(Translations()), Bell(), list[Concern]()
    lacking = list[str]()
    review = Review(
        storage, matching, renderer, lambda _post, _html: tuple(concerns), clock, reposts=Bell(), debts=debts
    )
    deliver = Deliver(
        storage,
        TelegramMessenger(talk.bot),
        matching,
        renderer,
        Pace(RATES, clock),
        clock=clock,
        random=Random(1),
        boot=_BOOT,
        debts=debts,
        lacking=lambda html: tuple(mark for mark in lacking if mark not in html),
    )
    running = asyncio.create_task(deliver.run())
    yield NewsDesk(talk, clock, channel, group, boris, ivan, source, review, deliver, debts, concerns, lacking)
    deliver.stop()
    await running


@pytest.fixture
async def desk(api: BotApi, storage: Storage) -> AsyncIterator[NewsDesk]:
    clock = ShiftedClock()
    async with talking(api, storage, Polling, clock=clock) as talk, newsdesk(talk, clock) as desk:
        yield desk
