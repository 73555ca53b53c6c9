"""Channels: who may what there, what the bot is told, and what is brought from one chat into another."""

from collections.abc import Awaitable, Callable

import pytest
from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest, TelegramForbiddenError, TelegramRetryAfter
from aiogram.types import (
    BufferedInputFile,
    ChatMemberAdministrator,
    ForceReply,
    InputMediaPhoto,
    LinkPreviewOptions,
    Message,
    MessageOriginChannel,
    ReplyParameters,
    Update,
)

from tests.botapi import BotApi, ChatHandle, Limits, Person, Status, Window
from tests.botapi.messages import DELETABLE_S

ALL = frozenset({"can_post_messages", "can_edit_messages", "can_delete_messages", "can_pin_messages"})
CANNOT_EDIT, CANNOT_DELETE = "message can't be edited", "message can't be deleted"
CANNOT_PIN, CANNOT_POST = "not enough rights to manage pinned messages in the chat", "need administrator rights"


@pytest.fixture
def owner(api: BotApi) -> Person:
    return api.person("Owner")


@pytest.fixture
def channel(api: BotApi, owner: Person) -> ChatHandle:
    return api.channel("Оборона", owner, username="oborona")


async def updates(bot: Bot) -> list[Update]:
    """Those that are new."""
    found = await bot.get_updates(allowed_updates=["message", "channel_post", "edited_channel_post", "chat_member"])
    if found:
        await bot.get_updates(offset=found[-1].update_id + 1)
    return found


async def posts(bot: Bot) -> list[Message]:
    """What the bot is told of a channel."""
    return [one for update in await updates(bot) if (one := update.channel_post or update.edited_channel_post)]


async def refused(answer: Awaitable[object], words: str) -> None:
    with pytest.raises(TelegramBadRequest, match=f"Bad Request: {words}"):
        await answer


# --- who may what


async def test_a_stranger_makes_the_bot_an_administrator_and_cannot_be_written_to(api: BotApi, bot: Bot) -> None:
    stranger = api.person("Stranger")
    channel = api.channel("Оборона", stranger, bot=Status.LEFT)
    with pytest.raises(TelegramForbiddenError, match="bot is not a member of the channel chat"):
        await bot.get_chat_administrators(channel.id)
    await channel.set_bot(Status.ADMINISTRATOR, denied=frozenset({"can_delete_messages"}), by=stranger)
    (update,) = await bot.get_updates()
    change = update.my_chat_member
    assert change is not None
    assert (change.chat.id, change.from_user.id, change.old_chat_member.status) == (channel.id, stranger.id, "left")
    assert isinstance(change.new_chat_member, ChatMemberAdministrator)
    rights = change.new_chat_member
    assert (rights.can_post_messages, rights.can_edit_messages, rights.can_delete_messages) == (True, True, False)
    with pytest.raises(TelegramForbiddenError, match="bot can't initiate conversation with a user"):
        await bot.send_message(stranger.id, "Что публиковать?")


async def test_rights_change_while_the_bot_runs(api: BotApi, bot: Bot, channel: ChatHandle, owner: Person) -> None:
    boris = api.person("Boris")
    await bot.get_updates(allowed_updates=["my_chat_member", "chat_member"])
    await channel.set_member(boris, Status.ADMINISTRATOR, denied=frozenset({"can_edit_messages"}), is_anonymous=True)
    member = await bot.get_chat_member(channel.id, boris.id)
    assert isinstance(member, ChatMemberAdministrator)
    assert (member.can_post_messages, member.can_edit_messages, member.is_anonymous) == (True, False, True)
    assert [one.user.id for one in await bot.get_chat_administrators(channel.id)] == [owner.id, bot.id, boris.id]
    await channel.set_bot(Status.ADMINISTRATOR, denied=frozenset({"can_post_messages"}))
    told, lost = await bot.get_updates()
    assert told.chat_member is not None
    assert told.chat_member.new_chat_member.user.id == boris.id
    assert lost.my_chat_member is not None
    rights = (lost.my_chat_member.old_chat_member, lost.my_chat_member.new_chat_member)
    assert [isinstance(one, ChatMemberAdministrator) and one.can_post_messages for one in rights] == [True, False]


