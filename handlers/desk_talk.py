"""What a press on a card is told: its effect, or why it has none."""

from datetime import datetime, tzinfo

from bot.i18n import Texts
from bot.model import (
    Chat,
    ConcernKind,
    Decided,
    Declined,
    DeskCard,
    DevelopmentKind,
    Presser,
    RepostAction,
    RepostState,
)
from bot.reposts.details import instant_in
from bot.reposts.states import right_for
from bot.services.desk import Acted
from bot.services.desk_people import Barred
from bot.text.shortening import shorten
from handlers.desk_times import said as time_said
from handlers.desk_times import said_within, zone_at

_TITLE_LIMIT = 60
_NAME_LIMIT = 40
_DETAIL_LIMIT = 60
"""So that an answer to a press has room for them."""
_LOUD = {
    Barred.NO_RIGHT,
    Barred.NOT_ME,
    Barred.CANNOT_DELETE,
    Barred.CANNOT_PIN,
    Declined.NEEDS_MARK,
    Declined.UNSEEN,
    Declined.TOO_OLD,
}
"""What people should not miss: an alert window."""
_TAKEN = {
    RepostState.SCHEDULED: "scheduled",
    RepostState.DUE: "posted",
    RepostState.RELEASED: "posted",
    RepostState.POSTED: "posted",
    RepostState.REFUSED: "refused",
    RepostState.DELETED: "deleted",
}


class Talk:
    """Says, in plain words, what became of presses on cards at a desk."""

    def __init__(self, texts: Texts, now: datetime, desk: Chat) -> None:
        self._texts = texts
        self._now = now
        self._desk = desk

    def name(self, by: Presser | None) -> str:
        """What somebody is called: an anonymous administrator has no name."""
        if by is None or by.name is None:
            return self._texts.plain("desk-line-administrator")
        return shorten(by.name, _NAME_LIMIT)

    def time(self, at: datetime, card: DeskCard) -> str:
        return time_said(at, self._now, self.zone(card), self._texts)

    def time_within(self, at: datetime, card: DeskCard) -> str:
        return said_within(at, self._now, self.zone(card), self._texts)

    def zone(self, card: DeskCard) -> tzinfo:
        return zone_at(card.channel, self._desk)

    def toast(self, acted: Acted, action: RepostAction) -> tuple[str, bool]:
        """The answer to a press, and whether it is an alert window."""
        match acted.outcome:
            case Decided():
                return self._done(acted, action), False
            case Declined() as declined:
                return self._declined(declined, acted.card), declined in _LOUD
            case Barred() as barred:
                return self._barred(barred, acted.card, action), barred in _LOUD

    def _barred(self, barred: Barred, card: DeskCard | None, action: RepostAction) -> str:
        if card is None:
            return self._texts.plain("desk-gone")
        key = f"desk-barred-{barred}"
        if barred is Barred.NO_RIGHT:
            key += f"-{right_for(action, card.repost.state).name.lower()}"
        return self._texts.plain(key, title=shorten(card.channel.title, _TITLE_LIMIT))

    def _done(self, acted: Acted, action: RepostAction) -> str:
        card = acted.card
        if card is None:
            return ""
        repost = card.repost
        is_approval = action in {RepostAction.PUBLISH, RepostAction.SCHEDULE}
        if is_approval and repost.state not in {RepostState.DUE, RepostState.SCHEDULED}:
            if not repost.approvals:  # it has gone on since
                return ""
            return self._texts.plain("desk-approved", count=len(repost.approvals), most=card.settings.approvals)
        if is_approval and repost.due_at is not None:
            says = self.time_within if action is RepostAction.PUBLISH else self.time
            return self._texts.plain(f"desk-done-{action}", time=says(repost.due_at, card))
        if action in {RepostAction.SIGN, RepostAction.TAG}:
            has_it = repost.has_signature if action is RepostAction.SIGN else repost.has_hashtags
            return self._texts.plain(f"desk-done-{action}", on="yes" if has_it else "no")
        return self._texts.plain(f"desk-done-{action}")

    def _declined(self, declined: Declined, card: DeskCard | None) -> str:
        if card is None or declined is Declined.GONE:
            return self._texts.plain("desk-gone")
        repost = card.repost
        match declined:
            case Declined.TAKEN if repost.state in _TAKEN:
                said = self._taken(card)
            case Declined.EDITED_BY if repost.editing is not None:
                until = self.time(repost.editing.until, card)
                said = self._texts.plain("desk-edited-by", name=self.name(repost.editing.by), time=until)
            case Declined.UNSEEN if repost.concerns:
                said = self._concern(card)
            case Declined.NEEDS_MARK:
                marks = [one.detail for one in repost.concerns if one.kind is ConcernKind.MARK]
                said = self._texts.plain("desk-needs-mark", mark=shorten(", ".join(marks), _DETAIL_LIMIT))
            case Declined.ASKED:
                said = self._texts.plain("desk-done-edit")
            case Declined.ONCE_EACH | Declined.TOO_OLD:
                said = self._texts.plain(f"desk-{declined}")
            case _:
                said = self._texts.plain("desk-changed")
        return said

    def _taken(self, card: DeskCard) -> str:
        repost = card.repost
        at = {
            RepostState.SCHEDULED: repost.due_at,
            RepostState.DUE: repost.due_at,
            RepostState.POSTED: repost.posted_at,
        }.get(repost.state, repost.decided_at)
        says = self.time_within if repost.state is RepostState.SCHEDULED else self.time
        time = says(at or self._now, card)
        key = f"desk-taken-{_TAKEN[repost.state]}"
        if repost.by is None:
            return self._texts.plain(f"{key}-itself", time=time)
        return self._texts.plain(key, name=self.name(repost.by), time=time)

    def _concern(self, card: DeskCard) -> str:
        """The newest concern, which the pressed card did not show."""
        concern = card.repost.concerns[-1]
        detail = concern.detail
        if concern.kind in {ConcernKind.AKIN, ConcernKind.LATE}:
            detail = self.time_within(instant_in(detail) or self._now, card)
        if concern.kind is ConcernKind.TURNED:
            detail = self._texts.plain(f"novelty-{detail}") if detail in set(DevelopmentKind) else ""
        return self._texts.plain(f"desk-look-{concern.kind}", detail=shorten(detail, _DETAIL_LIMIT))
