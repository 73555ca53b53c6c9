"""What happens around the program in `benchmarks.soak`: outlets, people, a channel with its desk; an hour at a time."""

import asyncio
import itertools
from collections import deque
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from random import Random

from bot.model import Cause, ChannelSettings, ChatKind, Desk, Language, NewSource, Publishing, SubscribeIntent
from storage.sqlite import SqliteStorage
from tests.botapi import BotApi, ChatHandle, Kind, Message, Person, Status
from tests.end_to_end.outlets import Answer, Outlet, Piece, answer_a_page, fail, hang, hang_up

_LISTED = 20
"""Items of a feed."""
_WORDS = (
    "река",
    "мост",
    "завод",
    "школа",
    "театр",
    "порт",
    "рынок",
    "поезд",
    "врач",
    "музей",
    "остров",
    "берег",
    "суд",
    "банк",
    "шахта",
    "лес",
    "ферма",
    "станция",
    "трамвай",
    "аптека",
    "вокзал",
    "гавань",
    "дорога",
    "забастовка",
    "клиника",
    "лагерь",
    "метро",
    "налог",
    "озеро",
    "площадь",
    "реформа",
    "стадион",
    "тоннель",
    "урожай",
    "флот",
    "хлеб",
    "цирк",
    "чемпион",
    "штраф",
    "экзамен",
    "ярмарка",
)
"""What is written about, and asked for."""
_MADE_WORDS, _RARE = 30_000, 3
"""What the rest of a text is made of; with words without end, every cache of words would be filled to its limit."""
_QUERIES_A_CHAT = 3
_FAILING_SHARE = 0.06
"""Of the sources, at any time."""
_FAILS_FOR_H = 9
_TOLD_AGAIN = 0.3
"""Of the articles, those that report what another outlet has reported lately."""
_EDITED = 0.1
"""Of the articles, those whose title changes within the hour."""
_TROUBLES: tuple[Answer, ...] = (fail, hang, hang_up, answer_a_page)
_TYPED = (
    "/list",
    "/add {word}",
    "/add {word} {other}",
    "/edit 1 {word}",
    "/remove 1",
    "/except {word}",
    "/test {word}",
    "/search {word}",
    "/digest",
    "/settings",
    "/export",
    "/sources",
    "/sources {feed}",
    "/sources убрать 1",
    "/pause 2h",
    "/resume",
)
_CARDS = ("✅ Опубликовать", "✖️ Нет")
_FORGET = "🗑 Удалить всё"
_PATIENCE_S = 20.0