async def test_members_are_no_business_of_a_bot_that_is_no_administrator(api: BotApi, bot: Bot, owner: Person) -> None:
    group, channel = api.supergroup("Редакция", owner), api.channel("Чужой", owner, username="chuzhoj", bot=Status.LEFT)
    await bot.get_updates(allowed_updates=["chat_member"])
    await group.set_member(api.person("Boris"), Status.ADMINISTRATOR)
    assert await bot.get_updates() == []
    await refused(bot.get_chat_administrators(channel.id), "member list is inaccessible")
    await refused(bot.get_chat_member(channel.id, owner.id), "member list is inaccessible")


async def delete(bot: Bot, message: Message) -> object:
    return await bot.delete_message(message.chat.id, message.message_id)


async def pin(bot: Bot, message: Message) -> object:
    return await bot.pin_chat_message(message.chat.id, message.message_id)


async def edit(bot: Bot, message: Message) -> object:
    return await bot.edit_message_text("другое", chat_id=message.chat.id, message_id=message.message_id)


async def send(bot: Bot, message: Message) -> object:
    return await bot.send_message(message.chat.id, "x")


async def copy(bot: Bot, message: Message) -> object:
    return await bot.copy_message(message.chat.id, message.chat.id, message.message_id)


Act = Callable[[Bot, Message], Awaitable[object]]


@pytest.mark.parametrize(
    ("act", "rights", "words"),
    [
        (send, {"can_post_messages"}, CANNOT_POST),
        (copy, {"can_post_messages"}, CANNOT_POST),
        (edit, {"can_edit_messages"}, CANNOT_EDIT),
        (edit, {"can_post_messages"}, CANNOT_EDIT),
        (delete, {"can_delete_messages"}, CANNOT_DELETE),
        (delete, {"can_post_messages"}, CANNOT_DELETE),
        (pin, {"can_edit_messages"}, CANNOT_PIN),
    ],
)
async def test_what_a_post_of_the_bots_own_needs(
    bot: Bot, channel: ChatHandle, act: Act, rights: set[str], words: str
) -> None:
    post = await bot.send_message(channel.id, "x")
    await channel.set_bot(Status.ADMINISTRATOR, denied=ALL)
    await refused(act(bot, post), words)
    await channel.set_bot(Status.ADMINISTRATOR, denied=ALL - rights)
    await act(bot, post)


@pytest.mark.parametrize(
    ("act", "right", "words"),
    [(edit, "can_edit_messages", CANNOT_EDIT), (delete, "can_delete_messages", CANNOT_DELETE)],
)
async def test_what_a_post_of_somebody_elses_needs(
    bot: Bot, channel: ChatHandle, act: Act, right: str, words: str
) -> None:
    await channel.post("чужое")
    (post,) = await posts(bot)
    await channel.set_bot(Status.ADMINISTRATOR, denied=frozenset({right}))
    await refused(act(bot, post), words)
    await channel.set_bot(Status.ADMINISTRATOR, denied=ALL - {right})
    await act(bot, post)


async def test_no_bot_deletes_what_is_older_than_48_hours(api: BotApi, bot: Bot, channel: ChatHandle) -> None:
    private, group = api.private(api.person("Anna")), api.group("Редакция", api.person("Owner"))
    for chat, words in ((channel, "message can't be deleted$"), (private, "message can't be deleted for everyone")):
        post, later = [await bot.send_message(chat.id, "x") for _ in range(2)]
        chat.chat.messages[post.message_id].date -= DELETABLE_S
        chat.chat.messages[later.message_id].date -= DELETABLE_S - 60
        await refused(delete(bot, post), words)
        await delete(bot, later)
        await edit(bot, post)
    theirs = await group.say("/x")
    await refused(bot.delete_message(group.id, theirs.id), "message can't be deleted for everyone")
    some = [(await bot.send_message(group.id, "x")).message_id for _ in range(2)]
    await bot.delete_messages(group.id, [*some, 999])
    assert group.messages == []


