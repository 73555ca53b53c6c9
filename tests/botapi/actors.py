"""Handles for tests: what people do in chats, and what they see there."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from .entities import Entity, utf16_length
from .formatting import cleaned, with_recognised
from .members import member_json
from .params import Upload
from .telegram import Telegram
from .world import Chat, Kind, Member, Message, Status, Topic, User

Json = dict[str, Any]

DEFAULT_TIMEOUT_S = 60.0
"""It matters only where something is broken; a machine that tests many things at once is slow."""


@dataclass(frozen=True, slots=True)
class Person:
    """A user of Telegram."""

    user: User

    @property
    def id(self) -> int:
        return self.user.id


@dataclass(frozen=True, slots=True)
class Press:
    """A button that was pressed."""

    id: str
    telegram: Telegram

    async def answered(self, timeout: float = DEFAULT_TIMEOUT_S) -> Json:  # noqa: ASYNC109  as tests say it
        """The bot's answer: `text` and `show_alert`. Raises TimeoutError after `timeout` seconds."""
        return await self.telegram.bell.until(lambda: self.telegram.world.callbacks[self.id], timeout)


@dataclass(frozen=True, slots=True)
class InlineAsked:
    """Something that was typed after the bot's name."""

    id: str
    telegram: Telegram

    async def answered(self, timeout: float = DEFAULT_TIMEOUT_S) -> Json:  # noqa: ASYNC109  as tests say it
        """The bot's answer: `results`, `button`, `cache_time`. Raises TimeoutError after `timeout` seconds."""
        return await self.telegram.bell.until(lambda: self.telegram.world.inline_queries[self.id], timeout)


