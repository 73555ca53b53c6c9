"""A sample: an article of the archive, told as the news of a new subscription will be."""

from dataclasses import dataclass

from bot.model.articles import Membership, WaitingArticle
from bot.model.hits import Prominence
from bot.model.identities import ArticleId, Scope, SubscriptionId


@dataclass(frozen=True, slots=True)
class UngroupedArticle:
    """An article that was no news when it came, and so is in no story."""

    article: WaitingArticle
    scopes: tuple[Scope, ...]
    """In which it is grouped."""


@dataclass(frozen=True, slots=True)
class Sample:
    """A request to tell a subscription's chat of an article."""

    subscription: SubscriptionId
    article: ArticleId
    prominence: Prominence
    """Where the article meets the query."""
    begun: tuple[Membership, ...] = ()
    """The stories that it begins, if it is in none."""
    fingerprint: bytes = b""
    """Likewise, what others are compared with."""
