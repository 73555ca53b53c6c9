"""What the program does with a card: the rules of its stages."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from bot.model import Concern, ConcernKind, Decision, Declined, Repost, RepostAction, RepostRule, RepostState
from bot.reposts.states import TABLE, decided, late, without


def offer(concerns: Iterable[Concern], at: datetime, waits: timedelta) -> RepostRule:
    """The program puts a card on the desk, or back there, with these concerns besides those that it has."""
    return _by_program(RepostAction.OFFER, at, waits, concerns=tuple(concerns))


def note(concerns: Iterable[Concern], at: datetime, waits: timedelta, gone: Iterable[ConcernKind] = ()) -> RepostRule:
    """The program has found concerns, or others are `gone`; the card stays where it is."""
    return _by_program(RepostAction.NOTE, at, waits, concerns=tuple(concerns), gone=frozenset(gone))


def lose(concern: Concern, at: datetime) -> RepostRule:
    """The bot could not publish what somebody has approved: the card says why, and waits, however long it takes.

    What goes by itself waits until the bot can publish again.
    """

    def rule(repost: Repost) -> Decision:
        if repost.state is RepostState.RELEASED and repost.version is None:
            return Declined.CHANGED
        return _by_program(RepostAction.LOSE, at, concerns=(concern,))(repost)

    return rule


def reconsider(concern: Concern, at: datetime, waits: timedelta) -> RepostRule:
    """A story has turned, or has another title: what is approved goes back to the desk, else the card says so.

    Another title concerns nothing that still follows the story by itself: a card without a text of a person's.
    """

    def rule(repost: Repost) -> Decision:
        if repost.state in {RepostState.SCHEDULED, RepostState.DUE}:
            return offer([concern], at, waits)(repost)
        if repost.state is RepostState.OFFERED and concern.kind is ConcernKind.RETITLED and repost.text is None:
            return Declined.CHANGED
        return note([concern], at, waits)(repost)

    return rule


def release(version: int | None, at: datetime) -> RepostRule:
    """The program lets it go: in the version that was approved, else in the one given.

    Without a version it goes like any news, when and as the channel's settings say.
    """

    def rule(repost: Repost) -> Decision:
        if RepostAction.RELEASE not in TABLE[repost.state]:
            return late(RepostAction.RELEASE, repost)
        chosen = version if repost.version is None else repost.version
        return decided(replace(repost, version=chosen), RepostAction.RELEASE, None, at)

    return rule


def drop(at: datetime, detail: str = "") -> RepostRule:
    """The program keeps it from the channel; `detail` says why."""
    return _by_program(RepostAction.DROP, at, detail=detail)


def lapse(at: datetime) -> RepostRule:
    """Nobody has decided in time."""
    return _by_program(RepostAction.LAPSE, at)


def post(message_id: int, at: datetime, further: tuple[int, ...] = ()) -> RepostRule:
    """The message stands in the channel, and `further` ones that belong to it."""

    def rule(repost: Repost) -> Decision:
        if RepostAction.POST not in TABLE[repost.state]:
            return late(RepostAction.POST, repost)
        posted = replace(repost, posted_at=at, message_id=message_id, further_ids=further, concerns=())
        return decided(posted, RepostAction.POST, None, at, detail=str(message_id))

    return rule


def vanish(at: datetime) -> RepostRule:
    """Somebody has deleted the post in the channel. That is no decision on what the channel publishes by itself."""

    def rule(repost: Repost) -> Decision:
        if repost.version is None:
            return Declined.CHANGED
        return _by_program(RepostAction.DELETE, at)(repost)

    return rule


def _by_program(
    action: RepostAction,
    at: datetime,
    waits: timedelta = timedelta(),
    *,
    concerns: tuple[Concern, ...] = (),
    gone: frozenset[ConcernKind] = frozenset(),
    detail: str = "",
) -> RepostRule:
    def rule(repost: Repost) -> Decision:
        if action not in TABLE[repost.state]:
            return late(action, repost)
        kept = without(repost.concerns, *gone, *(one.kind for one in concerns))
        changed = replace(repost, concerns=(*kept, *concerns))
        if ConcernKind.RIGHT_LOST in gone and repost.due_at is None:
            changed = replace(changed, due_at=at + waits)
        said = detail or " ".join(one.kind for one in concerns)
        return decided(changed, action, None, at, waits, detail=said)

    return rule
