"""What the operators of the bot (ADMINS in its settings) may ask: /broken, /status."""

from dataclasses import asdict

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from bot.delivery.markup import linked
from bot.feeds.addresses import shown_address
from bot.i18n import Texts
from bot.model import KnownSource, TroubledArticle
from bot.services.operations import Operations
from bot.services.sources import Sources
from bot.text.shortening import shorten
from handlers import phrases
from handlers.context import Conversation

_SHOWN = 20
_SHOWN_CHARACTERS = 100
_URL_LIMIT = 150
"""The longest of some thirty links in a message."""


def build_router() -> Router:
    router = Router(name="operator")
    router.message.filter(is_operator)
    router.message.register(broken, Command("broken"))
    router.message.register(status, Command("status"))
    return router


async def is_operator(event: Message | CallbackQuery, admins: tuple[int, ...]) -> bool:
    """For anybody else these commands do not exist."""
    return event.from_user is not None and event.from_user.id in admins


async def broken(message: Message, conversation: Conversation, sources: Sources) -> None:
    texts = conversation.texts
    failing = await sources.broken()
    heading = texts.html("broken", count=len(failing))
    lines = phrases.fitted([_described(one, texts) for one in failing], texts, heading)
    await message.answer(f"{heading}\n{lines}".strip())


async def status(message: Message, conversation: Conversation, operations: Operations) -> None:
    texts = conversation.texts
    found = await operations.status(_SHOWN)
    work, lag = asdict(found.backlog), found.lag
    lines = [
        texts.html("status"),
        *(texts.html(f"status-{queue}", number=number) for queue, number in work.items()),
        texts.html("status-pages", **asdict(found.pages)),
        texts.html("status-dead", number=found.dead),
        texts.html("status-unread", number=found.unread),
        texts.html("status-troubled", number=found.troubled),
        texts.html("status-lag", median=_ms(lag.median_s), p99=_ms(lag.p99_s), worst=_ms(lag.worst_s)),
    ]
    details = [
        texts.html(
            "status-dead-line",
            at=f"{one.at:%Y-%m-%d %H:%M} UTC",
            title=one.chat.title,
            why=one.reason[:_SHOWN_CHARACTERS],
        )
        for one in found.latest_dead
    ]
    details += [
        texts.html("status-unread-line", kind=one.kind, why=one.reason[:_SHOWN_CHARACTERS])
        for one in found.latest_unread
    ]
    details += [_trouble(one, texts) for one in found.latest_troubled]
    await message.answer("\n".join([*lines, phrases.fitted(details, texts, *lines)]).strip())


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
