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

from datetime import datetime
from html import escape

from bot.delivery.burst_card import render_card, render_question
from bot.delivery.desk_card import render_card as render_desk_card
from bot.delivery.digest import render_digest, turning
from bot.delivery.heading import BETWEEN, HEADING_LIMIT, named
from bot.delivery.markup import emphasised, linked, linked_address, moment, refusal_of
from bot.delivery.post import render_post
from bot.delivery.story_parts import (
    NO_TITLE,
    SOURCE_LIMIT,
    TITLE_LIMIT,
    URL_LIMIT,
    development,
    former_title,
    novelty_heading,
    reports,
    summary,
)
from bot.delivery.title_question import render_title_question
from bot.i18n import Markup, Texts, Translations, foreign, within_link
from bot.model import (
    ANNOUNCEMENT,
    AnswerButton,
    BurstCard,
    Button,
    ChannelPost,
    Chat,
    ChatKind,
    ChoiceButton,
    DeliveryPreferences,
    DeskCard,
    Digest,
    DispatchId,
    Hit,
    Notice,
    OfferButton,
    OutgoingMessage,
    PreviewSize,
    StoryAction,
    StoryButton,
    StoryUpdate,
    TitleQuestion,
)
from bot.summaries import Summary
from bot.text.links import is_linkable
from bot.text.shortening import shorten

_CHANNEL_LIMIT = 20
"""UTF-16 units of a channel's title on a button."""
_LABEL_LIMIT = 36


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

    def post(self, content: ChannelPost, hit: Hit, channel: Chat) -> OutgoingMessage:
        return render_post(content, hit, channel, self._translations[channel.language])

    def desk_card(self, content: DeskCard, hit: Hit, desk: Chat, now: datetime) -> OutgoingMessage:
        return render_desk_card(content, hit, self._translations[desk.language], now)

    def title_question(self, content: TitleQuestion, desk: Chat, topic: int = 0) -> OutgoingMessage:
        return render_title_question(content, self._translations[desk.language], topic)

    def question(self, content: BurstCard, chat: Chat, dispatch: DispatchId) -> OutgoingMessage:
        """Whether to send one by one what a card counts."""
        return render_question(content, self._translations[chat.language], dispatch)

    def story(
        self, content: StoryUpdate, hit: Hit, chat: Chat, dispatch: DispatchId, topic: int = 0
    ) -> OutgoingMessage:
        """`hit` says what to emphasise; `dispatch` is what the buttons refer to."""
        texts = self._translations[chat.language]
        address = content.url if is_linkable(content.url, URL_LIMIT) else None
        is_channel = chat.kind is ChatKind.CHANNEL
        lines = [
            "" if is_channel else _heading(content, texts),
            _title(content.article.title, address),
            former_title(content, texts),
            *(development(one, texts, chat.preferences) for one in content.developments),
            _quote(summary(content, hit)),
            _origin(content, texts, chat.preferences),
        ]
        told = "\n".join(filter(None, lines))
        return OutgoingMessage(
            html=told + reports(content.further, told, texts, chat.preferences),
            buttons=() if is_channel else _buttons(texts, dispatch, content),
            preview_url=None if chat.preferences.preview is PreviewSize.NONE else address,
            large_preview=chat.preferences.preview is PreviewSize.LARGE,
            silent=content.silent,
            topic=topic,
            reply_to=content.reply_to,
        )


def _title(title: str, address: str | None) -> str:
    shown = shorten(title, TITLE_LIMIT) or NO_TITLE
    if address is None:
        return f"<b>{foreign(shown)}</b>"
    return f'<a href="{escape(address)}"><b>{within_link(shown)}</b></a>'


def _quote(quoted: Summary) -> str:
    return f"<blockquote>{emphasised(quoted.text, quoted.spans)}</blockquote>" if quoted.text else ""


def _heading(content: StoryUpdate, texts: Texts) -> str:
    if content.novelty is not None:
        # The subscriptions, too, if the reader may have forgotten the story.
        is_expected = content.reply_to is not None and not content.is_late
        heading = novelty_heading(content.novelty, () if is_expected else content.subscriptions, texts)
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
        linked(shorten(content.article.source, SOURCE_LIMIT), content.url, URL_LIMIT),
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
    return (*turns, *((parting,) if content.is_akin else ()), told, *_offers(texts, dispatch, content))


def _offers(texts: Texts, dispatch: DispatchId, content: StoryUpdate) -> tuple[tuple[Button, ...], ...]:
    """The button that puts a story on the desk of a channel, for who has such a channel."""
    match content.desks:
        case ():
            return ()
        case (desk,):
            label = texts.plain("to-desk-button-one", title=shorten(desk.title, _CHANNEL_LIMIT))
            return ((OfferButton(label, dispatch, content.story_id, desk.channel),),)
        case _:
            return ((OfferButton(texts.plain("to-desk-button-several"), dispatch, content.story_id),),)
