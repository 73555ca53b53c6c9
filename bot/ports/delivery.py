from datetime import datetime
from typing import Protocol

from bot.model import ChatKey, Cooldown, DeliveryOutcome, Dispatch, Lease, Notice, Planner, PostEdit


class DeliveryStorage(Protocol):
    """What chats are owed, what is being sent, what stands in the chats."""

    async def claim_dispatches(self, now: datetime, limit: int, lease: Lease, plan: Planner) -> list[Dispatch]:
        """One dispatch a chat: the one that was begun, else what waits for it, frozen now as `plan` says.

        A plan to wait is kept until its time, until the chat is arranged otherwise, or until it comes back.
        """
        ...

    async def settle(self, dispatch: Dispatch, outcome: DeliveryOutcome, at: datetime, cooldown: Cooldown) -> None:
        """Record what came of a dispatch at `at`. Raises LeaseLost."""
        ...

    async def claim_edits(self, now: datetime, limit: int, lease: Lease) -> list[PostEdit]:
        """Posts of the last day that are behind their stories, in chats that nothing is owed or being sent to."""
        ...

    async def settle_edit(self, edit: PostEdit, outcome: DeliveryOutcome, at: datetime, cooldown: Cooldown) -> None:
        """Record what came of an edit at `at`; Dead closes the post, no edit follows. Raises LeaseLost."""
        ...

    async def notify(self, chat: ChatKey, notice: Notice, now: datetime) -> None:
        """Owe the chat a notice."""
        ...
