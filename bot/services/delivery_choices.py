"""What people can choose about how the news of a subscription come."""

from dataclasses import replace
from enum import StrEnum

from bot.model import AS_THE_CHAT, Rhythm, Subscription


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


_ENDS_GATHERING = {
    DeliveryChoice.AT_ONCE,
    DeliveryChoice.AS_CHAT,
    DeliveryChoice.URGENT,
    DeliveryChoice.MAIN_ONLY,
}


def chosen(one: Subscription, choice: DeliveryChoice) -> Subscription:
    """The subscription as it is chosen. What is urgent sounds, and has no other rhythm.

    One that was gathered unasked becomes what it was, unless it is to wait for a digest.
    """
    manner, silent, main_only = replace(one.manner, is_urgent=None), one.silent, one.main_only
    if one.manner.lifts and choice in _ENDS_GATHERING:
        manner, silent = AS_THE_CHAT, False
    match choice:
        case DeliveryChoice.AT_ONCE | DeliveryChoice.HOURLY | DeliveryChoice.DAILY:
            manner = replace(manner, rhythm=Rhythm(choice), lifts=False)
        case DeliveryChoice.AS_CHAT:
            manner = replace(manner, rhythm=None)
        case DeliveryChoice.SILENT:
            silent = True
        case DeliveryChoice.SOUND:
            manner, silent = one.manner, False
        case DeliveryChoice.URGENT:
            manner, silent = replace(manner, is_urgent=True), False
        case DeliveryChoice.MAIN_ONLY | DeliveryChoice.EVERYTHING:
            main_only = choice is DeliveryChoice.MAIN_ONLY
            manner = manner if one.manner.lifts and main_only else one.manner
    return replace(one, manner=manner, silent=silent, main_only=main_only)
