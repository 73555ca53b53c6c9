"""What the server refuses, in Telegram's words, as a bot meets it."""

import re
from collections.abc import Awaitable

import aiohttp
import pytest
from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import (
    TelegramAPIError,
    TelegramBadRequest,
    TelegramForbiddenError,
    TelegramMigrateToChat,
    TelegramNotFound,
    TelegramUnauthorizedError,
)
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup, ReplyParameters

from tests.botapi import BotApi, Refusal, Status


async def refused(answer: Awaitable[object], error: type[TelegramAPIError], words: str) -> None:
    with pytest.raises(error) as raised:
        await answer
    assert raised.value.message.removeprefix("Telegram server says - ") == words


def keyboard(**button: str) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup.model_validate({"inline_keyboard": [[{"text": "x"} | button]]})


def test_every_refusal_says_where_it_was_found() -> None:
    for refusal in Refusal:
        answer = refusal.value
        assert answer.found
        fields = set(re.findall(r"{(\w+)}", answer.description)) | set(answer.parameters)
        error = refusal.error(**dict.fromkeys(fields, 7))
        assert error.to_json()["ok"] is False
        assert 400 <= error.code < 600
        assert set(error.parameters) == set(answer.parameters)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "Bad Request: message text is empty"),
        (" \n ", "Bad Request: text must be non-empty"),
        ("<b> </b>", "Bad Request: text must be non-empty"),
        ("\u200b\u2060", "Bad Request: text must be non-empty"),
        ("я" * 4097, "Bad Request: message is too long"),
        ("<b>x", "Bad Request: can't parse entities: Can't find end tag corresponding to start tag \"b\""),
        ("<p>x</p>", 'Bad Request: can\'t parse entities: Unsupported start tag "p" at byte offset 0'),
        (f"<a href='https://e.org/{'x' * 9500}'>x</a>", "Bad Request: ENTITIES_TOO_LONG"),
    ],
)
async def test_texts_that_cannot_be_sent(api: BotApi, bot: Bot, text: str, words: str) -> None:
    chat = api.private(api.person("Anna"))
    await refused(bot.send_message(chat.id, text, parse_mode="HTML"), TelegramBadRequest, words)
    assert chat.messages == []


async def test_the_longest_text_is_counted_after_parsing(api: BotApi, bot: Bot) -> None:
    chat = api.private(api.person("Anna"))
    message = await bot.send_message(chat.id, f"<b>{'я' * 4094}</b>&lt;&gt;", parse_mode="HTML")
    assert len(message.text or "") == 4096
    words = "Bad Request: MESSAGE_TOO_LONG"
    await refused(message.edit_text("я" * 4097), TelegramBadRequest, words)


@pytest.mark.parametrize(
    ("button", "words"),
    [
        ({"callback_data": "я" * 33}, "Bad Request: BUTTON_DATA_INVALID"),
        (
            {"url": "http://localhost:8080/"},
            "Bad Request: inline keyboard button URL 'http://localhost:8080/' is invalid: Wrong HTTP URL",
        ),
        (
            {"url": "ftp://example.org/"},
            "Bad Request: inline keyboard button URL 'ftp://example.org/' is invalid: Unsupported URL protocol",
        ),
        ({}, "Bad Request: can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"),
    ],
)
async def test_buttons_that_cannot_be(api: BotApi, bot: Bot, button: dict[str, str], words: str) -> None:
    chat = api.private(api.person("Anna"))
    await refused(bot.send_message(chat.id, "x", reply_markup=keyboard(**button)), TelegramBadRequest, words)


@pytest.mark.parametrize(
    ("markup", "words"),
    [
        ("{", "can't parse reply keyboard markup JSON object"),
        ("[]", "object expected as reply markup"),
        ('{"inline_keyboard": {}}', 'field "inline_keyboard" of the InlineKeyboardMarkup must be an Array'),
        ('{"inline_keyboard": [{}]}', 'field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays'),
        ('{"inline_keyboard": [[1]]}', "can't parse inline keyboard button: InlineKeyboardButton must be an Object"),
        ('{"inline_keyboard": [[{}]]}', "can't parse inline keyboard button: Can't find field \"text\""),
        (
            '{"inline_keyboard": [[{"text": 1}]]}',
            'can\'t parse inline keyboard button: Field "text" must be of type String',
        ),
    ],
)
async def test_keyboards_that_are_none(api: BotApi, markup: str, words: str) -> None:
    form = {"chat_id": str(api.private(api.person("Anna")).id), "text": "x", "reply_markup": markup}
    async with (
        aiohttp.ClientSession() as session,
        session.post(f"{api.url}/bot{api.token}/sendMessage", data=form) as response,
    ):
        assert (await response.json())["description"] == f"Bad Request: {words}"


