"""What somebody is asked whose channel is set up: what to publish, how, from which sources, and who decides."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from aiogram.types import InlineKeyboardButton

from bot.feeds.addresses import shown_address
from bot.i18n import Markup, Texts
from bot.model import Chat, Publishing, Subscription, Topic
from bot.services.channel_setup import SetUp
from bot.services.channels import TickedSource
from bot.text.shortening import shorten
from handlers.channel_callbacks import SetUpAsked, SetUpPressed, SetUpStep
from handlers.keyboards import Page, Shown, button, in_rows, keyboard, page_of, turning
from handlers.topics import named_topic

_T = TypeVar("_T")

TITLE = 60
"""UTF-16 units of a channel's title."""
SHOWN_TOPICS = 10
_LABEL = 34
_NAMED = 40
_SHOWN_NAMES = 2


@dataclass(frozen=True, slots=True)
class SetUpPages:
    """The pages about what was chosen so far."""

    setup: SetUp
    kept: int
    """The id of the kept text that says what was chosen."""
    texts: Texts
    here: Chat
    """The private chat of who is asked."""

    def question(self, choices: Sequence[Subscription], number: int = 0) -> Shown:
        """What to publish, and how."""
        texts, page = self.texts, page_of(choices, number)
        ticks = [self._tick(one) for one in page.items]
        ticks += [
            self._to(ticked(query, is_ticked=True), SetUpStep.DROP, place)
            for place, query in enumerate(self.setup.queries)
        ]
        ticks.append(self._to(texts.plain("channels-button-new-query"), SetUpStep.QUERY))
        return texts.html("channel-asked", title=shorten(self.setup.title, TITLE)), keyboard(
            *in_rows(ticks), self._turning(page, SetUpStep.SHOW), self._ways_on()
        )

    def _tick(self, one: Subscription) -> InlineKeyboardButton:
        is_ticked = one.id in self.setup.subscriptions
        step = SetUpStep.UNTICK if is_ticked else SetUpStep.TICK
        return self._to(ticked(one.title, is_ticked=is_ticked), step, one.id)

    def _ways_on(self) -> list[InlineKeyboardButton]:
        if self.setup.joins:
            return [self._to(self.texts.plain("channels-button-on"), SetUpStep.NEXT)]
        return [
            self._to(self.texts.plain("channels-button-automatic"), SetUpStep.AUTOMATIC),
            self._to(self.texts.plain("channels-button-approved"), SetUpStep.APPROVED),
        ]

    def query(self) -> Shown:
        """How to say what else to publish."""
        back = button(self.texts.plain("channels-button-back"), SetUpAsked(kept=self.kept))
        return self.texts.html("channel-new-query", title=shorten(self.setup.title, TITLE)), keyboard([back])

    def ready(self, names: Sequence[str], sources: Sequence[TickedSource], desk: Chat | None) -> Shown:
        """What was chosen."""
        texts, count = self.texts, sum(one.is_ticked for one in sources)
        publishing = self.setup.publishing
        how = publishing_words(publishing, desk, self.here, texts)
        said = texts.html("channel-chosen", title=shorten(self.setup.title, TITLE), queries=named(names), how=how)
        what_then = texts.html("channel-sources-chosen", count=count, how=publishing)
        return f"{said}\n{what_then}", keyboard(
            [
                self._to(texts.plain("channels-button-done"), SetUpStep.DONE, style="success"),
                self._to(texts.plain("channels-button-back"), SetUpStep.SHOW),
            ],
            [self._to(texts.plain("channels-button-change-sources"), SetUpStep.SOURCES)],
        )

    def sources(self, sources: Sequence[TickedSource], number: int) -> Shown:
        """Which sources something may be published of."""
        texts, page = self.texts, page_of(sources, number)
        count = sum(one.is_ticked for one in sources)
        ticks = [
            [self._to(source_label(one), SetUpStep.STRIKE if one.is_ticked else SetUpStep.SOURCE, one.source.id)]
            for one in page.items
        ]
        return texts.html("channel-sources-which", title=shorten(self.setup.title, TITLE), count=count), keyboard(
            *ticks,
            self._turning(page, SetUpStep.SOURCES),
            [
                self._to(texts.plain("channels-button-all"), SetUpStep.ALL),
                self._to(texts.plain("channels-button-none"), SetUpStep.NONE),
            ],
            [self._to(texts.plain("channels-button-ready"), SetUpStep.READY)],
        )

    def places(self, add_group: InlineKeyboardButton, groups: Sequence[Chat] | None = None) -> Shown:
        """Where to decide: here or in a group; or in which, if `groups` are given. `add_group` leads to another one."""
        texts = self.texts
        rows = [[self._to(texts.plain("channels-button-here"), SetUpStep.HERE)]]
        if groups is None:
            rows[0].append(self._to(texts.plain("channels-button-in-group"), SetUpStep.GROUPS))
        else:
            rows = [[self._to(one.title, SetUpStep.GROUP, one.key)] for one in groups]
            rows.append([add_group])
        back = SetUpStep.SHOW if groups is None else SetUpStep.APPROVED
        key = "channel-desk-where" if groups is None else "channel-desk-group"
        return texts.html(key), keyboard(*rows, [self._to(texts.plain("channels-button-back"), back)])

    def topics(self, group: Chat, topics: Sequence[Topic], *, can_make: bool) -> Shown:
        """In which topic of a forum to decide."""
        texts = self.texts
        rows = [[self._to(texts.plain("channels-button-new-topic"), SetUpStep.NEW_TOPIC)]] if can_make else []
        rows += [[self._to(named_topic(one, texts.plain), SetUpStep.TOPIC, one.id)] for one in topics[:SHOWN_TOPICS]]
        rows.append([self._to(texts.plain("target-general"), SetUpStep.TOPIC)])
        return texts.html("channel-desk-topic", title=shorten(group.title, TITLE)), keyboard(
            *rows, [self._to(texts.plain("channels-button-back"), SetUpStep.GROUPS)]
        )

    def _turning(self, page: Page[_T], step: SetUpStep) -> list[InlineKeyboardButton]:
        return turning(page, self.texts, lambda to: SetUpPressed(step=step, kept=self.kept, value=to))

    def _to(self, label: str, step: SetUpStep, value: int = 0, style: str | None = None) -> InlineKeyboardButton:
        return button(label, SetUpPressed(step=step, kept=self.kept, value=value), style)


