"""What /list shows: the subscriptions of a chat, and each of them with its buttons."""

from collections.abc import Sequence

from aiogram.types import InlineKeyboardButton

from bot.i18n import Texts
from bot.matching.lexer import MAX_LENGTH
from bot.model import DEFAULT_REPLIES, Chat, Removed, ReplyMode, Subscription
from bot.services.archive import Preview
from bot.text.shortening import shorten
from handlers import phrases
from handlers.archive import stories_line
from handlers.callbacks import (
    RepliesPressed,
    SubscriptionAction,
    SubscriptionPressed,
    SubscriptionsPage,
    TargetPressed,
)
from handlers.keyboards import PAGE, Shown, button, chosen, keyboard, page_of, turning

_TEXT_LIMIT, _TITLE_LIMIT = 200, 100
"""So that a page of them fits a message."""
_COPIED = 3_500
"""How much of a query can be copied, in UTF-16 units: all of it, except for a thousand emoji."""


def list_page(subscriptions: Sequence[Subscription], number: int, texts: Texts) -> Shown:
    """The page of that number, or the nearest that exists."""
    if not subscriptions:
        return texts.html("list-empty"), None
    page = page_of(subscriptions, number)
    numbered = list(enumerate(page.items, page.first))
    lines = [f"{place}. {_described(one, texts, _TEXT_LIMIT)}" for place, one in numbered]
    buttons = [
        button(f"{place}. {one.text}", SubscriptionPressed(action=SubscriptionAction.SHOW, id=one.id))
        for place, one in numbered
    ]
    text = "\n".join([texts.html("list", count=len(subscriptions)), *lines, "", texts.html("list-hint")])
    turns = turning(page, texts, lambda to: SubscriptionsPage(page=to))
    return text, keyboard(*([one] for one in buttons), turns)


def subscription_page(one: Subscription, place: int, texts: Texts) -> Shown:
    """The subscription at that place in the list, and what can be done with it."""

    def act(label: str, action: SubscriptionAction) -> tuple[str, SubscriptionPressed]:
        return texts.plain(label), SubscriptionPressed(action=action, id=one.id)

    pause = ("button-resume", SubscriptionAction.RESUME) if one.paused else ("button-pause", SubscriptionAction.PAUSE)
    sound = ("button-sound", SubscriptionAction.SOUND) if one.silent else ("button-silence", SubscriptionAction.SILENCE)
    rows = [
        [act(*pause), act(*sound)],
        [act("button-replies", SubscriptionAction.REPLIES), act("button-target", SubscriptionAction.TARGETS)],
        [act("button-main-only", SubscriptionAction.MAIN)],
        [act("button-edit", SubscriptionAction.EDIT), act("button-remove", SubscriptionAction.REMOVE)],
    ]
    back = [button(texts.plain("button-back"), SubscriptionsPage(page=(place - 1) // PAGE))]
    text = f"{place}. {_described(one, texts, MAX_LENGTH)}"
    return text, keyboard(*([button(*pressed) for pressed in row] for row in rows), back)


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


def edit_page(one: Subscription, place: int, texts: Texts) -> Shown:
    """How to change a subscription. The bot keeps no state between two messages, so the command says everything."""
    return texts.html("edit-how", number=place, text=shorten(one.text, _COPIED)), keyboard(_back_to(one, texts))


def replies_page(one: Subscription, texts: Texts) -> Shown:
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
    return "\n".join(lines), keyboard(*buttons, _back_to(one, texts))


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
    return f"{text}\n{stories_line(preview, texts)}", keyboard(*buttons, _back_to(one, texts))


def targets_page(one: Subscription, targets: Sequence[Chat], topic: int, texts: Texts) -> Shown:
    """Where a subscription may go: this chat, the topic where this was asked, and connected chats."""
    here = targets[0]
    places = [(texts.plain("target-topic"), here, topic)] * bool(topic)
    own = texts.plain("target-general" if topic else "target-here")
    places += [(own if chat == here else chat.title, chat, 0) for chat in targets]
    buttons = [
        [
            button(
                chosen(label, is_chosen=(chat.key, to) == (one.chat.key, one.topic)),
                TargetPressed(id=one.id, chat=chat.key, topic=to),
            )
        ]
        for label, chat, to in places
    ]
    return texts.html("target-which"), keyboard(*buttons, _back_to(one, texts))


def _back_to(one: Subscription, texts: Texts) -> list[InlineKeyboardButton]:
    return [button(texts.plain("button-back-to-one"), SubscriptionPressed(action=SubscriptionAction.SHOW, id=one.id))]


def _described(one: Subscription, texts: Texts, limit: int) -> str:
    marks = [texts.html("mark-paused")] * one.paused + [texts.html("mark-silent")] * one.silent
    if one.replies is not DEFAULT_REPLIES:
        marks.append(texts.html(f"mark-replies-{one.replies}"))
    if one.main_only:
        marks.append(texts.html("mark-main-only"))
    if one.chat.key != one.owner:
        marks.append(texts.html("mark-target", title=shorten(one.chat.title, _TITLE_LIMIT)))
    if one.suspended:
        marks.append(texts.html("mark-suspended"))
    if one.topic:
        marks.append(texts.html("mark-topic", topic=str(one.topic)))
    return " · ".join([texts.html("quoted", text=shorten(one.text, limit)), *marks])
