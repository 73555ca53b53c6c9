"""Editors who press everything at random, and write what they are asked for: a part of `benchmarks.desk`."""

import asyncio
import time
from collections.abc import Mapping, Sequence
from random import Random

from benchmarks.desk_cards import read_card
from benchmarks.desk_judge import Pressed, Wrote
from benchmarks.desk_scene import Newsdesk
from tests.botapi import Message, Person
from tests.botapi.keyboards import Button, buttons

_AT_ONCE = 0.25
"""The share of presses that others make on the same card in the same moment."""
_A_MOMENT_S = 0.4
_OLD = 0.1
"""The share of presses on a button that the card carried once: of a client that was slow to show the next ones."""
_FORGED = 0.02
"""The share of presses whose button is one of another desk's card."""
_ANSWERS = 0.8
"""The share of questions for a text that are answered."""
_THINKS_S = (2.0, 15.0)
_LOOK_S = 0.5
_ASKED_WITHIN_S = 30.0
_CORRECTS = 0.3
"""The share of answers that are edited afterwards."""
_LEFT_ALONE = ("Опубликовать ещё раз",)
"""It is said on purpose that a story comes twice: nothing for people who press everything."""


class Editors:
    """All editors of all desks, and what they did."""

    def __init__(self, people: Mapping[str, Person], desks: Sequence[Newsdesk], pause_s: float, random: Random) -> None:
        """Each presses something every `pause_s` seconds on average."""
        self.presses: list[Pressed] = []
        self.replies: list[Wrote] = []
        self._people = people
        self._desks = desks
        self._pause_s = pause_s
        self._random = random

    async def work(self, stop: asyncio.Event) -> None:
        """Until told to stop; what has been begun is finished."""
        async with asyncio.TaskGroup() as group:
            for name in self._people:
                group.create_task(self._work(name, stop, group))

    async def _work(self, name: str, stop: asyncio.Event, group: asyncio.TaskGroup) -> None:
        while not stop.is_set():
            await asyncio.sleep(self._random.expovariate(1 / self._pause_s))
            desk = self._random.choice(self._desks)
            cards = [message for message in desk.desk.messages if message.buttons]
            if not cards:
                continue
            card = self._random.choice(cards)
            group.create_task(self._press(name, desk, card, group))
            for other in self._people:
                if other != name and self._random.random() < _AT_ONCE / len(self._people):
                    group.create_task(self._press(other, desk, card, group))

    async def _press(self, name: str, desk: Newsdesk, card: Message, group: asyncio.TaskGroup) -> None:
        await asyncio.sleep(self._random.uniform(0, _A_MOMENT_S))
        shown = [edition.keyboard for edition in card.edits] if self._random.random() < _OLD else []
        known = buttons(self._random.choice(shown)) if shown else card.buttons
        is_forged = self._random.random() < _FORGED
        if is_forged:
            others = [one for other in self._desks if other is not desk for one in other.desk.messages if one.buttons]
            known = self._random.choice(others).buttons if others else []
        choice = [one for one in known if one.data and not one.text.startswith(_LEFT_ALONE)]
        if not choice:
            return
        button, at = self._random.choice(choice), time.time()
        data, where = str(button.data), (desk.desk.id, card.id)
        press = await desk.desk.forge(card, data, by=self._people[name])
        self.presses.append(Pressed(press.id, at, name, *where, button.text, data, is_forged))
        if _asks(button) and not is_forged:
            group.create_task(self._answer(name, desk, card))

    async def _answer(self, name: str, desk: Newsdesk, card: Message) -> None:
        """Answer the question that the press has brought, if it has."""
        asked = await self._asked(name, desk, card)
        if asked is None or self._random.random() >= _ANSWERS:
            return
        await asyncio.sleep(self._random.uniform(*_THINKS_S))
        if asked.is_deleted:
            return
        shown = read_card(card.html)
        story = f"https://courier.example/news-{shown.story}" if shown else ""
        text = f"Правка {len(self.replies)}: {name} пишет о том же. {story}"
        if "когда" in asked.text:
            text = "через 3 часа"
        reply = await desk.desk.say(text, by=self._people[name], reply_to=asked)
        self.replies.append(Wrote(time.time(), name, desk.desk.id, card.id))
        if story in text and self._random.random() < _CORRECTS:
            await asyncio.sleep(self._random.uniform(*_THINKS_S))
            await desk.desk.edit(reply, f"{text} Точнее.")
            self.replies.append(Wrote(time.time(), name, desk.desk.id, card.id))

    async def _asked(self, name: str, desk: Newsdesk, card: Message) -> Message | None:
        seen = {message.id for message in desk.desk.messages}
        until = time.monotonic() + _ASKED_WITHIN_S
        while time.monotonic() < until:
            for message in desk.desk.messages:
                is_new = message.id not in seen and message.reply_to == card.id
                if is_new and message.force_reply and name in message.text:
                    return message
            await asyncio.sleep(_LOOK_S)
        return None


def _asks(button: Button) -> bool:
    return button.text.startswith(("✏️", "Своё время"))
