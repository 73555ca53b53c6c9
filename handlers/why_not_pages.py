"""What is said of an article that did not come, or did, and the buttons that help."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from types import MappingProxyType

from aiogram.types import InlineKeyboardButton

from bot.delivery.fates import Fate, Held, Hold
from bot.delivery.markup import linked, moment, refusal_of
from bot.delivery.timing import zone_of
from bot.feeds.addresses import shown_address
from bot.i18n import Texts
from bot.matching import Lack, Unmet
from bot.model import Chat, KeptTextId, OfferedSource
from bot.services.why_not import Answer, Ending, Line
from bot.text.shortening import shorten
from handlers import phrases
from handlers.callbacks import OfferedSources, SubscriptionAction, SubscriptionPressed
from handlers.keyboards import Shown, button, keyboard
from handlers.query_callbacks import WhyNotAction, WhyNotPressed

_TITLE_LIMIT = 200
_QUERY_LIMIT = 100
_PART_LIMIT = 60
_URL_LIMIT = 1_000
_SHOWN_LACKS = 4
_SUPERGROUPS = 1_000_000_000_000
"""Telegram's ids of channels and supergroups are below minus that; links to their messages have the rest."""
_FREED = frozenset({Hold.PAUSE, Hold.QUIET, Hold.RHYTHM, Hold.BURST})
"""What a person may break."""
_REMEDIES: Mapping[Fate, tuple[str, WhyNotAction]] = MappingProxyType(
    {
        Fate.FURTHER_DOWN: ("button-whynot-everything", WhyNotAction.EVERYTHING),
        Fate.PAUSED: ("button-resume", WhyNotAction.RESUME),
        Fate.REMOVED: ("button-restore", WhyNotAction.RESTORE),
    }
)


def unread_page(address: str, link: KeptTextId, texts: Texts) -> Shown:
    """What may be done with the address of a site that is not read."""
    read = button(texts.plain("button-read-site"), OfferedSources(id=link))
    return texts.html("whynot-which", what=_link(address)), keyboard([read, why_not_button(link, texts)])


def why_not_button(link: KeptTextId, texts: Texts) -> InlineKeyboardButton:
    return button(texts.plain("button-whynot"), WhyNotPressed(action=WhyNotAction.ASK, link=link))


def answer_page(answer: Answer, link: KeptTextId, chat: Chat, texts: Texts) -> Shown:
    """What became of an article, and what can be done about it."""
    said = _Said(answer, link, chat, texts)
    return "\n".join(said.lines()), keyboard(*said.rows())


def forms_page(query: str, forms: Sequence[str], link: KeptTextId, texts: Texts) -> Shown:
    """The forms that a subscription covers, with the way back to the answer."""
    head = texts.html("test", text=shorten(query, phrases.SHOWN_QUERY))
    back = button(texts.plain("button-whynot-back"), WhyNotPressed(action=WhyNotAction.ASK, link=link))
    return f"{head}\n\n{phrases.fitted(forms, texts, head)}", keyboard([back])


def _link(address: str) -> str:
    return linked(shorten(shown_address(address), _TITLE_LIMIT), address, _URL_LIMIT)


