"""Renders a notification: pure, and never over Telegram's limits.

    🔔 коалиция желающих
    Вашингтон поможет «коалиции желающих» разведкой и снабжением     bold, a link
    ┃ whole sentences, the match in bold                              a quote
    The Telegraph · 18:42 · ещё 7 изданий                            the outlet is a link
    ┃ 19:21 BBC: Washington offers intelligence, not troops          an expandable quote, newest first, each a link
    ┃ 19:05 Lenta: США обещали «коалиции желающих» разведданные

Every part has its own limit. The list of reports gets what the others leave of 3,900 UTF-16 units, 6,000 bytes of
addresses and 100 entities (https://core.telegram.org/bots/api#sendmessage): Telegram allows 4,096 units, and refuses
messages from about 9,500 bytes of entities on. So no foreign text makes it refuse a message.
"""

import re
from dataclasses import replace
from html import escape, unescape

from bot.delivery.burst_card import render_card, render_question
from bot.delivery.digest import render_digest, turning
from bot.delivery.heading import BETWEEN, HEADING_LIMIT, named
from bot.delivery.markup import emphasised, linked, linked_address, moment, refusal_of
from bot.i18n import Markup, Texts, Translations, foreign, within_link
from bot.model import (
    ANNOUNCEMENT,
    AnswerButton,
    BurstCard,
    Button,
    Chat,
    ChatKind,
    ChoiceButton,
    DeliveryPreferences,
    Digest,
    DispatchId,
    FurtherReport,
    FurtherReports,
    Hit,
    ListedDevelopment,
    Notice,
    Novelty,
    OutgoingMessage,
    PreviewSize,
    ReadArticle,
    StoryAction,
    StoryButton,
    StoryUpdate,
)
from bot.summaries import summarise
from bot.text.links import is_linkable
from bot.text.shortening import shorten