async def test_what_is_pinned_is_said_and_told(api: BotApi, bot: Bot, channel: ChatHandle, owner: Person) -> None:
    group = api.supergroup("Редакция", owner)
    said = await bot.send_message(group.id, "x")
    await pin(bot, said)
    group.chat.denied = frozenset({"can_pin_messages"})
    await refused(pin(bot, said), CANNOT_PIN)
    first, second = [await bot.send_message(channel.id, text) for text in ("раз", "два")]
    await pin(bot, first)
    await pin(bot, second)
    told = (await posts(bot))[-1]
    assert isinstance(told.pinned_message, Message)
    assert told.pinned_message.text == "два"
    assert [message.text for message in channel.messages] == ["раз", "два"]
    await bot.unpin_chat_message(channel.id)
    pinned = (await bot.get_chat(channel.id)).pinned_message
    assert isinstance(pinned, Message)
    assert pinned.message_id == first.message_id
    await delete(bot, first)
    await refused(bot.unpin_chat_message(channel.id), "message to unpin not found")
    await refused(bot.pin_chat_message(channel.id, first.message_id), "message to pin not found")
    await group.set_bot(Status.ADMINISTRATOR, denied=frozenset({"can_pin_messages"}))
    await refused(pin(bot, said), CANNOT_PIN)


async def test_a_topic_is_opened_with_the_right_to_manage_them(api: BotApi, bot: Bot, owner: Person) -> None:
    forum, group = api.supergroup("Редакция", owner, is_forum=True), api.supergroup("Без тем", owner)
    await refused(bot.create_forum_topic(group.id, "Очередь"), "the chat is not a forum")
    await refused(bot.create_forum_topic(forum.id, "Очередь"), "not enough rights to create a topic")
    await forum.set_bot(Status.ADMINISTRATOR)
    topic = await bot.create_forum_topic(forum.id, "Очередь")
    assert topic.name == "Очередь"
    sent = await bot.send_message(forum.id, "x", message_thread_id=topic.message_thread_id)
    assert sent.message_thread_id == topic.message_thread_id
    await refused(bot.delete_message(forum.id, topic.message_thread_id), CANNOT_DELETE)


# --- what is sent


async def test_a_preview_is_kept_and_written_down(api: BotApi, bot: Bot, channel: ChatHandle) -> None:
    preview = LinkPreviewOptions(url="https://example.org/", prefer_large_media=True, show_above_text=True)
    post = await bot.send_message(channel.id, "x", link_preview_options=preview)
    (call,) = (await api.record()).of("sendMessage")
    for kept in (channel.messages[0].link_preview, call.result["link_preview_options"]):
        assert kept == {"url": "https://example.org/", "prefer_large_media": True, "show_above_text": True}
    reply = await bot.send_message(channel.id, "y", reply_parameters=ReplyParameters(message_id=post.message_id))
    assert reply.reply_to_message is not None
    assert reply.reply_to_message.message_id == post.message_id


async def test_what_opens_the_answer_is_kept_and_stands_in_no_channel(
    api: BotApi, bot: Bot, channel: ChatHandle, owner: Person
) -> None:
    group = api.supergroup("Редакция", owner)
    markup = ForceReply(selective=True, input_field_placeholder="Новый текст")
    asked = await bot.send_message(group.id, "Борис, ответьте", reply_markup=markup)
    assert group.messages[0].force_reply == {"selective": True, "placeholder": "Новый текст"}
    assert asked.reply_markup is None
    await refused(edit(bot, asked), CANNOT_EDIT)
    await refused(bot.send_message(channel.id, "x", reply_markup=markup), "inline keyboard expected")


