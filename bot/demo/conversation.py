"""The terminal's one private chat, as Telegram's server would keep it: messages and unfetched updates."""

import asyncio
from collections import deque
from collections.abc import Sequence
from datetime import datetime

from aiogram.types import (
    CallbackQuery,
    Chat,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    Message,
    MessageEntity,
    Update,
    User,
)


class Conversation:
    """Messages by id, and updates that the bot has not yet confirmed."""

    def __init__(self, person: User, bot: User) -> None:
        self.chat = Chat(id=person.id, type="private", first_name=person.first_name, username=person.username)
        self._person = person
        self._bot = bot
        self._messages: dict[int, Message] = {}
        self._last_message_id = 0
        self._last_update_id = 0
        self._updates: deque[Update] = deque()
        self._changed = asyncio.Condition()

    def message(self, message_id: int | None) -> Message | None:
        return None if message_id is None else self._messages.get(message_id)

    def post(
        self,
        text: str,
        entities: Sequence[MessageEntity],
        keyboard: InlineKeyboardMarkup | None,
        reply_to: Message | None,
        at: datetime,
    ) -> Message:
        """A message of the bot."""
        return self._keep(
            Message(
                message_id=self._next_message_id(),
                date=at,
                chat=self.chat,
                from_user=self._bot,
                text=text,
                entities=list(entities) or None,
                reply_markup=keyboard,
                reply_to_message=reply_to,
            )
        )

    def edit(
        self,
        message: Message,
        text: str | None,
        entities: Sequence[MessageEntity],
        keyboard: InlineKeyboardMarkup | None,
        at: datetime,
    ) -> Message:
        return self._keep(
            message.model_copy(
                update={
                    "text": text,
                    "entities": list(entities) or None,
                    "reply_markup": keyboard,
                    "edit_date": round(at.timestamp()),
                }
            )
        )

    def delete(self, message_id: int) -> bool:
        """False if there is no such message."""
        return self._messages.pop(message_id, None) is not None

    async def write(self, text: str, at: datetime) -> None:
        """The person sends a message."""
        message = self._keep(
            Message(message_id=self._next_message_id(), date=at, chat=self.chat, from_user=self._person, text=text)
        )
        await self._offer(Update(update_id=self._next_update_id(), message=message))

    async def press(self, message: Message, button: InlineKeyboardButton) -> None:
        """The person presses a button below a message."""
        update_id = self._next_update_id()
        query = CallbackQuery(
            id=str(update_id),
            from_user=self._person,
            chat_instance=str(self.chat.id),
            message=message,
            data=button.callback_data,
        )
        await self._offer(Update(update_id=update_id, callback_query=query))

    async def updates(self, offset: int | None, limit: int, timeout_s: float) -> list[Update]:
        """The unconfirmed updates, oldest first; waits for one if there is none. `offset` confirms those before it."""
        async with self._changed:
            while self._updates and offset is not None and self._updates[0].update_id < offset:
                self._updates.popleft()
            self._changed.notify_all()
            try:
                async with asyncio.timeout(timeout_s):
                    await self._changed.wait_for(lambda: self._updates)
            except TimeoutError:
                return []
            return list(self._updates)[:limit]

    async def wait_until_confirmed(self) -> None:
        """Return when the bot has confirmed all that the person did."""
        async with self._changed:
            await self._changed.wait_for(lambda: not self._updates)

    async def _offer(self, update: Update) -> None:
        async with self._changed:
            self._updates.append(update)
            self._changed.notify_all()

    def _keep(self, message: Message) -> Message:
        self._messages[message.message_id] = message
        return message

    def _next_message_id(self) -> int:
        self._last_message_id += 1
        return self._last_message_id

    def _next_update_id(self) -> int:
        self._last_update_id += 1
        return self._last_update_id
