"""What happens to cards by themselves."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.model import ConcernKind, Repost, RepostState, StandingPost, Undecided
from bot.reposts.due import what_is_due
from tests.reposts.cards import card_of
from tests.reposts.desk import NOW, after, concern, editing, repost

S = RepostState
OVER = timedelta(hours=1)


def fate(one: Repost, undecided: Undecided, late: timedelta) -> Repost | None:
    """The card that late, after what was due."""
    assert one.due_at is not None
    rule = what_is_due(card_of(one, undecided=undecided), one.due_at + late)
    return None if rule is None else after(rule(one))


@pytest.mark.parametrize("state", [S.SCHEDULED, S.DUE, S.OFFERED])
def test_nothing_happens_before_its_time(state: RepostState) -> None:
    assert fate(repost(state), Undecided(publishes=True), -timedelta(milliseconds=1)) is None


@pytest.mark.parametrize("state", [S.SCHEDULED, S.DUE])
def test_what_was_approved_goes_or_is_looked_at_again_after_an_hour(state: RepostState) -> None:
    gone = fate(repost(state), Undecided(), OVER - timedelta(milliseconds=1))
    assert gone is not None
    assert (gone.state, gone.version) == (S.RELEASED, 2)
    back = fate(repost(state), Undecided(), OVER)
    assert back is not None
    when = repost(state).due_at
    assert when is not None
    assert (back.state, back.concerns) == (S.OFFERED, (concern(ConcernKind.LATE, str(round(when.timestamp() * 1000))),))
    assert back.due_at is not None
    assert back.due_at > when + OVER


def test_what_nobody_decided_on_ends_or_goes_as_the_channel_says() -> None:
    lapsed = fate(repost(), Undecided(), timedelta())
    assert lapsed is not None
    assert lapsed.state is S.LAPSED
    gone = fate(repost(), Undecided(publishes=True), timedelta())
    assert gone is not None
    assert (gone.state, gone.version, gone.by) == (S.RELEASED, 7, None)
    doubtful = fate(repost(concerns=(concern(ConcernKind.AKIN, "1"),)), Undecided(publishes=True), timedelta())
    assert doubtful is not None
    assert doubtful.state is S.LAPSED
    late = fate(repost(), Undecided(publishes=True), OVER)
    assert late is not None
    assert (late.state, late.concerns[0].kind) == (S.OFFERED, ConcernKind.LATE)


@pytest.mark.parametrize(("state", "fate"), [(S.SCHEDULED, S.OFFERED), (S.OFFERED, S.OFFERED), (S.DUE, S.RELEASED)])
def test_into_a_paused_channel_nothing_goes_by_itself(state: RepostState, fate: RepostState) -> None:
    one = repost(state, due_at=NOW)
    card = card_of(one, undecided=Undecided(publishes=True))
    for until, expected in ((NOW + OVER, fate), (NOW, S.RELEASED)):
        paused = replace(card.channel, preferences=replace(card.channel.preferences, paused_until=until))
        rule = what_is_due(replace(card, channel=paused), NOW)
        assert rule is not None
        assert after(rule(one)).state is expected


@pytest.mark.parametrize("state", [S.SCHEDULED, S.DUE, S.OFFERED])
def test_what_is_akin_to_a_post_by_then_goes_only_if_somebody_was_told(state: RepostState) -> None:
    one = repost(state, due_at=NOW)
    card = replace(card_of(one, undecided=Undecided(publishes=True)), akin=StandingPost(None, NOW - OVER, 5))
    rule = what_is_due(card, NOW)
    assert rule is not None
    back = after(rule(one))
    assert (back.state, [concern.kind for concern in back.concerns]) == (S.OFFERED, [ConcernKind.AKIN])
    told = replace(one, concerns=back.concerns)
    rule = what_is_due(replace(card, repost=told), NOW)
    assert rule is not None
    assert after(rule(told)).state is (S.LAPSED if state is S.OFFERED else S.RELEASED)


def test_of_two_akin_cards_that_are_approved_at_once_the_first_goes() -> None:
    one = repost(S.DUE, due_at=NOW)
    rule = what_is_due(replace(card_of(one), akin=StandingPost(None, NOW + timedelta(milliseconds=1), None)), NOW)
    assert rule is not None
    assert after(rule(one)).state is S.RELEASED


def test_what_stands_or_is_over_is_never_due() -> None:
    for state in (S.NEW, S.RELEASED, S.POSTED, S.REFUSED, S.LAPSED, S.DROPPED, S.DELETED):
        card = card_of(repost(state, due_at=NOW, editing=editing()))
        assert what_is_due(card, NOW + timedelta(days=3)) is None
