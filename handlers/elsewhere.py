"""Settings of a channel are changed from the private chat of who has connected it: nobody writes commands there."""

import re

from bot.model import Chat
from bot.services.chats import Chats

_PLACE = re.compile(r"(?:^|\s)(?:in|to|for|в|во|для|у|до)\s+(.+)$", re.IGNORECASE)


async def meant(text: str | None, chat: Chat, chats: Chats) -> tuple[Chat, str]:
    """The chat that a command means, and the rest of its text: «9:00 в Вести дня» is meant for «Вести дня»."""
    text = (text or "").strip()
    place = _PLACE.search(text)
    if place is not None:
        title = place[1].removeprefix("@").casefold()
        for other in (await chats.targets(chat))[1:]:
            if other.title.casefold() == title:
                return other, text[: place.start()].strip()
    return chat, text


async def pressed_for(key: int, chat: Chat, chats: Chats) -> Chat | None:
    """The chat that a button means by its key, 0 for the one that it stands in; None if it is connected no longer."""
    return next((one for one in await chats.targets(chat) if one.key == (key or chat.key)), None)
