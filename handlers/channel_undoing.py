"""The button that takes back what was changed of a channel; then the page shows it as it was."""

from aiogram import Bot, Router
from aiogram.types import CallbackQuery

from bot.services.channel_undoing import ChannelUndoing
from handlers.channel_callbacks import ChannelUndone
from handlers.channel_content_pages import sources_page
from handlers.channel_deciding import editors_of
from handlers.channel_look import Look, WithLook
from handlers.channel_view import OfChannel
from handlers.context import AdministratorsOnly
from handlers.keyboards import show


def build_router() -> Router:
    router = Router(name="channel-undoing")
    router.callback_query.middleware(AdministratorsOnly())
    router.callback_query.middleware(OfChannel())
    router.callback_query.middleware(WithLook())
    router.callback_query.register(undo, ChannelUndone.filter())
    return router


async def undo(
    query: CallbackQuery, callback_data: ChannelUndone, look: Look, channel_undoing: ChannelUndoing, bot: Bot
) -> None:
    talk = look.talk
    former = await channel_undoing.undo(talk.owner, query.from_user.first_name, talk.chat, callback_data.kept)
    if former is None:
        await query.answer(talk.texts.plain("button-stale"), show_alert=True)
        return
    await query.answer()
    if former.look is not None:
        await show(query, *await (await look.fresh()).page())
    elif former.editor is not None:
        await show(query, *await editors_of(talk, bot))
    else:
        await show(query, *await sources_page(talk))
