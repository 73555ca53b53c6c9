from datetime import datetime
from typing import Protocol

from bot.model import ChatKey, Dispatch, EditSettlement, Lease, Notice, Planner, PostEdit, Settlement


class DeliveryStorage(Protocol):
    """Debts to chats, dispatches in flight, and posts in the chats."""

    async def claim_dispatches(self, now: datetime, limit: int, lease: Lease, plan: Planner) -> list[Dispatch]:
        """Claim one dispatch a chat: the unfinished one, or else a new one of what waits, as `plan` decides.

        A plan to wait holds until its time comes, the chat's preferences change, or the chat returns from dormancy.
        """
        ...

    async def settle(self, dispatch: Dispatch, settlement: Settlement) -> None:
        """Record what becomes of a dispatch and of its chat: the storage does not decide it. Raises LeaseLost."""
        ...

    async def claim_edits(self, now: datetime, limit: int, lease: Lease) -> list[PostEdit]:
        """Claim posts of the last day that are behind their stories, in chats without debts or dispatches in flight."""
        ...

    async def settle_edit(self, edit: PostEdit, settlement: EditSettlement) -> None:
        """Record what becomes of a post and of its chat. Raises LeaseLost."""
        ...

    async def notify(self, chat: ChatKey, notice: Notice, now: datetime) -> None:
        """Owe the chat a notice."""
        ...
