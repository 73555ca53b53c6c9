"""The table of a card's states, and what people and the program may do in each."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model import (
    ChannelRight,
    ConcernKind,
    Decided,
    Declined,
    Repost,
    RepostAction,
    RepostRule,
    RepostState,
)
from bot.reposts.pressing import press, write
from bot.reposts.progress import drop, lapse, lose, note, offer, post, reconsider, release
from bot.reposts.states import TABLE, right_for, seen_on
from tests.reposts.desk import (
    ANYA,
    BORIS,
    HIDDEN,
    NOW,
    PROMPT,
    REPLY,
    WAITS,
    after,
    asked,
    concern,
    editing,
    repost,
    text,
)
from tests.reposts.desk import pressed as press_on

A, S = RepostAction, RepostState

_LOST = concern(ConcernKind.RIGHT_LOST)
PROGRAM: dict[RepostAction, RepostRule] = {
    A.OFFER: offer([concern(ConcernKind.LATE, "1")], NOW, WAITS),
    A.NOTE: note([concern(ConcernKind.RETITLED, "Было")], NOW, WAITS),
    A.RELEASE: release(7, NOW),
    A.DROP: drop(NOW),
    A.LAPSE: lapse(NOW),
    A.POST: post(801, NOW),
    A.LOSE: lose(_LOST, NOW),
}
PEOPLE = [action for action in A if action not in PROGRAM]
DECIDED = {S.SCHEDULED, S.DUE, S.RELEASED, S.POSTED, S.REFUSED, S.DELETED}


def fit(state: RepostState, action: RepostAction) -> Repost:
    """A card of that state on which the action has something to do."""
    card = repost(state)
    if action in {A.KEEP_TEXT, A.WRITE}:
        card = replace(card, editing=editing(ANYA))
    if action is A.MARK:
        card = replace(card, concerns=(concern(ConcernKind.MARK, "*18+"),))
    if action in {A.UPDATE, A.LEAVE}:
        card = replace(card, concerns=(concern(ConcernKind.RETITLED, "Было"),))
    return card


def rule_of(action: RepostAction, card: Repost) -> RepostRule:
    if action is A.WRITE:
        return write(text(ANYA), PROMPT, NOW, WAITS)
    return PROGRAM[action] if action in PROGRAM else press(asked(card, action))


@pytest.mark.parametrize("state", S)
def test_every_action_does_what_the_table_says_or_says_why_not(state: RepostState) -> None:
    for action in A:
        card = fit(state, action)
        decision = rule_of(action, card)(card)

        if action in TABLE[state]:
            assert isinstance(decision, Decided), action
            assert decision.repost.state is TABLE[state][action]
            assert (decision.entry.action, decision.entry.by) == (action, None if action in PROGRAM else ANYA)
            assert decision.entry.revision == decision.repost.revision
        else:
            assert decision is (Declined.TAKEN if state in DECIDED else Declined.CHANGED), action


def test_nothing_that_was_posted_can_go_again() -> None:
    reached, further = {S.POSTED}, [S.POSTED]
    while further:
        for state in set(TABLE[further.pop()].values()) - reached:
            reached.add(state)
            further.append(state)
    assert reached == {S.POSTED, S.DELETED}


@pytest.mark.parametrize("state", S)
def test_a_press_on_a_card_that_somebody_has_changed_does_nothing(state: RepostState) -> None:
    for action in PEOPLE:
        card = fit(state, action)
        if action is A.WRITE:
            decision = write(text(ANYA), PROMPT, NOW, WAITS)(replace(card, editing=None))
        else:
            decision = press(asked(card, action, revision=card.revision - 1))(card)
        assert isinstance(decision, Declined), action


@given(st.data())
def test_whatever_happens_a_story_is_posted_at_most_once(
    data: st.DataObject,
) -> None:
    card, posts, now = repost(data.draw(st.sampled_from([S.NEW, S.OFFERED]))), 0, NOW
    for _ in range(data.draw(st.integers(1, 30))):
        now += timedelta(minutes=data.draw(st.integers(0, 300)))
        action, by = data.draw(st.sampled_from(A)), data.draw(st.sampled_from([ANYA, BORIS, HIDDEN]))
        if action in PROGRAM:
            rule = PROGRAM[action]
        elif action is A.WRITE:
            rule = write(text(by), data.draw(st.sampled_from([PROMPT, None])), now, WAITS)
        else:
            revision = card.revision - data.draw(st.integers(0, 1))
            rule = press(asked(card, action, by, at=now, revision=revision, approvals=data.draw(st.integers(1, 2))))
        decision = rule(card)
        if isinstance(decision, Declined):
            continue
        changed = decision.repost
        posts += action is A.POST
        assert changed.revision - card.revision in ({0} if action in PROGRAM else {0, 1})
        others = card.editing is not None and now < card.editing.until and card.editing.by.key != by.key
        assert not (others and action not in PROGRAM and changed.revision != card.revision and action is not A.AGAIN)
        assert (changed.state in {S.SCHEDULED, S.DUE}) <= (changed.due_at is not None and changed.version is not None)
        card = replace(changed, editing=changed.editing and replace(changed.editing, prompt_id=PROMPT))
    assert posts <= 1


@pytest.mark.parametrize(
    ("action", "state", "right"),
    [
        (A.PUBLISH, S.OFFERED, ChannelRight.POST),
        (A.SCHEDULE, S.OFFERED, ChannelRight.POST),
        (A.EDIT, S.OFFERED, ChannelRight.POST),
        (A.CANCEL, S.DUE, ChannelRight.POST),
        (A.EDIT, S.POSTED, ChannelRight.EDIT),
        (A.PIN, S.POSTED, ChannelRight.EDIT),
        (A.UPDATE, S.POSTED, ChannelRight.EDIT),
        (A.DELETE, S.POSTED, ChannelRight.DELETE),
        (A.AGAIN, S.POSTED, ChannelRight.POST),
        (A.PUBLISH, S.POSTED, ChannelRight.POST),
    ],
)
def test_each_action_needs_its_own_right(action: RepostAction, state: RepostState, right: ChannelRight) -> None:
    assert right_for(action, state) is right


def test_the_first_press_wins_and_can_be_taken_back_for_twenty_seconds() -> None:
    offered = repost()
    due = after(press_on(offered, A.PUBLISH))
    assert (due.state, due.by, due.version, due.due_at) == (S.DUE, ANYA, 2, NOW + timedelta(seconds=20))
    assert press(asked(offered, A.PUBLISH, BORIS))(due) is Declined.TAKEN
    assert press(asked(offered, A.SIGN, BORIS))(due) is Declined.TAKEN

    back = after(press_on(due, A.CANCEL, BORIS))
    assert (back.state, back.by, back.version, back.due_at) == (S.OFFERED, None, None, NOW + WAITS)
    gone = after(release(9, NOW)(due))
    assert (gone.version, gone.by) == (2, ANYA)
    assert press_on(gone, A.CANCEL) is Declined.TAKEN


def test_what_the_story_and_the_program_do_makes_no_press_stale() -> None:
    shown = repost(S.SCHEDULED, concerns=(concern(ConcernKind.AKIN, "1"),))
    back = after(offer([concern(ConcernKind.LATE, "1")], NOW, WAITS)(shown))
    assert after(press(asked(shown, A.PUBLISH))(back)).state is S.DUE
    assert after(press(asked(shown, A.CANCEL))(back)).state is S.OFFERED
    lapsed = after(lapse(NOW)(repost()))
    assert after(press(asked(repost(), A.PUBLISH))(lapsed)).state is S.DUE


def test_nobody_publishes_what_they_have_not_seen() -> None:
    shown, turned = repost(), concern(ConcernKind.TURNED, "denied")
    card = after(note([turned], NOW, WAITS)(shown))
    assert press(asked(shown, A.PUBLISH, seen=seen_on(shown)))(card) is Declined.UNSEEN
    assert press(asked(shown, A.SCHEDULE, seen=seen_on(shown)))(card) is Declined.UNSEEN
    assert after(press(asked(card, A.PUBLISH, seen=seen_on(card)))(card)).state is S.DUE


def test_two_people_approve_where_it_takes_two() -> None:
    first = after(press_on(repost(), A.PUBLISH, approvals=2))
    assert (first.state, first.revision, first.approvals) == (S.OFFERED, repost().revision, (ANYA,))
    assert press_on(first, A.PUBLISH, approvals=2) is Declined.ONCE_EACH
    assert after(press_on(first, A.PUBLISH, approvals=1)).state is S.DUE  # the channel asks for one by now
    second = after(press_on(first, A.PUBLISH, BORIS, approvals=2))
    assert (second.state, second.by, second.approvals) == (S.DUE, BORIS, (ANYA, BORIS))
    signed = after(press_on(first, A.SIGN, approvals=2))
    assert signed.approvals == ()
    assert after(press_on(after(press_on(second, A.CANCEL)), A.PUBLISH, approvals=2)).approvals == (ANYA,)


def test_a_mark_that_is_needed_comes_first() -> None:
    card = repost(concerns=(concern(ConcernKind.MARK, "*18+"), concern(ConcernKind.ADVERTISEMENT, "erid")))
    assert press_on(card, A.PUBLISH) is Declined.NEEDS_MARK
    written = after(press_on(replace(card, text=text()), A.MARK))
    assert written.text is not None
    assert written.text.html == "Другой текст\n\n*18+"
    marked = after(press_on(card, A.MARK))
    assert (marked.marks, [one.kind for one in marked.concerns]) == (("*18+",), [ConcernKind.ADVERTISEMENT])
    assert after(press_on(marked, A.PUBLISH)).state is S.DUE


def test_while_somebody_writes_others_wait() -> None:
    card = after(press_on(repost(due_at=NOW + timedelta(minutes=1)), A.EDIT, BORIS))
    assert card.editing is not None
    assert card.due_at == card.editing.until == NOW + timedelta(minutes=10)
    for action in (A.PUBLISH, A.REFUSE, A.EDIT, A.SIGN, A.KEEP_TEXT):
        assert press_on(card, action) is Declined.EDITED_BY
    assert after(press_on(card, A.KEEP_TEXT, overrules=True)).editing is None
    assert after(press_on(card, A.KEEP_TEXT, BORIS)).editing is None
    late = timedelta(minutes=10)
    assert after(press_on(card, A.PUBLISH, at=NOW + late)).state is S.DUE


def test_a_reply_is_the_text_and_so_is_a_later_edit_of_it() -> None:
    open_card = repost(editing=editing(), approvals=(ANYA,), concerns=(concern(ConcernKind.ADVERTISEMENT, "erid"),))
    law = (concern(ConcernKind.MARK, "*18+"),)
    late = NOW + timedelta(hours=1)
    written = after(write(text(), PROMPT, late, WAITS, law)(open_card))
    assert (written.text, written.editing, written.approvals, written.concerns) == (text(), None, (), law)
    assert written.revision == open_card.revision + 1
    assert write(text(), PROMPT, late, WAITS)(written) is not None
    corrected = after(write(text(html="Ещё лучше"), None, late, WAITS)(written))
    assert corrected.text == text(html="Ещё лучше")
    assert write(text(reply_id=99), PROMPT, late, WAITS)(written) is Declined.CHANGED
    assert write(text(ANYA), PROMPT, NOW, WAITS)(open_card) is Declined.EDITED_BY
    assert write(text(reply_id=REPLY), None, NOW, WAITS)(repost(S.DUE, text=text())) is Declined.TAKEN
    assert after(write(text(), None, NOW, WAITS)(repost(S.POSTED, text=text()))).state is S.POSTED


def test_a_late_reply_does_not_count_if_somebody_has_changed_the_card() -> None:
    card = repost(editing=editing(until=NOW))
    signed = after(press_on(card, A.SIGN))
    assert write(text(), PROMPT, NOW, WAITS)(signed) is Declined.CHANGED


@pytest.mark.parametrize("state", [S.SCHEDULED, S.DUE])
@pytest.mark.parametrize("kind", [ConcernKind.TURNED, ConcernKind.RETITLED])
def test_what_turns_comes_back_to_the_desk(state: RepostState, kind: ConcernKind) -> None:
    back = after(reconsider(concern(kind, "denied"), NOW, WAITS)(repost(state)))
    assert (back.state, back.concerns, back.due_at) == (S.OFFERED, (concern(kind, "denied"),), NOW + WAITS)


def test_another_title_is_asked_about_where_the_post_does_not_follow_it() -> None:
    retitled = reconsider(concern(ConcernKind.RETITLED, "Было"), NOW, WAITS)
    assert retitled(repost()) is Declined.CHANGED
    own = after(retitled(repost(text=text())))
    left = after(press_on(own, A.LEAVE))
    assert (left.concerns, left.text) == ((), text())
    assert press(asked(own, A.UPDATE, BORIS))(left) is Declined.CHANGED
    posted = after(retitled(repost(S.POSTED, text=text())))
    updated = after(press_on(posted, A.UPDATE, version=6))
    assert (updated.version, updated.text, updated.concerns) == (6, None, ())


def test_only_a_young_post_can_be_deleted() -> None:
    card = repost(S.POSTED)
    old = NOW + timedelta(hours=48)
    assert press_on(card, A.DELETE, at=old) is Declined.TOO_OLD
    deleted = after(press_on(card, A.DELETE, BORIS, at=old - timedelta(seconds=1)))
    assert (deleted.state, deleted.by) == (S.DELETED, BORIS)
    assert press(asked(card, A.DELETE))(deleted) is Declined.TAKEN


def test_a_card_without_the_right_to_publish_waits_until_it_is_there() -> None:
    card = after(lose(_LOST, NOW)(repost(S.RELEASED)))
    assert (card.state, card.due_at, [one.kind for one in card.concerns]) == (S.OFFERED, None, [ConcernKind.RIGHT_LOST])
    automatic = repost(S.RELEASED, version=None, by=None)
    assert lose(_LOST, NOW)(automatic) is Declined.CHANGED
    back = after(note([], NOW, WAITS, gone=[ConcernKind.RIGHT_LOST])(card))
    assert (back.concerns, back.due_at) == ((), NOW + WAITS)
