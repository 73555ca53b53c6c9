from datetime import datetime
from typing import Protocol

from bot.model import ArticleId, Cause, ChatKey, Sample, UngroupedArticle


class SampleStorage(Protocol):
    """Samples: what shows how the news of a new subscription will look."""

    async def ungrouped_article(self, article: ArticleId) -> UngroupedArticle | None:
        """The article, as it would be grouped; None if it is in a story, or deleted."""
        ...

    async def send_sample(self, sample: Sample, owner: ChatKey, now: datetime, cause: Cause) -> bool:
        """Begin a message about an article to a subscription's own chat, whatever its preferences say.

        It is sent once, in silence, a moment later. From then on the chat counts as told of the story: the message is
        edited as the story grows, and the story is not told anew. False if the chat was told of it before or has muted
        it, if the article is gone or news for the subscription anyway, or if the owner has no such subscription.
        """
        ...
