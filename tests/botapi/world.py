"""The world behind the server: people, chats, their members, topics and messages.

Plain state, without IO; a snapshot is this, written down. Ids are dealt as Telegram deals them: message ids grow in
every chat; private chats and basic groups share one count, supergroups and channels have a count each.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from .entities import Entity
from .html import to_html
from .keyboards import Button, buttons
from .refusals import Refusal

Json = dict[str, Any]

_SUPERGROUP_BASE = -1_000_000_000_000
"""Ids of supergroups and channels begin here and go down."""

_RECOGNISED = frozenset({"bot_command", "url", "email", "mention", "hashtag", "cashtag"})


class Kind(StrEnum):
    PRIVATE = "private"
    GROUP = "group"
    SUPERGROUP = "supergroup"
    CHANNEL = "channel"


class Status(StrEnum):
    """How someone stands to a chat."""

    CREATOR = "creator"
    ADMINISTRATOR = "administrator"
    MEMBER = "member"
    RESTRICTED = "restricted"
    LEFT = "left"
    KICKED = "kicked"

    @property
    def is_present(self) -> bool:
        return self not in {Status.LEFT, Status.KICKED}

    @property
    def rules(self) -> bool:
        return self in {Status.CREATOR, Status.ADMINISTRATOR}


@dataclass(slots=True)
class User:
    id: int
    first_name: str
    username: str | None = None
    language_code: str | None = None
    is_bot: bool = False
    is_deactivated: bool = False

    def to_json(self) -> Json:
        optional = {"username": self.username, "language_code": self.language_code}
        named = {key: value for key, value in optional.items() if value is not None}
        return {"id": self.id, "is_bot": self.is_bot, "first_name": self.first_name} | named


GROUP_ANONYMOUS_BOT = User(1_087_968_824, "Group", username="GroupAnonymousBot", is_bot=True)
"""Who an anonymous administrator is said to be."""


@dataclass(slots=True)
class Member:
    user_id: int
    status: Status
    denied: frozenset[str] = frozenset()
    """Rights that an administrator, or a restricted member, does not have."""
    is_anonymous: bool = False
    """Whether an administrator writes as the group."""


@dataclass(slots=True)
class Topic:
    id: int
    name: str
    is_closed: bool = False


@dataclass(slots=True)
class Edition:
    """What a message said before an edit."""

    text: str
    entities: tuple[Entity, ...]
    keyboard: Json | None


@dataclass(slots=True)
class Message:
    id: int
    chat_id: int
    sender_id: int | None
    """None where a chat speaks for itself: a channel, or a group in which an anonymous administrator writes."""
    date: int
    """Unix time, in seconds."""
    text: str = ""
    entities: tuple[Entity, ...] = ()
    keyboard: Json | None = None
    thread_id: int | None = None
    reply_to: int | None = None
    is_silent: bool = False
    link_preview: Json | None = None
    attachment: Json | None = None
    """`document` or `photo` as Telegram describes it; the text is then its caption."""
    author_id: int | None = None
    """Who wrote it where a chat speaks for itself; the bot hears that of nobody."""
    media_group_id: str | None = None
    """Of the messages of one album."""
    is_protected: bool = False
    """Whether this one alone may not be forwarded; see also the chat."""
    force_reply: Json | None = None
    """What opens the answer by itself at those who see it; such a message cannot be edited."""
    origin: Json | None = None
    """Whence it was forwarded."""
    service: Json | None = None
    """What happened, in a message that nobody wrote."""
    edit_date: int | None = None
    edits: list[Edition] = field(default_factory=list)
    """What it said before each edit, oldest first."""
    is_deleted: bool = False

    @property
    def writer_id(self) -> int | None:
        """Who wrote it, also where a chat speaks."""
        return self.author_id if self.sender_id is None else self.sender_id

    @property
    def html(self) -> str:
        """The text with its formatting as markup; what Telegram itself recognised is left out."""
        return to_html(self.text, [entity for entity in self.entities if entity.type not in _RECOGNISED])

    @property
    def buttons(self) -> list[Button]:
        return buttons(self.keyboard)

    def button(self, text: str) -> Button:
        """The button with that text, or the only one that begins with it. Raises LookupError."""
        found = [b for b in self.buttons if b.text == text] or [b for b in self.buttons if b.text.startswith(text)]
        if len(found) != 1:
            shown = ", ".join(repr(button.text) for button in self.buttons) or "no buttons"
            raise LookupError(f"{text!r} is not one of {shown}")
        return found[0]


@dataclass(slots=True)
class Chat:
    id: int
    kind: Kind
    title: str
    username: str | None = None
    is_forum: bool = False
    members: dict[int, Member] = field(default_factory=dict)
    topics: dict[int, Topic] = field(default_factory=dict)
    messages: dict[int, Message] = field(default_factory=dict)
    last_message_id: int = 1
    """Of supergroups and channels, which count for themselves; their first message says that they were made."""
    denied: frozenset[str] = frozenset()
    """Rights that ordinary members do not have here."""
    migrated_to: int | None = None
    is_deactivated: bool = False
    is_protected: bool = False
    """Whether its messages may not be forwarded."""
    pinned: list[int] = field(default_factory=list)
    """The messages that are pinned, the last one last."""

    def status(self, user_id: int) -> Status:
        member = self.members.get(user_id)
        return member.status if member else Status.LEFT

    def may(self, user_id: int, right: str) -> bool:
        """Whether someone has the right here."""
        member = self.members.get(user_id)
        if member is None or not member.status.is_present:
            return False
        return right not in member.denied and (member.status.rules or right not in self.denied)

    def to_json(self) -> Json:
        if self.kind is Kind.PRIVATE:
            named: Json = {"first_name": self.title}
        else:
            named = {"title": self.title}
        if self.username:
            named["username"] = self.username
        if self.is_forum:
            named["is_forum"] = True
        return {"id": self.id, "type": str(self.kind)} | named


@dataclass(slots=True)
class World:
    """Everything that exists. The bot is one of its users."""

    bot: User
    users: dict[int, User] = field(default_factory=dict)
    chats: dict[int, Chat] = field(default_factory=dict)
    last_user_id: int = 1000
    last_group_id: int = -4000
    last_supergroup_id: int = _SUPERGROUP_BASE - 2000
    last_message_id: int = 0
    """Of private chats and basic groups, which share one count."""
    last_media_group_id: int = 13_000_000_000_000_000
    callbacks: dict[str, Json | None] = field(default_factory=dict)
    """Pressed buttons by the id of the query: None while unanswered, then the answer."""
    last_callback_id: int = 0
    inline_queries: dict[str, Json | None] = field(default_factory=dict)
    """What people have typed after the bot's name, by the id of the query: None while unanswered, then the answer."""
    supports_inline: bool = True
    """Whether @BotFather has switched inline queries on."""
    commands: dict[str, list[Json]] = field(default_factory=dict)
    """The bot's command lists, by scope and language."""
    profile: dict[str, str] = field(default_factory=dict)
    """The bot's descriptions, by kind and language."""

    def user(self, user_id: int) -> User | None:
        return self.bot if user_id == self.bot.id else self.users.get(user_id)

    def add_user(self, first_name: str, username: str | None = None, language_code: str | None = None) -> User:
        self.last_user_id += 1
        user = User(self.last_user_id, first_name, username, language_code)
        self.users[user.id] = user
        return user

    def add_chat(self, kind: Kind, title: str, username: str | None = None, *, is_forum: bool = False) -> Chat:
        """A group, supergroup or channel, still without members."""
        if kind is Kind.GROUP:
            self.last_group_id -= 1
            chat_id = self.last_group_id
        else:
            self.last_supergroup_id -= 1
            chat_id = self.last_supergroup_id
        chat = Chat(chat_id, kind, title, username, is_forum)
        self.chats[chat.id] = chat
        return chat

    def add_private(self, user: User) -> Chat:
        """The chat of a person with the bot, which the person has started."""
        chat = self.chats.setdefault(user.id, Chat(user.id, Kind.PRIVATE, user.first_name, user.username))
        for present in (user, self.bot):
            chat.members.setdefault(present.id, Member(present.id, Status.MEMBER))
        return chat

    def find_chat(self, reference: object) -> Chat:
        """By id or @username. Raises ApiError."""
        text = str(reference if reference is not None else "")
        if not text:
            raise Refusal.CHAT_ID_EMPTY.error()
        if text.startswith("@"):
            found = [c for c in self.chats.values() if c.username and c.username.lower() == text[1:].lower()]
            # A private chat cannot be addressed by the name of its person.
            chat = next((c for c in found if c.kind is not Kind.PRIVATE), None)
        else:
            chat = self.chats.get(int(text)) if text.lstrip("-").isdecimal() else None
            if chat is None and text.isdecimal() and int(text) in self.users:
                raise Refusal.NOT_STARTED.error()
        if chat is None:
            raise Refusal.CHAT_NOT_FOUND.error()
        return chat

    def next_message_id(self, chat: Chat) -> int:
        if chat.kind in {Kind.PRIVATE, Kind.GROUP}:
            self.last_message_id += 1
            return self.last_message_id
        chat.last_message_id += 1
        return chat.last_message_id

    def message_json(self, message: Message, *, with_reply: bool = True) -> Json:
        """A message as Telegram writes it."""
        chat = self.chats[message.chat_id]
        body: Json = {"message_id": message.id, "date": message.date, "chat": chat.to_json()}
        sender = self.user(message.sender_id) if message.sender_id is not None else None
        body |= {"from": sender.to_json()} if sender else {"sender_chat": chat.to_json()}
        if sender is None and chat.kind is not Kind.CHANNEL:
            body["from"] = GROUP_ANONYMOUS_BOT.to_json()
        if message.thread_id is not None:
            body |= {"message_thread_id": message.thread_id, "is_topic_message": True}
        optional = {
            "forward_origin": message.origin,
            "edit_date": message.edit_date,
            "media_group_id": message.media_group_id,
            "has_protected_content": chat.is_protected or message.is_protected or None,
            "link_preview_options": message.link_preview or None,
            "reply_markup": message.keyboard,
        }
        body |= {name: value for name, value in optional.items() if value is not None}
        # What quotes nothing in a topic replies to the message that made the topic.
        replied = chat.messages.get(message.reply_to or message.thread_id or 0)
        if replied is message:
            replied = None
        if with_reply and replied is not None and not replied.is_deleted:
            body["reply_to_message"] = self.message_json(replied, with_reply=False)
        return {**body, **self._content_json(message)}

    def origin_json(self, message: Message) -> Json:
        """Whence a copy of the message is said to be forwarded: where it was first, if it was forwarded itself."""
        if message.origin is not None:
            return message.origin
        origin: Json = {"date": message.date}
        sender = self.user(message.sender_id) if message.sender_id is not None else None
        if sender is not None:
            return origin | {"type": "user", "sender_user": sender.to_json()}
        chat = self.chats[message.chat_id]
        if chat.kind is Kind.CHANNEL:
            return origin | {"type": "channel", "chat": chat.to_json(), "message_id": message.id}
        return origin | {"type": "chat", "sender_chat": chat.to_json()}

    def pressed_json(self, message: Message) -> Json:
        """A message whose button was pressed; of one that is gone, only where it stood."""
        if message.is_deleted:
            return {"message_id": message.id, "date": 0, "chat": self.chats[message.chat_id].to_json()}
        return self.message_json(message)

    def _content_json(self, message: Message) -> Mapping[str, Any]:
        if message.service is not None:
            return message.service
        text, entities = ("caption", "caption_entities") if message.attachment else ("text", "entities")
        content: Json = dict(message.attachment or {})
        if message.text:
            content[text] = message.text
        if message.entities:
            content[entities] = [self._entity_json(entity) for entity in message.entities]
        return content

    def _entity_json(self, entity: Entity) -> Json:
        user = self.user(entity.user_id) if entity.user_id is not None else None
        return entity.to_json() | ({"user": user.to_json()} if user else {})
