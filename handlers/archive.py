"""/search and /test: search the archive, and show what a query would have found."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any, ClassVar

from aiogram import BaseMiddleware, F, Router
from aiogram.filters import Command, CommandObject
from aiogram.types import CallbackQuery, Message, TelegramObject

from bot.delivery.markup import emphasised, linked, moment
from bot.delivery.timing import zone_of
from bot.errors import QueryError
from bot.i18n import Texts, foreign
from bot.matching import parse, parse_canonical
from bot.matching.engine import Matching
from bot.matching.lexer import MAX_LENGTH
from bot.model import ArchivePlace, ArticleId, DeliveryPreferences, KeptTextId
from bot.services.archive import FLOOD, REACH, Archive, Found, Preview, story_of
from bot.services.chats import Chats
from bot.services.mistyping import Mistyping
from bot.services.subscribing import Subscribing
from bot.services.subscriptions import Subscriptions, wanted
from bot.stories.topics import StoryKey
from bot.summaries import summarise
from bot.text.shortening import shorten
from bot.text.sparkline import sparkline
from handlers import phrases
from handlers.context import Conversation, Handler, InMeasure
from handlers.keyboards import Shown, button, keyboard, show
from handlers.previews import age_text, doubt_lines, meant_row, reach_lines
from handlers.query_callbacks import FurtherPage, OfferShown, SearchPage, TestShown
from handlers.typed import search_request

_PAGE = 5
_TITLE_LIMIT = 200
_URL_LIMIT = 1_000
"""The longest link in a message: five of them fit."""
_SNIPPET = 200
"""Characters of what is quoted of an article."""
_MATCHES = 6


@dataclass(frozen=True, slots=True)
class _Page:
    """A page of what a search finds, counted from 0."""

    search: KeptTextId
    number: int = 0
    before: ArchivePlace | None = None
    """Where an earlier search ran out of time; this one continues there."""

    @classmethod
    def of(cls, pressed: SearchPage | FurtherPage) -> "_Page":
        before = None
        if isinstance(pressed, FurtherPage):
            before = ArchivePlace(datetime.fromtimestamp(pressed.at, UTC), ArticleId(pressed.article))
        return cls(KeptTextId(pressed.search), pressed.page, before)

    def turned(self, by: int) -> SearchPage | FurtherPage:
        """The page `by` pages further. Before the first page of a continued search comes the beginning of the whole."""
        number = self.number + by
        if self.before is None or number < 0:
            return SearchPage(search=self.search, page=max(number, 0))
        at = int(self.before.at.timestamp())
        return FurtherPage(search=self.search, page=number, at=at, article=self.before.article)


@dataclass(frozen=True, slots=True)
class Searches:
    """Makes the pages of a search."""

    conversation: Conversation
    chats: Chats
    archive: Archive
    mistyping: Mistyping

    async def begin(self, text: str) -> Shown:
        """The first page of what was typed. Raises QueryError."""
        kept = await self.chats.keep_text(self.conversation.chat, text, self.conversation.cause)
        return await self.page(text, _Page(kept))

    async def kept(self, page: _Page) -> str | None:
        """What was typed; None if it is no longer kept."""
        return await self.chats.kept_text(page.search, self.conversation.chat)

    async def page(self, text: str, page: _Page) -> Shown:
        """A page of the stories that a search finds, or what was probably meant. Raises QueryError."""
        chat, texts = self.conversation.chat, self.conversation.texts
        asked = search_request(text, self.archive.now(), zone_of(chat.preferences))
        first = page.number * _PAGE
        before = page.before or (ArchivePlace(asked.until, ArticleId(0)) if asked.until else None)
        stories: dict[StoryKey, Found] = {}
        since = asked.since or self.archive.now() - REACH
        search = self.archive.find(parse_canonical(asked.query), chat.key, since, before)
        async for one in search:
            stories.setdefault(story_of(one.archived), one)
            if len(stories) > first + _PAGE:
                break
        found = list(stories.values())[first : first + _PAGE]
        outlets = await self.archive.outlets(found, chat.key)
        lines = [found_html(*one, chat.preferences) for one in zip(found, outlets, strict=True)]
        turns = []
        if page.number or page.before:
            turns.append(button(texts.plain("button-previous"), page.turned(-1)))
        if len(stories) > first + _PAGE:
            turns.append(button(texts.plain("button-next"), page.turned(1)))
        elif search.reached is not None:
            since_shown = moment(search.reached.at, chat.preferences, with_date=True)
            lines.append(texts.html("search-since", since=since_shown, count=len(lines)))
            turns.append(button(texts.plain("button-search-on"), _Page(page.search, 0, search.reached).turned(0)))
        may_subscribe = asked.query == text.strip() and _can_be_typed(text)
        subscribe = [button(texts.plain("button-subscribe"), OfferShown(id=page.search))] if may_subscribe else []
        nothing = not stories and search.reached is None
        meant = await self.mistyping.meant(asked.query, chat, self.conversation.cause) if nothing else None
        instead = meant_row(meant, lambda kept: SearchPage(search=kept, page=0), texts)
        return "\n\n".join(lines) or await nothing_found(self.archive, self.conversation), keyboard(
            instead, turns, subscribe
        )


class WithSearches(BaseMiddleware):
    """Adds the `searches` of the chat to what handlers can ask for."""

    ADDS: ClassVar[Mapping[str, type]] = MappingProxyType({"searches": Searches})

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:  # noqa: ANN401  aiogram's
        data["searches"] = Searches(*(data[name] for name in ("conversation", "chats", "archive", "mistyping")))
        return await handler(event, data)


def build_router() -> Router:
    router = Router(name="archive")
    router.message.middleware(InMeasure())
    router.message.middleware(WithSearches())
    router.callback_query.middleware(InMeasure())
    router.callback_query.middleware(WithSearches())
    router.message.register(search, Command("search", magic=F.args))
    router.message.register(search_for_all, Command("search"))
    router.message.register(test, Command("test"))
    router.callback_query.register(turn_page, SearchPage.filter())
    router.callback_query.register(turn_page, FurtherPage.filter())
    router.callback_query.register(test_again, TestShown.filter())
    return router


async def search(message: Message, command: CommandObject, searches: Searches) -> None:
    conversation, text = searches.conversation, command.args or ""
    asked = search_request(text, searches.archive.now(), zone_of(conversation.chat.preferences))
    try:
        parse(asked.query)
    except QueryError as error:
        await message.answer(phrases.query_error(error, asked.query, conversation.texts))
        return
    shown, markup = await searches.begin(text)
    await message.answer(shown, reply_markup=markup)


async def search_for_all(message: Message, subscriptions: Subscriptions, searches: Searches) -> None:
    """Without a query, `/search` uses all queries of the chat."""
    conversation = searches.conversation
    text = " | ".join(f"({wanted(one)})" for one in await subscriptions.all(conversation.chat))
    if not text:
        await message.answer(conversation.texts.html("search-what"))
        return
    shown, markup = await searches.begin(text)
    await message.answer(shown, reply_markup=markup)


async def turn_page(query: CallbackQuery, callback_data: SearchPage | FurtherPage, searches: Searches) -> None:
    page = _Page.of(callback_data)
    text = await searches.kept(page)
    await query.answer(None if text else searches.conversation.texts.plain("search-gone"))
    if text:
        await show(query, *await searches.page(text, page))


async def test(
    message: Message, command: CommandObject, conversation: Conversation, subscribing: Subscribing, matching: Matching
) -> None:
    if not command.args:
        await message.answer(conversation.texts.html("test-what"))
        return
    try:
        text, markup = await _test_page(command.args, conversation, subscribing, matching)
    except QueryError as error:
        await message.answer(phrases.query_error(error, command.args, conversation.texts))
        return
    await message.answer(text, reply_markup=markup)


async def test_again(
    query: CallbackQuery,
    callback_data: TestShown,
    conversation: Conversation,
    subscribing: Subscribing,
    matching: Matching,
) -> None:
    """Try what was probably meant instead."""
    text = await subscribing.suggested(KeptTextId(callback_data.id), conversation.chat)
    try:
        page = text and await _test_page(text, conversation, subscribing, matching)
    except QueryError:  # a kept text of another kind
        page = None
    await query.answer(None if page else conversation.texts.plain("search-gone"))
    if page:
        await show(query, *page)


async def _test_page(text: str, conversation: Conversation, subscribing: Subscribing, matching: Matching) -> Shown:
    """The forms of a query, and what it would have found. Raises QueryError."""
    chat, texts = conversation.chat, conversation.texts
    words = await matching.forms(parse(text))
    head = texts.html("test" if words else "forms-of", text=shorten(text, phrases.SHOWN_QUERY))
    tried = await subscribing.tried(text, chat, conversation.cause)
    found = "\n".join([*doubt_lines(tried.doubts, texts), *_tried(tried.preview, texts, chat.preferences)])
    forms = phrases.fitted(phrases.forms(words, texts), texts, head, found)
    instead = meant_row(tried.meant, lambda kept: TestShown(id=kept), texts)
    return "\n\n".join(filter(None, (head, forms, found))), keyboard(instead) if instead else None


def _tried(preview: Preview, texts: Texts, preferences: DeliveryPreferences) -> Iterator[str]:
    """How much a query would have found, on which days, and the newest."""
    yield from reach_lines(preview, texts, preferences)
    if preview.words and preview.stories and not preview.is_flood:
        yield texts.html("preview-main", main=preview.main, words=preview.words)
    if preview.total:
        (first, _), *_, (last, _) = preview.days
        yield f"<code>{sparkline([count for _, count in preview.days])}</code> {first:%d.%m}–{last:%d.%m}"
    for found in preview.newest:
        yield found_lines(found, preferences)


def stories_line(preview: Preview, texts: Texts) -> str:
    """How many stories a query would have brought, and how many of them have it in the title or the lead."""
    count = preview.daily if preview.daily > FLOOD else preview.stories
    main = preview.main_daily if preview.daily > FLOOD else preview.main
    daily = 0 if preview.daily > FLOOD else preview.daily
    key = "preview-broad" if preview.daily > FLOOD else "preview-stories"
    return texts.html(key, count=count, main=main, daily=daily, words=preview.words)


def _can_be_typed(text: str) -> bool:
    """Whether a query is within the limits of a subscription; all queries of a chat together may not be."""
    try:
        parse(text)
    except QueryError:
        return False
    return len(text) <= MAX_LENGTH


async def nothing_found(archive: Archive, conversation: Conversation) -> str:
    """That nothing was found, and how far back the archive reaches."""
    age = await archive.age(conversation.chat.key)
    if not age:
        return conversation.texts.html("preview-no-archive")
    return conversation.texts.html("search-nothing", age=age_text(age, conversation.texts))


def found_html(found: Found, outlets: int, preferences: DeliveryPreferences) -> str:
    """A story that was found: its title, how many outlets report it, and the sentences that match."""
    summary = summarise(found.archived.article, found.hit, limit=_SNIPPET)
    snippet = f"<blockquote>{emphasised(summary.text, summary.spans[:_MATCHES])}</blockquote>" if summary.text else ""
    head = f"<b>{_title(found)}</b>" + (f" ×{outlets}" if outlets > 1 else "")
    return "\n".join(filter(None, (head, snippet, _origin(found, preferences))))


def found_lines(found: Found, preferences: DeliveryPreferences) -> str:
    """An article that was found: its title as a link, its source and time."""
    return f"{_title(found)}\n{_origin(found, preferences)}"


def _title(found: Found) -> str:
    return linked(shorten(found.archived.article.title, _TITLE_LIMIT) or "…", found.archived.url, _URL_LIMIT)


def _origin(found: Found, preferences: DeliveryPreferences) -> str:
    archived = found.archived
    at = moment(archived.published_at, preferences, with_date=True)
    return f"{foreign(shorten(archived.article.source, _TITLE_LIMIT))} · {at}"
