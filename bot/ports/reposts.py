from collections.abc import Collection
from datetime import datetime
from typing import Protocol

from bot.model import (
    Cause,
    ChatKey,
    Decision,
    DeskCard,
    DispatchId,
    OtherReport,
    RepostId,
    RepostRule,
    StandingPost,
    StoryId,
    StoryOffer,
)


class RepostStorage(Protocol):
    """Stories on their way into channels, and the cards at the desks."""

    async def reposts_to_review(self, now: datetime, limit: int, but: Collection[RepostId] = ()) -> list[RepostId]:
        """The reposts that nothing has looked at yet, or whose stories have grown, or for which something is due.

        That is also the end of the time in which somebody keeps others from a card. The oldest first; those of `but`
        are left out.
        """
        ...

    async def decide(
        self,
        repost: RepostId,
        rule: RepostRule,
        now: datetime,
        cause: Cause | None = None,
        *,
        looked: int | None = None,
    ) -> Decision:
        """Carry out what `rule` says of a repost as it stands; repeated with the same cause, the first result.

        What follows is part of it: the card is behind, a released debt is frozen, a withdrawn one is on the desk again.
        `looked` is the serial up to which what its story has brought is dealt with.
        """
        ...

    async def note_looked(self, repost: RepostId, serial: int, now: datetime) -> None:
        """Note that nothing follows from what its story has brought up to that serial."""
        ...

    async def desk_card(self, repost: RepostId) -> DeskCard | None:
        """A card as it stands; None if it is forgotten."""
        ...

    async def card_of_message(self, desk: ChatKey, message_id: int) -> DeskCard | None:
        """The card that stands in a message, or whose text somebody is asked for, or has written, in that message."""
        ...

    async def note_card_shown(self, repost: RepostId, serial: int, now: datetime) -> None:
        """Note that the message of a card shows it as of that serial, unless it is being edited otherwise."""
        ...

    async def note_prompt(self, repost: RepostId, revision: int, message_id: int) -> None:
        """Note the message that asks for the text which somebody is writing."""
        ...

    async def queue_of(self, channel: ChatKey) -> list[DeskCard]:
        """What is scheduled for a channel, by the time at which it goes."""
        ...

    async def standing_akin(self, repost: RepostId) -> StandingPost | None:
        """The latest post in the channel that is probably about the same event; None if there is none."""
        ...

    async def other_reports(self, repost: RepostId) -> list[OtherReport]:
        """The first reports of ticked sources that the post could be made of, that of the card among them."""
        ...

    async def offer_story(
        self, channel: ChatKey, dispatch: DispatchId, story: StoryId, by: ChatKey, now: datetime
    ) -> tuple[StoryOffer, RepostId | None]:
        """Put a story that a dispatch has told the chat `by` on the desk of a channel; and the card there, if any."""
        ...