async def test_sends_and_edits_of_a_channel_share_twenty_a_minute(api: BotApi, bot: Bot, channel: ChatHandle) -> None:
    source = api.channel("Источник", api.person("Owner"))
    album = [one.id for one in await source.send_album(9)]
    api.windows.set_limits(Limits(group=Window(20, 60)))
    post = await bot.send_message(channel.id, "x")
    for number in range(9):
        await post.edit_text(f"x {number}")
    await bot.copy_messages(channel.id, source.id, album)
    await bot.send_message(channel.id, "двадцатое")
    with pytest.raises(TelegramRetryAfter):
        await post.edit_text("лишнее")
    await pin(bot, post)
    await bot.send_message(source.id, "у каждого канала свои")


# --- what people do


async def test_a_person_posts_in_a_channel_and_changes_it(bot: Bot, channel: ChatHandle) -> None:
    own = await bot.send_message(channel.id, "бот")
    post = await channel.post("Первое", reply_to=channel.messages[0])
    await channel.edit(post, "Второе")
    await channel.edit(channel.messages[0], "поправили за ботом")
    first, second = await posts(bot)
    assert (first.sender_chat, first.from_user, first.text) == (first.chat, None, "Первое")
    assert first.reply_to_message is not None
    assert first.reply_to_message.message_id == own.message_id
    assert (second.message_id, second.text, second.edit_date is None) == (first.message_id, "Второе", False)
    assert [message.text for message in channel.messages] == ["поправили за ботом"]


async def test_an_album_is_several_posts_of_one_group(api: BotApi, bot: Bot, channel: ChatHandle) -> None:
    await channel.send_album(3, "Подпись")
    told = await posts(bot)
    assert [post.caption for post in told] == ["Подпись", None, None]
    assert all(post.photo for post in told)
    (group,) = {post.media_group_id for post in told}
    other = api.channel("Другой", api.person("Owner"))
    ids = [post.message_id for post in told]
    await bot.copy_messages(other.id, channel.id, ids)
    assert [message.text for message in other.messages] == ["Подпись", "", ""]
    assert len({message.media_group_id for message in other.messages} | {group}) == 2
    await bot.forward_messages(other.id, channel.id, [*ids, 999])
    assert [(message.origin or {}).get("message_id") for message in other.messages[3:]] == ids
    await bot.copy_messages(other.id, channel.id, ids[:1], remove_caption=True)
    assert (other.messages[-1].text, other.messages[-1].media_group_id) == ("", None)
    await refused(bot.copy_messages(other.id, channel.id, [998, 999]), "there are no messages to forward")
    await refused(bot.copy_messages(other.id, channel.id, ids[::-1]), "message identifiers must be in a strictly")


async def test_the_bot_sends_an_album(bot: Bot, channel: ChatHandle) -> None:
    photo = BufferedInputFile(b"\xff\xd8\xff", "x.jpg")
    sent = await bot.send_media_group(
        channel.id, [InputMediaPhoto(media=photo, caption="Две"), InputMediaPhoto(media=photo)]
    )
    assert [message.caption for message in sent] == ["Две", None]
    assert sent[0].media_group_id == sent[1].media_group_id is not None
    await bot.edit_message_caption(chat_id=channel.id, message_id=sent[0].message_id, caption="Обе")
    assert channel.messages[0].text == "Обе"
    await refused(edit(bot, sent[0]), "there is no text in the message to edit")
    await refused(bot.send_media_group(channel.id, [InputMediaPhoto(media=photo)]), "media group must include 2-10")


async def test_what_is_forwarded_names_the_channel_it_comes_from(api: BotApi, bot: Bot, channel: ChatHandle) -> None:
    anna = api.person("Anna")
    post, private, other = await channel.post("Новость"), api.private(anna), api.channel("Другой", anna)
    once = await private.forward(post)
    await other.forward(once)
    await bot.forward_message(other.id, channel.id, post.id)
    heard = [update.message or update.channel_post for update in await updates(bot)][1:]
    assert [message.chat.id for message in heard if message] == [private.id, other.id]
    for message in heard:
        assert message is not None
        assert isinstance(message.forward_origin, MessageOriginChannel)
        assert (message.forward_origin.chat.id, message.forward_origin.message_id) == (channel.id, post.id)
    (forwarded,) = other.messages
    assert forwarded.origin == once.origin
    await refused(bot.edit_message_text("x", chat_id=other.id, message_id=forwarded.id), CANNOT_EDIT)
    said = await bot.forward_message(private.id, private.id, (await private.say("сама")).id)
    assert said.forward_origin is not None
    assert said.forward_origin.type == "user"


