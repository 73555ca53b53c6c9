"""The review desk: who may do what with a card, and what becomes of it.

Rights are asked of Telegram at each press. If it cannot be asked, nothing happens.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Protocol

from bot.errors import ChatUnreachable, MessageRefused, PostGone, RateLimited, TelegramUnavailable
from bot.model import (
    ArticleId,
    Cause,
    Channel,
    ChannelRight,
    Chat,
    ChatKind,
    ConcernKind,
    Decided,
    Decision,
    Declined,
    DeskCard,
    DispatchId,
    OtherReport,
    PostText,
    Presser,
    Repost,
    RepostAction,
    RepostId,
    RepostRule,
    RepostState,
    StoryId,
    StoryOffer,
)
from bot.ports import ChannelPosts, ChannelStorage, RepostStorage, Rights
from bot.reposts.guard import LAW
from bot.reposts.marks import with_marks
from bot.reposts.pressing import Press, press, why_not, write
from bot.reposts.progress import note, vanish
from bot.reposts.states import concern_at, has, right_for
from bot.runtime.clock import Clock
from bot.runtime.supervise import Bell
from bot.services.card_pages import CardPages
from bot.services.desk_people import Allowed, Barred, DeskPeople, Sender

_MOST_AHEAD = timedelta(days=366)
_OTHER_POST = {RepostAction.CHOOSE, RepostAction.UPDATE, RepostAction.SIGN, RepostAction.TAG, RepostAction.KEEP_TEXT}
"""Actions after which the law guard looks at the post anew."""


class DeskStorage(RepostStorage, ChannelStorage, Protocol):
    """Cards, the channels that they are for, and the people who decide on them."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a button asks for."""

    action: RepostAction
    repost: RepostId
    revision: int
    version: int
    seen: int
    due_at: datetime | None = None
    article: ArticleId | None = None


@dataclass(frozen=True, slots=True)
class Reply:
    """A text that somebody has written, in answer to a message of the bot's, or by an edit of such an answer."""

    html: str
    message_id: int
    answers: int | None


@dataclass(frozen=True, slots=True)
class Acted:
    """What became of a press or a reply, and the card as it stands then; None if it is gone."""

    outcome: Decided | Declined | Barred
    card: DeskCard | None
    by: Presser | None = None


