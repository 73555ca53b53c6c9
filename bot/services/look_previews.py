"""How the posts of a channel would look: made of the newest article that its subscriptions find."""

from datetime import datetime, timedelta

from bot.delivery.post import render_post
from bot.i18n import Texts
from bot.model import (
    ChannelPost,
    Chat,
    FurtherReports,
    Hit,
    OutgoingMessage,
    PostLook,
    ReadArticle,
    StoryId,
    StoryUpdate,
    Subscription,
)
from bot.services.archive import PREVIEW_DAYS, Archive, Found
from bot.services.channels import Channels
from bot.services.subscriptions import wanted

_LOOKED_AT = 3
"""Subscriptions whose newest article is looked for."""
_PATIENCE_S = 0.5
"""For each of them."""
_SAMPLE = "https://example.org/"


class LookPreviews:
    """Shows how posts would look, before anything is published."""

    def __init__(self, archive: Archive, channels: Channels) -> None:
        self._archive = archive
        self._channels = channels

    async def post(self, owner: Chat, channel: Chat, look: PostLook, texts: Texts) -> OutgoingMessage:
        """The newest article from a ticked source that the person's subscriptions there find; a made-up one, if none.

        `texts` are those of the channel.
        """
        newest = await self._newest(owner, channel)
        if newest is None:
            title, text, source = (texts.plain(f"channel-sample-{part}") for part in ("title", "text", "source"))
            article = ReadArticle(title, text, source, site="", language="")
            story, hit, subscriptions = _story(article, _SAMPLE, self._archive.now()), Hit(), tuple(look.hashtags)[:1]
        else:
            archived, hit, subscriptions = newest[1].archived, newest[1].hit, (newest[0].id,)
            story = _story(archived.article, archived.url, archived.published_at)
        return render_post(ChannelPost(story, look, subscriptions=subscriptions), hit, channel, texts)

    async def _newest(self, owner: Chat, channel: Chat) -> tuple[Subscription, Found] | None:
        names = {one.source.title for one in await self._channels.sources(owner, channel) if one.is_ticked}
        view = await self._channels.view(owner, channel)
        found = [
            (one, newest)
            for one in view.subscriptions[:_LOOKED_AT]
            if (newest := await self._first_of(one, owner, names)) is not None
        ]
        return max(found, key=lambda pair: pair[1].archived.published_at, default=None)

    async def _first_of(self, one: Subscription, owner: Chat, names: set[str]) -> Found | None:
        since = self._archive.now() - timedelta(days=PREVIEW_DAYS)
        async for found in self._archive.find(wanted(one), owner.key, since, within_s=_PATIENCE_S):
            if found.archived.article.source in names:
                return found
        return None


def _story(article: ReadArticle, url: str, at: datetime) -> StoryUpdate:
    return StoryUpdate(StoryId(0), 1, (), (), article, url, at, FurtherReports(), reply_to=None, silent=False)
