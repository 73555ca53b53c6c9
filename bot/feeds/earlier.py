"""Channels: their page shows some twenty posts. If more came since it was read, the pages before it hold the rest."""

from collections.abc import Awaitable, Callable
from dataclasses import replace

from bot.model import ParsedFeed

MOST_PAGES = 20
"""Some 400 posts: what a busy channel writes in half a day."""


def has_gap(feed: ParsedFeed, highest_post: int | None) -> bool:
    """Whether there may be posts between the page and `highest_post`, the last one that was seen."""
    posts = feed.posts
    return (
        posts is not None and posts.earlier is not None and highest_post is not None and posts.lowest > highest_post + 1
    )


async def with_earlier(
    feed: ParsedFeed, highest_post: int | None, read: Callable[[str], Awaitable[ParsedFeed]]
) -> ParsedFeed:
    """The feed with the items of the pages before it, down to `highest_post`; `read` fetches a page.

    Raises what `read` raises.
    """
    for _ in range(MOST_PAGES):
        if feed.posts is None or feed.posts.earlier is None or not has_gap(feed, highest_post):
            break
        page = await read(feed.posts.earlier)
        if page.posts is None or page.posts.lowest >= feed.posts.lowest:
            break  # whoever serves it takes no notice of what is asked for
        feed = replace(
            feed,
            items=(*page.items, *feed.items),
            item_hashes=page.item_hashes + feed.item_hashes,
            posts=replace(page.posts, highest=feed.posts.highest),
        )
    return feed
