"""/help, by topics: each is a page of the same message."""

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from bot.i18n import Texts
from handlers.commands import COMMANDS
from handlers.context import Conversation, InMeasure
from handlers.keyboards import Shown, button, in_rows, keyboard, show
from handlers.start_callbacks import HelpPressed

_QUERIES, _REST = "queries", "more"
_TOPICS = {
    "subscriptions": ("add", "list", "edit", "remove", "except"),
    _QUERIES: (),
    "archive": ("search", "test"),
    "sources": ("sources", "import", "export"),
    "delivery": ("digest", "quiet", "pause", "resume", "timezone"),
    "channels": ("channel", "queue"),
}
"""The commands of each topic, whose name is the text `help-topic-NAME`; the rest of them have a topic of their own."""


def build_router() -> Router:
    router = Router(name="help")
    for observer in (router.message, router.callback_query):
        observer.middleware(InMeasure())
    router.message.register(help_, Command("help"))
    router.callback_query.register(turn_page, HelpPressed.filter())
    return router


async def help_(message: Message, conversation: Conversation) -> None:
    text, markup = _page("", conversation.texts)
    await message.answer(text, reply_markup=markup)


async def turn_page(query: CallbackQuery, callback_data: HelpPressed, conversation: Conversation) -> None:
    await query.answer()
    await show(query, *_page(callback_data.topic, conversation.texts))


def _page(topic: str, texts: Texts) -> Shown:
    """The page of a topic; of the topics for none, or one that an older version had."""
    topics = [*_TOPICS, _REST]
    if topic not in topics:
        names = [button(texts.plain(f"help-topic-{name}"), HelpPressed(topic=name)) for name in topics]
        return texts.html("help"), keyboard(*in_rows(names))
    lines = [f"/{name} — {texts.html(f'command-{name}')}" for name in _commands(topic)]
    if topic == _QUERIES:
        lines = [texts.html("help-queries")]
    title = f"<b>{texts.html(f'help-topic-{topic}')}</b>"
    back = button(texts.plain("button-back-here"), HelpPressed())
    return "\n".join([title, "", *lines]), keyboard([back])


def _commands(topic: str) -> tuple[str, ...]:
    if topic in _TOPICS:
        return _TOPICS[topic]
    placed = {name for names in _TOPICS.values() for name in names}
    return tuple(name for name in COMMANDS if name not in placed)
