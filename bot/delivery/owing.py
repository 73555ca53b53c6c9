"""Decides, purely, who is told of a further article of a story, and in which message."""

from collections.abc import Set as AbstractSet

from bot.model import AddTo, ArticleId, MentionForSubscription, NewDebt, ReplyMode

_STORY, _REPLY = NewDebt(is_reply=False), NewDebt(is_reply=True)


def owe(mention: MentionForSubscription) -> AddTo | NewDebt | None:
    """The debt to a subscription's chat for a mention; None if there is none.

    A subscription to the main things is owed nothing for what is met further down; another article of the story, or
    this one after an edit, may still be owed to it.

    A chat that was told nothing of the story is owed the story; one that was told for another subscription is owed a
    reply. A subscription that was told of the story is owed further articles only if it asks for them. What is not sent
    yet is told for several subscriptions at once.
    """
    if mention.main_only and mention.prominence is not None and not mention.prominence.is_main:
        return None
    if not mention.debts:
        return None if mention.was_told_apart else _STORY
    told = {article for debt in mention.debts for article in debt.own_articles}
    if not (_wants_further(mention, told) if told else not mention.was_told_apart):
        return None
    for debt in mention.debts:
        # A further article makes a reply of its own.
        is_open = not (debt.is_reply or told) or debt.articles == {mention.article}
        if debt.is_waiting and is_open:
            return AddTo(debt.id)
    return _REPLY


def _wants_further(mention: MentionForSubscription, told: AbstractSet[ArticleId]) -> bool:
    """Whether a subscription that was told of a story wants this article of it as well."""
    if mention.article in told:
        return False
    return mention.replies is ReplyMode.ALL or (mention.replies is ReplyMode.DEVELOPMENTS and mention.is_development)