class Town:
    """Everybody around a program."""

    def __init__(self, api: BotApi, outlets: Sequence[Outlet], random: Random, now: Callable[[], datetime]) -> None:
        self._api = api
        self._outlets = outlets
        self._random = random
        self._now = now
        self._vocabulary = ["".join(random.choices("бвгдзклмнпрстаоеиу", k=7)) for _ in range(_MADE_WORDS)]
        self._numbers = itertools.count()
        self._lately: deque[str] = deque(maxlen=30)
        """What was reported."""
        self._failing: dict[int, int] = {}
        """By the place of an outlet: until which hour."""
        self._away: list[ChatHandle] = []
        self._pressed: set[tuple[int, int]] = set()
        self.editor: ChatHandle
        self.readers: list[ChatHandle] = []
        self.groups: list[ChatHandle] = []
        self.done = 0
        """Commands and presses."""

    async def settle(self, database: Path, readers: int, groups: int) -> None:
        """Let everybody be known and subscribed, as if they had asked for it; a channel has a desk."""
        people = [self._api.person(f"Reader {number}", language_code="ru") for number in range(readers)]
        self.readers = [self._api.private(person) for person in people]
        self.groups = [self._api.group(f"Group {number}", people[0]) for number in range(groups)]
        editor = self._api.person("Editor", language_code="ru")
        self.editor, channel = self._api.private(editor), self._api.channel("Channel", editor)
        now = self._now()
        async with SqliteStorage(str(database)) as storage:
            shared = [NewSource(one.url, one.title, Language.RUSSIAN, "all") for one in self._outlets]
            await storage.share_sources(shared, now)
            causes = (Cause(f"settled {number}") for number in itertools.count())
            for chat in (*self.readers, *self.groups, self.editor):
                kind = ChatKind.GROUP if chat in self.groups else ChatKind.PRIVATE
                known = await storage.see_chat(chat.id, kind, "Somebody", Language.RUSSIAN, now)
                for query in self._random.sample(_WORDS, _QUERIES_A_CHAT):
                    await storage.subscribe(SubscribeIntent(known.key, known.key, 0, query, query), now, next(causes))
            target = await storage.see_chat(channel.id, ChatKind.CHANNEL, "Channel", Language.RUSSIAN, now)
            await storage.connect(known.key, target.key)
            ticked = {one.id for one in await storage.watched_sources(known.key)}
            await storage.set_up_channel(target.key, ChannelSettings(Publishing.APPROVED, Desk(known.key)), now, ticked)
            for query in _WORDS[:_QUERIES_A_CHAT]:
                await storage.subscribe(SubscribeIntent(known.key, target.key, 0, query, query), now, next(causes))

    async def hour(self, number: int, articles: float) -> None:
        """Let an hour happen; every outlet publishes so many articles a day."""
        for outlet in self._outlets:
            if self._random.random() < articles / 24:
                self._publish(outlet)
        self._trouble(number)
        for happen in self._people(number):
            with suppress(LookupError, TimeoutError):  # a button, or a chat, that is gone
                await happen()

    def _publish(self, outlet: Outlet) -> None:
        if self._lately and self._random.random() < _TOLD_AGAIN:
            title = self._random.choice(self._lately)
        else:
            title = " ".join((*self._random.sample(_WORDS, 4), *(self._made() for _ in range(3)))).capitalize()
            self._lately.append(title)
        name = f"news-{next(self._numbers)}"
        text = [" ".join(self._made() for _ in range(40)) for _ in range(3)]
        piece = Piece(title, (f"{title}.", text[0]), f"{outlet.site}{name}", f"{outlet.title} {name}", self._now())
        outlet.print(piece, *text[1:])
        outlet.publish(piece)
        for old in outlet.pieces[_LISTED:]:
            outlet.pages.pop(old.url.removeprefix(outlet.site), None)
        del outlet.pieces[_LISTED:]
        if self._random.random() < _EDITED:
            first = outlet.pieces[-1]
            outlet.pieces[-1] = Piece(f"{first.title} {self._random.randrange(100)}", *_rest(first))

    def _made(self) -> str:
        """A made-up word; as in a language, few are used all the time, and others hardly ever."""
        return self._vocabulary[int(len(self._vocabulary) * self._random.random() ** _RARE)]

    def _trouble(self, number: int) -> None:
        """Let some sources fail, and others recover."""
        for place in [place for place, until in self._failing.items() if until <= number]:
            del self._failing[place]
            self._outlets[place].answer = None
        while len(self._failing) < _FAILING_SHARE * len(self._outlets):
            place = self._random.randrange(len(self._outlets))
            self._failing[place] = number + self._random.randint(1, 2 * _FAILS_FOR_H)
            self._outlets[place].answer = self._random.choice(_TROUBLES)

    def _people(self, number: int) -> Iterator[Callable[[], Awaitable[object]]]:
        """What people do in an hour."""
        for _ in range(3):
            yield self._type
        yield self._decide
        yield self._press
        if number % 6 == 0:
            yield self._leave_and_return
        if number % 24 == 12:
            yield self._forget
        if number % 24 == 18:
            yield self._grow
        if number % 48 == 20:
            yield self._throw_out

    async def _type(self) -> None:
        """A command, of any kind."""
        words = {"word": self._random.choice(_WORDS), "other": self._random.choice(_WORDS)}
        command = self._random.choice(_TYPED).format(**words, feed=self._random.choice(self._outlets).url)
        await self._reader().say(command)
        self.done += 1

    def _reader(self) -> ChatHandle:
        return self._random.choice([chat for chat in self.readers if chat not in self._away])

    async def _decide(self) -> None:
        """The editor decides on the cards that have come."""
        for card in _with(self.editor, _CARDS[0]):
            label = self._random.choice(_CARDS)
            if (card.chat_id, card.id) not in self._pressed:
                self._pressed.add((card.chat_id, card.id))
                with suppress(LookupError):
                    await self.editor.press(card, label)
                    self.done += 1

    async def _press(self) -> None:
        """Any button of a recent message."""
        chat = self._reader()
        message = self._random.choice(_latest(chat) or [None])
        buttons = [one for one in (message.buttons if message else []) if one.data]
        if message and buttons:
            await chat.press_data(message, str(self._random.choice(buttons).data))
            self.done += 1

    async def _leave_and_return(self) -> None:
        """Somebody blocks the bot; who did so before comes back."""
        if self._away:
            await (back := self._away.pop(0)).unblock()
            await back.say("/start")
        self._away.append(leaving := self._reader())
        await leaving.block()

    async def _forget(self) -> None:
        """Somebody has all deleted that is kept of them, and starts afresh the same day."""
        chat = self._reader()
        await chat.say("/forget")
        async with asyncio.timeout(_PATIENCE_S):
            while not (asked := _with(chat, _FORGET)):  # news come in between
                await chat.next_message(_PATIENCE_S)
        await chat.press(asked[-1], _FORGET)
        await chat.next_edit(asked[-1], _PATIENCE_S)
        await chat.say(f"/add {self._random.choice(_WORDS)}")
        self.done += 3

    async def _grow(self) -> None:
        """A group becomes a supergroup, and another one begins."""
        owner = self._person(self.readers[0])
        basic = [chat for chat in self.groups if chat.chat.kind is Kind.GROUP]
        if basic:
            self.groups.remove(basic[0])
            self.groups.append(await basic[0].migrate())
        group = self._api.group(f"Group {len(self.groups)}", owner)
        await group.say(f"/add@dozor_test_bot {self._random.choice(_WORDS)}", by=owner)
        self.groups.append(group)

    async def _throw_out(self) -> None:
        """The oldest group throws the bot out."""
        if len(self.groups) > 2:
            await self.groups.pop(0).set_bot(Status.LEFT, by=self._person(self.readers[0]))

    def _person(self, chat: ChatHandle) -> Person:
        return Person(self._api.telegram.world.users[chat.id])


def _rest(piece: Piece) -> tuple[tuple[str, ...], str, str | None, datetime]:
    return piece.paragraphs, piece.url, piece.guid, piece.at.astimezone(UTC)


def _latest(chat: ChatHandle) -> list[Message]:
    return chat.messages[-12:]


def _with(chat: ChatHandle, label: str) -> list[Message]:
    """The latest messages that have such a button."""
    return [one for one in _latest(chat) if any(button.text == label for button in one.buttons)]
