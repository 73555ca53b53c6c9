from typing import Protocol


class ChannelPosts(Protocol):
    """What can be done with a post that stands in a channel. Raises the subclasses of DeliveryError."""

    async def delete(self, chat_id: int, message_id: int) -> None:
        """Take a post down. Succeeds also if it is gone."""
        ...

    async def pin(self, chat_id: int, message_id: int) -> None:
        """Pin a post, without a sound. Raises PostGone if it was deleted."""
        ...

    async def unpin(self, chat_id: int, message_id: int) -> None:
        """Unpin a post. Succeeds also if it is not pinned."""
        ...
