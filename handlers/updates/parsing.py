"""Parses updates from JSON, one by one: an unreadable one is set aside, and hides no other."""

from collections.abc import Mapping

from aiogram import Bot
from aiogram.types import Update
from pydantic import ValidationError

from bot.delivery.lenient import described, read_leniently
from bot.model import Cause

_NUMBER = "update_id"
_NUMBERS = range(1, 2**31)
"""Telegram counts in 32 bits (https://core.telegram.org/bots/api#getting-updates); a greater one confirmed would
confirm all that are still to come."""
_CHATS = range(-(2**52), 2**52)
"""Ids of chats have 52 bits at most (https://core.telegram.org/bots/api#chat)."""


class Unreadable(Exception):
    """An update of the kind `kind` is unreadable, because of `reason`, which quotes nothing of it."""

    def __init__(self, kind: str, reason: str) -> None:
        super().__init__(f"{kind}: {reason}")
        self.kind = kind
        self.reason = reason


def number_of(raw: object) -> int | None:
    """The number of an update; None if it has none by which it could be confirmed."""
    number = raw.get(_NUMBER) if isinstance(raw, Mapping) else None
    return number if type(number) is int and number in _NUMBERS else None


def cause_of(bot: Bot, number: int) -> Cause:
    """Update ids count for each bot by itself."""
    return Cause(f"{bot.id}:{number}")


def read_update(raw: Mapping[str, object], bot: Bot) -> Update:
    """The update, without its unreadable parts. Raises Unreadable."""
    kind = next((str(name) for name in raw if name != _NUMBER), "nothing")
    if kind not in Update.model_fields:
        raise Unreadable(kind[:50], "of an unknown kind")
    try:
        update = _read(raw, kind, bot)
    except Unreadable:
        raise
    except Exception as error:  # an error in one update, such as its depth, must not delay the others
        raise Unreadable(kind, type(error).__name__) from error
    chat = chat_id_of(update)
    if chat is not None and chat not in _CHATS:
        raise Unreadable(kind, "no chat has such an id")
    return update


def _read(raw: Mapping[str, object], kind: str, bot: Bot) -> Update:
    def read(value: object) -> Update:
        return Update.model_validate(value, context={"bot": bot})

    reason = "empty"
    try:
        update = read(raw)
    except ValidationError as error:
        reason = described(error)
        try:
            update = read_leniently(read, raw)
        except ValidationError:
            raise Unreadable(kind, reason) from None
    if getattr(update, kind) is None:
        raise Unreadable(kind, reason)
    return update


def chat_id_of(update: Update) -> int | None:
    """The chat whose updates keep their order with this one."""
    query = update.callback_query
    messages = (update.message, update.edited_message, update.channel_post, update.edited_channel_post)
    for event in (*messages, update.my_chat_member, update.chat_member, query and query.message):
        if event:
            return event.chat.id
    # A private chat has the id of its person.
    return update.inline_query.from_user.id if update.inline_query else None
