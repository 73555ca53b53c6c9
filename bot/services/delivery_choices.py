"""What people can choose about how the news of a subscription come, and the words for it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from enum import StrEnum
from functools import reduce
from types import MappingProxyType

from bot.model import AS_THE_CHAT, Delivery, Manner, Rhythm


class DeliveryChoice(StrEnum):
    AT_ONCE = "at-once"
    HOURLY = "hourly"
    DAILY = "daily"
    AS_CHAT = "as-chat"
    """In the rhythm of the chat."""
    SILENT = "silent"
    SOUND = "sound"
    URGENT = "urgent"
    CALM = "calm"
    """No longer urgent."""
    MAIN_ONLY = "main-only"
    EVERYTHING = "everything"
    LIFTS = "lifts"
    """A digest, and at once what many outlets report."""


SPELLINGS: Mapping[DeliveryChoice, tuple[str, ...]] = MappingProxyType(
    {
        DeliveryChoice.AT_ONCE: ("at once", "now", "сразу", "одразу"),
        DeliveryChoice.HOURLY: ("hourly", "раз в час", "каждый час", "щогодини", "раз на годину"),
        DeliveryChoice.DAILY: ("daily", "раз в день", "каждый день", "щодня", "раз на день"),
        DeliveryChoice.AS_CHAT: ("as chat", "same as the chat", "как у чата", "як у чату"),
        DeliveryChoice.LIFTS: ("big at once", "крупное сразу", "велике одразу"),
        DeliveryChoice.SILENT: ("silent", "без звука", "без звуку"),
        DeliveryChoice.SOUND: ("sound", "со звуком", "зі звуком"),
        DeliveryChoice.URGENT: ("urgent", "срочно", "терміново"),
        DeliveryChoice.CALM: ("not urgent", "не срочно", "не терміново"),
        DeliveryChoice.MAIN_ONLY: ("title & lead only", "main only", "только главное", "лише головне"),
        DeliveryChoice.EVERYTHING: ("everything", "всё", "все", "усе"),
    }
)
"""How people write each of them; first, how files do."""
CHOICES: Mapping[str, DeliveryChoice] = MappingProxyType(
    {spelling: choice for choice, spellings in SPELLINGS.items() for spelling in spellings}
)
"""The choice by its spelling."""
_GATHERING = {Rhythm.HOURLY, Rhythm.DAILY}


_ENDS_GATHERING = {
    DeliveryChoice.AT_ONCE,
    DeliveryChoice.AS_CHAT,
    DeliveryChoice.URGENT,
    DeliveryChoice.MAIN_ONLY,
}


def chosen(now: Delivery, choice: DeliveryChoice, within: Manner = AS_THE_CHAT) -> Delivery:
    """As it is chosen, within what a folder says. What is urgent sounds, and has no other rhythm.

    What was gathered unasked becomes what it was, unless it is to wait for a digest.
    """
    calm = replace(now.manner, is_urgent=False if within.is_urgent else None)
    manner, silent, main_only = calm, now.silent, now.main_only
    if now.manner.lifts and choice in _ENDS_GATHERING:
        manner, silent = AS_THE_CHAT, False
    match choice:
        case DeliveryChoice.AT_ONCE | DeliveryChoice.HOURLY | DeliveryChoice.DAILY:
            manner = replace(manner, rhythm=Rhythm(choice), lifts=False)
        case DeliveryChoice.LIFTS:
            rhythm = manner.rhythm if manner.rhythm in _GATHERING else Rhythm.HOURLY
            manner = replace(manner, rhythm=rhythm, lifts=True)
        case DeliveryChoice.AS_CHAT:
            manner = replace(manner, rhythm=None, is_urgent=None)
        case DeliveryChoice.SILENT:
            silent = True
        case DeliveryChoice.SOUND:
            manner, silent = now.manner, False
        case DeliveryChoice.URGENT:
            manner, silent = replace(manner, is_urgent=True), False
        case DeliveryChoice.MAIN_ONLY | DeliveryChoice.EVERYTHING:
            main_only = choice is DeliveryChoice.MAIN_ONLY
            manner = manner if now.manner.lifts and main_only else now.manner
    return Delivery(manner, silent, main_only)


def all_chosen(choices: Iterable[DeliveryChoice], now: Delivery) -> Delivery:
    """As it is when these are chosen one after the other."""
    return reduce(chosen, choices, now)


def choices_of(delivery: Delivery) -> Iterator[DeliveryChoice]:
    """What was chosen: chosen anew in that order, it is the same."""
    manner = delivery.manner
    if manner.rhythm is not None:
        yield DeliveryChoice(manner.rhythm)
    if manner.lifts:
        yield DeliveryChoice.LIFTS
    if delivery.main_only:
        yield DeliveryChoice.MAIN_ONLY
    if delivery.silent:
        yield DeliveryChoice.SILENT
    elif manner.is_urgent:
        yield DeliveryChoice.URGENT
