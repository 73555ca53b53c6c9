"""What becomes of messages and chats after Telegram's answers: the rules alone, without a database."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.delivery.outcome import after_editing, after_sending
from bot.model import (
    BootId,
    BurstCard,
    Chat,
    ChatAfter,
    ChatKey,
    ChatKind,
    ChatLost,
    ChatMoved,
    Content,
    Cooldown,
    Dead,
    DeliveryOutcome,
    Digest,
    Dispatch,
    DispatchAfter,
    DispatchId,
    DispatchState,
    FurtherReports,
    Language,
    Lease,
    NewPost,
    Notice,
    PostEdit,
    Postponed,
    PutBack,
    ReadArticle,
    Sent,
    StoryId,
    StoryUpdate,
    TopicLost,
    Undone,
)

_NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
_LATER = _NOW + timedelta(hours=1)
_COOLDOWN = Cooldown(_NOW + timedelta(seconds=1), _NOW + timedelta(minutes=1))
_CHAT = Chat(ChatKey(1), -1007, ChatKind.CHANNEL, "Вести", Language.RUSSIAN)
_LEASE = Lease(BootId("test"), _LATER)
_STORY = StoryUpdate(
    story_id=StoryId(5),
    version=3,
    subscriptions=("коалиция",),
    queries=("коалиция",),
    article=ReadArticle(title="Раз", text="", source="", site="", language="ru"),
    url="https://one.example/1",
    published_at=_NOW,
    further=FurtherReports(),
    reply_to=None,
    silent=False,
)


def _dispatch(content: Content = _STORY, *, aside: bool = False) -> Dispatch:
    return Dispatch(DispatchId(9), _LEASE, _CHAT, 0, 4, _NOW, content, refusals=1, aside=aside, reason="502")


def _becomes(outcome: DeliveryOutcome, content: Content = _STORY, *, aside: bool = False) -> DispatchAfter | Undone:
    return after_sending(_dispatch(content, aside=aside), outcome, _NOW, _COOLDOWN).dispatch


_DUE = DispatchAfter(DispatchState.DUE, _NOW, attempts=4, refusals=1)


@pytest.mark.parametrize(
    ("outcome", "expected"),
    [
        (Sent(77), replace(_DUE, state=DispatchState.SENT, post=NewPost(77, _COOLDOWN.post_until))),
        (Postponed(_LATER, "503"), replace(_DUE, due_at=_LATER, reason="503")),
        (
            Postponed(_LATER, "what?", holds_chat=False, refusals=2),
            replace(_DUE, due_at=_LATER, reason="what?", aside=True, refusals=2),
        ),
        # It was not tried: so nothing counts, and what was wrong before stands.
        (PutBack(_LATER), replace(_DUE, due_at=_LATER, reason="502", attempts=3)),
        (Dead("too long"), replace(_DUE, state=DispatchState.DEAD, reason="too long")),
        (ChatLost("kicked"), Undone()),
        (TopicLost("closed"), replace(_DUE, reason="closed")),
        (ChatMoved(-1008), _DUE),
    ],
)
def test_what_becomes_of_a_dispatch(outcome: DeliveryOutcome, expected: DispatchAfter | Undone) -> None:
    assert _becomes(outcome) == expected


_CARD = BurstCard(("нефть",), 7, _NOW, _NOW, _NOW + timedelta(seconds=45))
_GATHERS = DispatchAfter(DispatchState.DUE, _CARD.until, attempts=0, refusals=0, aside=True)


@pytest.mark.parametrize(
    ("outcome", "expected"),
    [
        (
            Sent(77),
            replace(_GATHERS, due_at=_NOW + timedelta(seconds=15), post=NewPost(77, _COOLDOWN.post_until)),
        ),
        (Postponed(_NOW, "503"), replace(_GATHERS, due_at=_NOW)),
        (Postponed(_CARD.until + timedelta(hours=1), "429"), _GATHERS),
        (PutBack(_NOW), replace(_GATHERS, due_at=_NOW)),
        (Dead("deleted"), replace(_GATHERS, is_gone=True)),
        (ChatMoved(-1008), replace(_GATHERS, is_gone=True)),
        (ChatLost("kicked"), Undone()),
        (TopicLost("closed"), replace(_GATHERS, reason="closed")),
    ],
)
def test_a_card_is_looked_at_again_until_it_is_a_digest(
    outcome: DeliveryOutcome, expected: DispatchAfter | Undone
) -> None:
    assert _becomes(outcome, _CARD) == expected


@pytest.mark.parametrize(
    ("outcome", "is_gone"), [(ChatLost("kicked"), True), (ChatMoved(-1008), True), (Sent(7), False)]
)
def test_a_digest_whose_card_is_lost_is_a_message_of_its_own(outcome: DeliveryOutcome, *, is_gone: bool) -> None:
    digest = replace(_dispatch(Digest((), 1, 0, _NOW, _NOW, silent=True)), message_id=7)
    becomes = after_sending(digest, outcome, _NOW, _COOLDOWN).dispatch
    assert isinstance(becomes, DispatchAfter)
    assert becomes.is_gone is is_gone


def test_a_notice_waits_for_a_lost_chat_as_it_is() -> None:
    assert _becomes(ChatLost("kicked"), Notice("start")) == replace(_DUE, reason="kicked")


@pytest.mark.parametrize(
    ("outcome", "is_aside"),
    [(Postponed(_LATER, "503"), True), (PutBack(_LATER), True), (Sent(1), False), (Dead("too long"), False)],
)
def test_what_has_stepped_aside_stays_there_while_it_is_due(outcome: DeliveryOutcome, *, is_aside: bool) -> None:
    becomes = _becomes(outcome, aside=True)
    assert isinstance(becomes, DispatchAfter)
    assert becomes.aside is is_aside


def test_refusals_are_not_forgotten_by_another_failure() -> None:
    becomes = _becomes(Postponed(_LATER, "503", refusals=0))
    assert isinstance(becomes, DispatchAfter)
    assert becomes.refusals == 1


@pytest.mark.parametrize(
    ("outcome", "free_at", "was_written"),
    [
        (Sent(1), _COOLDOWN.chat_until, True),
        (Dead("too long"), _COOLDOWN.chat_until, True),
        (Postponed(_LATER, "429"), _LATER, True),
        (Postponed(_NOW, "503"), _COOLDOWN.chat_until, True),
        (Postponed(_LATER, "what?", holds_chat=False), _COOLDOWN.chat_until, True),
        (PutBack(_LATER), _LATER, False),
    ],
)
def test_how_long_a_chat_is_left_alone(outcome: DeliveryOutcome, free_at: datetime, *, was_written: bool) -> None:
    assert after_sending(_dispatch(), outcome, _NOW, _COOLDOWN).chat == ChatAfter(free_at, was_written)


def test_who_watches_from_elsewhere_is_told_of_a_loss_and_nobody_of_a_move() -> None:
    lost = after_sending(_dispatch(), ChatLost("kicked"), _NOW, _COOLDOWN).chat
    assert lost.lost is not None
    assert (lost.lost.reason, lost.topic_lost, lost.moved_to) == ("kicked", None, None)
    assert lost.lost.notice == Notice("chat-lost", {"title": "Вести", "why": "kicked"})
    closed = after_sending(_dispatch(), TopicLost("closed"), _NOW, _COOLDOWN).chat
    assert closed.topic_lost is not None
    assert (closed.topic_lost.reason, closed.lost, closed.moved_to) == ("closed", None, None)
    assert closed.topic_lost.notice == Notice("topic-lost", {"title": "Вести", "why": "closed"})
    moved = after_sending(_dispatch(), ChatMoved(-1008), _NOW, _COOLDOWN).chat
    assert moved == ChatAfter(_COOLDOWN.chat_until, was_written=True, moved_to=-1008)


@pytest.mark.parametrize(
    ("outcome", "version", "edit_after", "is_closed"),
    [
        (Sent(77), 3, _COOLDOWN.post_until, False),
        (Postponed(_LATER, "503"), None, _LATER, False),
        (Postponed(_NOW, "503"), None, _COOLDOWN.post_until, False),
        (PutBack(_LATER), None, None, False),
        (Dead("gone"), None, _COOLDOWN.post_until, True),
        (ChatMoved(-1008), None, _COOLDOWN.post_until, True),
        (TopicLost("closed"), None, _COOLDOWN.post_until, True),
        (ChatLost("kicked"), None, _COOLDOWN.post_until, False),
    ],
)
def test_what_becomes_of_a_post(
    outcome: DeliveryOutcome, version: int | None, edit_after: datetime | None, *, is_closed: bool
) -> None:
    edit = PostEdit(DispatchId(9), _LEASE, _CHAT, 77, _STORY)
    after = after_editing(edit, outcome, _NOW, _COOLDOWN)
    assert (after.version, after.edit_after, after.is_closed) == (version, edit_after, is_closed)
    assert after.chat == after_sending(_dispatch(), outcome, _NOW, _COOLDOWN).chat
