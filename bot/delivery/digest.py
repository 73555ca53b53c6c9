"""What a digest looks like: several stories in one message, each a numbered line or two, and never over the limits.

🗞 23 сюжета · 1–15                                                    which of them, where several messages tell them
1. Вашингтон поможет «коалиции желающих» разведкой и снабжением      a link
The Telegraph · 18:42 · ещё 4 · 🔔 коалиция желающих                    in the heading, where it is the same for all
похоже, о том же: Лондон: США прикроют миротворцев с воздуха · РБК   an akin story, with no number
"""

from itertools import accumulate, islice

from bot.delivery.markup import linked, moment
from bot.i18n import Texts, foreign
from bot.model import (
    Chat,
    ChatKind,
    DeliveryPreferences,
    Digest,
    DispatchId,
    OutgoingMessage,
    StoryAction,
    StoryButton,
    StoryUpdate,
)
from bot.text.shortening import shorten

_ROW = 5
"""Buttons with a number."""
_TITLE_LIMIT = 110
_NO_TITLE = "…"
_SOURCE_LIMIT = 30
_SUBSCRIPTION_LIMIT = 40
_URL_LIMIT = 300
"""With all stories of a message, far below the volume that Telegram allows a message's entities."""


def render_digest(content: Digest, texts: Texts, chat: Chat, dispatch: DispatchId, topic: int) -> OutgoingMessage:
    """A message of 15 stories, the most, stays below 4,096 UTF-16 units and has 31 entities."""
    is_channel = chat.kind is ChatKind.CHANNEL
    numbers = accumulate((not story.is_akin for story in content.stories), initial=content.first - 1)
    entries = list(zip(islice(numbers, 1, None), content.stories, strict=True))
    numbered = [entry for entry in entries if not entry[1].is_akin]
    named = {story.subscriptions for story in content.stories}
    heading = [f"<b>{texts.html('digest', count=content.total)}</b>"]
    if len(numbered) < content.total:
        heading.append(f"{numbered[0][0]}–{numbered[-1][0]}")
    if len(named) == 1 and not is_channel:
        heading.append(_subscriptions(content.stories[0]))
    names_each = len(named) > 1 and not is_channel
    lines = [
        _akin(story, texts)
        if story.is_akin
        else _entry(number, story, texts, chat.preferences, names_queries=names_each)
        for number, story in entries
    ]
    return OutgoingMessage(
        html="\n".join([" · ".join(filter(None, heading)), *lines]),
        buttons=()
        if is_channel
        else tuple(
            tuple(
                StoryButton(str(number), StoryAction.SHOW, dispatch, story.story_id)
                for number, story in numbered[first : first + _ROW]
            )
            for first in range(0, len(numbered), _ROW)
        ),
        silent=all(story.silent for story in content.stories),
        topic=topic,
    )


def _entry(
    number: int, story: StoryUpdate, texts: Texts, preferences: DeliveryPreferences, *, names_queries: bool
) -> str:
    parts: list[str] = [foreign(shorten(story.article.source, _SOURCE_LIMIT)), moment(story.published_at, preferences)]
    if story.further.outlets:
        parts.append(texts.html("digest-further", count=story.further.outlets))
    if names_queries:
        parts.append(_subscriptions(story))
    return f"{number}. {_title(story)}\n{' · '.join(part for part in parts if part)}"


def _akin(story: StoryUpdate, texts: Texts) -> str:
    """The line of a story below the one that it is akin to."""
    source = foreign(shorten(story.article.source, _SOURCE_LIMIT))
    return f"{texts.html('story-akin')}: {_title(story)} · {source}"


def _title(story: StoryUpdate) -> str:
    return linked(shorten(story.article.title, _TITLE_LIMIT) or _NO_TITLE, story.url, _URL_LIMIT)


def _subscriptions(story: StoryUpdate) -> str:
    if not story.subscriptions:
        return ""
    return f"🔔 {foreign(shorten(' · '.join(story.subscriptions), _SUBSCRIPTION_LIMIT))}"
