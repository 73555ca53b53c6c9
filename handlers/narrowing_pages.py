"""The keyboards of «Off-topic» under a notification, whose text stays."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from bot.i18n import Texts
from bot.matching import parse_canonical
from bot.matching.tree import From
from bot.model import Subscription
from bot.services.narrowing import Choices, Cut
from bot.text.shortening import shorten
from handlers.callbacks import NarrowPressed, NarrowStep
from handlers.keyboards import button, keyboard

_WORD_LIMIT, _DONE_LIMIT, _SOURCE_LIMIT, _NAME_LIMIT = 18, 12, 14, 34
"""UTF-16 units, so that a label is seen whole."""


@dataclass(frozen=True, slots=True)
class Offered:
    """What a keyboard offered to exclude, kept until it is pressed: a button has no room for it."""

    stories: int
    main: int | None
    cuts: Sequence[Cut]

    @classmethod
    def of(cls, choices: Choices) -> "Offered":
        cuts = [*choices.words, *([choices.source] if choices.source else [])]
        return cls(choices.stories, choices.dropped_by_main, cuts)

    @classmethod
    def read(cls, text: str) -> "Offered | None":
        """What `written` wrote; None for any other kept text, which a forged button may name."""
        try:
            stories, main, cuts = json.loads(text)
            return cls(stories, main, [Cut(query, dropped) for query, dropped in cuts])
        except (ValueError, TypeError, RecursionError):
            return None

    def written(self) -> str:
        return json.dumps([self.stories, self.main, [[cut.query, cut.dropped] for cut in self.cuts]])


def whose(pressed: NarrowPressed, subscriptions: Sequence[Subscription], texts: Texts) -> InlineKeyboardMarkup:
    """Which of the subscriptions is to be narrowed."""
    return keyboard(
        *(
            [button(shorten(one.title, _NAME_LIMIT), _to(pressed, NarrowStep.ONE, subscription=one.id))]
            for one in subscriptions
        ),
        [_back(pressed, texts)],
    )


def choices(pressed: NarrowPressed, offered: Offered, texts: Texts) -> InlineKeyboardMarkup:
    """How it can be narrowed, each way with what it would have dropped."""
    main = button(
        texts.plain("button-main-drops", dropped=offered.main or 0, count=offered.stories),
        _to(pressed, NarrowStep.MAIN),
    )
    cuts = [
        button(cut_label(cut, texts), _to(pressed, NarrowStep.CUT, choice=number))
        for number, cut in enumerate(offered.cuts)
    ]
    forms = button(texts.plain("button-forms"), _to(pressed, NarrowStep.FORMS))
    return keyboard(
        [main] if offered.main else (),
        *(cuts[first : first + 2] for first in range(0, len(cuts), 2)),
        [forms, _back(pressed, texts)],
    )


def applied(pressed: NarrowPressed, offered: Offered, texts: Texts, exclusion: int = 0) -> InlineKeyboardMarkup:
    """What was done: an exclusion, or else only the main things are sent; and the way back."""
    if exclusion:
        said = narrowed(offered, pressed.choice, texts)
    else:
        said = texts.plain("narrowed-to-main", dropped=offered.main or 0, count=offered.stories)
    undo = _to(pressed, NarrowStep.UNDO, choice=exclusion)
    return keyboard(
        [button(said, _to(pressed, NarrowStep.NOTE))],
        [
            button(texts.plain("button-restore"), undo),
            button(texts.plain("button-done"), _to(pressed, NarrowStep.BACK)),
        ],
    )


def narrowed(offered: Offered, choice: int, texts: Texts) -> str:
    """What was excluded, in a line."""
    cut = offered.cuts[choice]
    name = texts.plain("quoted", text=shorten(_said(cut.query), _DONE_LIMIT))
    return texts.plain("narrowed", name=name, dropped=cut.dropped, count=offered.stories)


def to_news(pressed: NarrowPressed, texts: Texts) -> InlineKeyboardMarkup:
    """The way back from the forms of words."""
    return keyboard([button(texts.plain("button-to-news"), _to(pressed, NarrowStep.BACK))])


def _to(pressed: NarrowPressed, step: NarrowStep, **changed: int) -> NarrowPressed:
    return pressed.model_copy(update={"step": step, **changed})


def _back(pressed: NarrowPressed, texts: Texts) -> InlineKeyboardButton:
    return button(texts.plain("button-back-to-one"), _to(pressed, NarrowStep.BACK))


def cut_label(cut: Cut, texts: Texts) -> str:
    key, limit = ("button-cut-source", _SOURCE_LIMIT) if _is_source(cut.query) else ("button-cut", _WORD_LIMIT)
    return texts.plain(key, text=shorten(_said(cut.query), limit), count=cut.dropped)


def _is_source(query: str) -> bool:
    return isinstance(parse_canonical(query).root, From)


def _said(query: str) -> str:
    root = parse_canonical(query).root
    return root.value if isinstance(root, From) else query
