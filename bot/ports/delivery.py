from datetime import datetime
from typing import Protocol

from bot.model import ChatKey, Cooldown, DeliveryOutcome, Dispatch, Lease, Notice, Planner, PostEdit


class DeliveryStorage(Protocol):
    """Debts to chats, dispatches in flight, and posts in the chats."""

    async def claim_dispatches(self, now: datetime, limit: int, lease: Lease, plan: Planner) -> list[Dispatch]:
        """Claim one dispatch a chat: the unfinished one, or else a new one of what waits, as `plan` decides.

        A plan to wait holds until its time comes, the chat's preferences change, or the chat returns from dormancy.
        """
        ...

    async def settle(self, dispatch: Dispatch, outcome: DeliveryOutcome, at: datetime, cooldown: Cooldown) -> None:
        """Record the outcome of a dispatch at `at`. Raises LeaseLost."""
        ...

    async def claim_edits(self, now: datetime, limit: int, lease: Lease) -> list[PostEdit]:
        """Claim posts of the last day that are behind their stories, in chats without debts or dispatches in flight."""
        ...

    async def settle_edit(self, edit: PostEdit, outcome: DeliveryOutcome, at: datetime, cooldown: Cooldown) -> None:
        """Record the outcome of an edit at `at`; Dead closes the post to further edits. Raises LeaseLost."""
        ...

    async def notify(self, chat: ChatKey, notice: Notice, now: datetime) -> None:
        """Owe the chat a notice."""
        ...
