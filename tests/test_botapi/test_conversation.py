"""A real aiogram bot against the server: messages, buttons, edits, polling."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from aiogram import Bot, Dispatcher
from aiogram.exceptions import TelegramBadRequest, TelegramConflictError
from aiogram.filters import Command
from aiogram.types import BotCommand, CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, LinkPreviewOptions
from aiogram.types import Message as AiogramMessage

from tests.botapi import BotApi, Status

KEYBOARD = InlineKeyboardMarkup(
    inline_keyboard=[
        [InlineKeyboardButton(text="Удалить «санкции»", callback_data="remove:1")],
        [InlineKeyboardButton(text="Сайт", url="https://example.org/статья")],
    ]
)


async def hear(message: AiogramMessage) -> None:
    await message.answer(f"<b>слышу</b> {message.text}", parse_mode="HTML", reply_markup=KEYBOARD)


async def remove(query: CallbackQuery) -> None:
    assert isinstance(query.message, AiogramMessage)
    await query.message.edit_text("удалено")
    await query.answer("Готово", show_alert=True)


@pytest.fixture
async def running(bot: Bot) -> AsyncIterator[Bot]:
    """A small bot that polls as aiogram's own dispatcher does."""
    dispatcher = Dispatcher()
    dispatcher.message.register(hear)
    dispatcher.callback_query.register(remove)
    polling = asyncio.create_task(
        dispatcher.start_polling(bot, handle_signals=False, handle_as_tasks=False, close_bot_session=False)
    )
    yield bot
    await dispatcher.stop_polling()
    await polling


@pytest.mark.usefixtures("running")
async def test_a_command_is_answered_and_a_button_pressed(api: BotApi) -> None:
    chat = api.private(api.person("Anna", language_code="ru"))
    await chat.say("/add коалиция желающих")
    message = await chat.next_message()
    assert message.text == "слышу /add коалиция желающих"
    assert message.html == "<b>слышу</b> /add коалиция желающих"
    assert [button.text for button in message.buttons] == ["Удалить «санкции»", "Сайт"]

    press = await chat.press(message, "Удалить")
    assert (await chat.next_edit(message)).text == "удалено"
    assert await press.answered() == {"text": "Готово", "show_alert": True}
    assert [edition.text for edition in message.edits] == ["слышу /add коалиция желающих"]
    assert message.buttons == []


async def test_a_message_carries_all_that_was_asked_for(api: BotApi, bot: Bot) -> None:
    owner = api.person("Owner")
    forum = api.supergroup("Desk", owner, is_forum=True)
    topic = await forum.open_topic("Санкции")
    first = await bot.send_message(forum.id, "раз", message_thread_id=topic.id)
    preview = LinkPreviewOptions(url="https://example.org/", prefer_small_media=True)
    answer = await bot.send_message(
        forum.id,
        "<a href='https://example.org/a?b=1&amp;c=2'>два</a>",
        parse_mode="HTML",
        message_thread_id=topic.id,
        disable_notification=True,
        link_preview_options=preview,
        reply_to_message_id=first.message_id,
        reply_markup=KEYBOARD,
    )
    assert answer.message_id == first.message_id + 1
    assert answer.reply_to_message is not None
    assert answer.reply_to_message.text == "раз"
    assert answer.is_topic_message
    assert answer.entities is not None
    assert answer.entities[0].url == "https://example.org/a?b=1&c=2"
    assert answer.reply_markup is not None
    assert answer.reply_markup.model_dump() == KEYBOARD.model_dump()
    assert answer.link_preview_options is not None
    assert answer.link_preview_options.prefer_small_media
    stored = forum.messages[-1]
    assert stored.is_silent
    assert stored.reply_to == first.message_id


async def test_updates_stay_until_a_higher_offset_is_asked_for(api: BotApi, bot: Bot) -> None:
    chat = api.private(api.person("Anna"))
    for text in ("раз", "два", "три"):
        await chat.say(text)
    first = await bot.get_updates(limit=2)
    assert [u.message.text for u in first if u.message] == ["раз", "два"]
    again = await bot.get_updates()
    assert [u.message.text for u in again if u.message] == ["раз", "два", "три"]
    rest = await bot.get_updates(offset=first[-1].update_id + 1)
    assert [u.message.text for u in rest if u.message] == ["три"]
    assert await bot.get_updates(offset=-1) == rest
    assert await bot.get_updates(offset=rest[-1].update_id + 1) == []


async def test_a_long_poll_returns_when_something_happens(api: BotApi, bot: Bot) -> None:
    chat = api.private(api.person("Anna"))
    poll = asyncio.create_task(bot.get_updates(timeout=30))
    await api.polled()
    await chat.say("наконец")
    assert [u.message.text for u in await poll if u.message] == ["наконец"]


async def test_a_second_poll_ends_the_first(api: BotApi, bot: Bot) -> None:
    poll = asyncio.create_task(bot.get_updates(timeout=30))
    await api.polled()
    assert await bot.get_updates() == []
    with pytest.raises(TelegramConflictError, match="terminated by other getUpdates request"):
        await poll


async def test_only_updates_of_allowed_kinds_are_queued(api: BotApi, bot: Bot) -> None:
    chat = api.private(api.person("Anna"))
    await bot.get_updates(allowed_updates=["message"])
    await chat.block()
    await chat.unblock()
    await chat.say("слышно?")
    assert [update.event_type for update in await bot.get_updates()] == ["message"]


async def test_commands_are_kept_by_scope_and_language(bot: Bot) -> None:
    commands = [BotCommand(command="add", description="Подписаться")]
    await bot.set_my_commands(commands, language_code="ru")
    kept = await bot.get_my_commands(language_code="ru")
    assert [(command.command, command.description) for command in kept] == [("add", "Подписаться")]
    assert await bot.get_my_commands() == []
    with pytest.raises(TelegramBadRequest, match="BOT_COMMAND_INVALID"):
        await bot.set_my_commands([BotCommand(command="Add", description="x")])


async def test_in_a_group_the_bot_hears_what_is_meant_for_it(api: BotApi, bot: Bot) -> None:
    anna = api.person("Anna")
    group = api.supergroup("Desk", anna)
    sent = await bot.send_message(group.id, "вопрос")
    await group.say("просто разговор")
    await group.say("/add@another_bot санкции")
    await group.say("/add@dozor_test_bot санкции")
    await group.say("ответ", reply_to=group.messages[-1])
    texts = [update.message.text for update in await bot.get_updates() if update.message]
    assert texts == ["/add@dozor_test_bot санкции", "ответ"]
    assert sent.chat.type == "supergroup"

    await group.set_bot(Status.ADMINISTRATOR)
    await group.say("теперь слышно всё")
    kinds = [update.event_type for update in await bot.get_updates()]
    assert kinds[-2:] == ["my_chat_member", "message"]


async def test_aiograms_own_filters_understand_the_commands(api: BotApi, bot: Bot) -> None:
    chat = api.private(api.person("Anna"))
    await chat.say("🔔 /start здесь\n/add@dozor_test_bot раз")
    (update,) = await bot.get_updates()
    assert update.message is not None
    assert update.message.entities is not None
    named = [entity.extract_from(update.message.text or "") for entity in update.message.entities]
    assert named == ["/start", "/add@dozor_test_bot"]
    await chat.say("/add@dozor_test_bot раз")
    message = (await bot.get_updates())[-1].message
    assert message is not None
    assert await Command("add")(message, bot)