def ticked(label: str, *, is_ticked: bool) -> str:
    """The label of what can be ticked, one of several."""
    return f"{'☑' if is_ticked else '☐'} {shorten(label, _LABEL)}"


def source_label(one: TickedSource) -> str:
    """The label of a source that can be ticked."""
    return ticked(one.source.title or shown_address(one.source.url), is_ticked=one.is_ticked)


def named(names: Sequence[str]) -> str:
    """The first names of a list, and how many more there are."""
    more = [f"+{len(names) - _SHOWN_NAMES}"] if len(names) > _SHOWN_NAMES else []
    return " ".join([", ".join(_shown(names)), *more])


def _shown(names: Sequence[str]) -> Iterator[str]:
    return (shorten(one, _NAMED) for one in names[:_SHOWN_NAMES])


def publishing_words(publishing: Publishing, desk: Chat | None, here: Chat, texts: Texts) -> Markup:
    """How a channel publishes, and who decides, as seen from a private chat."""
    if publishing is Publishing.AUTOMATIC or desk is None:
        return Markup(texts.html(f"channel-{publishing}"))
    return Markup(f"{texts.html('channel-approved')}, {who_decides(desk, here, texts)}")


def who_decides(desk: Chat, here: Chat, texts: Texts) -> str:
    """Where cards are decided on, as seen from a private chat."""
    if desk.key == here.key:
        return texts.html("channel-you-decide")
    return texts.html("channel-decides", title=shorten(desk.title, TITLE))
