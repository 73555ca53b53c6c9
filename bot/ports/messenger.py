from typing import Protocol

from bot.model import BroughtMessage, OutgoingMessage


class Messenger(Protocol):
    """Carries messages to chats. Raises the subclasses of DeliveryError."""

    async def send(self, chat_id: int, message: OutgoingMessage) -> int:
        """Send a message; its id in the chat."""
        ...

    async def bring(self, chat_id: int, brought: BroughtMessage) -> tuple[int, ...]:
        """Copy or forward what stands in another chat; the ids of the messages in this one, at least one.

        Raises NotBrought for whatever Telegram refuses: which of the two chats it means is not known.
        """
        ...

    async def edit(self, chat_id: int, message_id: int, message: OutgoingMessage) -> None:
        """Change a message. Succeeds also if nothing would change."""
        ...
