"""Goes through a chat: presses each kind of button that it is offered, once, wherever it stands."""

import re
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Any

from bot.model import Language
from tests.botapi import ChatHandle, Message, Person, Topic
from tests.walk.checks import wrong_with, wrong_with_answer
from tests.walk.stage import Stage

Look = tuple[str, Any]
"""What a message shows: its text and its keyboard."""
Page = frozenset[str]
"""The kinds of button on a message."""

_CHOSEN = ("✓", "✅", "●", "☑", "▫️")
"""A label that begins so is a choice that may stand already."""
_DONE = ("✅", "🗑", "⏸", "▶️", "🔇")
_LATE = ("forget:all",)
"""Beginnings of what is pressed when all else was."""
_ANYTHING = "/help"
"""Typed where nothing that can be typed leads to a button."""
_SPEAKS = ("language:", "start-language:")
"""Beginnings of what changes the language."""
_MOST_STEPS = 24
_NUMBER = re.compile(r"\d+")
"""Times and measured numbers differ from one moment to the next."""
_PATIENCE_S = 30.0


def kind_of(data: str) -> str:
    """What a button does, whatever it does it to: its data without numbers, but 0, which means the chat itself."""
    return ":".join("#" if part.lstrip("-").isdecimal() and part != "0" else part for part in data.split(":"))


@dataclass(frozen=True, slots=True)
class Path:
    """How to come to a button: what is typed, and what is pressed one after the other."""

    typed: str
    pressed: tuple[str, ...]

    def __str__(self) -> str:
        return " → ".join((self.typed, *self.pressed))