async def test_empty_buttons_and_those_past_the_twelfth_are_dropped(api: BotApi, bot: Bot) -> None:
    chat = api.private(api.person("Anna"))
    row = [InlineKeyboardButton(text=str(n or ""), callback_data="x") for n in range(15)]
    await bot.send_message(chat.id, "x", reply_markup=InlineKeyboardMarkup(inline_keyboard=[row, row[:1]]))
    assert [button.text for button in chat.messages[0].buttons] == [str(n) for n in range(1, 13)]


async def test_64_bytes_of_callback_data_are_fine(api: BotApi, bot: Bot) -> None:
    chat = api.private(api.person("Anna"))
    await bot.send_message(chat.id, "x", reply_markup=keyboard(callback_data="я" * 32))
    press = await chat.press(chat.messages[0], "x")
    with pytest.raises(LookupError):
        await chat.press_data(chat.messages[0], "другое")
    (update,) = await bot.get_updates()
    assert update.callback_query is not None
    assert (update.callback_query.id, update.callback_query.data) == (press.id, "я" * 32)


async def test_a_hundred_and_one_buttons_are_too_many(api: BotApi, bot: Bot) -> None:
    chat = api.private(api.person("Anna"))
    rows = [[InlineKeyboardButton(text=str(n), callback_data=str(n))] for n in range(101)]
    sending = bot.send_message(chat.id, "x", reply_markup=InlineKeyboardMarkup(inline_keyboard=rows))
    await refused(sending, TelegramBadRequest, "Bad Request: reply markup is too long")


async def test_edits_that_cannot_be(api: BotApi, bot: Bot) -> None:
    anna = api.person("Anna")
    chat = api.private(anna)
    message = await bot.send_message(chat.id, "<b>раз</b>", parse_mode="HTML", reply_markup=keyboard(callback_data="x"))
    same = message.edit_text("<b>раз</b>", parse_mode="HTML", reply_markup=keyboard(callback_data="x"))
    await refused(same, TelegramBadRequest, Refusal.NOT_MODIFIED.value.description)
    missing = bot.edit_message_text("x", chat_id=chat.id, message_id=999)
    await refused(missing, TelegramBadRequest, "Bad Request: message to edit not found")
    theirs = await chat.say("моё")
    await refused(
        bot.edit_message_text("x", chat_id=chat.id, message_id=theirs.id),
        TelegramBadRequest,
        "Bad Request: message can't be edited",
    )
    edited = await message.edit_text("<b>раз</b>", parse_mode="HTML")
    assert isinstance(edited, type(message))
    assert edited.reply_markup is None
    await message.delete()
    await refused(message.delete(), TelegramBadRequest, "Bad Request: message to delete not found")
    await refused(message.edit_text("два"), TelegramBadRequest, "Bad Request: message to edit not found")


async def test_only_the_keyboard_can_be_edited(api: BotApi, bot: Bot) -> None:
    chat = api.private(api.person("Anna"))
    message = await bot.send_message(chat.id, "<b>раз</b>", parse_mode="HTML", reply_markup=keyboard(callback_data="x"))
    await message.edit_reply_markup(reply_markup=keyboard(callback_data="y"))
    assert (chat.messages[0].html, chat.messages[0].buttons[0].data) == ("<b>раз</b>", "y")
    await message.edit_reply_markup()
    assert chat.messages[0].buttons == []


async def test_a_reply_needs_its_message(api: BotApi, bot: Bot) -> None:
    chat = api.private(api.person("Anna"))
    to_nothing = bot.send_message(chat.id, "x", reply_parameters=ReplyParameters(message_id=999))
    await refused(to_nothing, TelegramBadRequest, "Bad Request: message to be replied not found")
    forgiving = ReplyParameters(message_id=999, allow_sending_without_reply=True)
    assert (await bot.send_message(chat.id, "x", reply_parameters=forgiving)).reply_to_message is None


async def test_people_whom_the_bot_cannot_write_to(api: BotApi, bot: Bot) -> None:
    await refused(bot.send_message(999, "x"), TelegramBadRequest, "Bad Request: chat not found")
    await refused(bot.send_message("@nobody", "x"), TelegramBadRequest, "Bad Request: chat not found")
    stranger = api.person("Stranger")
    words = "Forbidden: bot can't initiate conversation with a user"
    await refused(bot.send_message(stranger.id, "x"), TelegramForbiddenError, words)
    chat = api.private(stranger)
    await chat.block()
    await refused(bot.send_message(chat.id, "x"), TelegramForbiddenError, "Forbidden: bot was blocked by the user")
    await chat.unblock()
    await bot.send_message(chat.id, "x")
    stranger.user.is_deactivated = True
    await refused(bot.send_message(chat.id, "x"), TelegramForbiddenError, "Forbidden: user is deactivated")
    changes = [update.my_chat_member for update in await bot.get_updates()]
    assert [change.new_chat_member.status for change in changes if change] == ["kicked", "member"]


