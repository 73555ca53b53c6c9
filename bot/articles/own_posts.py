"""Makes an article of a post that Telegram has brought, as a channel's reader makes it of the web page."""

from dataclasses import replace
from datetime import datetime, timedelta

from bot.articles.addresses import site_of
from bot.articles.identity import ItemIdentity, item_keys
from bot.feeds.items import RawItem, make_item
from bot.model import ArticleEdited, ArticleFound, GatheredPost, Item, OwnPostRecord, Withheld

_LATE = timedelta(days=3)
"""What was posted longer ago and says something only now is no news."""
_BY_THE_SECOND = timedelta(seconds=1)
"""Telegram's times have no fractions."""


def record_of(post: GatheredPost, now: datetime) -> OwnPostRecord:
    """What becomes of a post; one without text is no article, and an article that loses its text stays as it was."""
    first = post.parts[0]
    url = f"{post.address}/{first.message_id}"
    markup = "<br>".join(part.markup for part in post.parts if part.markup)
    item = replace(make_item(RawItem(guid=url, link=url, texts=(markup,))), published_at=first.at)
    if not item.text:
        return OwnPostRecord(post, now)
    (identity,) = item_keys([item])
    if post.article_id is not None:
        edited = ArticleEdited(post.article_id, identity.keys, identity.content_hash, item.title, item.text)
        return OwnPostRecord(post, now, edited=edited)
    return OwnPostRecord(post, now, found=_found(post, item, identity, now))


def _found(post: GatheredPost, item: Item, identity: ItemIdentity, now: datetime) -> ArticleFound:
    at = post.parts[0].at
    withheld = None
    if at + _BY_THE_SECOND <= post.reads_since:
        withheld = Withheld.BEFORE_BASELINE
    elif at < now - _LATE:
        withheld = Withheld.CAME_LATE
    return ArticleFound(
        keys=identity.keys,
        content_hash=identity.content_hash,
        title=item.title,
        text=item.text,
        url=item.url or "",
        canonical_url=identity.canonical_url,
        site=site_of(identity.canonical_url),
        language=post.language,
        published_at=min(at, now),
        withheld=withheld,
        # Telegram says whose post it is.
        speaks_for_site=True,
    )
