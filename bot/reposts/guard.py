"""The law guard: what must be looked at before a post is published."""

from collections.abc import Callable

from bot.model import ChannelPost, Concern, ConcernKind
from bot.reposts.advertising import advertising_in
from bot.reposts.marks import Marks, missing_marks
from bot.reposts.markup import without_tags

LAW = (ConcernKind.ADVERTISEMENT, ConcernKind.MARK)
"""What the law guard finds."""
Law = Callable[[ChannelPost, str], tuple[Concern, ...]]
"""What the law guard says of a post, given its markup."""


def law_of(post: ChannelPost, html: str, marks: Marks) -> tuple[Concern, ...]:
    """What the law says of a post whose markup is `html`: does it look like an advertisement, and which marks lack.

    The names are looked for in the post alone. That it is an advertisement, its article may say, too.
    """
    article = post.story.article
    seen = advertising_in(article.title, article.text, [post.story.url])
    if seen is None and post.text is not None:
        seen = advertising_in("", without_tags(post.text))
    found = [] if seen is None else [Concern(ConcernKind.ADVERTISEMENT, seen)]
    return (*found, *(Concern(ConcernKind.MARK, mark) for mark in lacking_marks(html, marks)))


def lacking_marks(html: str, marks: Marks) -> tuple[str, ...]:
    """The marks that must stand in a post whose markup is `html`, and do not."""
    return tuple(mark.text for mark in missing_marks(html, marks.needed(without_tags(html))))
