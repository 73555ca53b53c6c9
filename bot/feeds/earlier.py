"""Reads earlier pages of a channel: a page shows some twenty posts, and more may have come since the last poll."""

from collections.abc import Awaitable, Callable
from dataclasses import replace

from bot.model import ParsedFeed

MOST_PAGES = 20
"""Some 400 posts; a busy channel writes so many in half a day."""


def has_gap(feed: ParsedFeed, highest_post: int | None) -> bool:
    """Whether there may be posts between the page and `highest_post`, the last one seen."""
    posts = feed.posts
    return (
        posts is not None and posts.earlier is not None and highest_post is not None and posts.lowest > highest_post + 1
    )


async def with_earlier(
    feed: ParsedFeed, highest_post: int | None, read: Callable[[str], Awaitable[ParsedFeed]]
) -> ParsedFeed:
    """The feed with the items of earlier pages, down to `highest_post`; `read` fetches a page.

    Raises what `read` raises.
    """
    for _ in range(MOST_PAGES):
        if feed.posts is None or feed.posts.earlier is None or not has_gap(feed, highest_post):
            break
        page = await read(feed.posts.earlier)
        if page.posts is None or page.posts.lowest >= feed.posts.lowest:
            break  # the server ignores the parameter
        feed = replace(
            feed,
            items=(*page.items, *feed.items),
            item_hashes=page.item_hashes + feed.item_hashes,
            posts=replace(page.posts, highest=feed.posts.highest),
        )
    return feed
