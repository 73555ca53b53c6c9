from typing import Protocol

from bot.model import OutgoingMessage


class Messenger(Protocol):
    """Carries messages to chats. Raises the subclasses of DeliveryError."""

    async def send(self, chat_id: int, message: OutgoingMessage) -> int:
        """Send a message; its id in the chat."""
        ...

    async def edit(self, chat_id: int, message_id: int, message: OutgoingMessage) -> None:
        """Change a message. Succeeds also if nothing would change."""
        ...
