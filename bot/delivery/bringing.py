"""How a post of a channel that the bot administers gets into another one: copied or forwarded, with credit.

A forwarded post says by itself where it comes from. Of a copied one, the credit stands below its words; if they
leave no room for it, it is a message of its own. Telegram takes no caption for an album.
"""

from dataclasses import replace

from bot.delivery.markup import linked
from bot.delivery.story_parts import SOURCE_LIMIT, URL_LIMIT
from bot.feeds.telegram_channel import is_private
from bot.i18n import foreign
from bot.model import (
    POST_LIMIT,
    BroughtMessage,
    ChannelPost,
    OutgoingMessage,
    OwnPostChoice,
    OwnPostKind,
    OwnPostPlace,
    StoryUpdate,
)
from bot.reposts.markup import shown_length
from bot.text.shortening import shorten

CAPTION_LIMIT = 1_024
"""UTF-16 units that Telegram takes."""
_ROOM = {OwnPostKind.TEXT: POST_LIMIT, OwnPostKind.CAPTIONED: CAPTION_LIMIT, OwnPostKind.OTHER: 0}

Step = BroughtMessage | OutgoingMessage


def steps_of(post: ChannelPost, *, silent: bool) -> tuple[Step, OutgoingMessage | None]:
    """What to send: the post, and its credit if that is a message of its own."""
    story, place = post.story, post.story.own_post
    assert place is not None  # noqa: S101  as the post is brought
    as_it_is = BroughtMessage(
        from_chat=place.channel_id,
        message_ids=place.message_ids,
        is_forwarded=post.own_posts is OwnPostChoice.FORWARD,
        silent=silent,
        reply_to=story.reply_to,
    )
    if as_it_is.is_forwarded:
        return as_it_is, None
    credit = _credit(story)
    said = _with(credit, place)
    if said is None:
        return as_it_is, OutgoingMessage(credit, silent=True)
    if place.kind is OwnPostKind.TEXT:
        return OutgoingMessage(said, silent=silent, reply_to=story.reply_to), None
    return replace(as_it_is, caption=said), None


def _credit(story: StoryUpdate) -> str:
    """The channel, with a link that leads strangers somewhere if there is one."""
    name = shorten(story.article.source, SOURCE_LIMIT)
    return foreign(name) if is_private(story.url) else linked(name, story.url, URL_LIMIT)


def _with(credit: str, place: OwnPostPlace) -> str | None:
    """The words of a post with its credit; None if it has no room for both."""
    if len(place.message_ids) > 1:
        return None
    said = "\n\n".join(filter(None, (place.markup.replace("<br>", "\n"), credit)))
    return said if shown_length(said) <= _ROOM[place.kind] else None
