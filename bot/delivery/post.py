"""Renders a post of a channel: pure, and never over Telegram's limits.

    **[Вашингтон поможет «коалиции желающих» разведкой](→)**          as the channel's template says
    США готовы помочь европейским силам разведкой, но не солдатами.
    [The Telegraph](→) · ещё 7 изданий                               the number only if the post grows
    ┃ 19:21 BBC: Washington offers intelligence, not troops          likewise: newest first, each a link

What a person wrote in place of that stands as it was written, and does not grow. Posts have no buttons.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from html import escape

from bot.delivery.heading import BETWEEN
from bot.delivery.markup import moment
from bot.delivery.story_parts import NO_TITLE, TITLE_LIMIT, development, former_title, novelty_heading, reports, summary
from bot.i18n import Markup, Texts
from bot.model import POST_LIMIT, ChannelPost, Chat, Hit, LinkPreview, OutgoingMessage, StoryUpdate
from bot.reposts.filling import fill
from bot.reposts.hashtags import hashtags
from bot.reposts.marks import with_marks
from bot.reposts.markup import shown_length
from bot.reposts.template import LONGEST_LINK, ROOM, Field, Value, Values, default_templates, read_template
from bot.summaries import Summary
from bot.text.links import is_linkable
from bot.text.shortening import shorten, utf16_length

_LARGE = frozenset({LinkPreview.ABOVE, LinkPreview.BELOW})


def render_post(post: ChannelPost, hit: Hit, channel: Chat, texts: Texts) -> OutgoingMessage:
    """`hit` says what to emphasise; `texts` are those of the channel."""
    story, preview = post.story, post.look.preview
    is_previewed = preview is not LinkPreview.NONE and is_linkable(story.url, LONGEST_LINK)
    return OutgoingMessage(
        html=_composed(post, hit, channel, texts) if post.text is None else post.text,
        preview_url=story.url if is_previewed else None,
        large_preview=preview in _LARGE,
        preview_above=preview is LinkPreview.ABOVE,
        silent=story.silent,
        reply_to=story.reply_to,
    )


def bare(post: ChannelPost) -> ChannelPost:
    """The post without what has joined its story: what somebody is given to write another text of."""
    return replace(post, look=replace(post.look, grows=False))


def _composed(post: ChannelPost, hit: Hit, channel: Chat, texts: Texts) -> str:
    """What the template gives, with the marks, and with what has joined the story if the post grows."""
    story, grows = post.story, post.look.grows
    template = read_template(post.look.template or default_templates(texts)[0])
    address = story.url if is_linkable(story.url, template.link_room) else None
    outlets = story.further.outlets if grows else 0
    beside = f"{BETWEEN}{texts.html('story-further', count=outlets)}" if outlets else ""
    growth = [*_growth(story, channel, texts)] if grows else []
    values = _values(post, summary(story, hit), channel)
    short = {**values, Field.SUMMARY: ()}
    told = ""
    # Long marks may leave no room for the summary, for what is new, and at last for anything but the title.
    for said, grown in ((values, growth), (short, growth), (short, []), ({Field.TITLE: values[Field.TITLE]}, [])):
        filled = fill(template, said, address, beside_source=beside)
        told = "\n".join(filter(None, (_heading(story, texts), with_marks(filled, post.marks), *grown)))
        if shown_length(told) <= POST_LIMIT:
            break
    return told + reports(story.further, told, texts, channel.preferences) if grows else told


def _heading(story: StoryUpdate, texts: Texts) -> str:
    """What is new, for a post about that. A channel has no subscriptions to name."""
    return "" if story.novelty is None else novelty_heading(story.novelty, (), texts)


def _growth(story: StoryUpdate, channel: Chat, texts: Texts) -> Iterator[str]:
    yield former_title(story, texts)
    yield from (development(one, texts, channel.preferences) for one in story.developments)


def _values(post: ChannelPost, quoted: Summary, channel: Chat) -> Values:
    article = post.story.article
    return {
        Field.TITLE: _foreign(shorten(article.title, TITLE_LIMIT) or NO_TITLE),
        Field.SUMMARY: tuple(_pieces(quoted)) if post.look.emphasises else _foreign(quoted.text),
        Field.SOURCE: _foreign(shorten(article.source, ROOM[Field.SOURCE])),
        Field.TIME: moment(post.story.published_at, channel.preferences),
        Field.HASHTAGS: Markup(escape(" ".join(_fitting(_tags(post))))),
        Field.SIGNATURE: Markup(post.look.signature if post.has_signature else ""),
    }


def _foreign(text: str) -> Value:
    return ((text, False),) if text else ()


def _pieces(quoted: Summary) -> Iterator[tuple[str, bool]]:
    """The summary in pieces: what matched is bold."""
    end = 0
    for span in quoted.spans:
        yield quoted.text[end : span.start], False
        yield quoted.text[span.start : span.end], True
        end = span.end
    yield quoted.text[end:], False


def _tags(post: ChannelPost) -> tuple[str, ...]:
    return hashtags(post.look, post.subscriptions, post.story.article.language) if post.has_hashtags else ()


def _fitting(tags: Iterable[str]) -> Iterator[str]:
    """The hashtags that fit."""
    room = ROOM[Field.HASHTAGS] + 1
    for tag in tags:
        room -= utf16_length(tag) + 2
        if room < 0:
            return
        yield f"#{tag}"