_NAMED_AT_LEAST = 12
"""Characters of the subscriptions' names in a heading that says more."""
_TITLE_LIMIT = 300
_SUMMARY_LIMIT = 400
"""Characters; the whole message fits on a phone's screen."""
_SOURCE_LIMIT = 60
_URL_LIMIT = 2_000
"""A longer address is left out: Telegram also limits the volume of entities."""
_NO_TITLE = "…"
"""For a title that shows nothing."""
_MATCHES = 12
_KINDS = 2
"""Kinds of what is new that a line names."""
_LISTED_URL_LIMIT = 500
_REPORT_LIMIT = 110
"""UTF-16 units of a listed report's title."""
_MESSAGE_LIMIT = 3_900
"""UTF-16 units of a whole message."""
_ADDRESSES_LIMIT = 6_000
"""Bytes of all addresses in a message together."""
_LABEL_LIMIT = 36
_TAG = re.compile(r"<[^<>]*>")
_HREF = re.compile(r'<a href="([^"]*)"')


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
            (ChoiceButton(shorten(choice.label, _LABEL_LIMIT), dispatch, number),)
            for number, choice in enumerate(notice.choices)
        )
        answers = [AnswerButton(texts.plain(answer), answer, notice.about) for answer in notice.answers]
        in_a_row = 1 if notice.about is None else 2
        rows = (tuple(answers[first : first + in_a_row]) for first in range(0, len(answers), in_a_row))
        if notice.key == ANNOUNCEMENT:
            arguments["text"] = Markup(str(arguments["text"]))
        said = texts.html(notice.key, **{name: value for name, value in arguments.items() if name != "group"})
        if "group" in arguments:
            said += "\n" + texts.html("report-of-group", title=str(arguments["group"]))
        return OutgoingMessage(said, buttons=(*buttons, *rows), topic=topic, silent=notice.key == ANNOUNCEMENT)

    def digest(self, content: Digest, chat: Chat, dispatch: DispatchId, topic: int = 0) -> OutgoingMessage:
        return render_digest(content, self._translations[chat.language], chat, dispatch, topic)

    def card(self, content: BurstCard, chat: Chat, dispatch: DispatchId, topic: int = 0) -> OutgoingMessage:
        return render_card(content, self._translations[chat.language], chat, dispatch, topic)

    def question(self, content: BurstCard, chat: Chat, dispatch: DispatchId) -> OutgoingMessage:
        """Whether to send one by one what a card counts."""
        return render_question(content, self._translations[chat.language], dispatch)

    def story(
        self, content: StoryUpdate, hit: Hit, chat: Chat, dispatch: DispatchId, topic: int = 0
    ) -> OutgoingMessage:
        """`hit` says what to emphasise; `dispatch` is what the buttons refer to."""
        texts = self._translations[chat.language]
        address = content.url if is_linkable(content.url, _URL_LIMIT) else None
        is_channel = chat.kind is ChatKind.CHANNEL
        lines = [
            "" if is_channel else _heading(content, texts),
            _title(content.article.title, address),
            _former_title(content, texts),
            *(_development(one, texts, chat.preferences) for one in content.developments),
            _quote(*_summarised(content, hit)),
            _origin(content, texts, chat.preferences),
        ]
        told = "\n".join(filter(None, lines))
        return OutgoingMessage(
            html=told + _reports(content.further, told, texts, chat.preferences),
            buttons=() if is_channel else _buttons(texts, dispatch, content),
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


def _former_title(content: StoryUpdate, texts: Texts) -> str:
    if not content.former_title:
        return ""
    return texts.html("story-former-title", title=shorten(content.former_title, _TITLE_LIMIT) or _NO_TITLE)


def _development(listed: ListedDevelopment, texts: Texts, preferences: DeliveryPreferences) -> str:
    """A line that names what is new in the story since the message was sent."""
    kinds = ", ".join(texts.html(f"novelty-{kind}") for kind in listed.kinds[:_KINDS])
    when = " ".join(filter(None, (moment(listed.published_at, preferences), kinds)))
    title = linked(shorten(listed.title, _REPORT_LIMIT) or _NO_TITLE, listed.url, _LISTED_URL_LIMIT)
    return f"↳ {when}{':' if kinds else ''} {title}"


def _quote(article: ReadArticle, hit: Hit) -> str:
    summary = summarise(article, hit, limit=_SUMMARY_LIMIT)
    return f"<blockquote>{emphasised(summary.text, summary.spans[:_MATCHES])}</blockquote>" if summary.text else ""


def _summarised(content: StoryUpdate, hit: Hit) -> tuple[ReadArticle, Hit]:
    """What is quoted: of an article with something new, the sentence that says it, if that stands there still."""
    novelty = content.novelty
    if novelty is None or not novelty.sentence or novelty.sentence not in content.article.text:
        return content.article, hit
    return replace(content.article, text=novelty.sentence), Hit(text=novelty.words)


def _novelty_heading(novelty: Novelty, content: StoryUpdate, texts: Texts) -> str:
    """What is new, as far as it fits, and the subscriptions if the reader may have forgotten the story."""
    is_expected = content.reply_to is not None and not content.is_late
    names = "" if is_expected else "".join(named(content.subscriptions, HEADING_LIMIT))
    heading = texts.html("novelty")
    kinds: list[str] = []
    for kind in novelty.kinds:
        kinds.append(texts.html(f"novelty-{kind}"))
        longer = texts.html("novelty-of", kinds=Markup(", ".join(kinds)))
        if len(kinds) > 1 and len(longer) + len(BETWEEN) * bool(names) + len(names) > HEADING_LIMIT:
            break
        heading = longer
    if not names:
        return heading
    room = max(HEADING_LIMIT - len(heading) - len(BETWEEN), _NAMED_AT_LEAST)
    names, besides = named(content.subscriptions, room)
    return f"{heading}{BETWEEN}{foreign(names)}{besides}"


def _heading(content: StoryUpdate, texts: Texts) -> str:
    if content.novelty is not None:
        heading = _novelty_heading(content.novelty, content, texts)
        return f"🔇{heading.removeprefix('↳')}" if content.is_muted else heading
    place = content.place
    sign = "🔇" if content.is_muted else "🗞" if place is not None else "❗" if content.is_urgent else "🔔"
    if content.is_sample:
        return f"{sign} {texts.html('story-sample')}"
    number = "" if place is None else texts.html("digest-place", number=place.number, count=place.total)
    akin = texts.html("story-akin") if content.is_akin else ""
    room = HEADING_LIMIT - len(f"{sign} ") - sum(len(BETWEEN) + len(one) for one in (number, akin) if one)
    names, besides = named(content.subscriptions, room)
    heading = BETWEEN.join(filter(None, (number, f"{foreign(names)}{besides}", akin)))
    return f"{sign} {heading}" if heading else ""


def _origin(content: StoryUpdate, texts: Texts, preferences: DeliveryPreferences) -> str:
    parts: list[str] = [
        linked(shorten(content.article.source, _SOURCE_LIMIT), content.url, _URL_LIMIT),
        moment(content.published_at, preferences),
    ]
    if content.is_revision:
        parts.append(texts.html("story-revised"))
    if content.further.outlets:
        parts.append(texts.html("story-further", count=content.further.outlets))
    if content.silenced:
        parts.append(texts.html("story-silenced", count=content.silenced))
    if content.is_passing:
        parts.append(texts.html("story-passing"))
    return " · ".join(part for part in parts if part)


def _reports(further: FurtherReports, told: str, texts: Texts, preferences: DeliveryPreferences) -> str:
    """The list of further reports, newest first, as long as there is room for it below what is told."""
    room = _MESSAGE_LIMIT - _length(told)
    addresses = _ADDRESSES_LIMIT - sum(len(unescape(url).encode()) for url in _HREF.findall(told))
    lines: list[str] = []
    for report in further.newest:
        url = report.url if is_linkable(report.url, addresses) else ""
        line = f"{moment(report.published_at, preferences)} {linked(_report_title(report), url, addresses)}"
        more = texts.html("story-more-reports", count=further.total - len(lines))
        if _length(line) + _length(more) + 2 > room:
            break
        lines.append(line)
        room -= _length(line) + 1
        addresses -= len(url.encode())
    if lines and len(lines) < further.total:
        lines.append(texts.html("story-more-reports", count=further.total - len(lines)))
    return "\n<blockquote expandable>" + "\n".join(lines) + "</blockquote>" if lines else ""


def _report_title(report: FurtherReport) -> str:
    return f"{shorten(report.source, _SOURCE_LIMIT)}: {shorten(report.title, _REPORT_LIMIT) or _NO_TITLE}"


def _length(html: str) -> int:
    """UTF-16 units that a part of a message has when it is shown."""
    return len(unescape(_TAG.sub("", html)).encode("utf-16-le")) // 2


def _buttons(texts: Texts, dispatch: DispatchId, content: StoryUpdate) -> tuple[tuple[Button, ...], ...]:
    def button(label: str, action: StoryAction) -> StoryButton:
        return StoryButton(texts.plain(label), action, dispatch, content.story_id)

    turns = () if content.place is None else (turning(content.place, texts, dispatch),)
    if content.is_muted:
        return (*turns, (button("story-button-follow", StoryAction.FOLLOW),))
    if content.novelty is not None:
        return ((button("novelty-button-mute", StoryAction.MUTE),),)
    parting = (button("story-button-part", StoryAction.PART),)
    explain = button("story-button-explain", StoryAction.EXPLAIN)
    narrow = button("story-button-narrow", StoryAction.NARROW)
    mute = button("story-button-mute", StoryAction.MUTE)
    told = (narrow, mute) if turns else (explain, narrow, mute)
    return (*turns, *((parting,) if content.is_akin else ()), told)
