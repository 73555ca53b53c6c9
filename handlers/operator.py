"""What the operators of the bot (ADMINS in its settings) may ask: /broken, /status."""

from dataclasses import asdict
from typing import cast

from aiogram import Bot, Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message

from bot.delivery.markup import linked
from bot.feeds.addresses import shown_address
from bot.i18n import Texts
from bot.model import KnownSource, TroubledArticle
from bot.services.operations import Operations, Status
from bot.services.sources import Sources
from bot.text.shortening import shorten
from handlers import phrases
from handlers.context import Conversation
from handlers.keyboards import button, keyboard, show
from handlers.operator_callbacks import StatusPart, StatusPressed

_SHOWN = 20
_SHOWN_CHARACTERS = 100
_URL_LIMIT = 150
"""The longest of some thirty links in a message."""


def build_router() -> Router:
    router = Router(name="operator")
    router.message.filter(is_operator)
    router.message.register(broken, Command("broken"))
    router.message.register(status, Command("status"))
    router.callback_query.register(show_part, StatusPressed.filter(), is_operator)
    router.callback_query.register(refuse, StatusPressed.filter())
    return router


async def is_operator(event: Message | CallbackQuery, admins: tuple[int, ...]) -> bool:
    """For anybody else these commands do not exist."""
    return event.from_user is not None and event.from_user.id in admins


async def broken(message: Message, conversation: Conversation, sources: Sources) -> None:
    await message.answer(await _sources(sources, conversation.texts))


async def status(message: Message, conversation: Conversation, operations: Operations, bot: Bot) -> None:
    found = await operations.status(_SHOWN)
    texts = conversation.texts
    await message.answer(await _summary(found, texts, bot), reply_markup=_parts(found, texts))


async def show_part(
    query: CallbackQuery,
    callback_data: StatusPressed,
    conversation: Conversation,
    operations: Operations,
    sources: Sources,
) -> None:
    texts, part, bot = conversation.texts, callback_data.part, cast("Bot", query.bot)
    found = await operations.status(_SHOWN)
    await query.answer()
    if part is StatusPart.SUMMARY:
        await show(query, await _summary(found, texts, bot), _parts(found, texts))
        return
    text = await _sources(sources, texts) if part is StatusPart.SOURCES else _part(part, found, texts)
    await show(query, text, keyboard([_to(StatusPart.SUMMARY, texts.plain("status-back"))]))


async def refuse(query: CallbackQuery, conversation: Conversation) -> None:
    await query.answer(conversation.texts.plain("gate-operators-only"), show_alert=True)


async def _summary(found: Status, texts: Texts, bot: Bot) -> str:
    """What is wrong, in words; or that nothing is. And what the bot could do besides."""
    counts = {"dead": found.dead, "unread": found.unread, "troubled": found.troubled}
    wrong = [texts.html(f"status-{name}", number=number) for name, number in counts.items() if number]
    waiting = sum(asdict(found.backlog).values())
    verdict = ["⚠️ " + wrong[0], *wrong[1:]] if wrong else [texts.html("status-fine")]
    lacks = [] if (await bot.me()).supports_inline_queries else [texts.html("status-inline-off")]
    return "\n".join([texts.html("status"), *verdict, texts.html("status-waiting", number=waiting), *lacks])


def _parts(found: Status, texts: Texts) -> InlineKeyboardMarkup:
    counts = {
        StatusPart.UNDELIVERED: found.dead,
        StatusPart.ARTICLES: found.troubled,
        StatusPart.UPDATES: found.unread,
    }
    labels: dict[StatusPart, str] = {
        part: texts.plain(f"status-button-{part}") for part in StatusPart if part is not StatusPart.SUMMARY
    }
    queues, sources = (_to(part, labels[part]) for part in (StatusPart.QUEUES, StatusPart.SOURCES))
    others = [[_to(part, f"{labels[part]} · {count}")] for part, count in counts.items() if count]
    return keyboard([queues, sources], *others)


def _part(part: StatusPart, found: Status, texts: Texts) -> str:
    if part is StatusPart.QUEUES:
        lag = found.lag
        queues = asdict(found.backlog).items()
        lines = [texts.html(f"status-{queue}", number=number) for queue, number in queues]
        lines += [
            texts.html("status-pages", **asdict(found.pages)),
            texts.html("status-lag", median=_ms(lag.median_s), p99=_ms(lag.p99_s), worst=_ms(lag.worst_s)),
        ]
        return "\n".join([texts.html("status-queues"), *lines])
    if part is StatusPart.UNDELIVERED:
        heading = texts.html("status-dead", number=found.dead)
        details = [
            texts.html(
                "status-dead-line",
                at=f"{one.at:%Y-%m-%d %H:%M} UTC",
                title=one.chat.title,
                why=one.reason[:_SHOWN_CHARACTERS],
            )
            for one in found.latest_dead
        ]
    elif part is StatusPart.UPDATES:
        heading = texts.html("status-unread", number=found.unread)
        details = [
            texts.html("status-unread-line", kind=one.kind, why=one.reason[:_SHOWN_CHARACTERS])
            for one in found.latest_unread
        ]
    else:
        heading = texts.html("status-troubled", number=found.troubled)
        details = [_trouble(one, texts) for one in found.latest_troubled]
    return f"<b>{heading}</b>\n{phrases.fitted(details, texts, heading)}".strip()


async def _sources(sources: Sources, texts: Texts) -> str:
    failing = await sources.broken()
    heading = texts.html("broken", count=len(failing))
    lines = phrases.fitted([_described(one, texts) for one in failing], texts, heading)
    return f"{heading}\n{lines}".strip()


def _to(part: StatusPart, label: str) -> InlineKeyboardButton:
    return button(label, StatusPressed(part=part))


def _trouble(one: TroubledArticle, texts: Texts) -> str:
    state = texts.plain("status-set-aside" if one.is_set_aside else "status-read-last")
    why = one.reason or texts.plain("status-interrupted", times=one.interruptions)
    title = linked(shorten(one.title, _SHOWN_CHARACTERS), one.url, _URL_LIMIT)
    return f"{title}: {texts.html('status-troubled-line', state=state, why=why[:_SHOWN_CHARACTERS])}"


def _ms(seconds: float) -> int:
    return round(seconds * 1_000)


def _described(one: KnownSource, texts: Texts) -> str:
    at = one.failing_since or one.news_at
    if one.failure:
        reason = phrases.failure(one.failure.reason, texts)
    else:
        reason = (
            texts.plain("source-abroad", site=one.foreign_site)
            if one.foreign_site
            else texts.plain("source-silent-long")
        )
    detail = f" ({shorten(one.failure.detail, _SHOWN_CHARACTERS)})" if one.failure and one.failure.detail else ""
    title = shorten(one.title or shown_address(one.url), _SHOWN_CHARACTERS)
    name = linked(title, one.url, _URL_LIMIT)
    since = f"{at:%Y-%m-%d %H:%M} UTC" if at else "-"
    return f"{name}: {texts.html('broken-line', since=since, reason=reason, detail=detail)}"