class ChatHandle:
    """A chat with the bot in it. `next_message` and `next_edit` remember what was already seen."""

    def __init__(self, telegram: Telegram, chat_id: int, handle: "Callable[[int], ChatHandle]") -> None:
        """`handle` gives the handle of another chat."""
        self._telegram = telegram
        self._handle = handle
        self.id = chat_id
        self._last_seen = 0
        self._edits_seen: dict[int, int] = {}

    @property
    def chat(self) -> Chat:
        return self._telegram.world.chats[self.id]

    # What is seen

    @property
    def messages(self) -> list[Message]:
        """Everything that the bot has sent here and that still stands, oldest first."""
        bot_id = self._telegram.world.bot.id
        own = None if self.chat.kind is Kind.CHANNEL else bot_id
        return [m for m in self.chat.messages.values() if m.sender_id == own and not m.service and not m.is_deleted]

    @property
    def unread(self) -> list[Message]:
        """What `next_message` has not yet returned."""
        return [message for message in self.messages if message.id > self._last_seen]

    async def next_message(self, timeout: float = DEFAULT_TIMEOUT_S) -> Message:  # noqa: ASYNC109  as tests say it
        """The next message that the bot sends, or sent, here. Raises TimeoutError after `timeout` seconds."""
        message = await self._telegram.bell.until(lambda: next(iter(self.unread), None), timeout)
        self._last_seen = message.id
        return message

    async def next_edit(self, message: Message, timeout: float = DEFAULT_TIMEOUT_S) -> Message:  # noqa: ASYNC109  as tests say it
        """The message once it was edited again. Raises TimeoutError after `timeout` seconds."""
        seen = self._edits_seen.get(message.id, 0)
        await self._telegram.bell.until(lambda: message if len(message.edits) > seen else None, timeout)
        self._edits_seen[message.id] = seen + 1
        return message

    # What is done

    async def say(
        self,
        text: str,
        *,
        by: Person | None = None,
        thread: Topic | None = None,
        reply_to: Message | None = None,
        bold: str = "",
    ) -> Message:
        """Someone writes; in a private chat, its person. The bot hears of it if its privacy mode lets it.

        The part `bold` of the text is formatted so.
        """
        text = cleaned(text)
        formatted = [Entity("bold", utf16_length(text[: text.index(bold)]), utf16_length(bold))] if bold else []
        message = self._add(by, thread, text=text, entities=tuple(with_recognised(text, formatted)), reply_to=reply_to)
        if self._is_for_bot(message):
            self._tell("message", message)
        return message

    async def say_as_group(self, text: str) -> Message:
        """An anonymous administrator writes in a group."""
        text = cleaned(text)
        message = self._add(None, text=text, entities=tuple(with_recognised(text)), as_chat=True)
        self._tell("message", message)
        return message

    async def send_file(self, name: str, content: bytes, *, by: Person | None = None) -> Message:
        """Someone sends a document."""
        document = self._telegram.keep_file(Upload(name, "application/octet-stream", content))
        message = self._add(by, attachment={"document": document})
        self._tell("message", message)
        return message

    async def send(self, content: Json, caption: str = "", *, by: Person | None = None) -> Message:
        """Someone sends what is no text: `content` as Telegram describes it, such as `{"dice": {…}}`."""
        caption = cleaned(caption)
        message = self._add(by, text=caption, entities=tuple(with_recognised(caption)), attachment=content)
        if self._is_for_bot(message):
            self._tell("message", message)
        return message

    async def edit(self, message: Message, text: str, *, after_s: int = 1) -> Message:
        """Someone changes what they wrote, so many seconds after they did."""
        message.text = cleaned(text)
        message.entities, message.edit_date = tuple(with_recognised(message.text)), message.date + after_s
        if self._is_for_bot(message):
            self._tell("edited_message", message)
        return message

    async def forward(self, post: Message, *, by: Person | None = None) -> Message:
        """Someone forwards what a channel has posted."""
        channel = self._telegram.world.chats[post.chat_id]
        origin = {"type": "channel", "date": post.date, "chat": channel.to_json(), "message_id": post.id}
        message = self._add(by, text=post.text, entities=post.entities, origin=origin)
        self._tell("message", message)
        return message

    async def post(self, text: str) -> Message:
        """A channel speaks, by one of its administrators."""
        text = cleaned(text)
        message = self._add(None, text=text, entities=tuple(with_recognised(text)), as_chat=True)
        self._tell("channel_post", message)
        return message

    async def press(self, message: Message, text: str, *, by: Person | None = None) -> Press:
        """Someone presses the button with that text, or the only one that begins with it. Raises LookupError."""
        button = message.button(text)
        if button.data is None:
            raise LookupError(f"{button.text!r} is not a button that the bot hears of")
        return await self.press_data(message, button.data, by=by)

    async def press_data(self, message: Message, data: str, *, by: Person | None = None) -> Press:
        """Someone presses the button with that callback data. Raises LookupError if the message has none."""
        if data not in {button.data for button in message.buttons}:
            raise LookupError(f"message {message.id} carries no {data!r}")
        return await self.forge(message, data, by=by)

    async def forge(self, message: Message, data: str, *, by: Person | None = None) -> Press:
        """Someone's client claims that a button was pressed, whatever the message carries."""
        world = self._telegram.world
        world.last_callback_id += 1
        query_id = str(world.last_callback_id)
        world.callbacks[query_id] = None
        query = {
            "id": query_id,
            "from": self._user(by).to_json(),
            "message": world.pressed_json(message),
            "chat_instance": str(self.id),
            "data": data,
        }
        self._telegram.queue.put("callback_query", query)
        return Press(query_id, self._telegram)

    async def ask_inline(self, text: str, *, by: Person | None = None) -> InlineAsked:
        """Someone types that after the bot's name, in whatever chat."""
        world = self._telegram.world
        world.last_callback_id += 1
        query_id = str(world.last_callback_id)
        world.inline_queries[query_id] = None
        query = {"id": query_id, "from": self._user(by).to_json(), "query": text, "offset": ""}
        self._telegram.queue.put("inline_query", query)
        return InlineAsked(query_id, self._telegram)

    async def set_member(
        self, person: Person, status: Status, *, denied: frozenset[str] = frozenset(), by: Person | None = None
    ) -> None:
        """Someone joins, leaves, is promoted, restricted or banned."""
        self._set_member(person.user, Member(person.id, status, denied), by, "chat_member")

    async def set_bot(self, status: Status, *, denied: frozenset[str] = frozenset(), by: Person | None = None) -> None:
        """The bot is added, promoted, restricted or thrown out."""
        bot = self._telegram.world.bot
        self._set_member(bot, Member(bot.id, status, denied), by, "my_chat_member")

    async def block(self) -> None:
        """The person stops the bot."""
        await self.set_bot(Status.KICKED)

    async def unblock(self) -> None:
        """The person starts the bot again (clients send `/start` then, which is another step)."""
        await self.set_bot(Status.MEMBER)

    async def open_topic(self, name: str) -> Topic:
        """A topic begins in a forum; its id is that of the message that says so."""
        message = self._add(None, service={"forum_topic_created": {"name": name, "icon_color": 7322096}})
        topic = self.chat.topics[message.id] = Topic(message.id, name)
        message.thread_id = topic.id
        self._tell("message", message)
        return topic

    async def rename_topic(self, topic: Topic, name: str) -> None:
        """A topic gets another name."""
        topic.name = name
        self._tell("message", self._add(None, topic, service={"forum_topic_edited": {"name": name}}))

    async def close_topic(self, topic: Topic) -> None:
        self._set_closed(topic, is_closed=True)

    async def reopen_topic(self, topic: Topic) -> None:
        self._set_closed(topic, is_closed=False)

    async def migrate(self) -> "ChatHandle":
        """A basic group becomes a supergroup. Its messages stay behind, and its id dies."""
        world, old = self._telegram.world, self.chat
        new = world.add_chat(Kind.SUPERGROUP, old.title)
        new.members, new.denied = dict(old.members), old.denied
        handle = self._handle(new.id)
        farewell = self._add(None, service={"migrate_to_chat_id": new.id})
        old.migrated_to = new.id
        greeting = handle._add(None, service={"migrate_from_chat_id": old.id})
        self._tell("message", farewell)
        handle._tell("message", greeting)
        return handle

    # How

    def _add(
        self,
        by: Person | None,
        thread: Topic | None = None,
        *,
        reply_to: Message | None = None,
        as_chat: bool = False,
        **content: Any,  # noqa: ANN401  fields of Message
    ) -> Message:
        message = Message(
            id=self._telegram.world.next_message_id(self.chat),
            chat_id=self.id,
            sender_id=None if as_chat else self._user(by).id,
            date=self._telegram.now_s(),
            thread_id=thread.id if thread else None,
            reply_to=reply_to.id if reply_to else None,
            **content,
        )
        self.chat.messages[message.id] = message
        return message

    def _tell(self, kind: str, message: Message) -> None:
        if self.chat.status(self._telegram.world.bot.id).is_present:
            self._telegram.queue.put(kind, self._telegram.world.message_json(message))

    def _user(self, by: Person | None) -> User:
        """Who acts: the given person, or the person of a private chat, or the owner of another chat."""
        if by is not None:
            return by.user
        world = self._telegram.world
        if self.chat.kind is Kind.PRIVATE:
            return world.users[self.id]
        people = [member for member in self.chat.members.values() if member.user_id != world.bot.id]
        rulers = [member for member in people if member.status.rules]
        for member in rulers + people:
            return world.users[member.user_id]
        raise LookupError(f"there is nobody in {self.chat.title!r} to act")

    def _is_for_bot(self, message: Message) -> bool:
        """Privacy mode: in groups a bot that is no administrator hears commands and replies to itself alone."""
        bot = self._telegram.world.bot
        if self.chat.kind is Kind.PRIVATE or self.chat.status(bot.id).rules:
            return True
        replied = self.chat.messages.get(message.reply_to or 0)
        if replied is not None and replied.sender_id == bot.id:
            return True
        first = message.entities[0] if message.entities else None
        if first is None or first.type != "bot_command" or first.offset:
            return False
        _, _, addressee = message.text[: first.length].partition("@")
        return addressee.lower() in {"", (bot.username or "").lower()}

    def _set_member(self, user: User, member: Member, by: Person | None, kind: str) -> None:
        actor = self._user(by)
        old = self.chat.members.get(user.id)
        self.chat.members[user.id] = member
        self._telegram.queue.put(
            kind,
            {
                "chat": self.chat.to_json(),
                "from": actor.to_json(),
                "date": self._telegram.now_s(),
                "old_chat_member": member_json(self.chat, user, old),
                "new_chat_member": member_json(self.chat, user, member),
            },
        )

    def _set_closed(self, topic: Topic, *, is_closed: bool) -> None:
        topic.is_closed = is_closed
        service: Json = {"forum_topic_closed" if is_closed else "forum_topic_reopened": {}}
        self._tell("message", self._add(None, topic, service=service))
