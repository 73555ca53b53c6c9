from typing import Protocol

from bot.model import OutgoingMessage


class Messenger(Protocol):
    """What carries messages to chats. Raises the subclasses of DeliveryError."""

    async def send(self, chat_id: int, message: OutgoingMessage) -> int:
        """The id of the message that now stands in the chat."""
        ...

    async def edit(self, chat_id: int, message_id: int, message: OutgoingMessage) -> None:
        """Succeeds also when the message stands so already."""
        ...
