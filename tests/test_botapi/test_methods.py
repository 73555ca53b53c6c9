"""The smaller methods, and the smaller things that people do."""

import asyncio

import pytest
from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest, TelegramForbiddenError
from aiogram.types import BotCommand, BotCommandScopeChat, InlineKeyboardButton, InlineKeyboardMarkup, MessageEntity

from tests.botapi import BotApi, Status
from tests.botapi.html import parse_html


async def test_the_bot_knows_itself(api: BotApi, bot: Bot) -> None:
    me = await bot.get_me()
    assert (me.id, me.username, me.is_bot) == (bot.id, "dozor_test_bot", True)
    await bot.set_my_description("Следит за новостями", language_code="ru")
    await bot.set_my_short_description("Новости")
    assert (await bot.get_my_description(language_code="ru")).description == "Следит за новостями"
    assert (await bot.get_my_short_description()).short_description == "Новости"
    scope = BotCommandScopeChat(chat_id=api.private(api.person("Anna")).id)
    await bot.set_my_commands([BotCommand(command="add", description="Add")], scope=scope)
    assert [command.command for command in await bot.get_my_commands(scope=scope)] == ["add"]
    await bot.delete_my_commands(scope=scope)
    assert await bot.get_my_commands(scope=scope) == []
    with pytest.raises(TelegramBadRequest, match="BOT_COMMAND_DESCRIPTION_INVALID"):
        await bot.set_my_commands([BotCommand(command="add", description="x" * 257)])
    with pytest.raises(TelegramBadRequest, match="BOT_COMMANDS_TOO_MUCH"):
        await bot.set_my_commands([BotCommand(command=f"c{n}", description="x") for n in range(101)])


async def test_messages_of_others_are_deleted_by_administrators_alone(api: BotApi, bot: Bot) -> None:
    group = api.supergroup("Desk", api.person("Owner"))
    theirs = await group.say("спам")
    with pytest.raises(TelegramBadRequest, match="message can't be deleted"):
        await bot.delete_message(group.id, theirs.id)
    await group.set_bot(Status.ADMINISTRATOR)
    await bot.delete_message(group.id, theirs.id)
    assert theirs.is_deleted


async def test_a_bot_that_left_is_not_a_member(api: BotApi, bot: Bot) -> None:
    group = api.group("Desk", api.person("Owner"))
    assert await bot.send_chat_action(group.id, "typing")
    await bot.leave_chat(group.id)
    with pytest.raises(TelegramForbiddenError, match="bot is not a member of the group chat"):
        await bot.send_message(group.id, "x")


async def test_buttons_are_pressed_by_what_is_on_them(api: BotApi, bot: Bot) -> None:
    chat = api.private(api.person("Anna"))
    row = [InlineKeyboardButton(text=text, callback_data=text) for text in ("Удалить", "Удалить всё")]
    link = [InlineKeyboardButton(text="Сайт", url="https://example.org/")]
    await bot.send_message(chat.id, "x", reply_markup=InlineKeyboardMarkup(inline_keyboard=[row, link]))
    message = await chat.next_message()
    press = await chat.press(message, "Удалить")
    for text in ("Удал", "Добавить", "Сайт"):
        with pytest.raises(LookupError):
            await chat.press(message, text)
    with pytest.raises(TelegramBadRequest, match="MESSAGE_TOO_LONG"):
        await bot.answer_callback_query(press.id, "x" * 201)
    with pytest.raises(TimeoutError):
        await press.answered(timeout=0.01)
    answering = asyncio.create_task(press.answered())
    await bot.answer_callback_query(press.id, "да")
    assert (await answering)["text"] == "да"


async def test_a_message_may_list_its_entities(api: BotApi, bot: Bot) -> None:
    chat = api.private(api.person("Anna"))
    listed = [MessageEntity(type="bold", offset=2, length=2)]
    sent = await bot.send_message(chat.id, "👍да", entities=listed)
    assert sent.entities is not None
    assert [(entity.type, entity.offset, entity.length) for entity in sent.entities] == [("bold", 2, 2)]


async def test_nothing_is_seen_twice(api: BotApi, bot: Bot) -> None:
    chat = api.private(api.person("Anna"))
    for text in ("раз", "два"):
        await bot.send_message(chat.id, text)
    assert (await chat.next_message()).text == "раз"
    assert [message.text for message in chat.unread] == ["два"]
    assert (await chat.next_message()).text == "два"
    with pytest.raises(TimeoutError):
        await chat.next_message(timeout=0.01)


@pytest.mark.parametrize(
    "markup",
    ["<pre><code class='language-x'>a</code></pre>", "<code class='language-x'><pre>a</pre></code>"],
)
def test_code_in_a_block_has_its_language_either_way_round(markup: str) -> None:
    (entity,) = parse_html(markup)[1]
    assert (entity.type, entity.language) == ("pre", "x")
