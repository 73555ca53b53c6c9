"""What the program does by itself with what is on its way into a channel."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.model import (
    AkinChoice,
    ChannelSettings,
    ChatKey,
    Concern,
    ConcernKind,
    Decision,
    Desk,
    DeskCard,
    DevelopmentKind,
    Publishing,
    Repost,
    RepostState,
    StandingPost,
    StoryChanges,
)
from bot.reposts.reviewing import another_look, first_look
from tests.reposts.cards import card_of
from tests.reposts.desk import NOW, WAITS, after, repost, text

S = RepostState
AKIN = StandingPost(None, NOW - timedelta(hours=1), 5)
AD = Concern(ConcernKind.ADVERTISEMENT, "erid")
MARK = Concern(ConcernKind.MARK, "18+")
AUTOMATIC = ChannelSettings()
APPROVED = ChannelSettings(publishing=Publishing.APPROVED)
DESK = Desk(ChatKey(8))


def _first(
    settings: ChannelSettings, *law: Concern, akin: StandingPost | None = None, is_development: bool = False
) -> tuple[RepostState, tuple[ConcernKind, ...]]:
    """What becomes of a new repost, and with which concerns."""
    new = repost(S.NEW, due_at=None, is_development=is_development)
    decided = after(first_look(replace(card_of(new), settings=settings), law, akin, NOW)(new))
    return decided.state, tuple(concern.kind for concern in decided.concerns)


def test_what_is_published_automatically_goes_unless_somebody_must_look_at_it() -> None:
    assert _first(AUTOMATIC) == (S.RELEASED, ())
    assert _first(AUTOMATIC, AD) == (S.OFFERED, (ConcernKind.ADVERTISEMENT,))
    assert _first(AUTOMATIC, MARK) == (S.OFFERED, (ConcernKind.MARK,))


def test_it_goes_like_any_news_and_in_the_version_of_that_time() -> None:
    new = repost(S.NEW, due_at=None)
    assert after(first_look(replace(card_of(new), settings=AUTOMATIC), (), None, NOW)(new)).version is None


@pytest.mark.parametrize("desk", [None, DESK])
@pytest.mark.parametrize("choice", AkinChoice)
def test_what_is_akin_to_a_post_is_never_published_as_another_story(choice: AkinChoice, desk: Desk | None) -> None:
    settings = replace(AUTOMATIC, akin=choice, desk=desk)
    alone = S.RELEASED if choice is AkinChoice.REPLY else S.DROPPED
    assert _first(settings, akin=AKIN)[0] == (alone if desk is None else S.OFFERED)
    assert _first(settings, AD, akin=AKIN) == (S.OFFERED, (ConcernKind.ADVERTISEMENT, ConcernKind.AKIN))
    assert _first(settings, akin=AKIN, is_development=True) == (S.RELEASED, ())


def test_where_people_decide_everything_is_a_card() -> None:
    assert _first(APPROVED) == (S.OFFERED, ())
    assert _first(APPROVED, AD, MARK, akin=AKIN)[1] == (
        ConcernKind.ADVERTISEMENT,
        ConcernKind.MARK,
        ConcernKind.AKIN,
    )


def _again(card: Repost, *, title: str | None = None, kinds: tuple[DevelopmentKind, ...] = ()) -> Decision | None:
    """What becomes of a card whose story has brought this."""
    rule = another_look(_grown(card, title, kinds), NOW)
    return None if rule is None else rule(card)


def _grown(card: Repost, title: str | None, kinds: tuple[DevelopmentKind, ...]) -> DeskCard:
    return replace(card_of(card), changes=StoryChanges(kinds, title))


@pytest.mark.parametrize("state", [S.SCHEDULED, S.DUE])
@pytest.mark.parametrize("kind", [DevelopmentKind.DENIED, DevelopmentKind.CANCELLED])
def test_what_turns_before_it_goes_is_back_on_the_desk(state: RepostState, kind: DevelopmentKind) -> None:
    decision = _again(repost(state, due_at=NOW), kinds=(DevelopmentKind.FIGURES, kind))
    assert decision is not None
    back = after(decision)
    assert (back.state, back.concerns) == (S.OFFERED, (Concern(ConcernKind.TURNED, kind),))
    assert _again(repost(S.POSTED), kinds=(kind,)) is None


def test_what_has_another_title_is_back_on_the_desk_with_the_one_that_was_approved() -> None:
    decision = _again(repost(S.SCHEDULED), title="Стало")
    assert decision is not None
    told = card_of(repost()).post.story.article.title
    assert after(decision).concerns == (Concern(ConcernKind.RETITLED, told),)
    for card in (repost(S.POSTED), repost(text=text())):
        decision = _again(card, title="Стало")
        assert decision is not None
        assert after(decision).state is card.state


def test_other_news_of_a_story_let_a_card_wait() -> None:
    assert _again(repost(S.SCHEDULED, due_at=NOW + WAITS), kinds=(DevelopmentKind.DEATHS,)) is None


def test_what_is_due_goes_and_after_an_outage_comes_back() -> None:
    on_time = _again(repost(S.SCHEDULED, due_at=NOW - timedelta(minutes=59)))
    late = _again(repost(S.SCHEDULED, due_at=NOW - timedelta(hours=3)))
    assert on_time is not None
    assert late is not None
    assert after(on_time).state is S.RELEASED
    assert [concern.kind for concern in after(late).concerns] == [ConcernKind.LATE]


def test_a_card_of_a_channel_that_can_be_written_to_again_waits_for_a_decision_again() -> None:
    lost = repost(concerns=(Concern(ConcernKind.RIGHT_LOST),), due_at=None)
    decision = _again(lost)
    assert decision is not None
    assert (after(decision).concerns, after(decision).due_at) == ((), NOW + WAITS)
    dormant = card_of(lost)
    assert another_look(replace(dormant, channel=replace(dormant.channel, dormant=True)), NOW) is None
