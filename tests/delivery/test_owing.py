"""Who is told of which article of a story: the rule alone, without a database."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.delivery.owing import is_broad, owe
from bot.model import (
    AddTo,
    ArticleId,
    DebtId,
    Haste,
    ListIn,
    MentionForSubscription,
    NewDebt,
    Owed,
    Prominence,
    ReplyMode,
    StoryDebt,
)

_ARTICLE, _EARLIER = ArticleId(7), ArticleId(3)
_NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


def _mention(
    *debts: StoryDebt,
    replies: ReplyMode = ReplyMode.NONE,
    is_development: bool = False,
    was_told_apart: bool = False,
    main_only: bool = False,
    prominence: Prominence | None = Prominence.TITLE,
) -> MentionForSubscription:
    return MentionForSubscription(_ARTICLE, is_development, replies, debts, _NOW, was_told_apart, main_only, prominence)


def _told(*articles: ArticleId, ago: timedelta, is_development: bool = False, is_closed: bool = False) -> StoryDebt:
    """A debt whose message was sent so long ago."""
    told = frozenset(articles)
    return StoryDebt(DebtId(1), False, True, told, told, is_development, _NOW - ago, is_closed)


def _debt(
    *articles: ArticleId, own: tuple[ArticleId, ...] = (), is_waiting: bool = False, is_reply: bool = False
) -> StoryDebt:
    return StoryDebt(DebtId(1), is_waiting, is_reply, frozenset(articles), frozenset(own))


def test_a_chat_that_was_told_nothing_is_owed_the_story() -> None:
    assert owe(_mention()) == NewDebt(is_reply=False)


@pytest.mark.parametrize("main_only", [False, True])
@pytest.mark.parametrize("prominence", [None, *Prominence])
def test_a_subscription_to_the_main_things_is_owed_no_others(prominence: Prominence | None, *, main_only: bool) -> None:
    is_owed = not main_only or prominence not in {Prominence.BODY, Prominence.PASSING}
    for debts in ((), (_debt(_EARLIER),), (_debt(_EARLIER, own=(_EARLIER,)),)):
        mention = _mention(*debts, replies=ReplyMode.ALL, main_only=main_only, prominence=prominence)
        assert (owe(mention) is not None) == is_owed


def test_the_very_article_is_not_told_again_in_another_story() -> None:
    assert owe(_mention(was_told_apart=True)) is None
    told_for_another = _debt(_EARLIER)
    assert owe(_mention(told_for_another, was_told_apart=True)) is None


def test_a_chat_that_was_told_for_another_subscription_is_owed_a_reply() -> None:
    assert owe(_mention(_debt(_EARLIER))) == NewDebt(is_reply=True)


def test_what_waits_is_told_for_several_subscriptions_at_once() -> None:
    assert owe(_mention(_debt(_EARLIER, is_waiting=True))) == AddTo(DebtId(1))


def test_a_reply_that_waits_is_joined_only_for_its_own_article() -> None:
    assert owe(_mention(_debt(_EARLIER, is_waiting=True, is_reply=True))) == NewDebt(is_reply=True)
    assert owe(_mention(_debt(_ARTICLE, is_waiting=True, is_reply=True))) == AddTo(DebtId(1))
    both = _debt(_ARTICLE, _EARLIER, is_waiting=True, is_reply=True)
    assert owe(_mention(both)) == NewDebt(is_reply=True)


@pytest.mark.parametrize(
    ("replies", "is_development", "is_owed"),
    [
        (ReplyMode.NONE, True, False),
        (ReplyMode.DEVELOPMENTS, False, False),
        (ReplyMode.DEVELOPMENTS, True, True),
        (ReplyMode.ALL, False, True),
    ],
)
@pytest.mark.parametrize("is_waiting", [False, True])
def test_further_articles_are_replies_of_their_own_if_the_subscription_asks_for_them(
    replies: ReplyMode, *, is_development: bool, is_owed: bool, is_waiting: bool
) -> None:
    told = _debt(_EARLIER, own=(_EARLIER,), is_waiting=is_waiting)
    owed = owe(_mention(told, replies=replies, is_development=is_development))
    reply = NewDebt(is_reply=True, is_development=is_development, is_silent=is_development)
    assert owed == (reply if is_owed else None)


def test_an_article_is_told_once_to_a_subscription() -> None:
    told = _debt(_ARTICLE, own=(_ARTICLE,), is_waiting=True)
    assert owe(_mention(told, replies=ReplyMode.ALL)) is None


def test_subscriptions_share_the_reply_for_a_further_article() -> None:
    first = StoryDebt(DebtId(1), False, False, frozenset({_EARLIER}), frozenset({_EARLIER}))
    reply = StoryDebt(DebtId(2), True, True, frozenset({_ARTICLE}), frozenset())
    assert owe(_mention(first, reply, replies=ReplyMode.ALL)) == AddTo(DebtId(2))


_SILENT = NewDebt(is_reply=True, is_development=True, is_silent=True)


def _development(*debts: StoryDebt, replies: ReplyMode = ReplyMode.DEVELOPMENTS) -> Owed | None:
    return owe(_mention(*debts, replies=replies, is_development=True))


def test_what_is_new_within_the_hour_is_added_to_the_reply_that_is_there() -> None:
    story = _told(_EARLIER, ago=timedelta(hours=3))
    for minutes, owed in ((0, AddTo(DebtId(1), is_development=True)), (60, _SILENT)):
        reply = _told(ArticleId(5), ago=timedelta(minutes=minutes), is_development=True)
        assert _development(story, reply) == owed


def test_what_is_new_is_added_to_a_reply_that_waits_or_is_on_its_way() -> None:
    story = _told(_EARLIER, ago=timedelta(hours=3))
    for is_waiting in (True, False):
        reply = StoryDebt(DebtId(2), is_waiting, True, frozenset({ArticleId(5)}), frozenset(), is_development=True)
        assert _development(story, reply) == AddTo(DebtId(2), is_development=True)


def test_nothing_is_added_to_a_reply_that_is_gone() -> None:
    story = _told(_EARLIER, ago=timedelta(hours=3))
    gone = _told(ArticleId(5), ago=timedelta(minutes=5), is_development=True, is_closed=True)
    dead = StoryDebt(DebtId(2), False, True, frozenset(), frozenset(), is_development=True, is_closed=True)
    assert _development(story, gone) == _development(story, dead) == _SILENT


def test_nothing_is_added_to_a_reply_that_tells_no_development() -> None:
    assert _development(_told(_EARLIER, ago=timedelta(minutes=5))) == _SILENT


def test_who_wants_every_article_gets_each_in_a_reply_of_its_own() -> None:
    reply = _told(ArticleId(5), ago=timedelta(minutes=5), is_development=True)
    assert _development(reply, replies=ReplyMode.ALL) == _SILENT


@pytest.mark.parametrize(("hours", "is_silent"), [(23, True), (24, False)])
def test_a_development_sounds_where_nothing_was_told_of_the_story_for_a_day(hours: int, *, is_silent: bool) -> None:
    first = _told(_EARLIER, ago=timedelta(hours=40), is_closed=True)
    reply = _told(ArticleId(5), ago=timedelta(hours=hours), is_development=True, is_closed=True)
    assert _development(first, reply) == NewDebt(is_reply=True, is_development=True, is_silent=is_silent)


@pytest.mark.parametrize("is_waiting", [False, True])
def test_a_development_of_what_is_about_to_be_told_is_silent(*, is_waiting: bool) -> None:
    first = StoryDebt(DebtId(1), is_waiting, False, frozenset({_EARLIER}), frozenset({_EARLIER}))
    assert _development(first) == _SILENT


def test_a_development_that_a_further_subscription_meets_first_is_told_with_it_as_the_story() -> None:
    story = StoryDebt(DebtId(1), False, False, frozenset({_EARLIER}), frozenset(), told_at=_NOW)
    reply = StoryDebt(DebtId(2), True, True, frozenset({_ARTICLE}), frozenset(), is_development=True)
    assert owe(_mention(story, reply)) == AddTo(DebtId(2))


def test_subscriptions_share_the_reply_for_a_development() -> None:
    story = _told(_EARLIER, ago=timedelta(hours=3))
    for is_waiting in (True, False):
        reply = StoryDebt(DebtId(2), is_waiting, True, frozenset({_ARTICLE}), frozenset(), is_development=True)
        assert _development(story, reply) == AddTo(DebtId(2), is_development=True)


@pytest.mark.parametrize(
    ("stories", "days", "expected"),
    [(105, 7, False), (106, 7, True), (30, 2, False), (31, 2, True), (15, 0.1, False), (16, 0.1, True), (0, 7, False)],
)
def test_a_subscription_is_broad_with_more_than_fifteen_stories_a_day(
    stories: int, days: float, *, expected: bool
) -> None:
    assert is_broad(stories, timedelta(days=days)) is expected


def _broad(*debts: StoryDebt, replies: ReplyMode = ReplyMode.DEVELOPMENTS) -> Owed | None:
    return owe(_mention(*debts, replies=replies, is_development=True)._replace(stories=150))


def test_what_is_new_for_a_broad_subscription_is_named_in_the_message_that_follows_the_story() -> None:
    first = _told(_EARLIER, ago=timedelta(hours=23))._replace(follows=True)
    reply = _told(ArticleId(5), ago=timedelta(minutes=5), is_development=True)._replace(id=DebtId(2))
    assert _broad(first, reply) == ListIn(DebtId(1))
    assert _broad(first._replace(told_at=None, is_waiting=True)) == ListIn(DebtId(1))
    assert _broad(first, replies=ReplyMode.ALL) == _SILENT


@pytest.mark.parametrize(
    "gone",
    [{"is_closed": True}, {"follows": False}, {"told_at": _NOW - timedelta(hours=24)}],
)
def test_where_no_message_follows_the_story_a_broad_subscription_is_told_in_a_reply(gone: dict[str, object]) -> None:
    first = _told(_EARLIER, ago=timedelta(hours=3))._replace(follows=True)._replace(**gone)  # type: ignore[arg-type]
    assert isinstance(_broad(first), NewDebt)


def _removed(*debts: StoryDebt, is_development: bool = False) -> Owed | None:
    mention = _mention(*debts, replies=ReplyMode.DEVELOPMENTS, is_development=is_development)
    return owe(mention._replace(is_removed=True, stories=1_000))


def test_a_removed_subscription_is_owed_on_the_shelf() -> None:
    assert _removed() == NewDebt(is_reply=False, is_shelved=True)
    assert _removed(_debt(_EARLIER)) == NewDebt(is_reply=True, is_shelved=True)
    shelved = _debt(_EARLIER, is_waiting=True)._replace(is_shelved=True)
    assert _removed(shelved) == AddTo(DebtId(1))
    own = _debt(_EARLIER, own=(_EARLIER,), is_waiting=True)._replace(is_shelved=True)
    assert _removed(own) is None


def test_for_a_removed_subscription_no_message_of_others_changes() -> None:
    assert _removed(_debt(_EARLIER, is_waiting=True)) == NewDebt(is_reply=False, is_shelved=True)
    story = _debt(_EARLIER, own=(_EARLIER,))._replace(follows=True)
    reply = _told(ArticleId(5), ago=timedelta(minutes=5), is_development=True)._replace(id=DebtId(2))
    owed = _removed(story, reply, is_development=True)
    assert owed == NewDebt(is_reply=True, is_development=True, is_silent=True, is_shelved=True)


def test_what_is_told_anyway_is_told_for_a_removed_subscription_as_well() -> None:
    assert _removed(_debt(_ARTICLE, _EARLIER, is_waiting=True)) == AddTo(DebtId(1), haste=Haste.DAILY)
    assert _removed(_debt(_ARTICLE, own=(_ARTICLE,), is_waiting=True)) is None


def test_others_do_not_see_the_shelf() -> None:
    shelved = _debt(_ARTICLE, is_waiting=True)._replace(is_shelved=True)
    assert owe(_mention(shelved)) == NewDebt(is_reply=False)
    assert owe(_mention(shelved, _debt(_EARLIER))) == NewDebt(is_reply=True)


def test_what_comes_from_the_shelf_is_no_reply_that_repeats_an_article() -> None:
    def restored(*debts: StoryDebt) -> Owed | None:
        return owe(_mention(*debts)._replace(was_shelved=True))

    assert restored() == NewDebt(is_reply=False)
    assert restored(_debt(_EARLIER)) == NewDebt(is_reply=True)
    assert restored(_debt(_ARTICLE)) == AddTo(DebtId(1))
    assert restored(_debt(_ARTICLE, _EARLIER)) is None
