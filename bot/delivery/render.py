"""Renders a notification: pure, and never over Telegram's limits.

    🔔 коалиция желающих
    Вашингтон поможет «коалиции желающих» разведкой и снабжением     bold, a link
    ┃ whole sentences, the match in bold                              a quote
    The Telegraph · 18:42 · ещё: РБК, Lenta, BBC +4

Every part has its own limit, and all parts together stay below 4,096 UTF-16 units and 100 entities after parsing
(https://core.telegram.org/bots/api#sendmessage), so no foreign text makes Telegram refuse a message.
"""

from collections.abc import Sequence
from html import escape

from bot.delivery.digest import render_digest
from bot.delivery.markup import is_linkable, linked_address, moment, refusal_of
from bot.i18n import Texts, Translations, foreign, within_link
from bot.model import (
    Chat,
    ChatKind,
    ChoiceButton,
    DeliveryPreferences,
    Digest,
    DispatchId,
    Hit,
    Notice,
    OutgoingMessage,
    PreviewSize,
    ReadArticle,
    Span,
    StoryAction,
    StoryButton,
    StoryId,
    StoryUpdate,
)
from bot.summaries import summarise
from bot.text.inert import inert_parts
from bot.text.shortening import shorten

_SUBSCRIPTIONS_LIMIT = 300
_TITLE_LIMIT = 300
_SUMMARY_LIMIT = 400
"""Characters; the whole message fits on a phone's screen."""
_SOURCE_LIMIT = 60
_URL_LIMIT = 2_000
"""A longer address is left out: Telegram also limits the volume of entities."""
_NO_TITLE = "…"
"""For an address that shows nothing."""
_FURTHER_SOURCES = 3
_MATCHES = 40
_LABEL_LIMIT = 60


class Renderer:
    """Renders messages in the language of their chat."""

    def __init__(self, translations: Translations) -> None:
        self._translations = translations

    def notice(self, notice: Notice, chat: Chat, dispatch: DispatchId, topic: int = 0) -> OutgoingMessage:
        """`dispatch` is what the buttons refer to, if the notice asks something."""
        texts = self._translations[chat.language]
        arguments = dict(notice.arguments)
        if "address" in arguments:
            arguments["address"] = linked_address(str(arguments["address"]))
        if notice.failure is not None:
            arguments["reason"] = texts.plain(f"source-failure-{notice.failure.reason}")
        if "why" in arguments:
            arguments["why"] = texts.plain(f"refusal-{refusal_of(str(arguments['why']))}")
        buttons = tuple(
            ChoiceButton(shorten(choice.label, _LABEL_LIMIT), dispatch, number)
            for number, choice in enumerate(notice.choices)
        )
        return OutgoingMessage(texts.html(notice.key, **arguments), buttons=buttons, topic=topic)

    def digest(self, content: Digest, chat: Chat, dispatch: DispatchId, topic: int) -> OutgoingMessage:
        return render_digest(content, self._translations[chat.language], chat, dispatch, topic)

    def story(
        self, content: StoryUpdate, hit: Hit, chat: Chat, dispatch: DispatchId, topic: int = 0
    ) -> OutgoingMessage:
        """`hit` says what to emphasise; `dispatch` is what the buttons refer to."""
        texts = self._translations[chat.language]
        address = content.url if is_linkable(content.url, _URL_LIMIT) else None
        is_channel = chat.kind is ChatKind.CHANNEL
        lines = [
            "" if is_channel else _subscriptions(content.subscriptions),
            _title(content.article.title, address),
            _quote(content.article, hit),
            _origin(content, texts, chat.preferences),
        ]
        return OutgoingMessage(
            html="\n".join(filter(None, lines)),
            buttons=() if is_channel else _buttons(texts, dispatch, content.story_id),
            preview_url=None if chat.preferences.preview is PreviewSize.NONE else address,
            large_preview=chat.preferences.preview is PreviewSize.LARGE,
            silent=content.silent,
            topic=topic,
            reply_to=content.reply_to,
        )


def _title(title: str, address: str | None) -> str:
    shown = shorten(title, _TITLE_LIMIT) or _NO_TITLE
    if address is None:
        return f"<b>{foreign(shown)}</b>"
    return f'<a href="{escape(address)}"><b>{within_link(shown)}</b></a>'


def _quote(article: ReadArticle, hit: Hit) -> str:
    summary = summarise(article, hit, limit=_SUMMARY_LIMIT)
    return f"<blockquote>{_emphasised(summary.text, summary.spans[:_MATCHES])}</blockquote>" if summary.text else ""


def _subscriptions(texts: Sequence[str]) -> str:
    return f"🔔 {foreign(shorten(' · '.join(texts), _SUBSCRIPTIONS_LIMIT))}" if texts else ""


def _origin(content: StoryUpdate, texts: Texts, preferences: DeliveryPreferences) -> str:
    parts: list[str] = [
        foreign(shorten(content.article.source, _SOURCE_LIMIT)),
        moment(content.published_at, preferences),
    ]
    if content.is_revision:
        parts.append(texts.html("story-revised"))
    if content.further_sources:
        shown = content.further_sources[:_FURTHER_SOURCES]
        rest = len(content.further_sources) - len(shown)
        names = ", ".join(shorten(name, _SOURCE_LIMIT) for name in shown) + (f" +{rest}" if rest else "")
        parts.append(texts.html("story-further-sources", sources=names))
    return " · ".join(part for part in parts if part)


def _buttons(texts: Texts, dispatch: DispatchId, story: StoryId) -> tuple[StoryButton, ...]:
    return (
        StoryButton(texts.plain("story-button-explain"), StoryAction.EXPLAIN, dispatch, story),
        StoryButton(texts.plain("story-button-mute"), StoryAction.MUTE, dispatch, story),
    )


def _emphasised(text: str, spans: Sequence[Span]) -> str:
    parts: list[str] = []
    end = 0
    for span in spans:
        parts += [text[end : span.start], text[span.start : span.end]]
        end = span.end
    shown = map(escape, inert_parts([*parts, text[end:]]))
    return "".join(f"<b>{part}</b>" if number % 2 else part for number, part in enumerate(shown))
