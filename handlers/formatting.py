"""How a message is formatted, as it came."""

from collections.abc import Iterator

from aiogram.types import Message

from bot.reposts.post_text import Formatting

_DETAILS = ("url", "language", "date_time_format")


def formatting_of(message: Message, cut: int = 0) -> Iterator[Formatting]:
    """The formatting of a text of which the first `cut` UTF-16 units are left out."""
    for one in message.entities or ():
        detail = next((value for name in _DETAILS if (value := getattr(one, name, None))), "")
        yield Formatting(one.type, one.offset - cut, one.length, detail, one.unix_time or 0)
