"""Who somebody at a desk is, and what they may do there. Rights are asked of Telegram each time."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.errors import ChatUnreachable, DeliveryError
from bot.model import Channel, ChannelRight, Chat, ChatKind, DeskCard, PersonKey, Presence, Presser, Publishing
from bot.ports import ChannelStorage, Rights
from bot.runtime.clock import Clock
from bot.services.channels import INVITED_FOR


class Barred(StrEnum):
    """Why somebody may not do something, or why it cannot be done."""

    NO_RIGHT = "no-right"
    NOT_ME = "not-me"
    """The bot itself does not administer the channel."""
    UNCHECKED = "unchecked"
    """Telegram cannot be asked at present."""
    CANNOT_DELETE = "cannot-delete"
    CANNOT_PIN = "cannot-pin"
    OWN_TEXT = "own-text"
    """A person wrote the text: what the channel puts around its posts is not around it."""
    STRUCK_OFF = "struck-off"
    """The channel may show the source of the post no longer."""
    PAST = "past"
    """The time that was chosen is over."""
    UNKNOWN_SENDER = "unknown-sender"
    """An anonymous administrator writes, and it is not certain which one."""


@dataclass(frozen=True, slots=True)
class Sender:
    """Who presses or writes, as Telegram says."""

    telegram_id: int
    name: str


@dataclass(frozen=True, slots=True)
class Allowed:
    """Somebody who has a right that an action needs."""

    presser: Presser
    rights: frozenset[ChannelRight]


class DeskPeople:
    """Knows who may decide on the cards of which channels."""

    def __init__(self, storage: ChannelStorage, rights: Rights, clock: Clock) -> None:
        self._storage = storage
        self._rights = rights
        self._clock = clock

    async def allowed(self, card: DeskCard, who: Sender, desk: Chat, right: ChannelRight) -> Allowed | Barred:
        """Who somebody is and what they may do, if they have a right; else why they may not."""
        try:
            presence = await self._presence(card, who, desk)
            rights = await self._rights.rights_of(card.channel.telegram_id, who.telegram_id)
            key = await self._storage.meet_person(who.telegram_id, who.name)
            if right not in rights and presence.is_member:
                rights |= await self._lent(card, key, desk)
        except ChatUnreachable:
            return Barred.NOT_ME
        except DeliveryError:
            return Barred.UNCHECKED
        if right not in rights:
            return Barred.NO_RIGHT
        return Allowed(Presser(key, None if presence.is_anonymous else who.name), rights)

    async def may_publish(self, channel: Chat, who: Sender) -> Barred | None:
        """Why somebody may not publish in a channel; None if they may."""
        try:
            rights = await self._rights.rights_of(channel.telegram_id, who.telegram_id)
        except ChatUnreachable:
            return Barred.NOT_ME
        except DeliveryError:
            return Barred.UNCHECKED
        return None if ChannelRight.POST in rights else Barred.NO_RIGHT

    async def hidden(self, by: Presser) -> Sender | None:
        """Who an anonymous administrator is; None for anybody else, who has a name to write under."""
        person = await self._storage.person(by.key) if by.name is None else None
        return None if person is None else Sender(person.telegram_id, person.name)

    async def channels_at(self, chat: Chat, connected: Sequence[Chat], who: Sender) -> list[Channel]:
        """The channels whose cards are decided on in a chat; in private, also those that the person may publish in.

        If Telegram cannot be asked about one of these, it is left out.
        """
        found = {one.chat.key: one for one in await self._storage.desks_of(chat.key)}
        for one in await self.approved(connected) if chat.kind is ChatKind.PRIVATE else ():
            if await self.may_publish(one.chat, who) is None:
                found[one.chat.key] = one
        return list(found.values())

    async def approved(self, connected: Iterable[Chat]) -> list[Channel]:
        """Those of the channels whose posts somebody has to approve."""
        found = [await self._storage.channel(one.key) for one in connected]
        return [one for one in found if one is not None and one.settings.publishing is Publishing.APPROVED]

    async def accept(self, token: str, who: Sender) -> tuple[Channel, Chat | None] | None:
        """Make somebody an editor by an invitation; the channel and its desk, or None if the invitation is over."""
        person = await self._storage.meet_person(who.telegram_id, who.name)
        since = self._clock.now() - INVITED_FOR
        invitation = await self._storage.accept_invitation(token, person, since)
        channel = None if invitation is None else await self._storage.channel(invitation.channel)
        if channel is None:
            return None
        desk = channel.settings.desk
        return channel, None if desk is None else await self._storage.place(desk.chat)

    async def _presence(self, card: DeskCard, who: Sender, desk: Chat) -> Presence:
        """How somebody stands to the chat where they decide; who is hidden in the group of the card is so elsewhere."""
        if desk.kind is not ChatKind.PRIVATE:
            return await self._rights.presence(desk.telegram_id, who.telegram_id)
        place = card.stands or card.settings.desk
        group = None if place is None else await self._storage.place(place.chat)
        is_anonymous = False
        if group is not None and group.kind is not ChatKind.PRIVATE:
            is_anonymous = (await self._rights.presence(group.telegram_id, who.telegram_id)).is_anonymous
        return Presence(is_member=desk.telegram_id == who.telegram_id, is_anonymous=is_anonymous)

    async def _lent(self, card: DeskCard, person: PersonKey, desk: Chat) -> frozenset[ChannelRight]:
        """The rights of an editor by invitation: what the one who invited has now, at the desk alone."""
        editor = await self._storage.editor(card.channel.key, person)
        if editor is None or card.settings.desk is None or card.settings.desk.chat != desk.key:
            return frozenset()
        inviter = editor.invited_by.telegram_id
        return await self._rights.rights_of(card.channel.telegram_id, inviter) - {ChannelRight.OWN}
