"""What /list shows: the subscriptions of a chat, and each of them with its buttons."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from aiogram.types import InlineKeyboardButton

from bot.i18n import Texts
from bot.matching import WordForms
from bot.model import AS_THE_CHAT, Brought, Chat, Removed, ReplyMode, Subscription, SubscriptionId, Topic
from bot.services.archive import Preview
from bot.text.shortening import shorten
from handlers import phrases
from handlers.archive import stories_line
from handlers.callbacks import (
    FolderAction,
    FolderPressed,
    IncludedAgain,
    RepliesPressed,
    Shows,
    SubscriptionAction,
    SubscriptionPressed,
    SubscriptionsPage,
    TargetPressed,
)
from handlers.card_page import last_time
from handlers.keyboards import PAGE, Shown, button, chosen, keyboard, page_of, turning
from handlers.topics import named_topic

_SHOWN_EXCLUSIONS = _SHOWN_FOLDERS = 50
"""Telegram takes a hundred buttons."""
_FILTERED_FROM = 20
"""A list of more subscriptions can show one kind alone."""
_LABEL_LIMIT = 30
"""So that a button shows it whole."""
_TEXT_LIMIT, _TITLE_LIMIT = 200, 100
"""So that a page of them fits a message."""
_TOPICS = 50
"""Telegram takes a hundred buttons."""
_COPIED = 3_500
"""How much of a query can be copied, in UTF-16 units: all of it, except for a thousand emoji."""


_KINDS: Mapping[Shows, Callable[[Subscription], bool]] = MappingProxyType(
    {
        Shows.ALL: lambda _: True,
        Shows.ACTIVE: lambda one: not one.paused and not one.suspended,
        Shows.PAUSED: lambda one: one.paused or one.suspended,
        Shows.ELSEWHERE: lambda one: one.chat.key != one.owner,
    }
)


@dataclass(frozen=True, slots=True)
class Listed:
    """The subscriptions of a chat, in their order, and what each has brought lately."""

    subscriptions: Sequence[Subscription]
    brought: Mapping[SubscriptionId, Brought]
    at: datetime

    def numbered(self, is_meant: Callable[[Subscription], bool]) -> list[tuple[int, Subscription]]:
        """Those that are meant, each with its number among all."""
        return [(place, one) for place, one in enumerate(self.subscriptions, 1) if is_meant(one)]


def list_page(listed: Listed, number: int, texts: Texts, shows: Shows = Shows.ALL) -> Shown:
    """The page of that number, or the nearest that exists; of many subscriptions, it can show one kind."""
    if not listed.subscriptions:
        return texts.html("list-empty"), None
    meant = listed.numbered(_KINDS[shows])
    page = page_of(meant, number)
    filters = [
        button(chosen(texts.plain(f"list-{kind}"), is_chosen=kind is shows), SubscriptionsPage(page=0, shows=kind))
        for kind in Shows
        if kind is Shows.ALL or kind is shows or listed.numbered(_KINDS[kind])
    ]
    folders = _folders(listed, texts) if shows is Shows.ALL else []
    if len(folders) > _SHOWN_FOLDERS:
        # Each has a subscription at least, so the pages show them all.
        folders = folders[page.number * PAGE : (page.number + 1) * PAGE]
    rows = [filters[first : first + 2] for first in range(0, len(filters), 2)]
    text = "\n".join(
        [
            texts.html("list", count=len(listed.subscriptions)),
            *lines_of(page.items, listed, texts),
            "",
            texts.html("list-hint"),
        ]
    )
    return text, keyboard(
        *buttons_of(page.items),
        turning(page, texts, lambda to: SubscriptionsPage(page=to, shows=shows)),
        *(rows if len(listed.subscriptions) > _FILTERED_FROM else ()),
        *([one] for one in folders),
    )


def found_page(listed: Listed, text: str, texts: Texts) -> Shown:
    """The subscriptions whose name or query has that text."""
    wanted = text.casefold()
    found = listed.numbered(lambda one: wanted in f"{one.title}\n{one.text}".casefold())
    if not found:
        return texts.html("list-none-of", text=shorten(text, phrases.SHOWN_QUERY)), None
    lines = [texts.html("list-of", count=len(found), text=shorten(text, phrases.SHOWN_QUERY))]
    lines += lines_of(found[:PAGE], listed, texts)
    if len(found) > PAGE:
        lines.append(texts.html("answer-more", count=len(found) - PAGE))
    back = [button(texts.plain("button-back"), SubscriptionsPage(page=0))]
    return "\n".join(lines), keyboard(*buttons_of(found[:PAGE]), back)


def lines_of(numbered: Sequence[tuple[int, Subscription]], listed: Listed, texts: Texts) -> list[str]:
    """A line for each subscription: what it is called, what it brought, and what is special about it."""
    return [f"{place}. {' · '.join(_parts(one, listed, texts))}" for place, one in numbered]


def buttons_of(numbered: Sequence[tuple[int, Subscription]]) -> list[list[InlineKeyboardButton]]:
    """A button for each subscription, which opens its card."""
    return [
        [
            button(
                f"{place}. {shorten(one.title, _LABEL_LIMIT)}",
                SubscriptionPressed(action=SubscriptionAction.SHOW, id=one.id),
            )
        ]
        for place, one in numbered
    ]


def _folders(listed: Listed, texts: Texts) -> list[InlineKeyboardButton]:
    """A button for each folder, which names it by the first subscription in it."""
    firsts: dict[str, Subscription] = {}
    for one in listed.subscriptions:
        if one.folder:
            firsts.setdefault(one.folder, one)
    counts = Counter(one.folder for one in listed.subscriptions)
    return [
        button(
            texts.plain("button-folder", folder=shorten(folder, _LABEL_LIMIT), count=counts[folder]),
            FolderPressed(action=FolderAction.SHOW, id=one.id),
        )
        for folder, one in sorted(firsts.items())
    ]


def _parts(one: Subscription, listed: Listed, texts: Texts) -> Iterator[str]:
    yield texts.html("quoted", text=shorten(one.title, _TEXT_LIMIT))
    brought = listed.brought.get(one.id)
    if brought is not None and brought.last is not None:
        shown = texts.html("list-brought", count=brought.stories, more=int(brought.is_more))
        yield f"{shown}, {last_time(brought.last, texts, one.chat.preferences, listed.at)}"
    if one.paused:
        yield texts.html("mark-paused")
    if one.manner != AS_THE_CHAT or one.of_folder.manner != AS_THE_CHAT:
        yield texts.html(f"mark-rhythm-{one.haste.label}")
    if one.main_only:
        yield texts.html("mark-main-only")
    if one.chat.key != one.owner:
        yield texts.html("mark-target", title=shorten(one.chat.title, _TITLE_LIMIT))
    if one.topic:
        yield named_topic(Topic(one.topic, one.topic_name), texts.html)
    if one.suspended:
        yield texts.html("mark-suspended")
    if one.folder:
        yield texts.html("mark-folder", folder=shorten(one.folder, _TITLE_LIMIT))


def removed_page(removed: Removed, texts: Texts) -> Shown:
    """What is left of a removed subscription: the way back."""
    restore = SubscriptionPressed(action=SubscriptionAction.RESTORE, id=removed.id)
    return (
        texts.html("removed", text=shorten(removed.text, phrases.SHOWN_QUERY)),
        keyboard(
            [button(texts.plain("button-restore"), restore)],
            [button(texts.plain("button-back"), SubscriptionsPage(page=0))],
        ),
    )


def more_page(one: Subscription, _: int, texts: Texts) -> Shown:
    """What is rarely done with a subscription."""

    def act(label: str, action: SubscriptionAction) -> InlineKeyboardButton:
        return button(texts.plain(label), SubscriptionPressed(action=action, id=one.id))

    return texts.html("more-which", text=shorten(one.title, phrases.SHOWN_QUERY)), keyboard(
        [act("button-name", SubscriptionAction.NAME), act("button-file", SubscriptionAction.FOLDER)],
        [act("button-spellings", SubscriptionAction.SPELLINGS)],
        [act("button-share", SubscriptionAction.SHARE)],
        back_to(one, texts),
    )


def name_page(one: Subscription, place: int, texts: Texts) -> Shown:
    """How to call a subscription something."""
    drop = [button(texts.plain("button-unname"), SubscriptionPressed(action=SubscriptionAction.UNNAME, id=one.id))]
    text = texts.html("name-how", number=place, text=shorten(one.title, phrases.SHOWN_QUERY))
    return text, keyboard(drop if one.name else (), back_to(one, texts))


def exclude_page(one: Subscription, place: int, texts: Texts, undo: InlineKeyboardButton | None = None) -> Shown:
    """What a subscription does not bring, each with a button that ends it, and how to exclude more.

    `undo` takes back that one was ended.
    """
    own = [excluded for excluded in one.exclusions if excluded.subscription is not None]
    buttons = [
        [
            button(
                texts.plain("button-include", text=shorten(excluded.query, _LABEL_LIMIT)),
                IncludedAgain(id=one.id, exclusion=excluded.id),
            )
        ]
        for excluded in own[:_SHOWN_EXCLUSIONS]
    ]
    text = texts.html("exclude-how", number=place, text=shorten(one.title, phrases.SHOWN_QUERY))
    return text, keyboard([undo] if undo else (), *buttons, back_to(one, texts))


def forms_page(one: Subscription, words: Sequence[WordForms], texts: Texts) -> Shown:
    """The forms that the words of a subscription have."""
    head = texts.html("forms-of", text=shorten(one.title, phrases.SHOWN_QUERY))
    return f"{head}\n{phrases.fitted(phrases.forms(words, texts), texts, head)}", keyboard(back_to(one, texts))


def edit_page(one: Subscription, place: int, texts: Texts) -> Shown:
    """How to change a subscription. The bot keeps no state between two messages, so the command says everything."""
    return texts.html("edit-how", number=place, text=shorten(one.text, _COPIED)), keyboard(back_to(one, texts))


def replies_page(one: Subscription, _: int, texts: Texts) -> Shown:
    """Which further articles of a story the subscription may bring."""
    lines = [
        texts.html("replies-which", text=shorten(one.text, phrases.SHOWN_QUERY)),
        *(texts.html(f"replies-{mode}") for mode in ReplyMode),
    ]
    buttons = [
        [
            button(
                chosen(texts.plain(f"button-replies-{mode}"), is_chosen=mode is one.replies),
                RepliesPressed(id=one.id, mode=mode),
            )
        ]
        for mode in ReplyMode
    ]
    return "\n".join(lines), keyboard(*buttons, back_to(one, texts))


def main_page(one: Subscription, preview: Preview, texts: Texts) -> Shown:
    """Whether the subscription brings only what stands in the title or the lead, and what that leaves out."""
    text = texts.html("main-which", text=shorten(one.text, phrases.SHOWN_QUERY))
    narrow = texts.plain("button-main-drops", dropped=preview.stories - preview.main, count=preview.stories)
    buttons = [
        [
            button(
                chosen(label, is_chosen=main_only is one.main_only),
                SubscriptionPressed(action=action, id=one.id),
            )
        ]
        for label, main_only, action in (
            (narrow, True, SubscriptionAction.MAIN_ONLY),
            (texts.plain("button-everything"), False, SubscriptionAction.EVERYTHING),
        )
    ]
    return f"{text}\n{stories_line(preview, texts)}", keyboard(*buttons, back_to(one, texts))


def targets_page(
    one: Subscription, targets: Sequence[Chat], topics: Sequence[Topic] | None, topic: int, texts: Texts
) -> Shown:
    """Where a subscription may go: this chat, the topic where this was asked, its other topics, and connected chats.

    `topics` is None if this chat is no forum.
    """
    here = targets[0]
    places = [(texts.plain("target-topic"), here, topic)] * bool(topic)
    places += [(texts.plain("target-here" if topics is None else "target-general"), here, 0)]
    others = [other for other in topics or () if other.id != topic]
    places += [(named_topic(other, texts.plain), here, other.id) for other in others[:_TOPICS]]
    places += [(chat.title, chat, 0) for chat in targets[1:]]
    buttons = [
        [
            button(
                chosen(label, is_chosen=(chat.key, to) == (one.chat.key, one.topic)),
                TargetPressed(id=one.id, chat=chat.key, topic=to),
            )
        ]
        for label, chat, to in places
    ]
    lines = [texts.html("target-which")] + [texts.html("target-other-topic")] * (topics is not None)
    return "\n".join(lines), keyboard(*buttons, back_to(one, texts))


def back_to(one: Subscription, texts: Texts) -> list[InlineKeyboardButton]:
    """The button that leads back to the card."""
    return [button(texts.plain("button-back-to-one"), SubscriptionPressed(action=SubscriptionAction.SHOW, id=one.id))]
