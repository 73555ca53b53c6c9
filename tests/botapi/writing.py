"""What people write in a chat, and what they see there of the bot."""

from typing import Any

from .entities import Entity, utf16_length
from .formatting import cleaned, with_recognised
from .params import Upload
from .people import DEFAULT_TIMEOUT_S, Person
from .telegram import Telegram
from .world import Chat, Kind, Message, Topic, User

Json = dict[str, Any]


class Written:
    """The messages of a chat. Whatever people write in a channel, the channel itself says."""

    def __init__(self, telegram: Telegram, chat_id: int) -> None:
        self._telegram = telegram
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
        return [
            message
            for message in self.chat.messages.values()
            if message.writer_id == bot_id and not message.service and not message.is_deleted
        ]

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
        entities = tuple(with_recognised(text, formatted))
        return self._tell(self._add(by, thread, text=text, entities=entities, reply_to=reply_to))

    async def say_as_group(
        self, text: str, *, by: Person | None = None, thread: Topic | None = None, reply_to: Message | None = None
    ) -> Message:
        """An anonymous administrator writes in a group: nobody is told who."""
        text = cleaned(text)
        entities = tuple(with_recognised(text))
        message = self._add(by, thread, text=text, entities=entities, reply_to=reply_to, as_chat=True)
        return self._tell(message)

    async def send_file(self, name: str, content: bytes, *, by: Person | None = None) -> Message:
        """Someone sends a document."""
        document = self._telegram.keep_file(Upload(name, "application/octet-stream", content))
        return self._tell(self._add(by, attachment={"document": document}))

    async def send(
        self, content: Json, caption: str = "", *, by: Person | None = None, reply_to: Message | None = None
    ) -> Message:
        """Someone sends what is no text: `content` as Telegram describes it, such as `{"dice": {…}}`."""
        caption = cleaned(caption)
        entities = tuple(with_recognised(caption))
        return self._tell(self._add(by, text=caption, entities=entities, attachment=content, reply_to=reply_to))

    async def send_album(self, photos: int, caption: str = "", *, by: Person | None = None) -> list[Message]:
        """Someone sends so many photos as one: a message for each, and the caption in the first."""
        caption, group = cleaned(caption), self._telegram.new_media_group()
        sent = []
        for number in range(photos):
            photo = self._telegram.attach("photo", Upload(f"{group}-{number}.jpg", "image/jpeg", b"\xff\xd8\xff"))
            text = "" if number else caption
            message = self._add(
                by, text=text, entities=tuple(with_recognised(text)), attachment=photo, media_group_id=group
            )
            sent.append(self._tell(message))
        return sent

    async def edit(self, message: Message, text: str, *, after_s: int = 1) -> Message:
        """Someone changes what was written, so many seconds after it was; the bot hears nothing of its own posts."""
        message.text = cleaned(text)
        message.entities, message.edit_date = tuple(with_recognised(message.text)), message.date + after_s
        return self._tell(message, is_edited=True)

    async def delete(self, message: Message) -> None:
        """Someone deletes a message. The bot does not hear of that."""
        message.is_deleted = True
        self._telegram.bell.ring()

    async def forward(self, message: Message, *, by: Person | None = None) -> Message:
        """Someone forwards a message of another chat to this one. Raises LookupError if its content is protected."""
        world = self._telegram.world
        if message.is_protected or world.chats[message.chat_id].is_protected:
            raise LookupError(f"message {message.id} has protected content")
        origin = world.origin_json(message)
        forwarded = self._add(
            by, text=message.text, entities=message.entities, attachment=message.attachment, origin=origin
        )
        return self._tell(forwarded)

    async def post(self, text: str, *, by: Person | None = None, reply_to: Message | None = None) -> Message:
        """A channel speaks, by one of its administrators."""
        return await self.say(text, by=by, reply_to=reply_to)

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
        author, as_chat = self._user(by).id, as_chat or self.chat.kind is Kind.CHANNEL
        message = Message(
            id=self._telegram.world.next_message_id(self.chat),
            chat_id=self.id,
            sender_id=None if as_chat else author,
            author_id=author if as_chat else None,
            date=self._telegram.now_s(),
            thread_id=thread.id if thread else None,
            reply_to=reply_to.id if reply_to else None,
            **content,
        )
        self.chat.messages[message.id] = message
        return message

    def _tell(self, message: Message, *, is_edited: bool = False) -> Message:
        """Let the bot hear of a message, if it is in the chat and the message is for it."""
        bot = self._telegram.world.bot
        if self.chat.status(bot.id).is_present and message.writer_id != bot.id and self._is_for_bot(message):
            kind = "channel_post" if self.chat.kind is Kind.CHANNEL else "message"
            self._telegram.queue.put(
                f"edited_{kind}" if is_edited else kind, self._telegram.world.message_json(message)
            )
        return message

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
        if self.chat.kind is Kind.PRIVATE or self.chat.status(bot.id).rules or message.service:
            return True
        replied = self.chat.messages.get(message.reply_to or 0)
        if replied is not None and replied.sender_id == bot.id:
            return True
        first = message.entities[0] if message.entities else None
        if first is None or first.type != "bot_command" or first.offset:
            return False
        _, _, addressee = message.text[: first.length].partition("@")
        return addressee.lower() in {"", (bot.username or "").lower()}