class Desk:
    """Lets people decide on cards."""

    def __init__(
        self,
        storage: DeskStorage,
        rights: Rights,
        posts: ChannelPosts,
        pages: CardPages,
        clock: Clock,
        *,
        reposts: Bell,
        debts: Bell,
    ) -> None:
        self._storage = storage
        self.people = DeskPeople(storage, rights, clock)
        self._posts = posts
        self._clock = clock
        self.pages = pages
        self._reposts = reposts
        self._debts = debts

    def now(self) -> datetime:
        return self._clock.now()

    async def card(self, desk: Chat, repost: RepostId) -> DeskCard | None:
        """A card that stands in a chat, or comes there just now; None if it is gone, or stands in another chat."""
        card = await self._storage.desk_card(repost)
        place = None if card is None else card.stands or card.settings.desk
        return card if place is not None and place.chat == desk.key else None

    async def card_for(self, chat: Chat, repost: RepostId) -> DeskCard | None:
        """A card that may be decided on in a chat: at its desk, or in private by who has the right in the channel."""
        if chat.kind is not ChatKind.PRIVATE:
            return await self.card(chat, repost)
        card = await self._storage.desk_card(repost)
        return card if card is not None and card.stands is not None else None

    async def card_of(self, desk: Chat, message_id: int) -> DeskCard | None:
        """The card whose text a message of the bot's asks for, or which has its text from that message."""
        return await self._storage.card_of_message(desk.key, message_id)

    async def other_reports(self, card: DeskCard) -> list[OtherReport]:
        """The reports that the post could be made of, that of the card among them."""
        return await self._storage.other_reports(card.repost.id)

    async def note_shown(self, card: DeskCard) -> None:
        """The message of the card shows it as it is here."""
        await self._storage.note_card_shown(card.repost.id, card.serial, self._clock.now())

    async def note_prompt(self, card: DeskCard, message_id: int) -> None:
        """The message in which somebody is asked for a text."""
        await self._storage.note_prompt(card.repost.id, card.repost.revision, message_id)

    async def opens(self, card: DeskCard, asked: Asked | None, who: Sender, desk: Chat) -> Presser | Declined | Barred:
        """Who opens the page of a card on which `asked` can be done, if they can do it; None means the card itself."""
        right = ChannelRight.POST if asked is None else right_for(asked.action, card.repost.state)
        person = await self.people.allowed(card, who, desk, right)
        if isinstance(person, Barred):
            return person
        declined = None if asked is None else why_not(self._press(card, asked, person), card.repost)
        return declined or person.presser

    async def queue(self, channels: Iterable[Chat]) -> list[DeskCard]:
        """What is scheduled for these channels, by the time at which it goes."""
        found = [card for one in channels for card in await self._storage.queue_of(one.key)]
        return sorted(found, key=lambda card: (card.repost.due_at or self._clock.now(), card.repost.id))

    async def offer(
        self, story: tuple[DispatchId, StoryId], channel: Channel, who: Sender, chat: Chat
    ) -> tuple[StoryOffer | Barred, DeskCard | None]:
        """Put a story that a person was told in private on the desk of a channel; and its card, if there is one."""
        barred = await self.people.may_publish(channel.chat, who)
        if barred is not None:
            return barred, None
        came, repost = await self._storage.offer_story(channel.chat.key, *story, chat.key, self._clock.now())
        self._reposts.ring()
        return came, None if repost is None else await self._storage.desk_card(repost)

    async def press(self, asked: Asked, who: Sender, desk: Chat, cause: Cause) -> Acted:
        """Do what a button of a card asks for, if it still may."""
        card = await self.card(desk, asked.repost)
        return Acted(Declined.GONE, None) if card is None else await self.decide(card, asked, who, desk, cause)

    async def decide(self, card: DeskCard, asked: Asked, who: Sender, desk: Chat, cause: Cause) -> Acted:
        """As `press`, for a card wherever it stands: `desk` is where somebody asks for it."""
        right = right_for(asked.action, card.repost.state)
        person = await self.people.allowed(card, who, desk, right)
        if isinstance(person, Barred):
            return Acted(person, card)
        if self._is_over(asked):
            return Acted(Barred.PAST, card, person.presser)
        rule = _while(right, asked.action, press(self._press(card, asked, person)))
        if isinstance(rule(card.repost), Decided):
            prevented = await self._prepare(card, asked)
            if prevented is not None:
                return Acted(prevented, await self._storage.desk_card(card.repost.id), person.presser)
        outcome = await self._storage.decide(card.repost.id, rule, self._clock.now(), cause)
        if isinstance(outcome, Decided) and asked.action in _OTHER_POST:
            await self._judge(card.repost.id)
        return await self._acted(outcome, card, person.presser)

    async def write(self, card: DeskCard, reply: Reply, who: Sender | None, desk: Chat, cause: Cause) -> Acted:
        """Take a reply as the text of a post; `who` is None for an anonymous administrator of the group.

        Such a one counts as the anonymous administrator who was asked for the text, or has written the one that stands.
        """
        right = right_for(RepostAction.WRITE, card.repost.state)
        if who is None and (who := await self._writer(card, reply)) is None:
            return Acted(Barred.UNKNOWN_SENDER, card)
        person = await self.people.allowed(card, who, desk, right)
        if isinstance(person, Barred):
            return Acted(person, card)
        html, law = reply.html, await self.pages.law(replace(card, post=replace(card.post, text=reply.html)))
        if card.repost.state is RepostState.POSTED:  # what stands has its marks at once
            html = with_marks(html, [one.detail for one in law if one.kind is ConcernKind.MARK])
            law = ()
        text = PostText(html, person.presser, reply.message_id)
        now, waits = self._clock.now(), card.settings.undecided.after
        rule = _while(right, RepostAction.WRITE, write(text, reply.answers, now, waits, law))
        outcome = await self._storage.decide(card.repost.id, rule, now, cause)
        return await self._acted(outcome, card, person.presser)

    async def _acted(self, outcome: Decision, card: DeskCard, by: Presser) -> Acted:
        self._reposts.ring()  # something may be due in some seconds
        self._debts.ring()
        return Acted(outcome, await self._storage.desk_card(card.repost.id), by)

    def _press(self, card: DeskCard, asked: Asked, person: Allowed) -> Press:
        return Press(
            asked.action,
            person.presser,
            self._clock.now(),
            asked.revision,
            asked.version,
            seen=asked.seen,
            waits=card.settings.undecided.after,
            approvals=card.settings.approvals,
            due_at=asked.due_at,
            article=asked.article,
            overrules=ChannelRight.OWN in person.rights,
        )

    def _is_over(self, asked: Asked) -> bool:
        """Whether a time does not lie ahead, within reason."""
        if asked.action is not RepostAction.SCHEDULE:
            return False
        now = self._clock.now()
        return asked.due_at is None or not now < asked.due_at <= now + _MOST_AHEAD

    async def _prepare(self, card: DeskCard, asked: Asked) -> Declined | Barred | None:
        """What comes before a press has its effect; why it has none after all, or None."""
        if not 0 <= asked.version <= card.post.story.version:
            return Declined.CHANGED  # nobody has been shown that
        match asked.action:
            case RepostAction.PUBLISH | RepostAction.SCHEDULE:
                return await self._look_for_akin(card)
            case RepostAction.CHOOSE:
                known = {one.article for one in await self.other_reports(card)}
                return None if asked.article in known else Declined.CHANGED
            case RepostAction.SIGN | RepostAction.TAG | RepostAction.AGAIN | RepostAction.UPDATE as action:
                return _barred(card, action)
            case RepostAction.DELETE | RepostAction.PIN | RepostAction.UNPIN:
                return await self._change_post(card, asked.action)
        return None

    async def _look_for_akin(self, card: DeskCard) -> Declined | None:
        """Before a story is published, look again whether the same event stands in the channel."""
        akin = await self._storage.standing_akin(card.repost.id)
        if akin is None or has(card.repost, ConcernKind.AKIN):
            return None
        now, concern = self._clock.now(), concern_at(ConcernKind.AKIN, akin.at)
        await self._storage.decide(card.repost.id, note([concern], now, card.settings.undecided.after), now)
        return Declined.UNSEEN

    async def _change_post(self, card: DeskCard, action: RepostAction) -> Declined | Barred | None:
        """Let Telegram take down or pin a post; storage notes it afterwards, and a second time changes nothing."""
        if card.repost.message_id is None:
            return None
        does = {
            RepostAction.DELETE: self._posts.delete,
            RepostAction.PIN: self._posts.pin,
            RepostAction.UNPIN: self._posts.unpin,
        }
        try:
            await does[action](card.channel.telegram_id, card.repost.message_id)
            if action is RepostAction.DELETE:
                for further in card.repost.further_ids:
                    await self._posts.delete(card.channel.telegram_id, further)
        except (RateLimited, TelegramUnavailable):
            return Barred.UNCHECKED
        except PostGone:
            now = self._clock.now()
            await self._storage.decide(card.repost.id, vanish(now), now)
            return Declined.TAKEN
        except (MessageRefused, ChatUnreachable):
            return Barred.CANNOT_DELETE if action is RepostAction.DELETE else Barred.CANNOT_PIN
        return None

    async def _judge(self, repost: RepostId) -> None:
        """Let the law guard look at what the post has become."""
        card = await self._storage.desk_card(repost)
        if card is None or card.repost.state not in {RepostState.OFFERED, RepostState.POSTED}:
            return
        law = await self.pages.law(card)
        if law != tuple(one for one in card.repost.concerns if one.kind in LAW):
            now = self._clock.now()
            await self._storage.decide(repost, note(law, now, card.settings.undecided.after, gone=LAW), now)

    async def _writer(self, card: DeskCard, reply: Reply) -> Sender | None:
        """The anonymous administrator whom a reply is of."""
        editing, text = card.repost.editing, card.repost.text
        if editing is not None and editing.prompt_id is not None and editing.prompt_id == reply.answers:
            return await self.people.hidden(editing.by)
        if text is not None and text.reply_id == reply.message_id:
            return await self.people.hidden(text.by)
        return None


def _barred(card: DeskCard, action: RepostAction) -> Barred | None:
    """Why a post is not made anew of its report."""
    if card.is_struck_off:
        return Barred.STRUCK_OFF
    is_written = card.repost.text is not None and action in {RepostAction.SIGN, RepostAction.TAG}
    return Barred.OWN_TEXT if is_written else None


def _while(right: ChannelRight, action: RepostAction, rule: RepostRule) -> RepostRule:
    """The rule as long as the action needs the right that was asked for: the post may have come out meanwhile."""

    def guarded(repost: Repost) -> Decision:
        return rule(repost) if right_for(action, repost.state) is right else Declined.CHANGED

    return guarded
