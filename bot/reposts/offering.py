"""Decides, purely, what of a story comes to the desk of a channel: the story once, and what is new once it stands."""

from collections.abc import Callable
from dataclasses import replace

from bot.model import AddTo, Join, MentionForSubscription, NewDebt, Owed, Publishing, ReplyMode, RepostState, StoryDebt

_OPEN = {RepostState.NEW, RepostState.OFFERED}
"""Whatever is published is made of all that has come by then."""
_UNDECIDED = {*_OPEN, RepostState.SCHEDULED, RepostState.DUE}
_OVER = {RepostState.REFUSED, RepostState.LAPSED, RepostState.DROPPED, RepostState.DELETED}
"""Nobody wants to hear of the story again."""


def offer(mention: MentionForSubscription, further: Callable[[MentionForSubscription], Owed]) -> Owed | None:
    """What a channel is owed for a mention; None for nothing. `further` says what somebody is owed for a development.

    A channel is owed a story once, whichever of its subscriptions meets it. While the card of the story waits, further
    reports join it. When it is decided on, a development is owed apart, to be told in reply; other reports are shown
    only as the post grows.
    """
    debts = tuple(debt for debt in mention.debts if not debt.is_shelved)
    story = next((debt for debt in debts if not debt.is_reply), None)
    if story is None:
        return None if mention.was_told_apart else NewDebt(is_reply=False, is_at_desk=True)
    if story.repost in _OVER or any(mention.article in debt.own_articles for debt in debts):
        return None
    if story.repost in _OPEN:
        return AddTo(story.id)
    if story.repost not in _UNDECIDED and mention.is_development and mention.replies is not ReplyMode.NONE:
        return _develop(mention._replace(debts=debts), further)
    is_known = any(debt.own_articles for debt in debts)
    return None if is_known else _join(story)


def _join(story: StoryDebt) -> AddTo | Join:
    """The channel tells the story already, and no second time for another subscription."""
    return AddTo(story.id) if story.is_waiting and story.repost is RepostState.RELEASED else Join(story.id)


def _develop(mention: MentionForSubscription, further: Callable[[MentionForSubscription], Owed]) -> Owed:
    if mention.publishing is Publishing.APPROVED:
        for debt in mention.debts:
            if debt.is_development and debt.repost in _OPEN:
                return AddTo(debt.id, is_development=True)
        return NewDebt(is_reply=True, is_development=True, is_at_desk=True)
    decided = tuple(debt for debt in mention.debts if debt.repost not in _OVER)
    owed = further(mention._replace(debts=decided))
    return replace(owed, is_at_desk=True) if isinstance(owed, NewDebt) else owed
