"""Who is told of which article of a story: the rule alone, without a database."""

import pytest

from bot.delivery.owing import owe
from bot.model import AddTo, ArticleId, DebtId, MentionForSubscription, NewDebt, Prominence, ReplyMode, StoryDebt

_ARTICLE, _EARLIER = ArticleId(7), ArticleId(3)


def _mention(
    *debts: StoryDebt,
    replies: ReplyMode = ReplyMode.NONE,
    is_development: bool = False,
    was_told_apart: bool = False,
    main_only: bool = False,
    prominence: Prominence | None = Prominence.TITLE,
) -> MentionForSubscription:
    return MentionForSubscription(_ARTICLE, is_development, replies, debts, was_told_apart, main_only, prominence)


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
    assert owed == (NewDebt(is_reply=True) if is_owed else None)


def test_an_article_is_told_once_to_a_subscription() -> None:
    told = _debt(_ARTICLE, own=(_ARTICLE,), is_waiting=True)
    assert owe(_mention(told, replies=ReplyMode.ALL)) is None


def test_subscriptions_share_the_reply_for_a_further_article() -> None:
    first = StoryDebt(DebtId(1), False, False, frozenset({_EARLIER}), frozenset({_EARLIER}))
    reply = StoryDebt(DebtId(2), True, True, frozenset({_ARTICLE}), frozenset())
    assert owe(_mention(first, reply, replies=ReplyMode.ALL)) == AddTo(DebtId(2))
