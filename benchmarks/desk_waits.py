"""From a press to its toast while messages are owed elsewhere: a part of `benchmarks.desk`."""

import asyncio
import tempfile
import time
from contextlib import AsyncExitStack
from dataclasses import dataclass
from math import ceil
from pathlib import Path
from random import Random

from benchmarks.desk_scene import set_up
from benchmarks.desk_stories import THEMES
from benchmarks.loopback import settings_of
from benchmarks.scenario import QUERY, Api, Size, make_world, news, percentile, serve_api, settle_down
from tests.botapi import TOKEN, Journal, Status
from tests.botapi.keyboards import buttons
from tests.botapi.state import State, save
from tests.botapi.world import Chat, Kind, Member, User, World
from tests.end_to_end.outlets import Outlet, Outlets
from tests.end_to_end.program import Launcher, Program

_DESKS = 6
_CARDS = 48
_READERS = 1_000
_PRESS_EVERY_S = 0.5
_LOOK_S = 1.0
_PATIENCE_S = 420.0
_PRESSED = ("✅ Опубликовать", "✖️ Нет", "⋯", "🕐 Позже", "← Назад", "↩ Вернуть", "✖️ Отменить")


@dataclass(frozen=True, slots=True)
class Waits:
    """How long presses waited for their toasts, in seconds."""

    owed: int
    """Messages to others that stood after the first press and before the last toast."""
    idle_presses: int
    idle_p50_s: float
    idle_p95_s: float
    """While nothing was owed."""
    presses: int
    unanswered: int
    p50_s: float
    p95_s: float
    worst_s: float


async def measure(owed: int, presses: int) -> Waits:
    """So many messages are owed to readers while an editor presses."""
    async with AsyncExitStack() as opened:
        folder = Path(opened.enter_context(tempfile.TemporaryDirectory(prefix="dozor-waits-")))
        outlets = await opened.enter_async_context(Outlets())
        courier, desk_news = outlets.open("courier"), outlets.open("echo")
        world = make_world(Size(_READERS))
        owner = world.add_user("Анна", None, "ru")
        private = world.add_private(owner)
        desks = [_desk(world, owner, theme) for theme in THEMES[:_DESKS]]
        save(State(world), folder / "state.json")
        api = await opened.enter_async_context(serve_api(folder))
        readers = [chat for chat in world.chats.values() if chat.title.startswith("Reader")]
        await set_up(folder / "dozor.db", private, desks, [desk_news.url], [])
        await settle_down(folder / "dozor.db", readers, [courier.url])
        program = Program(opened.enter_context(Launcher()), folder, settings_of(folder / "dozor.db", api.url, TOKEN))
        program.start()
        opened.push_async_callback(program.end)
        await api.ask("polled", timeout=120)
        for outlet in (courier, desk_news):
            await outlet.read()
            await outlet.read()
        for number in range(_CARDS):
            _publish(desk_news, number, THEMES[number % _DESKS])
        editor = _Editor(api, [desk.id for _, desk, _ in desks], owner.id)
        await editor.wait_for_cards(_CARDS // 2)
        idle = await editor.press(presses // 2)
        for number in range(ceil(owed / _READERS)):
            _publish(courier, 10_000 + number, QUERY)
        await courier.read()
        await courier.read()
        busy = await editor.press(presses)
        await asyncio.sleep(_LOOK_S * 5)
        return await _read(folder / "journal.jsonl", idle, busy)


class _Editor:
    """Presses what the cards offer, one button after another."""

    def __init__(self, api: Api, desks: list[int], person: int) -> None:
        self._api = api
        self._desks = desks
        self._person = person
        self._random = Random(1)

    async def wait_for_cards(self, wanted: int) -> None:
        """Return when so many stand, or patience has ended."""
        until = time.monotonic() + _PATIENCE_S
        while time.monotonic() < until:
            if sum([len(await self._cards(desk)) for desk in self._desks]) >= wanted:
                return
            await asyncio.sleep(_LOOK_S)

    async def press(self, count: int) -> dict[str, float]:
        """By the id of each query: when the button was pressed."""
        pressed: dict[str, float] = {}
        while len(pressed) < count:
            desk = self._random.choice(self._desks)
            cards = await self._cards(desk)
            choice = [(card, label) for card, labels in cards.items() for label in labels if label in _PRESSED]
            if choice:
                card, label = self._random.choice(choice)
                at = time.time()
                query = await self._api.ask("press", chat=desk, message=card, button=label, by=self._person)
                pressed[str(query["query"])] = at
            await asyncio.sleep(_PRESS_EVERY_S)
        return pressed

    async def _cards(self, desk: int) -> dict[int, list[str]]:
        """By message: what is on its buttons."""
        found = (await self._api.ask("messages", chat=desk))["messages"]
        return {one["id"]: [button.text for button in buttons(one["keyboard"])] for one in found if one["keyboard"]}


async def _read(journal: Path, idle: dict[str, float], busy: dict[str, float]) -> Waits:
    record = await asyncio.to_thread(Journal.read, journal)
    answered = {
        str(call.params["callback_query_id"]): call.answered_at or call.at
        for call in record.of("answerCallbackQuery")
        if call.ok
    }
    idle_waits, waits = (
        [answered[query] - at for query, at in pressed.items() if query in answered] for pressed in (idle, busy)
    )
    began, ended = min(busy.values()), max(busy.values())
    told = sum(
        began <= (call.answered_at or call.at) <= ended for call in news(record) if int(call.params["chat_id"]) > 0
    )
    return Waits(
        owed=told,
        idle_presses=len(idle),
        idle_p50_s=percentile(idle_waits, 0.5),
        idle_p95_s=percentile(idle_waits, 0.95),
        presses=len(busy),
        unanswered=len(busy) - len(waits),
        p50_s=percentile(waits, 0.5),
        p95_s=percentile(waits, 0.95),
        worst_s=max(waits, default=float("nan")),
    )


def _desk(world: World, owner: User, theme: str) -> tuple[Chat, Chat, str]:
    channel = world.add_chat(Kind.CHANNEL, theme.title())
    desk = world.add_chat(Kind.SUPERGROUP, f"Редакция {theme}")
    for chat, status in ((channel, Status.ADMINISTRATOR), (desk, Status.MEMBER)):
        chat.members[owner.id] = Member(owner.id, Status.CREATOR)
        chat.members[world.bot.id] = Member(world.bot.id, status)
    return channel, desk, theme


def _publish(outlet: Outlet, number: int, theme: str) -> None:
    random = Random(number)
    words = ["".join(random.choices("бвгдзклмнпрстаоеиу", k=8)) for _ in range(10)]
    title = f"{words[0].title()}: {theme} {' '.join(words[1:5])}"
    outlet.publish(outlet.piece(f"news-{number}", title, f"{words[5].title()}: {theme} {' '.join(words[6:])}."))