async def test_groups_that_the_bot_cannot_write_to(api: BotApi, bot: Bot) -> None:
    owner = api.person("Owner")
    group, desk = api.group("Small", owner), api.supergroup("Big", owner)
    await group.set_bot(Status.KICKED)
    await refused(
        bot.send_message(group.id, "x"), TelegramForbiddenError, "Forbidden: bot was kicked from the group chat"
    )
    await desk.set_bot(Status.LEFT)
    words = "Forbidden: bot is not a member of the supergroup chat"
    await refused(bot.send_message(desk.id, "x"), TelegramForbiddenError, words)
    await desk.set_bot(Status.RESTRICTED, denied=frozenset({"can_send_messages"}))
    words = "Bad Request: not enough rights to send text messages to the chat"
    await refused(bot.send_message(desk.id, "x"), TelegramBadRequest, words)
    desk.chat.denied = frozenset({"can_send_messages"})
    await desk.set_bot(Status.MEMBER)
    await refused(bot.send_message(desk.id, "x"), TelegramBadRequest, words)
    await desk.set_bot(Status.ADMINISTRATOR)
    await bot.send_message(desk.id, "x")


async def test_a_channel_takes_posts_of_administrators_alone(api: BotApi, bot: Bot) -> None:
    channel = api.channel("News", api.person("Owner"), username="news")
    post = await bot.send_message("@news", "x")
    assert (post.chat.type, post.from_user, post.sender_chat) == ("channel", None, post.chat)
    assert (await channel.next_message()).text == "x"
    await channel.set_bot(Status.ADMINISTRATOR, denied=frozenset({"can_post_messages"}))
    words = "Bad Request: need administrator rights in the channel chat"
    await refused(bot.send_message(channel.id, "x"), TelegramBadRequest, words)
    await channel.set_bot(Status.KICKED)
    words = "Forbidden: bot was kicked from the channel chat"
    await refused(bot.get_chat(channel.id), TelegramForbiddenError, words)


async def test_topics_that_take_nothing(api: BotApi, bot: Bot) -> None:
    forum = api.supergroup("Desk", api.person("Owner"), is_forum=True)
    topic = await forum.open_topic("Санкции")
    await forum.close_topic(topic)
    closed = bot.send_message(forum.id, "x", message_thread_id=topic.id)
    await refused(closed, TelegramBadRequest, "Bad Request: TOPIC_CLOSED")
    missing = bot.send_message(forum.id, "x", message_thread_id=999)
    await refused(missing, TelegramBadRequest, "Bad Request: message thread not found")
    await forum.reopen_topic(topic)
    assert (await bot.send_message(forum.id, "x", message_thread_id=topic.id)).message_thread_id == topic.id


async def test_a_group_that_became_a_supergroup_says_which(api: BotApi, bot: Bot) -> None:
    group = api.group("Desk", api.person("Owner"))
    await bot.send_message(group.id, "x")
    supergroup = await group.migrate()
    with pytest.raises(TelegramMigrateToChat) as raised:
        await bot.send_message(group.id, "x")
    assert raised.value.migrate_to_chat_id == supergroup.id
    assert (await bot.send_message(supergroup.id, "x")).chat.type == "supergroup"
    told = [u.message for u in await bot.get_updates() if u.message]
    assert [(m.migrate_to_chat_id, m.migrate_from_chat_id) for m in told] == [
        (supergroup.id, None),
        (None, group.id),
    ]


async def test_requests_that_are_none(api: BotApi, bot: Bot) -> None:
    await refused(bot.answer_callback_query("999"), TelegramBadRequest, Refusal.QUERY_TOO_OLD.value.description)
    chat = api.private(api.person("Anna"))
    words = "Bad Request: there are no administrators in the private chat"
    await refused(bot.get_chat_administrators(chat.id), TelegramBadRequest, words)
    await refused(bot.close(), TelegramNotFound, "Not Found: method not found")


async def test_another_token_is_unauthorized(api: BotApi) -> None:
    session = AiohttpSession(api=TelegramAPIServer.from_base(api.url))
    await refused(Bot("1:other", session=session).get_me(), TelegramUnauthorizedError, "Unauthorized")
    await (await session.create_session()).close()


async def test_members_are_described(api: BotApi, bot: Bot) -> None:
    owner, guest, stranger = (api.person(name) for name in ("Owner", "Guest", "Stranger"))
    group = api.supergroup("Desk", owner, guest, username="desk", is_forum=True, bot=Status.ADMINISTRATOR)
    described = await bot.get_chat("@desk")
    assert (described.id, described.title, described.is_forum) == (group.id, "Desk", True)
    found = [await bot.get_chat_member(group.id, person.id) for person in (owner, guest, stranger)]
    assert [member.status for member in found] == ["creator", "member", "left"]
    rulers = await bot.get_chat_administrators(group.id)
    assert [member.user.id for member in rulers] == [owner.id, bot.id]
    assert await bot.get_chat_member_count(group.id) == 3
    restricted = Status.RESTRICTED
    await group.set_member(guest, restricted, denied=frozenset({"can_send_polls"}))
    member = await bot.get_chat_member(group.id, guest.id)
    assert (member.status, getattr(member, "can_send_polls", None)) == ("restricted", False)