@dataclass(slots=True)
class Walker:
    """Somebody in a chat who presses everything."""

    stage: Stage
    chat: ChatHandle
    by: Person
    language: Language
    topic: Topic | None = None
    random: Random | None = None
    """What comes next is left to chance; None for the order in which it is offered."""
    kind: Callable[[str], str] = kind_of
    taps: int = 1
    """How often each button is pressed at once: a further press must change nothing that is seen."""
    wrong: dict[str, str] = field(default_factory=dict)
    """What is amiss, each with where it was first seen."""
    offered: dict[str, str] = field(default_factory=dict)
    """By kind: the data of the last such button."""
    pressed: set[str] = field(default_factory=set)
    _waiting: deque[Path] = field(default_factory=deque)
    _leads_to: dict[str, set[Page]] = field(default_factory=dict)
    _known: dict[int, Look] = field(default_factory=dict)
    """How the messages looked after the last step."""
    _begun: set[Page] = field(default_factory=set)
    """Pages that a typed command shows, or that come by themselves."""

    def look_around(self) -> None:
        """Find what can be pressed on messages that came by themselves, and see what is wrong with them."""
        self._news({}, "told")
        self._known = {}
        self._looks()

    async def type(self, text: str) -> list[Message]:
        """Say something; what the bot has sent or changed since."""
        return await self._answers(text, self.chat.say(text, by=self.by, thread=self.topic))

    async def send(self, content: dict[str, Any]) -> list[Message]:
        """As `type`, with what is no text."""
        return await self._answers(_ANYTHING, self.chat.send(content, by=self.by))

    async def send_file(self, name: str, content: str) -> list[Message]:
        """As `type`, with a document."""
        return await self._answers(_ANYTHING, self.chat.send_file(name, content.encode(), by=self.by))

    async def _answers(self, text: str, saying: Awaitable[Message]) -> list[Message]:
        before = self._looks()
        await saying
        await self.stage.settled(self.chat)
        news = self._news(before, text)
        if not news:
            self._note(text, f"{self.language}: {text!r} gets no answer")
        for message in news:
            self._begun.add(self._page(message))
            self._offer(message, Path(text, ()))
        return news

    async def press_first(self, kind: str) -> None:
        """Press such a button before all others, since what it does shows elsewhere."""
        for path in [one for one in self._waiting if one.pressed[-1] == kind][:1]:
            if (message := self._offering(kind)) is not None:
                await self._press(message, path)

    async def press_those(self, beginning: str) -> None:
        """Press what begins so before all else, and the way there again, until nothing new of it is offered."""
        while found := [one for one in self._waiting if one.pressed[-1].startswith(beginning)]:
            path = found[-1]
            self._waiting.remove(path)
            if path.pressed[-1] in self.pressed:
                continue
            for steps, kind in enumerate(path.pressed, 1):
                if (message := self._offering(path.pressed[-1])) is not None:
                    await self._press(message, path)
                    break
                if (message := self._offering(kind)) is not None:
                    await self._press(message, Path(path.typed, path.pressed[:steps]))

    async def press_everything(self, most: int = 1_000) -> None:
        """Press all that is offered, until nothing new is, or `most` kinds were pressed."""
        while self._waiting and len(self.pressed) < most:
            path = self._next()
            if path.pressed[-1] in self.pressed or len(path.pressed) > _MOST_STEPS:
                continue
            message = await self._go(path)
            if message is not None:
                await self._press(message, path)
        if not self._waiting:
            self.look_for_dead_ends()

    def look_for_dead_ends(self) -> None:
        """Note the pages from which no button leads back to a page that can be typed, or to an end."""
        fine = {frozenset[str](), *self._begun}
        pages = {page for pages in self._leads_to.values() for page in pages}
        while more := {one for one in pages - fine if any(self._leads_to.get(kind, set()) & fine for kind in one)}:
            fine |= more
        for page in pages - fine:
            self._note("pressed", f"no way out of {sorted(page)}")

    def _next(self) -> Path:
        """The latest offer, or any; what ends everything comes last."""
        waiting = [one for one in self._waiting if not one.pressed[-1].startswith(_LATE)] or [*self._waiting]
        path = waiting[-1] if self.random is None else self.random.choice(waiting)
        self._waiting.remove(path)
        return path

    async def _go(self, path: Path) -> Message | None:
        """The message that offers the last button of a path; None if the way there is gone."""
        if (message := self._offering(path.pressed[-1])) is not None:
            return message
        news: Sequence[Message] = await self.type(path.typed)
        for kind in path.pressed[:-1]:
            step = next((one for one in news if self._data(one, kind)), None)
            if step is None:
                return None
            news = await self._press(step, Path(path.typed, path.pressed[: path.pressed.index(kind) + 1]))
        return self._offering(path.pressed[-1])

    async def _press(self, message: Message, path: Path) -> list[Message]:
        kind, before = path.pressed[-1], self._looks()
        data = self._data(message, kind) or ""
        label = next(button.text for button in message.buttons if button.data == data)
        self.pressed.add(kind)
        press = await self.chat.press_data(message, data, by=self.by)
        try:
            answer = await press.answered(_PATIENCE_S)
        except TimeoutError:
            self._note(str(path), f"{self.language}: [{label}] is not answered")
            return []
        self._note(str(path), *wrong_with_answer(answer, self.language))
        await self.stage.settled(self.chat)
        if not kind.startswith(_LATE):  # what ends everything goes on by itself
            await self._press_again(message, data, str(path))
        news = self._news(before, str(path))
        if not news and not answer["text"] and not label.startswith(_CHOSEN):
            self._note(str(path), f"{self.language}: [{label}] does nothing that is seen")
        speaks = kind.startswith(_SPEAKS) and not set(kind.split(":")).isdisjoint(Language)
        for one in news:
            if one is not message:  # the page that was pressed stands as it stood
                self._begun.add(self._page(one))
            self._leads_to.setdefault(kind, set()).add(self._page(one))
            if not speaks:
                self._offer(one, path)
        if not news:
            self._leads_to.setdefault(kind, set()).add(self._page(message))
        if speaks:
            await self._speak_again()
        return news

    async def _press_again(self, message: Message, data: str, why: str) -> None:
        """Press the button that was just pressed, although the message may offer it no more."""
        looked = self._gist(message)
        for _ in range(1, self.taps):
            await (await self.chat.forge(message, data, by=self.by)).answered(_PATIENCE_S)
            await self.stage.settled(self.chat)
        if self._gist(message) != looked:
            self._note(why, f"{self.language}: a second press turns {looked!r} into {message.text!r}")

    def _gist(self, message: Message) -> tuple[str, Page]:
        """What a message is about; the rest may change by itself at any moment."""
        return _NUMBER.sub("", message.text.partition("\n")[0]), self._page(message)

    async def _speak_again(self) -> None:
        """Choose the former language; until then, and on the page itself, texts of another one are right."""
        await self.chat.say(f"/language {self.language}", by=self.by, thread=self.topic)
        await self.stage.settled(self.chat)

    def _offer(self, message: Message, path: Path) -> None:
        for button in message.buttons:
            if button.data is not None:
                kind = self.kind(button.data)
                self.offered[kind] = button.data
                if kind not in self.pressed and kind not in path.pressed:
                    self._waiting.append(Path(path.typed, (*path.pressed, kind)))

    def _page(self, message: Message) -> Page:
        """What can be done there; nothing more has to be done where a message says that something is done."""
        if message.text.startswith(_DONE):
            return frozenset()
        return frozenset(self.kind(button.data) for button in message.buttons if button.data is not None)

    def _offering(self, kind: str) -> Message | None:
        """The newest message with such a button."""
        return next((one for one in reversed(self.chat.messages) if self._data(one, kind)), None)

    def _data(self, message: Message, kind: str) -> str | None:
        found = (button.data for button in message.buttons if button.data and self.kind(button.data) == kind)
        return next(found, None)

    def _looks(self) -> dict[int, Look]:
        """How the messages look now. What has changed since the last step came by itself."""
        looks = {message.id: (message.text, message.keyboard) for message in self.chat.messages}
        for message in self.chat.messages:
            if self._known.get(message.id) != looks[message.id]:
                self._begun.add(self._page(message))
                self._offer(message, Path(_ANYTHING, ()))
        self._known = looks
        return looks

    def _news(self, before: dict[int, Look], why: str) -> list[Message]:
        """The messages that look different from before, checked."""
        self._known = {message.id: (message.text, message.keyboard) for message in self.chat.messages}
        news = [one for one in self.chat.messages if before.get(one.id) != self._known[one.id]]
        if not why.rpartition(" → ")[2].startswith(_SPEAKS):
            self._note(why, *(wrong for one in news for wrong in wrong_with(one, self.language)))
        return news

    def _note(self, why: str, *wrong: str) -> None:
        """Keep what is wrong, each thing once, with where it was first met."""
        for one in wrong:
            self.wrong.setdefault(one, f"{self.chat.chat.title}: {why}: {one}")
