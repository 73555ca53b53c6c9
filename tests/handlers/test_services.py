"""Handlers and filters get their arguments by name: each must exist, with the annotated type."""

from collections.abc import Awaitable, Callable, Iterator, Mapping
from inspect import isfunction, signature
from types import MappingProxyType, UnionType
from typing import Any, get_args, get_origin, get_type_hints

import pytest
from aiogram import Bot, F, Router
from aiogram.dispatcher.event.handler import FilterObject
from aiogram.dispatcher.event.telegram import TelegramEventObserver
from aiogram.filters import Command, CommandObject, Filter
from aiogram.filters.callback_data import CallbackQueryFilter
from aiogram.types import CallbackQuery, Message, TelegramObject

from bot.services.chats import Chats
from handlers import routers
from handlers.callbacks import SourcesPage, SubscriptionsPage
from handlers.context import Context, Conversation
from handlers.services import Services
from handlers.subject import OfSubject

_MOST = 5
_KNOWN: Mapping[str, type] = MappingProxyType({**get_type_hints(Services), "bot": Bot})
_IN_A_CHAT = {"message", "callback_query"}
"""The kinds of update that `Context` knows the conversation of."""


def _wrong(router: Router) -> list[str]:
    """What handlers and filters of a router ask for that they do not get."""
    return [problem for one in router.chain_tail for problem in _wrong_of_one(one)]


def _wrong_of_one(router: Router) -> Iterator[str]:
    for observer in router.observers.values():
        outer = dict(_KNOWN) | (dict(Context.ADDS) if observer.event_name in _IN_A_CHAT else {})
        for one in observer._handler.filters or ():
            yield from _unmet(one.callback, outer)
        for handler in observer.handlers:
            known = dict(outer)
            for one in handler.filters or ():
                yield from _unmet(one.callback, known)
                known |= _added_by(one)
            for middleware in _inner(router, observer):
                known |= getattr(middleware, "ADDS", {})
            yield from _unmet(handler.callback, known)
            if len(signature(handler.callback).parameters) > _MOST:
                yield f"{handler.callback.__qualname__} has over {_MOST} parameters"


def _inner(router: Router, observer: TelegramEventObserver) -> list[object]:
    """The middlewares of a router, and of those that it is included in."""
    return [one for above in router.chain_head for one in above.observers[observer.event_name].middleware]


def _added_by(one: FilterObject) -> dict[str, type]:
    if isinstance(one.callback, Command):
        return {"command": CommandObject}
    if isinstance(one.callback, CallbackQueryFilter):
        return {"callback_data": one.callback.callback_data}
    return dict(getattr(one.callback, "ADDS", {}))


def _unmet(callback: Callable[..., Any], known: Mapping[str, type]) -> Iterator[str]:
    """The parameters after the event that are not known by that name and type; of what is ours alone."""
    function = callback if isfunction(callback) else type(callback).__call__
    if not isfunction(function) or function.__module__.partition(".")[0] == "aiogram":
        return
    hints = get_type_hints(function)
    names = [name for name in signature(function).parameters if name != "self"]
    for name in names[1:]:
        given, asked = known.get(name), hints[name]
        choices = get_args(asked) if get_origin(asked) is UnionType else (asked,)
        if given is None:
            yield f"{function.__qualname__} asks for {name}, which nobody adds"
        elif given not in choices:
            yield f"{function.__qualname__} asks for {name} as {asked}; it is {given}"


@pytest.mark.parametrize("router", routers(), ids=lambda router: router.name)
def test_handlers_and_filters_ask_for_what_there_is_and_for_little(router: Router) -> None:
    assert _wrong(router) == []


async def _fine(message: Message, command: CommandObject, conversation: Conversation, wanted: str) -> None: ...
async def _unknown(message: Message, chat: Chats) -> None: ...
async def _mistyped(message: Message, chats: Conversation) -> None: ...
async def _greedy(  # noqa: PLR0917  this is what it is about
    message: Message, chats: Chats, admins: tuple[int, ...], bot: Bot, wanted: str, conversation: Conversation
) -> None: ...
async def _pressed(query: CallbackQuery, callback_data: SourcesPage) -> None: ...
async def _is_for_whom(_message: Message, wanted: str) -> bool:
    return bool(wanted)


class _IsFor(Filter):
    async def __call__(self, _message: Message, operators: int) -> bool:
        return bool(operators)


@pytest.mark.parametrize(
    ("handler", "filters", "problems"),
    [
        (_fine, (Command("a"), F.text), 0),
        (_fine, (), 1),
        (_unknown, (), 1),
        (_mistyped, (), 1),
        (_greedy, (), 1),
        (_pressed, (SourcesPage.filter(),), 0),
        (_pressed, (SubscriptionsPage.filter(),), 1),
        (_unknown, (_is_for_whom, _IsFor()), 3),
    ],
)
def test_what_nobody_adds_is_noticed(
    handler: Callable[..., Awaitable[None]], filters: tuple[Callable[..., Any], ...], problems: int
) -> None:
    router, above = Router(), Router()
    above.include_router(router)
    event = "callback_query" if handler is _pressed else "message"
    above.observers[event].middleware(OfSubject())
    router.observers[event].register(handler, *filters)
    assert len(_wrong(router)) == problems, _wrong(router)


def test_a_filter_of_a_whole_router_is_looked_at() -> None:
    router = Router()
    router.message.filter(_is_for_whom)
    assert _wrong(router) == ["_is_for_whom asks for wanted, which nobody adds"]


def test_updates_without_a_chat_have_no_conversation() -> None:
    async def changed(event: TelegramObject, conversation: Conversation) -> None: ...

    router = Router()
    router.my_chat_member.register(changed)
    assert _wrong(router) == [f"{changed.__qualname__} asks for conversation, which nobody adds"]
