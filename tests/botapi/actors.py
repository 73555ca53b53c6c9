"""Handles for tests: what people do in chats, and what they see there."""

from collections.abc import Callable
from typing import Any

from .members import member_json
from .people import InlineAsked, Person, Press
from .telegram import Telegram
from .world import Kind, Member, Message, Status, Topic, User
from .writing import Written

Json = dict[str, Any]


class ChatHandle(Written):
    """A chat with the bot in it. `next_message` and `next_edit` remember what was already seen."""

    def __init__(self, telegram: Telegram, chat_id: int, handle: "Callable[[int], ChatHandle]") -> None:
        """`handle` gives the handle of another chat."""
        super().__init__(telegram, chat_id)
        self._handle = handle

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
        self,
        person: Person,
        status: Status,
        *,
        denied: frozenset[str] = frozenset(),
        is_anonymous: bool = False,
        by: Person | None = None,
    ) -> None:
        """Someone joins, leaves, is promoted, restricted or banned. A bot that administers the chat hears of it."""
        member = Member(person.id, status, denied, is_anonymous)
        self._set_member(person.user, member, by, "chat_member")

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
        self._tell(message)
        return topic

    async def rename_topic(self, topic: Topic, name: str) -> None:
        """A topic gets another name."""
        topic.name = name
        self._tell(self._add(None, topic, service={"forum_topic_edited": {"name": name}}))

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
        self._tell(farewell)
        handle._tell(greeting)
        return handle

    def _set_member(self, user: User, member: Member, by: Person | None, kind: str) -> None:
        actor = self._user(by)
        old = self.chat.members.get(user.id)
        self.chat.members[user.id] = member
        if kind == "chat_member" and not self.chat.status(self._telegram.world.bot.id).rules:
            return
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
        self._tell(self._add(None, topic, service=service))
