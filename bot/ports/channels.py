from collections.abc import Callable, Collection, Sequence
from datetime import datetime
from typing import Protocol

from bot.model import (
    Cause,
    Channel,
    ChannelCounts,
    ChannelSettings,
    Chat,
    ChatKey,
    Editor,
    Invitation,
    Person,
    PersonKey,
    RepostEntry,
    SourceId,
)


class ChannelStorage(Protocol):
    """Channels that the bot publishes to: their settings, sources and editors."""

    async def channel(self, chat: ChatKey) -> Channel | None:
        """A channel and how it publishes; None if nobody has set that up."""
        ...

    async def set_up_channel(
        self, chat: ChatKey, settings: ChannelSettings, now: datetime, sources: Collection[SourceId] | None = None
    ) -> None:
        """Let a channel publish so from now on; `sources` are all that are ticked, None leaves these as they are.

        If it publishes automatically from now on, the cards of its desk stay, and are decided as before.
        """
        ...

    async def change_channel(self, chat: ChatKey, rule: Callable[[ChannelSettings], ChannelSettings]) -> Channel | None:
        """Let a channel publish as a pure function says of how it does by now; None if nobody has set it up."""
        ...

    async def ticked(self, chat: ChatKey) -> set[SourceId]:
        """The sources of which something may be in the channel."""
        ...

    async def tick(self, chat: ChatKey, sources: Collection[SourceId], now: datetime, *, is_ticked: bool) -> None:
        """Tick sources for a channel, or strike them off."""
        ...

    async def channel_counts(self, chat: ChatKey, since: datetime) -> ChannelCounts:
        """What became of the stories for a channel since then."""
        ...

    async def channel_log(self, chat: ChatKey, limit: int, skipped: int = 0) -> Sequence[tuple[RepostEntry, str]]:
        """What was done with the cards of a channel, and the title of each story; the newest first."""
        ...

    async def place(self, chat: ChatKey) -> Chat | None:
        """The chat of a key: where cards are decided on."""
        ...

    async def desks_of(self, chat: ChatKey) -> list[Channel]:
        """The channels whose cards are decided on in a chat."""
        ...

    async def meet_person(self, telegram_id: int, name: str) -> PersonKey:
        """The key of a person, who is called so by now."""
        ...

    async def person(self, key: PersonKey) -> Person | None:
        """Whom a key is of; None if they are forgotten."""
        ...

    async def editors(self, chat: ChatKey) -> list[Editor]:
        """The editors by invitation."""
        ...

    async def editor(self, chat: ChatKey, person: PersonKey) -> Editor | None:
        """How somebody became an editor of a channel; None if they are none."""
        ...

    async def dismiss_editor(self, chat: ChatKey, person: PersonKey) -> bool:
        """End that somebody is an editor, and the invitations that they have used; False if they are none."""
        ...

    async def make_editor(self, chat: ChatKey, person: PersonKey, by: PersonKey) -> None:
        """Let a known person be an editor by the invitation of `by`; nothing changes if they are one."""
        ...

    async def invite(self, chat: ChatKey, by: PersonKey, token: str, now: datetime, cause: Cause) -> str:
        """Make an invitation; its token."""
        ...

    async def invitations(self, chat: ChatKey, since: datetime) -> list[Invitation]:
        """The invitations that were made since then and nobody has used."""
        ...

    async def withdraw_invitation(self, chat: ChatKey, token: str) -> bool:
        """End an invitation; False if it was used or is none."""
        ...

    async def accept_invitation(self, token: str, person: PersonKey, since: datetime) -> Invitation | None:
        """Make a person an editor by an invitation, which is used up then; None if it was used, or made before `since`.

        Repeated by the same person, it returns the same.
        """
        ...

    async def ask_later(self, person: int, channel: ChatKey, now: datetime) -> None:
        """Note that somebody, by their Telegram id, is to be asked what a channel publishes as soon as they write."""
        ...

    async def asked_about(self, person: int) -> list[Chat]:
        """The channels that somebody, by their Telegram id, is still to be asked about."""
        ...

    async def end_question(self, person: int, channel: ChatKey) -> None:
        """Note that somebody was asked about a channel."""
        ...
