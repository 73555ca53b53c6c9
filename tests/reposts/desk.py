"""Cards for tests."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.model import (
    ArticleId,
    ChatKey,
    Concern,
    ConcernKind,
    Decision,
    Declined,
    Editing,
    PersonKey,
    PostText,
    Presser,
    Repost,
    RepostAction,
    RepostId,
    RepostState,
    StoryId,
)
from bot.reposts.pressing import Press, press

NOW = datetime(2026, 11, 26, 18, 42, tzinfo=UTC)
WAITS = timedelta(hours=6)
ANYA, BORIS = Presser(PersonKey(1), "Аня"), Presser(PersonKey(2), "Борис")
HIDDEN = Presser(PersonKey(3), None)
PROMPT, REPLY = 71, 72


def repost(state: RepostState = RepostState.OFFERED, **changes: Any) -> Repost:  # noqa: ANN401  its fields
    """A card in that state, with all that the state needs."""
    card = Repost(RepostId(5), ChatKey(9), StoryId(3), RepostState.OFFERED, revision=4, due_at=NOW + WAITS)
    if state in {RepostState.SCHEDULED, RepostState.DUE, RepostState.RELEASED, RepostState.POSTED}:
        card = replace(card, by=ANYA, decided_at=NOW, version=2, due_at=NOW + timedelta(seconds=20))
    if state in {RepostState.REFUSED, RepostState.DELETED}:
        card = replace(card, by=ANYA, decided_at=NOW, due_at=None)
    if state is RepostState.POSTED:
        card = replace(card, posted_at=NOW, message_id=800, due_at=None)
    return replace(card, state=state, **changes)


def asked(card: Repost, action: RepostAction, by: Presser = ANYA, **changes: Any) -> Press:  # noqa: ANN401  its fields
    """A press on a card as it stands."""
    made = Press(action, by, NOW, card.revision, version=2, seen=127, waits=WAITS)
    if action is RepostAction.SCHEDULE:
        made = replace(made, due_at=NOW + timedelta(hours=1))
    if action is RepostAction.CHOOSE:
        made = replace(made, article=ArticleId(8))
    return replace(made, **changes)


def after(decision: Decision) -> Repost:
    assert not isinstance(decision, Declined), decision
    return decision.repost


def pressed(card: Repost, action: RepostAction, by: Presser = ANYA, **changes: Any) -> Decision:  # noqa: ANN401  its fields
    return press(asked(card, action, by, **changes))(card)


def editing(by: Presser = BORIS, until: datetime = NOW + timedelta(minutes=10)) -> Editing:
    return Editing(by, until, PROMPT)


def text(by: Presser = BORIS, html: str = "Другой текст", reply_id: int | None = REPLY) -> PostText:
    return PostText(html, by, reply_id)


def concern(kind: ConcernKind, detail: str = "") -> Concern:
    return Concern(kind, detail)
