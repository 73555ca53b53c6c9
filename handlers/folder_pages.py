"""Folders of subscriptions: what is in one, and which one a subscription goes to.

A folder is its name, which its subscriptions carry: it comes with the first and goes with the last. Buttons name it by
a subscription in it.
"""

from collections.abc import Sequence

from aiogram.types import InlineKeyboardButton

from bot.i18n import Texts
from bot.model import Chat, Subscription
from bot.text.shortening import shorten
from handlers import phrases
from handlers.callbacks import Filed, FolderAction, FolderPressed, FolderRestored, FolderTarget, SubscriptionsPage
from handlers.delivery_callbacks import FolderDeliveryPressed
from handlers.keyboards import PAGE, Shown, button, chosen, keyboard
from handlers.subscription_pages import Listed, back_to, buttons_of, lines_of

_LABEL_LIMIT = 34
_SHOWN_FOLDERS = 20
"""So many fit a page with a button each."""


def folder_page(one: Subscription, listed: Listed, texts: Texts) -> Shown:
    """The folder of a subscription: what is in it, and what can be done with all of that."""
    inside = listed.numbered(lambda other: other.folder == one.folder)
    lines = [texts.html("folder", folder=one.folder, count=len(inside)), *lines_of(inside[:PAGE], listed, texts)]
    if len(inside) > PAGE:
        lines.append(texts.html("answer-more", count=len(inside) - PAGE))

    def act(label: str, action: FolderAction) -> InlineKeyboardButton:
        return button(texts.plain(label), FolderPressed(action=action, id=one.id))

    is_paused = all(other.paused for _, other in inside)
    pause = ("button-resume", FolderAction.RESUME) if is_paused else ("button-pause", FolderAction.PAUSE)
    return "\n".join(lines), keyboard(
        *buttons_of(inside[:PAGE]),
        [act(*pause), act("button-target", FolderAction.TARGETS)],
        [button(texts.plain("button-manner"), FolderDeliveryPressed(id=one.id))],
        [act("button-rename", FolderAction.NAME), act("button-share", FolderAction.SHARE)],
        [act("button-dissolve", FolderAction.DISSOLVE)],
        [button(texts.plain("button-back"), SubscriptionsPage(page=0))],
    )


def dissolved_page(folder: str, kept: int, texts: Texts) -> Shown:
    """What is left of a folder: the way back; `kept` is the kept text of what was in it."""
    return texts.html("folder-dissolved", folder=folder), keyboard(
        [button(texts.plain("button-restore"), FolderRestored(text=kept))],
        [button(texts.plain("button-back"), SubscriptionsPage(page=0))],
    )


def rename_page(one: Subscription, texts: Texts) -> Shown:
    """How to call a folder something else."""
    back = button(texts.plain("button-back-to-one"), FolderPressed(action=FolderAction.SHOW, id=one.id))
    return texts.html("folder-name-how", folder=one.folder), keyboard([back])


def folder_targets_page(one: Subscription, targets: Sequence[Chat], topic: int, texts: Texts) -> Shown:
    """Where all that is in the folder may go."""
    here = targets[0]
    places = [(texts.plain("target-topic"), here, topic)] * bool(topic)
    own = texts.plain("target-general" if topic else "target-here")
    places += [(own if chat == here else chat.title, chat, 0) for chat in targets]
    buttons = [[button(label, FolderTarget(id=one.id, chat=chat.key, topic=to))] for label, chat, to in places]
    back = button(texts.plain("button-back-to-one"), FolderPressed(action=FolderAction.SHOW, id=one.id))
    return texts.html("folder-target-which", folder=one.folder), keyboard(*buttons, [back])


def file_page(one: Subscription, place: int, subscriptions: Sequence[Subscription], texts: Texts) -> Shown:
    """Which folder a subscription is to be in: one that exists, or a new one, which is typed."""
    firsts = {other.folder: other for other in reversed(subscriptions) if other.folder}
    buttons = [
        [
            button(
                chosen(shorten(folder, _LABEL_LIMIT), is_chosen=folder == one.folder),
                Filed(id=one.id, beside=first.id),
            )
        ]
        for folder, first in sorted(firsts.items())[:_SHOWN_FOLDERS]
    ]
    out = [button(texts.plain("button-out-of-folder"), Filed(id=one.id, beside=0))] if one.folder else ()
    text = texts.html("file-how", number=place, text=shorten(one.title, phrases.SHOWN_QUERY))
    return text, keyboard(*buttons, out, back_to(one, texts))
