"""Setting a channel up: what goes there, how, from which sources, and who decides.

question ──► automatically ──────────────────────────► ready ──► done
└─► after approval ──► here, group, topic ──┘   └─► sources
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any, ClassVar

from aiogram import BaseMiddleware, Bot, F, Router
from aiogram.enums import ChatType
from aiogram.types import CallbackQuery, InlineKeyboardButton, Message, TelegramObject

from bot.errors import QueryError, RateLimited, TelegramUnavailable
from bot.matching.query import parse
from bot.model import Chat, Desk, KeptTextId, Publishing, SourceId, Standing, SubscriptionId
from bot.services.channel_setup import ChannelSetUp, SetUp
from bot.services.connections import Connections
from handlers import phrases
from handlers.bot_links import adding_group
from handlers.channel_callbacks import SetUpAsked, SetUpPressed, SetUpStep
from handlers.channel_view import answer, say_missing, talk_about, tell
from handlers.context import AdministratorsOnly, Conversation, Handler
from handlers.desk_places import groups_of, is_forum, make_topic, may_make_topics
from handlers.keyboards import Shown, show
from handlers.replying import RepliesTo
from handlers.setting_up import SettingUp
from handlers.subject import may_send_to

DESK_SET_UP = "desknew"
"""What a link to a group carries that is to be the desk of a channel, before the id of the kept text."""
_PLACES = {SetUpStep.GROUPS, SetUpStep.GROUP, SetUpStep.TOPIC, SetUpStep.NEW_TOPIC}
_Rule = Callable[[SetUp, int], SetUp]
_CHOICES: Mapping[SetUpStep, _Rule] = MappingProxyType(
    {
        SetUpStep.TICK: lambda setup, value: setup.ticking(SubscriptionId(value), is_ticked=True),
        SetUpStep.UNTICK: lambda setup, value: setup.ticking(SubscriptionId(value), is_ticked=False),
        SetUpStep.DROP: lambda setup, value: setup.without(value),
        SetUpStep.AUTOMATIC: lambda setup, _: replace(setup, publishing=Publishing.AUTOMATIC, desk=None),
    }
)
_ON = {SetUpStep.NEXT, SetUpStep.AUTOMATIC, SetUpStep.APPROVED}
"""Steps for which something must be chosen already."""
_TICKS: Mapping[SetUpStep, bool] = MappingProxyType(
    {SetUpStep.SOURCE: True, SetUpStep.ALL: True, SetUpStep.STRIKE: False, SetUpStep.NONE: False}
)


class WithSetUp(BaseMiddleware):
    """Adds the `setting_up` that a button, or the page that somebody replies to, is part of.

    A button that is too old, or somebody else's, says so; once the channel is set up, all of them bring its page.
    """

    ADDS: ClassVar[Mapping[str, type]] = MappingProxyType({"setting_up": SettingUp})

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:  # noqa: ANN401  aiogram's
        conversation: Conversation = data["conversation"]
        channel_setup: ChannelSetUp = data["channel_setup"]
        if not isinstance(event, CallbackQuery | Message):
            return None
        kept = KeptTextId(getattr(data.get("callback_data") or data.get("asked"), "kept", 0))
        setup = await channel_setup.kept(conversation.chat, kept)
        if setup is None:
            return await tell(event, conversation.texts, "channel-setup-gone")
        over = await channel_setup.is_over(conversation.chat, setup)
        talk = None if over is None else await talk_about(over, conversation, channel_setup.channels)
        if talk is not None:
            return await answer(event, *await talk.page())
        data["setting_up"] = SettingUp(conversation, setup, kept, channel_setup)
        return await handler(event, data)


def build_router() -> Router:
    router = Router(name="channel-setup")
    router.message.filter(F.chat.type == ChatType.PRIVATE)
    router.callback_query.middleware(AdministratorsOnly())
    router.callback_query.middleware(WithSetUp())
    router.message.middleware(WithSetUp())
    router.message.register(take_query, F.text, ~F.text.startswith("/"), RepliesTo(SetUpAsked))
    router.callback_query.register(show_question, SetUpAsked.filter())
    router.callback_query.register(finish, SetUpPressed.filter(F.step == SetUpStep.DONE))
    router.callback_query.register(choose_place, SetUpPressed.filter(F.step.in_(_PLACES)))
    router.callback_query.register(tick_sources, SetUpPressed.filter(F.step.in_(set(_TICKS))))
    router.callback_query.register(step, SetUpPressed.filter())
    return router


async def show_question(query: CallbackQuery, setting_up: SettingUp) -> None:
    await query.answer()
    await show(query, *await setting_up.question())


async def take_query(message: Message, setting_up: SettingUp) -> None:
    """Somebody has replied with what else is to go to the channel."""
    text = (message.text or "").strip()
    try:
        parse(text)
    except QueryError as error:
        await message.answer(phrases.query_error(error, text, setting_up.conversation.texts))
        return
    setting_up = await setting_up.after(setting_up.setup.asking(text))
    await answer(message, *await setting_up.question())


async def step(query: CallbackQuery, callback_data: SetUpPressed, setting_up: SettingUp, bot: Bot) -> None:
    """Choose something, and show what is asked next."""
    todo, value, setup = callback_data.step, callback_data.value, setting_up.setup
    if todo in _ON and not (setup.subscriptions or setup.queries):
        await query.answer(setting_up.conversation.texts.plain("channel-choose-something"), show_alert=True)
        return
    if todo in _CHOICES:
        setting_up = await setting_up.after(_CHOICES[todo](setup, value))
    match todo:
        case SetUpStep.HERE:
            setting_up = await decided_in(setting_up, setting_up.owner)
            page = await setting_up.ready()
        case SetUpStep.APPROVED:
            page = setting_up.pages.places(await _another_group(setting_up, bot))
        case SetUpStep.QUERY:
            page = setting_up.pages.query()
        case SetUpStep.SOURCES:
            page = await setting_up.sources(value)
        case SetUpStep.AUTOMATIC | SetUpStep.NEXT | SetUpStep.READY:
            page = await setting_up.ready()
        case SetUpStep.TICK | SetUpStep.UNTICK:
            page = await setting_up.question(await setting_up.page_of(value))
        case _:
            page = await setting_up.question(value if todo is SetUpStep.SHOW else 0)
    await query.answer()
    await show(query, *page)


async def tick_sources(query: CallbackQuery, callback_data: SetUpPressed, setting_up: SettingUp) -> None:
    todo, source = callback_data.step, callback_data.value
    chosen = {SourceId(source)} if todo in {SetUpStep.SOURCE, SetUpStep.STRIKE} else None
    setting_up = await setting_up.ticking(chosen, is_ticked=_TICKS[todo])
    await query.answer()
    await show(query, *await setting_up.sources(await setting_up.page_with(source)))


async def choose_place(
    query: CallbackQuery, callback_data: SetUpPressed, setting_up: SettingUp, connections: Connections, bot: Bot
) -> None:
    """Show the groups and topics where cards can be decided on, or choose one."""
    todo, texts = callback_data.step, setting_up.conversation.texts
    groups = await groups_of(setting_up.owner, connections)
    if todo is SetUpStep.GROUPS:
        await query.answer()
        await show(query, *setting_up.pages.places(await _another_group(setting_up, bot), groups))
        return
    key = callback_data.value if todo is SetUpStep.GROUP else setting_up.setup.desk and setting_up.setup.desk.chat
    group = next((one for one in groups if one.key == key), None)
    if group is None:
        await query.answer(texts.plain("target-gone"), show_alert=True)
        return
    if not await may_send_to(query, group, setting_up.conversation, connections):
        return
    topic = callback_data.value if todo is SetUpStep.TOPIC else 0
    if todo is SetUpStep.NEW_TOPIC:
        made = await make_topic(bot, group, texts, connections)
        if made is None:
            await query.answer(texts.plain("channel-no-topic"), show_alert=True)
            return
        topic = made
    setting_up = await decided_in(setting_up, group, topic)
    asks_topic = todo is SetUpStep.GROUP and await is_forum(bot, group)
    page = await topics_page(setting_up, group, connections, bot) if asks_topic else await setting_up.ready()
    await query.answer()
    await show(query, *page)


async def finish(query: CallbackQuery, setting_up: SettingUp) -> None:
    """Everything is said: the channel publishes from now on, if Telegram says that it may."""
    conversation, setup = setting_up.conversation, setting_up.setup
    texts = conversation.texts
    if not (setup.subscriptions or setup.queries):
        await query.answer(texts.plain("channel-choose-something"), show_alert=True)
        return
    try:
        standing = await setting_up.channel_setup.standing(setting_up.owner, setup)
    except (TelegramUnavailable, RateLimited):
        standing = Standing.UNKNOWN
    if standing is not Standing.FINE and query.bot is not None:
        await say_missing(query, setup.title, standing, texts, query.bot)
        return
    chat, left_out = await setting_up.channel_setup.finish(setting_up.owner, setup, conversation.cause)
    talk = await talk_about(chat, conversation, setting_up.channel_setup.channels)
    if talk is None:  # it was forgotten meanwhile
        await query.answer(texts.plain("target-gone"), show_alert=True)
        return
    text, markup = await talk.page()
    if left_out is not None:
        text += "\n\n" + phrases.left_out(left_out, texts)
    await answer(query, text, markup)


async def topics_page(setting_up: SettingUp, group: Chat, connections: Connections, bot: Bot) -> Shown:
    """The topics of a forum where cards can be decided on."""
    known, can_make = await connections.topics(group), await may_make_topics(bot, group)
    return setting_up.pages.topics(group, known, can_make=can_make)


async def decided_in(setting_up: SettingUp, desk: Chat, topic: int = 0) -> SettingUp:
    """With a desk: nothing is published without approval."""
    chosen = Desk(desk.key, topic)
    return await setting_up.after(replace(setting_up.setup, publishing=Publishing.APPROVED, desk=chosen))


async def _another_group(setting_up: SettingUp, bot: Bot) -> InlineKeyboardButton:
    label = setting_up.conversation.texts.plain("channels-button-other-group")
    return await adding_group(bot, label, f"{DESK_SET_UP}{setting_up.kept}")
