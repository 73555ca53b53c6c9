"""Decides, purely, who is told of a further article of a story, and in which message."""

from collections.abc import Set as AbstractSet
from dataclasses import replace
from datetime import datetime, timedelta

from bot.delivery.breadth import FROM_OUTLETS
from bot.model import (
    AddTo,
    ArticleId,
    Haste,
    Hasten,
    Join,
    ListIn,
    MentionForSubscription,
    NewDebt,
    Owed,
    ReplyMode,
    StoryDebt,
)
from bot.reposts.offering import offer

_STORY, _REPLY = NewDebt(is_reply=False), NewDebt(is_reply=True)

GATHERED_FOR = timedelta(hours=1)
"""What is new in a story within so long after a message about that is added to the message."""
SILENT_FOR = timedelta(hours=24)
"""What is new in a story comes without a sound for so long after the chat last heard of the story. For as long the
first message is edited.
"""
_BROAD = 15
"""A subscription with more stories a day gets no replies about what is new in them."""
_A_DAY = timedelta(days=1)


def owe(mention: MentionForSubscription) -> Owed | None:
    """The debt to a subscription's chat for a mention; None if there is none.

    A subscription to the main things is owed nothing for what is met further down; another article of the story, or
    this one after an edit, may still be owed to it.

    A chat that was told nothing of the story is owed the story; one that was told for another subscription is owed a
    reply. A subscription that was told of the story is owed further articles only if it asks for them. What is not sent
    yet is told for several subscriptions at once.

    A story goes as soon as the hastiest of the subscriptions that ask for it wants it. A subscription that waits for
    digests is owed nothing that the chat has had lately: a digest does not repeat it.

    What a channel is owed, `bot.reposts.offering` says.

    A removed or paused subscription is owed the same, but on the shelf, where others do not see it. When it comes back,
    what is there is owed anew, by this rule.
    """
    if mention.main_only and mention.prominence is not None and not mention.prominence.is_main:
        return None
    if mention.is_removed:
        return _owed_later(mention)
    if any(debt.is_shelved for debt in mention.debts):
        mention = mention._replace(debts=tuple(debt for debt in mention.debts if not debt.is_shelved))
    if mention.was_shelved and (debt := _telling(mention)) is not None:
        # The chat has the very article meanwhile, so a reply would say nothing.
        return (
            AddTo(debt.id, is_development=debt.is_development, haste=mention.haste)
            if debt.articles == {mention.article}
            else None
        )
    haste = mention.haste
    if mention.outlets is not None and mention.outlets >= FROM_OUTLETS:
        haste = min(haste, Haste.AT_ONCE)
    owed = _owed(mention) if mention.publishing is None else offer(mention, _further)
    if owed is None and haste < mention.haste:
        own = (debt for debt in mention.debts if debt.is_waiting and debt.own_articles)
        return next((Hasten(debt.id, haste) for debt in own), None)
    return replace(owed, haste=haste) if isinstance(owed, AddTo | NewDebt) else owed


def _telling(mention: MentionForSubscription) -> StoryDebt | None:
    """The debt that tells the article for somebody else."""
    is_told = any(mention.article in debt.own_articles for debt in mention.debts)
    return None if is_told else next((debt for debt in mention.debts if mention.article in debt.articles), None)


def _owed_later(mention: MentionForSubscription) -> Owed | None:
    """What a removed subscription is owed: nothing that changes what the chat is shown meanwhile."""
    if any(mention.article in debt.own_articles for debt in mention.debts):
        return None
    for debt in mention.debts:
        if debt.is_waiting and not debt.is_shelved and mention.article in debt.articles:
            return AddTo(debt.id, is_development=debt.is_development, haste=Haste.DAILY)  # as it goes without it
    told = [debt._replace(is_closed=True) for debt in mention.debts if not debt.is_waiting]
    shelved = [debt for debt in mention.debts if debt.is_shelved]
    # No message names what is new in its story for it: it is not counted as broad.
    owed = _owed(mention._replace(debts=(*told, *shelved), stories=0))
    return replace(owed, is_shelved=True) if isinstance(owed, NewDebt) else owed


def _owed(mention: MentionForSubscription) -> Owed | None:
    if not mention.debts:
        return None if mention.was_told_apart else _STORY
    told = {article for debt in mention.debts for article in debt.own_articles}
    if told:
        return _further(mention) if _wants_further(mention, told) else None
    return None if mention.was_told_apart else _first(mention)


def _first(mention: MentionForSubscription) -> AddTo | Join | NewDebt:
    """What a subscription is owed that was told nothing of the story, while its chat was."""
    for debt in mention.debts:
        if debt.is_waiting and (not debt.is_reply or debt.articles == {mention.article}):
            return AddTo(debt.id)
    if mention.haste.is_gathered:
        for debt in mention.debts:
            if not debt.is_waiting and not debt.is_development and _is_fresh(debt, mention.at):
                return Join(debt.id)
    return _REPLY


def _further(mention: MentionForSubscription) -> Owed:
    """What a subscription is owed for a further article that it wants: a reply, or a place in one."""
    for debt in mention.debts:
        if debt.is_waiting and debt.articles == {mention.article}:
            return AddTo(debt.id, is_development=debt.is_development)
    if mention.haste.is_gathered and (shown := _shown(mention)) is not None:
        return AddTo(shown.id, is_development=True) if shown.is_development else Join(shown.id)
    if not mention.is_development:
        return _REPLY
    if mention.replies is ReplyMode.DEVELOPMENTS:
        listing = _listing(mention) if is_broad(mention.stories, mention.counted_for) else None
        if listing is not None:
            return ListIn(listing.id)
        for debt in reversed(mention.debts):
            if debt.is_development and _takes_more(debt, mention.at):
                return AddTo(debt.id, is_development=True)
    return NewDebt(
        is_reply=True, is_development=True, is_silent=any(_is_fresh(one, mention.at) for one in mention.debts)
    )


def _shown(mention: MentionForSubscription) -> StoryDebt | None:
    """The debt by which the chat has had the very article, or sees it as the message of the debt is edited."""
    told = next((debt for debt in mention.debts if not debt.is_waiting and mention.article in debt.articles), None)
    return told or (None if mention.is_development else _listing(mention))


def is_broad(stories: int, counted_for: timedelta) -> bool:
    """Whether a subscription that was told so many stories gets too many for replies; of a day, at least."""
    return stories > _BROAD * (max(counted_for, _A_DAY) / _A_DAY)


def _listing(mention: MentionForSubscription) -> StoryDebt | None:
    """The debt whose message can name what is new, as it follows the story."""
    for debt in mention.debts:
        is_edited = debt.told_at is None or mention.at - debt.told_at < SILENT_FOR
        if debt.follows and not debt.is_closed and is_edited:
            return debt
    return None


def _takes_more(debt: StoryDebt, at: datetime) -> bool:
    if debt.is_waiting:
        return True
    return not debt.is_closed and (debt.told_at is None or at - debt.told_at < GATHERED_FOR)


def _is_fresh(debt: StoryDebt, at: datetime) -> bool:
    """Whether the chat hears of the story by that debt, or heard of it lately."""
    if debt.told_at is None:
        return debt.is_waiting or not debt.is_closed
    return at - debt.told_at < SILENT_FOR


def _wants_further(mention: MentionForSubscription, told: AbstractSet[ArticleId]) -> bool:
    """Whether a subscription that was told of a story wants this article of it as well."""
    if mention.article in told:
        return False
    return mention.replies is ReplyMode.ALL or (mention.replies is ReplyMode.DEVELOPMENTS and mention.is_development)