async def test_a_copy_has_its_own_caption_and_no_origin(api: BotApi, bot: Bot, channel: ChatHandle) -> None:
    other = api.channel("Другой", api.person("Owner"))
    (photo,) = await channel.send_album(1, "Было")
    await bot.copy_message(other.id, channel.id, photo.id)
    await bot.copy_message(other.id, channel.id, photo.id, caption="<b>Стало</b>", parse_mode="HTML")
    assert [message.html for message in other.messages] == ["Было", "<b>Стало</b>"]
    assert [message.origin for message in other.messages] == [None, None]
    assert other.messages[0].attachment == photo.attachment
    await channel.delete(photo)
    await refused(bot.copy_message(other.id, channel.id, photo.id), "message to copy not found")
    await refused(bot.forward_message(other.id, channel.id, photo.id), "message to forward not found")


async def test_protected_content_stays_where_it_is(api: BotApi, bot: Bot, channel: ChatHandle) -> None:
    other = api.channel("Другой", api.person("Owner"))
    post = await channel.post("Секрет")
    sent = await bot.send_message(channel.id, "x", protect_content=True)
    assert sent.has_protected_content
    await refused(bot.forward_message(other.id, channel.id, sent.message_id), "the message can't be forwarded")
    await bot.copy_message(other.id, channel.id, post.id)
    channel.chat.is_protected = True
    assert (await bot.get_chat(channel.id)).has_protected_content
    words = "message has protected content and can't be forwarded"
    await refused(bot.forward_message(other.id, channel.id, post.id), words)
    await refused(bot.forward_messages(other.id, channel.id, [post.id]), words)
    await refused(bot.copy_message(other.id, channel.id, post.id), "the message can't be copied")
    await refused(bot.copy_messages(other.id, channel.id, [post.id]), "there are no messages to forward")
    await updates(bot)
    await channel.post("Ещё")
    assert [told.has_protected_content for told in await posts(bot)] == [True]
    with pytest.raises(LookupError):
        await other.forward(post)


async def test_an_anonymous_administrator_answers_as_the_group_and_presses_as_a_person(
    api: BotApi, bot: Bot, owner: Person
) -> None:
    group = api.supergroup("Редакция", owner)
    asked = await bot.send_message(group.id, "Новый текст?")
    await group.say_as_group("Такой", by=owner, reply_to=group.messages[0])
    await group.say_as_group("не боту", by=owner)
    await group.forge(group.messages[0], "x", by=owner)
    (message, press) = await bot.get_updates()
    assert message.message is not None
    assert message.message.from_user is not None
    assert message.message.from_user.username == "GroupAnonymousBot"
    assert message.message.sender_chat == asked.chat
    assert message.message.reply_to_message is not None
    assert message.message.reply_to_message.message_id == asked.message_id
    assert press.callback_query is not None
    assert press.callback_query.from_user.id == owner.id


async def test_a_reply_is_edited(api: BotApi, bot: Bot) -> None:
    chat = api.private(api.person("Anna"))
    await bot.send_message(chat.id, "Новый текст?")
    reply = await chat.say("раз", reply_to=chat.messages[0])
    await chat.edit(reply, "два")
    said, edited = await bot.get_updates()
    assert said.message is not None
    assert edited.edited_message is not None
    for message in (said.message, edited.edited_message):
        assert message.reply_to_message is not None
        assert message.reply_to_message.text == "Новый текст?"
    assert edited.edited_message.text == "два"
