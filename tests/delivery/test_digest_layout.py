from collections import Counter
from collections.abc import Sequence
from itertools import chain, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.delivery.digest_layout import in_pages_of
from bot.model import ChatKind, DebtId, DigestMessage, PlacedStory, StoryId, SubscriptionId, WaitingStory

_NARROW, _BROAD = SubscriptionId(9), SubscriptionId(2)


def _waiting(story: int, *subscriptions: SubscriptionId, akin_to: int | None = None) -> WaitingStory:
    akin = None if akin_to is None else StoryId(akin_to)
    return WaitingStory(DebtId(100 + story), StoryId(story), subscriptions, akin)


def _placed(story: int, number: int, subscription: SubscriptionId | None, page: int = 0) -> PlacedStory:
    return PlacedStory(DebtId(100 + story), number, page, subscription)


def test_the_narrowest_subscription_comes_first_and_has_what_a_broad_one_meets_as_well() -> None:
    waiting = [_waiting(1, _BROAD), _waiting(2, _BROAD, _NARROW), _waiting(3), _waiting(4, _BROAD)]
    assert in_pages_of(15)(ChatKind.PRIVATE, waiting) == (
        (_placed(2, 1, _NARROW), _placed(1, 2, _BROAD), _placed(4, 3, _BROAD), _placed(3, 4, None)),
    )


def test_what_is_akin_stands_below_the_earlier_story_whoever_asked_for_it() -> None:
    waiting = [_waiting(5, _BROAD, akin_to=1), _waiting(2, _NARROW), _waiting(1, _NARROW), _waiting(6, akin_to=77)]
    (message,) = in_pages_of(15)(ChatKind.PRIVATE, waiting)
    assert message == (_placed(2, 1, _NARROW), _placed(1, 2, _NARROW), _placed(5, 2, _NARROW), _placed(6, 3, None))


@pytest.mark.parametrize(
    ("kind", "pages"), [(ChatKind.PRIVATE, [[0, 0, 1, 1, 2]]), (ChatKind.SUPERGROUP, [[0, 0], [0, 0], [0]])]
)
def test_pages_are_turned_in_a_private_chat_and_are_messages_elsewhere(kind: ChatKind, pages: list[list[int]]) -> None:
    messages = in_pages_of(2)(kind, [_waiting(number, _BROAD) for number in range(5)])
    assert [[one.page for one in message] for message in messages] == pages
    assert [one.number for one in chain(*messages)] == [1, 2, 3, 4, 5]


@st.composite
def _stories(draw: st.DrawFn) -> list[WaitingStory]:
    """What waits: a story may be akin to an earlier one, which is akin to none."""
    waiting: list[WaitingStory] = []
    for number in range(draw(st.integers(1, 40))):
        akin_to = draw(st.sampled_from([None, None, *(one.story for one in waiting if one.akin_to is None)]))
        wanted = draw(st.lists(st.integers(1, 4), max_size=3, unique=True))
        waiting.append(_waiting(number, *map(SubscriptionId, wanted), akin_to=akin_to))
    return waiting


@given(_stories(), st.integers(1, 6), st.sampled_from(ChatKind))
def test_each_story_stands_in_one_place_and_no_page_has_too_many(
    waiting: Sequence[WaitingStory], per_page: int, kind: ChatKind
) -> None:
    messages: Sequence[DigestMessage] = in_pages_of(per_page)(kind, waiting)
    placed = list(chain(*messages))
    assert sorted(one.debt for one in placed) == [one.debt for one in waiting]
    assert all(after.number - before.number in {0, 1} for before, after in pairwise(placed))
    assert placed[0].number == 1
    assert (
        max(Counter((place, one.page) for place, message in enumerate(messages) for one in message).values())
        <= per_page
    )
    assert (len(messages) == 1) if kind is ChatKind.PRIVATE else all(one.page == 0 for one in placed)
    wanted = {one.debt: one.subscriptions for one in waiting}
    assert all(
        one.subscription in wanted[one.debt] or (one.subscription is None and not wanted[one.debt])
        for before, one in pairwise([PlacedStory(DebtId(0), 0, 0, None), *placed])
        if one.number != before.number
    )
