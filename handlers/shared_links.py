"""What a private message shares: the address of an article, alone, after its title, or in a forwarded post."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, ClassVar

from aiogram.enums import MessageEntityType
from aiogram.filters import Filter
from aiogram.types import Message, MessageOriginChannel

from bot.feeds.addresses import addresses_in, article_address

_LOOKED_AT = 5
"""Links of a post; further ones are mostly its channel's own."""


@dataclass(frozen=True, slots=True)
class Shared:
    """The addresses that a message may be about, the likeliest first; at least one."""

    addresses: tuple[str, ...]
    is_post: bool = False
    """Whether the first one is a channel's post that was forwarded."""


class SharesLink(Filter):
    """Adds what a message shares as `shared`."""

    ADDS: ClassVar[Mapping[str, type]] = MappingProxyType({"shared": Shared})

    async def __call__(self, message: Message) -> bool | dict[str, Any]:
        found = shared(message)
        return {"shared": found} if found is not None else False


def shared(message: Message) -> Shared | None:
    """What a message shares; None if it shares no article."""
    if message.forward_origin is None:
        typed = _typed(message.text or "")
        return None if typed is None else Shared((typed,))
    post = _post(message)
    found = list(dict.fromkeys([*filter(None, [post]), *_links(message)]))[:_LOOKED_AT]
    return Shared(tuple(found), is_post=post is not None) if found else None


def _typed(text: str) -> str | None:
    """The one address in a text. Beside other words it must have a scheme: such a text is no query."""
    if text.startswith("/"):
        return None
    addresses = addresses_in(text)
    if len(addresses) != 1 or not (len(text.split()) == 1 or addresses[0].lower().startswith(("http://", "https://"))):
        return None
    return article_address(addresses[0])


def _post(message: Message) -> str | None:
    origin = message.forward_origin
    if not isinstance(origin, MessageOriginChannel) or not origin.chat.username:
        return None
    return f"https://t.me/{origin.chat.username}/{origin.message_id}"


def _links(message: Message) -> Iterator[str]:
    """The articles that a post links to, in order."""
    text = message.text or ""
    for one in message.entities or ():
        if one.type == MessageEntityType.TEXT_LINK:
            address = one.url or ""
        elif one.type == MessageEntityType.URL:
            address = one.extract_from(text)
        else:
            continue
        if found := article_address(address):
            yield found
