"""Renders a card at the desk: the post as it will stand, and below it what the desk knows of it.

    **[Вашингтон поможет «коалиции желающих» разведкой](→)**
    США готовы помочь европейским силам разведкой, но не солдатами.
    [The Telegraph](→)

    → **Оборона** · 3 источника
    [ ✅ Опубликовать ] [ ✏️ Изменить ]
    [ 🕐 Позже ] [ ✖️ Нет ] [ ⋯ ]

Of a post that will not go out, only the title is left.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta

from bot.delivery.markup import linked, moment
from bot.delivery.post import render_post
from bot.delivery.story_parts import NO_TITLE, TITLE_LIMIT, URL_LIMIT
from bot.delivery.timing import zone_of
from bot.feeds.telegram_channel import channel_address
from bot.i18n import Markup, Texts, foreign
from bot.model import (
    Button,
    CardButton,
    CardStep,
    Concern,
    ConcernKind,
    DeskCard,
    DevelopmentKind,
    Hit,
    LinkButton,
    OutgoingMessage,
    Presser,
    RepostState,
)
from bot.reposts.details import instant_in
from bot.reposts.markup import shown_length
from bot.reposts.pressing import DELETED_WITHIN
from bot.reposts.states import AsShown, has, is_edited
from bot.text.shortening import shorten

_MESSAGE_LIMIT = 4_096
"""Telegram's; a post leaves some 200 of it to the desk's lines."""
_DETAIL_LIMITS = (120, 40, 12)
"""UTF-16 units of what a concern quotes: as much as fits."""
_NAME_LIMIT = 30
_CHANNEL_LIMIT = 40
RIGHTS_WANTED = "admin=post_messages+edit_messages"
"""In an address of the bot's: the rights that Telegram asks a person to give it."""
_RIGHTS_URL = f"https://t.me/{{bot}}?startchannel&{RIGHTS_WANTED}"
_TITLE_ALONE = frozenset({RepostState.REFUSED, RepostState.LAPSED, RepostState.DROPPED, RepostState.DELETED})

Rows = tuple[tuple[Button, ...], ...]


def render_card(
    card: DeskCard,
    hit: Hit,
    texts: Texts,
    now: datetime,
    page: CardStep = CardStep.BACK,
) -> OutgoingMessage:
    """The card, or a page of it: `MORE`, or `TIMES`, which has no buttons.

    `texts` are those of the desk.
    """
    channel = texts.of(card.channel.language)
    post = render_post(card.post, hit, card.channel, channel)
    saying = _Saying(card, texts, now)
    shown = saying.title() if card.repost.state in _TITLE_ALONE else post.html
    lines = [saying.when()] if page is CardStep.TIMES else saying.lines(_MESSAGE_LIMIT - shown_length(shown) - 2)
    return OutgoingMessage(
        html="\n\n".join((shown, "\n".join(lines))),
        buttons=_Buttons(card, texts).of(page, now),
        preview_url=None if card.repost.state in _TITLE_ALONE else post.preview_url,
        large_preview=post.large_preview,
        preview_above=post.preview_above,
        silent=card.is_silent,
    )


