"""What a digest looks like: several stories in one message, by subscription, and never over the limits.

🗞 18 сюжетов · 14:00–18:00                                      bold; 16–23 из 23, where several messages tell them

коалиция желающих · 3                                           bold
1. Вашингтон поможет «коалиции желающих» разведкой ×8            a link, and the number of outlets
похоже, о том же: Лондон: США прикроют миротворцев · РБК         an akin story, with no number
2. 🔇 Париж назвал срок отправки миссии                           muted

A number opens its story in place, and «Ещё 3 →» turns the page. Groups and channels have no buttons, and so no numbers.
"""

from itertools import count

from bot.delivery.markup import linked, span
from bot.i18n import Texts, foreign
from bot.model import (
    Button,
    Chat,
    ChatKind,
    Digest,
    DigestPlace,
    DigestSection,
    DispatchId,
    OutgoingMessage,
    PageButton,
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
_URL_LIMIT = 400
"""With all stories of a page 6,000 bytes, which Telegram takes."""


def render_digest(content: Digest, texts: Texts, chat: Chat, dispatch: DispatchId, topic: int) -> OutgoingMessage:
    """A message of 15 stories, the most on a page, stays below 3,900 UTF-16 units and has at most 33 entities."""
    if not content.total:
        return OutgoingMessage(f"🗞 {texts.html('digest-empty')}", silent=True, topic=topic)
    is_private = chat.kind is ChatKind.PRIVATE
    numbers = count(content.first)
    parts = [_heading(content, texts, chat)]
    for section in content.sections:
        lines = [] if chat.kind is ChatKind.CHANNEL else _section_heading(section)
        for story in section.stories:
            sign = f"{next(numbers)}." if is_private and not story.is_akin else "•"
            lines.append(_akin(story, texts) if story.is_akin else f"{sign} {_entry(story)}")
        parts.append("\n".join(lines))
    return OutgoingMessage(
        html="\n\n".join(parts),
        buttons=_buttons(content, texts, dispatch) if is_private else (),
        silent=content.silent or _continues(content),
        topic=topic,
    )


def turning(place: DigestPlace, texts: Texts, dispatch: DispatchId) -> tuple[Button, ...]:
    """The buttons under an opened story that lead back to the digest, and on."""
    back = PageButton(texts.plain("digest-button-back"), dispatch, place.page)
    if place.following is None:
        return (back,)
    return (back, StoryButton(f"{place.number + 1} →", StoryAction.SHOW, dispatch, place.following))


def _heading(content: Digest, texts: Texts, chat: Chat) -> str:
    numbered = sum(not story.is_akin for story in content.stories)
    last = content.first + numbered - 1
    if _continues(content) or last + content.following < content.total:
        told = texts.html("digest-part", first=content.first, last=last, count=content.total)
    else:
        told = texts.html("digest", count=content.total)
    heading = f"🗞 <b>{told}</b>"
    return heading if _continues(content) else f"{heading} · {span(content.since, content.until, chat.preferences)}"


def _continues(content: Digest) -> bool:
    """Whether it is a further message of a digest: the first one has made a sound, if any."""
    return content.first > 1 and content.page == 0


def _section_heading(section: DigestSection) -> list[str]:
    if not section.subscription:
        return []
    return [f"<b>{foreign(shorten(section.subscription, _SUBSCRIPTION_LIMIT))}</b> · {section.total}"]


def _entry(story: StoryUpdate) -> str:
    outlets = story.further.outlets + 1
    return f"{'🔇 ' if story.is_muted else ''}{_title(story)}{f' ×{outlets}' if outlets > 1 else ''}"


def _akin(story: StoryUpdate, texts: Texts) -> str:
    """The line of a story below the one that it is akin to."""
    source = foreign(shorten(story.article.source, _SOURCE_LIMIT))
    return f"{texts.html('story-akin')}: {_title(story)} · {source}"


def _title(story: StoryUpdate) -> str:
    return linked(shorten(story.article.title, _TITLE_LIMIT) or _NO_TITLE, story.url, _URL_LIMIT)


def _buttons(content: Digest, texts: Texts, dispatch: DispatchId) -> tuple[tuple[Button, ...], ...]:
    numbered = enumerate((story for story in content.stories if not story.is_akin), content.first)
    numbers = [StoryButton(str(number), StoryAction.SHOW, dispatch, story.story_id) for number, story in numbered]
    turns: list[Button] = []
    if content.page > 0:
        turns.append(PageButton(texts.plain("button-previous"), dispatch, content.page - 1))
    if content.following:
        turns.append(PageButton(texts.plain("digest-button-more", count=content.following), dispatch, content.page + 1))
    rows = [tuple(numbers[first : first + _ROW]) for first in range(0, len(numbers), _ROW)]
    return (*rows, tuple(turns)) if turns else tuple(rows)
