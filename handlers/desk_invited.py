"""/start with the link of an invitation: makes somebody an editor of a channel."""

from aiogram import F, Router
from aiogram.enums import ChatType
from aiogram.filters import CommandObject, CommandStart
from aiogram.types import Message

from bot.model import ChatKind
from bot.services.channels import INVITED
from bot.text.shortening import shorten
from handlers.desk_pages import AtDesk, WithDesk

_TITLE_LIMIT = 80


def build_router() -> Router:
    router = Router(name="desk-invited")
    router.message.middleware(WithDesk())
    is_invitation = CommandStart(deep_link=True, magic=F.args.startswith(INVITED))
    router.message.register(accept, F.chat.type == ChatType.PRIVATE, is_invitation)
    return router


async def accept(message: Message, command: CommandObject, at_desk: AtDesk) -> None:
    texts, token = at_desk.texts, (command.args or "").removeprefix(INVITED)
    accepted = await at_desk.desk.people.accept(token, at_desk.sender)
    if accepted is None:
        await message.answer(texts.html("editor-link-over"))
        return
    channel, desk = accepted
    title = shorten(channel.chat.title, _TITLE_LIMIT)
    if desk is None or desk.kind is ChatKind.PRIVATE:
        await message.answer(texts.html("editor-accepted-nowhere", title=title))
    else:
        await message.answer(texts.html("editor-accepted", title=title, desk=shorten(desk.title, _TITLE_LIMIT)))