class _Saying:
    """The lines of a card."""

    def __init__(self, card: DeskCard, texts: Texts, now: datetime) -> None:
        self._card = card
        self._texts = texts
        self._now = now

    def title(self) -> str:
        article = self._card.post.story.article
        return linked(shorten(article.title, TITLE_LIMIT) or NO_TITLE, self._card.post.story.url, URL_LIMIT)

    def when(self) -> str:
        return self._texts.html("desk-line-when", channel=self._channel)

    def lines(self, room: int) -> list[str]:
        """What the desk knows of the card, in so many UTF-16 units if that is possible."""
        found: list[str] = []
        for limit in _DETAIL_LIMITS:
            found = list(self._lines(limit))
            if shown_length("\n".join(found)) <= room:
                break
        return found

    def _lines(self, limit: int) -> Iterator[str]:
        repost = self._card.repost
        if repost.editing is not None and is_edited(repost, self._now):
            until = moment(repost.editing.until, self._card.channel.preferences)
            yield self._texts.html("desk-line-editing", name=self._name(repost.editing.by), time=until)
        elif repost.state in {RepostState.NEW, RepostState.OFFERED}:
            yield self._offered()
        else:
            yield self._decided()
        if repost.state not in _TITLE_ALONE:
            if self._card.post.is_brought:
                yield self._texts.html(f"desk-line-{self._card.post.own_posts}")
            yield from (self._concern(one, limit) for one in repost.concerns)

    def _offered(self) -> str:
        repost, texts = self._card.repost, self._texts
        if 0 < len(repost.approvals) < self._card.settings.approvals:
            names = Markup(", ".join(map(self._name, repost.approvals)))
            most = str(self._card.settings.approvals)
            return texts.html("desk-line-approved", number=len(repost.approvals), most=most, names=names)
        if repost.text is not None:
            return texts.html("desk-line-written", channel=self._channel, name=self._name(repost.text.by))
        return texts.html("desk-line-offered", channel=self._channel, count=self._card.outlets)

    def _decided(self) -> str:
        repost = self._card.repost
        match repost.state:
            case RepostState.SCHEDULED:
                return self._scheduled(repost.due_at or self._now)
            case RepostState.DUE | RepostState.RELEASED:
                return self._by("desk-line-due", repost.due_at or repost.decided_at)
            case RepostState.POSTED:
                said = self._by("desk-line-posted", repost.posted_at)
                return " · ".join(filter(None, (said, self._open())))
            case RepostState.LAPSED:
                return self._lapsed(self._card.settings.undecided.after)
            case RepostState.DROPPED:
                return self._texts.html("desk-line-dropped")
        return self._by(f"desk-line-{repost.state}", repost.decided_at)

    def _by(self, key: str, at: datetime | None) -> str:
        """A line with a time, and with who has decided if a person has."""
        by, time = self._card.repost.by, self._time(at or self._now)
        if by is None:
            return self._texts.html(f"{key}-itself", time=time)
        return self._texts.html(key, time=time, name=self._name(by))

    def _scheduled(self, at: datetime) -> str:
        zone = zone_of(self._card.channel.preferences)
        days = (at.astimezone(zone).date() - self._now.astimezone(zone).date()).days
        key = {0: "desk-line-today", 1: "desk-line-tomorrow"}.get(days, "desk-line-on-day")
        time = moment(at, self._card.channel.preferences, with_date=days not in {0, 1})
        by = self._card.repost.by
        name = self._name(by) if by is not None else ""
        return self._texts.html(key, time=time) + (f" · {name}" if name else "")

    def _lapsed(self, after: timedelta) -> str:
        minutes = round(after / timedelta(minutes=1))
        if minutes % 60:
            return self._texts.html("desk-line-lapsed-minutes", count=minutes)
        return self._texts.html("desk-line-lapsed-hours", count=minutes // 60)

    def _open(self) -> str:
        """A link to the post."""
        message = self._card.repost.message_id
        if message is None:
            return ""
        url = f"{channel_address(self._card.channel.telegram_id, None)}/{message}"
        return f'<a href="{url}">{self._texts.html("desk-line-open")}</a>'

    def _concern(self, concern: Concern, limit: int) -> str:
        key, detail = f"desk-concern-{concern.kind}", concern.detail
        if concern.kind in {ConcernKind.AKIN, ConcernKind.LATE}:
            at = instant_in(detail) or self._now
            day = "today" if self._is_today(at) else "another"
            return self._texts.html(key, time=Markup(self._texts.html("desk-line-at", day=day, time=self._time(at))))
        if concern.kind is ConcernKind.TURNED and detail in set(DevelopmentKind):
            detail = self._texts.plain(f"novelty-{detail}")
        return self._texts.html(key, detail=shorten(detail, limit))

    def _time(self, at: datetime) -> Markup:
        """A time of day, with the date on another day."""
        return moment(at, self._card.channel.preferences, with_date=not self._is_today(at))

    def _is_today(self, at: datetime) -> bool:
        zone = zone_of(self._card.channel.preferences)
        return at.astimezone(zone).date() == self._now.astimezone(zone).date()

    def _name(self, presser: Presser) -> Markup:
        if presser.name is None:
            return Markup(self._texts.html("desk-line-administrator"))
        return foreign(shorten(presser.name, _NAME_LIMIT))

    @property
    def _channel(self) -> str:
        return shorten(self._card.channel.title, _CHANNEL_LIMIT)


class _Buttons:
    """The buttons of a card."""

    def __init__(self, card: DeskCard, texts: Texts) -> None:
        self._card = card
        self._texts = texts

    def of(self, page: CardStep, now: datetime) -> Rows:
        repost = self._card.repost
        if page is CardStep.TIMES:
            return ()
        if page is CardStep.MORE:
            return self._rows(self._more())
        if is_edited(repost, now):
            return self._rows(_EDITED)
        if repost.state is not RepostState.OFFERED:
            return self._rows(self._posted(now) if repost.state is RepostState.POSTED else _ROWS.get(repost.state, ()))
        if has(repost, ConcernKind.RIGHT_LOST):
            return ((LinkButton(self._texts.plain("button-give-rights"), _RIGHTS_URL),),)
        return self._rows(_MARKED if has(repost, ConcernKind.MARK) else _OFFERED)

    def _posted(self, now: datetime) -> "_Named":
        repost = self._card.repost
        rows: _Named = ((CardStep.EDIT, CardStep.UNPIN if repost.is_pinned else CardStep.PIN),)
        if repost.posted_at is not None and now - repost.posted_at < DELETED_WITHIN:
            return (*rows, (CardStep.DELETE,))
        return rows

    def _more(self) -> "_Named":
        look, is_written = self._card.post.look, self._card.post.text is not None
        additions: tuple[CardStep, ...] = ()
        if look.signature and not is_written:
            additions += (CardStep.SIGN,)
        if (look.hashtags or look.names_language) and not is_written:
            additions += (CardStep.TAG,)
        rows = (
            additions,
            (CardStep.PREVIEW,) if is_written else (CardStep.PREVIEW, CardStep.CHOOSE),
            (CardStep.WHY, CardStep.OFF_TOPIC),
            (CardStep.MUTE, CardStep.BACK),
        )
        return tuple(filter(None, rows))

    def _rows(self, named: "_Named") -> Rows:
        return tuple(tuple(map(self._button, row)) for row in named)

    def _button(self, step: CardStep) -> CardButton:
        is_scheduled = self._card.repost.state is RepostState.SCHEDULED
        label = self._texts.plain(f"desk-button-{_ANOTHER.get(step, step) if is_scheduled else step}")
        return CardButton(label, step, *AsShown.of(self._card), style=_STYLES.get(step))


_Named = tuple[tuple[CardStep, ...], ...]
_OFFERED_BELOW = (CardStep.TIMES, CardStep.REFUSE, CardStep.MORE)
_OFFERED: _Named = ((CardStep.PUBLISH, CardStep.EDIT), _OFFERED_BELOW)
_MARKED: _Named = ((CardStep.MARK, CardStep.EDIT), _OFFERED_BELOW)
_EDITED: _Named = ((CardStep.KEEP_TEXT,),)
_ROWS: Mapping[RepostState, _Named] = {
    RepostState.SCHEDULED: ((CardStep.PUBLISH, CardStep.TIMES), (CardStep.CANCEL,)),
    RepostState.DUE: ((CardStep.CANCEL,),),
    RepostState.REFUSED: ((CardStep.RESTORE,),),
    RepostState.LAPSED: ((CardStep.RESTORE,),),
    RepostState.DELETED: ((CardStep.AGAIN,),),
}
_ANOTHER = {CardStep.PUBLISH: "now", CardStep.TIMES: "other"}
"""What buttons are called under a card that has its time."""
_STYLES = {CardStep.PUBLISH: "success", CardStep.DELETE: "danger"}
"""Telegram's names of colours."""