class _Said:
    """An answer in a language."""

    def __init__(self, answer: Answer, link: KeptTextId, chat: Chat, texts: Texts) -> None:
        self._answer = answer
        self._link = link
        self._chat = chat
        self._texts = texts

    def lines(self) -> Iterator[str]:
        answer, texts = self._answer, self._texts
        trace = answer.trace
        if trace is None:
            yield texts.html("whynot", what=_link(answer.address))
        else:
            yield texts.html("whynot", what=linked(shorten(trace.article.title, _TITLE_LIMIT), trace.url, _URL_LIMIT))
            source = shorten(trace.article.source, _TITLE_LIMIT)
            yield texts.html("whynot-seen", source=source, **self._at(trace.found_at))
        if answer.ending is Ending.FATES:
            yield from self._of_subscriptions()
        elif answer.ending is Ending.IN_STORY:
            is_digest = answer.told is not None and answer.told.is_digest
            yield texts.html("whynot-in-digest" if is_digest else "whynot-in-story", place=answer.place or 0)
        else:
            yield texts.html(f"whynot-{answer.ending}", **self._about(answer.source))

    def rows(self) -> Iterator[list[InlineKeyboardButton]]:
        answer = self._answer
        match answer.ending:
            case Ending.UNREAD | Ending.UNLISTED:
                yield [button(self._texts.plain("button-whynot-add"), OfferedSources(id=self._link))]
            case Ending.SOURCE_MUTED | Ending.SOURCE_REMOVED if answer.source is not None:
                label = "button-whynot-on" if answer.ending is Ending.SOURCE_MUTED else "button-restore"
                yield [self._button(label, WhyNotAction.WATCH, answer.source.id)]
            case Ending.IN_STORY if answer.told is not None:
                yield [self._button("button-whynot-show", WhyNotAction.SHOW, answer.told.dispatch or 0)]
            case Ending.FATES if answer.lines:
                yield from self._remedies(answer.lines[0])

    def _about(self, source: OfferedSource | None) -> dict[str, str]:
        """The arguments of the text of an ending."""
        if source is None:
            return {"source": "", "why": ""}
        why = "" if source.failure is None else phrases.failure(source.failure.reason, self._texts)
        return {"source": shorten(source.title or shown_address(source.url), _TITLE_LIMIT), "why": why}

    def _of_subscriptions(self) -> Iterator[str]:
        answer, texts = self._answer, self._texts
        yield from dict.fromkeys(map(self._of_one, answer.lines))
        shown = sum(line.fate is Fate.UNMET for line in answer.lines)
        if not answer.lines:
            yield texts.html("whynot-none-near", count=answer.unmet)
        elif shown and answer.unmet > shown:
            yield texts.html("whynot-others", count=answer.unmet - shown)
        trace = answer.trace
        if trace is not None and trace.has_text and not trace.has_page and (shown or not answer.lines):
            yield texts.html("whynot-feed-only")

    def _of_one(self, line: Line) -> str:
        texts, one = self._texts, line.subscription
        decided = one.own or one.decided
        named = {
            "name": (decided and decided.decided_by) or texts.plain("desk-line-administrator"),
            "text": shorten(one.title, _QUERY_LIMIT),
            "title": shorten(one.chat.title, _QUERY_LIMIT),
            "excluded": shorten(one.excluded or "", _PART_LIMIT),
            "where": "here" if one.chat.key == self._chat.key else "there",
        }
        match line.fate:
            case Fate.TOLD if one.own is not None:
                at = self._at(one.own.settled_at or one.own.since)
                return texts.html("fate-told", digest="yes" if one.own.is_digest else "no", **at, **named)
            case Fate.GIVEN_UP | Fate.SENDING if one.own is not None:
                why = texts.plain(f"refusal-{refusal_of(one.own.reason)}") if one.own.reason else ""
                return texts.html(f"fate-{line.fate}", why=why, retried="yes" if why else "no", **named)
            case Fate.WAITING if line.held is not None:
                return self._held(line.held, named)
            case Fate.UNMET if not line.unmet:
                return texts.html("fate-unmet-gone", **named)
            case Fate.UNMET:
                return texts.html("fate-unmet", why=self._lacks(line.unmet), **named)
            case _:
                return texts.html(f"fate-{line.fate}", **named)

    def _held(self, held: Held, named: Mapping[str, str]) -> str:
        known = "no" if held.until is None else "yes"
        at = {"at": ""} if held.until is None else self._at(held.until)
        return self._texts.html(f"hold-{held.by}", known=known, **at, **named)

    def _at(self, at: datetime) -> dict[str, str]:
        """The arguments that say when something happens: the date is left out of a time of today."""
        zone = zone_of(self._chat.preferences)
        is_today = at.astimezone(zone).date() == self._answer.asked_at.astimezone(zone).date()
        shown = moment(at, self._chat.preferences, with_date=not is_today)
        return {"at": shown, "today": "yes" if is_today else "no"}

    def _lacks(self, unmet: Sequence[Unmet]) -> str:
        """What keeps the article from meeting a query; plain."""
        words = [self._quoted(one.part) for one in unmet if one.lack is Lack.WORD]
        others = [one for one in unmet if one.lack is not Lack.WORD]
        said = (
            [self._texts.plain("lack-word", count=len(words), words=", ".join(words[:_SHOWN_LACKS]))] if words else []
        )
        said += [self._texts.plain(f"lack-{one.lack}", part=self._quoted(one.part)) for one in others[:_SHOWN_LACKS]]
        return "; ".join(said)

    def _quoted(self, part: str) -> str:
        return self._texts.plain("quoted", text=shorten(part, _PART_LIMIT))

    def _remedies(self, line: Line) -> Iterator[list[InlineKeyboardButton]]:
        one = line.subscription
        if one.chat.key != self._chat.key:
            yield from self._elsewhere(line)
        elif line.fate is Fate.TOLD and one.own is not None:
            yield [self._button("button-whynot-show", WhyNotAction.SHOW, one.own.dispatch or 0)]
        elif line.held is not None and line.held.by in _FREED and one.own is not None:
            yield [self._button("button-whynot-send", WhyNotAction.SEND, one.own.id)]
        elif line.fate is Fate.MUTED and one.told is not None:
            yield [self._button("story-button-follow", WhyNotAction.FOLLOW, one.told.dispatch or 0)]
        elif line.fate in _REMEDIES:
            label, action = _REMEDIES[line.fate]
            yield [self._button(label, action, one.id)]
        elif line.fate is Fate.UNMET:
            edit = SubscriptionPressed(action=SubscriptionAction.EDIT, id=one.id)
            yield [
                button(self._texts.plain("button-whynot-edit"), edit),
                self._button("button-whynot-forms", WhyNotAction.FORMS, one.id),
            ]

    def _elsewhere(self, line: Line) -> Iterator[list[InlineKeyboardButton]]:
        """A link to the message in a channel or supergroup."""
        one = line.subscription
        if line.fate is Fate.TOLD and one.own is not None and one.chat.telegram_id < -_SUPERGROUPS:
            url = f"https://t.me/c/{-one.chat.telegram_id - _SUPERGROUPS}/{one.own.message_id}"
            yield [InlineKeyboardButton(text=self._texts.plain("button-whynot-open"), url=url)]

    def _button(self, key: str, action: WhyNotAction, id_: int) -> InlineKeyboardButton:
        return button(self._texts.plain(key), WhyNotPressed(action=action, link=self._link, id=id_))
