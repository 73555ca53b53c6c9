"""The log of a channel: who did what with which story, and when. Anonymous administrators are named nowhere."""

import csv
import re
from collections.abc import Iterable
from datetime import datetime, tzinfo
from io import StringIO

from aiogram import F, Router
from aiogram.enums import ChatType
from aiogram.filters import Command
from aiogram.types import BufferedInputFile, CallbackQuery, InlineKeyboardButton, Message

from bot.delivery.markup import moment
from bot.delivery.timing import zone_of
from bot.i18n import Texts
from bot.model import ChatKind, RepostAction, RepostEntry, Standing
from bot.reposts.details import instant_in
from bot.services.channels import Channels
from bot.services.connections import Connections
from bot.text.shortening import shorten
from handlers import phrases
from handlers.channel_callbacks import ChannelPage, ChannelPressed, LogWanted
from handlers.channel_pages import back_to_channel
from handlers.channel_setup_pages import TITLE
from handlers.channel_typed import AsksLog, named_channel
from handlers.channel_view import ChannelTalk, OfChannel, say_missing, standing_now, talk_about
from handlers.context import AdministratorsOnly, Conversation
from handlers.keyboards import PAGE, Shown, button, in_rows, keyboard, show

_STORY = 80
"""UTF-16 units of a title in a line."""
_EXPORTED = 20_000
"""Lines of a file."""
_FORMULA = re.compile(r"(?:^|(?<=;))(?=[\s\"]*[=+\-@＝＋－＠\t\r\n])")
"""Where a table begins to calculate: a cell begins, and one does behind `;` where Excel divides lines by that."""


def build_router() -> Router:
    asking = Router(name="channel-log-asked")
    asking.message.register(ask, Command("channel"), F.chat.type == ChatType.PRIVATE, AsksLog())
    pages = Router(name="channel-log-pages")
    pages.callback_query.middleware(AdministratorsOnly())
    pages.callback_query.middleware(OfChannel())
    pages.callback_query.register(show_log, ChannelPressed.filter(F.page == ChannelPage.LOG))
    pages.callback_query.register(send_file, LogWanted.filter())
    router = Router(name="channel-log")
    router.include_routers(asking, pages)
    return router


async def ask(
    message: Message, wanted: str, conversation: Conversation, connections: Connections, channels: Channels
) -> None:
    """`/channel log Оборона`; without a title, the only channel, or a choice."""
    texts, targets = conversation.texts, await connections.targets(conversation.chat)
    known = [one for one in targets if one.kind is ChatKind.CHANNEL]
    chat = named_channel(wanted, known) if wanted else known[0] if len(known) == 1 else None
    if chat is None:
        choices = [button(one.title, ChannelPressed(page=ChannelPage.LOG, chat=one.key)) for one in known]
        text = texts.html("channel-log-which" if known else "channels-none")
        await message.answer(text, reply_markup=keyboard(*in_rows(choices)) if choices else None)
        return
    standing = await standing_now(conversation.chat, chat, connections)
    talk = await talk_about(chat, conversation, channels)
    if standing is not Standing.FINE and message.bot is not None:
        await say_missing(message, chat.title, standing, texts, message.bot)
    elif talk is None:
        await message.answer(texts.html("channel-log-none", title=shorten(chat.title, TITLE)))
    else:
        text, markup = await log_page(talk)
        await message.answer(text, reply_markup=markup)


async def show_log(query: CallbackQuery, callback_data: ChannelPressed, talk: ChannelTalk) -> None:
    await query.answer()
    await show(query, *await log_page(talk, max(callback_data.value, 0)))


async def send_file(query: CallbackQuery, talk: ChannelTalk) -> None:
    """The whole log as a table."""
    await query.answer()
    zone = zone_of(talk.chat.preferences)
    written = table(await talk.channels.log(talk.chat, _EXPORTED), talk.texts, zone)
    if isinstance(query.message, Message):
        await query.message.answer_document(BufferedInputFile(written.encode("utf-8-sig"), "log.csv"))


async def log_page(talk: ChannelTalk, number: int = 0) -> Shown:
    """A page of the log, counted from 0, the newest first."""
    texts, key = talk.texts, talk.chat.key
    entries = list(await talk.channels.log(talk.chat, PAGE + 1, number * PAGE))
    title = shorten(talk.chat.title, TITLE)
    heading = texts.html("channel-log" if entries else "channel-log-none", title=title)
    lines = [_line(entry, story, talk) for entry, story in entries[:PAGE]]

    def to(label: str, page: int) -> list[InlineKeyboardButton]:
        return [button(texts.plain(label), ChannelPressed(page=ChannelPage.LOG, chat=key, value=page))]

    turns = to("button-previous", number - 1) if number else []
    turns += to("button-next", number + 1) if len(entries) > PAGE else []
    table_button = [button(texts.plain("channel-button-csv"), LogWanted(chat=key))] if entries or number else []
    text = "\n".join([heading, phrases.fitted(lines, texts, heading)]) if lines else heading
    return text, keyboard(turns, table_button, back_to_channel(key, texts))


def _line(entry: RepostEntry, story: str, talk: ChannelTalk) -> str:
    """«26.11 18:44 Аня: опубликовано · Вашингтон поможет…»."""
    texts = talk.texts
    return texts.html(
        "channel-log-line",
        at=moment(entry.at, talk.owner.preferences, with_date=True),
        who=_who(entry, texts),
        what=texts.plain(f"log-{entry.action}"),
        story=shorten(story, _STORY) or "…",
        revision=entry.revision,
    )


def _who(entry: RepostEntry, texts: Texts) -> str:
    if entry.by is None:
        return texts.plain("log-dozor")
    return texts.plain("log-administrator") if entry.by.name is None else shorten(entry.by.name, TITLE)


def table(entries: Iterable[tuple[RepostEntry, str]], texts: Texts, zone: tzinfo) -> str:
    """The log as CSV, with times of the channel's zone."""
    rows = StringIO()
    writer = csv.writer(rows)
    writer.writerow(texts.plain("log-columns").split(", "))
    for entry, story in entries:
        cells = (
            _at(entry.at, zone),
            _who(entry, texts),
            texts.plain(f"log-{entry.action}"),
            str(entry.revision),
            story,
            _detail(entry, zone),
        )
        writer.writerow([_harmless(cell) for cell in cells])
    return rows.getvalue()


def _detail(entry: RepostEntry, zone: tzinfo) -> str:
    """What the log says besides; when something is to go, as a time of the channel's zone."""
    at = instant_in(entry.detail) if entry.action is RepostAction.SCHEDULE else None
    return entry.detail if at is None else _at(at, zone)


def _at(at: datetime, zone: tzinfo) -> str:
    return at.astimezone(zone).isoformat(timespec="seconds")


def _harmless(cell: str) -> str:
    """A cell that no table takes for a formula."""
    return _FORMULA.sub("'", cell)
