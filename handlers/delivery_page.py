"""«🔔 Как присылать»: the rhythm, prominence, sound and urgency of a subscription, or of all that is in a folder."""

from collections.abc import Callable, Sequence

from aiogram.types import InlineKeyboardButton

from bot.i18n import Texts
from bot.model import AS_THE_CHAT, Chat, Delivery, Haste, ReplyMode, Subscription, haste_of
from bot.services.delivery_choices import DeliveryChoice
from bot.text.shortening import shorten
from handlers import phrases
from handlers.callbacks import FolderAction, FolderPressed, SubscriptionAction, SubscriptionPressed
from handlers.delivery_callbacks import DeliveryPressed, FolderDeliveryPressed
from handlers.keyboards import Shown, button, chosen, keyboard

_RHYTHMS = {
    DeliveryChoice.AT_ONCE: Haste.AT_ONCE,
    DeliveryChoice.HOURLY: Haste.HOURLY,
    DeliveryChoice.DAILY: Haste.DAILY,
}
_Choice = Callable[[str, DeliveryChoice], InlineKeyboardButton]


def delivery_page(one: Subscription, texts: Texts) -> Shown:
    """How the news of the subscription come, and what can be chosen instead."""

    def choice(label: str, wanted: DeliveryChoice) -> InlineKeyboardButton:
        return button(label, DeliveryPressed(id=one.id, choice=wanted))

    main = button(
        chosen(texts.plain("button-main-only"), is_chosen=one.main_only),
        SubscriptionPressed(action=SubscriptionAction.MAIN, id=one.id),
    )
    as_it = "button-delivery-as-chat" if one.of_folder.manner == AS_THE_CHAT else "button-delivery-as-folder"
    says = one.manner.rhythm is not None or one.manner.is_urgent is False
    replies = "on" if one.replies is ReplyMode.DEVELOPMENTS else "off" if one.replies is ReplyMode.NONE else "all"
    developments = button(
        texts.plain("button-developments", which=replies),
        SubscriptionPressed(action=SubscriptionAction.REPLIES, id=one.id),
    )
    back = button(texts.plain("button-back-to-one"), SubscriptionPressed(action=SubscriptionAction.SHOW, id=one.id))
    return (
        "\n".join([texts.html("delivery-of", text=shorten(one.title, phrases.SHOWN_QUERY)), *said(one, texts)]),
        keyboard(
            _rhythms(one.haste, choice, texts),
            [choice(texts.plain(as_it), DeliveryChoice.AS_CHAT)] if says else [],
            [main],
            _sounds(one.haste, choice, texts, silent=one.silent),
            [developments],
            [back],
        ),
    )


def folder_delivery_page(inside: Sequence[Subscription], chat: Chat, texts: Texts) -> Shown:
    """How the news of all that is in a folder come, as far as a subscription says nothing else itself."""
    one, delivery = inside[0], inside[0].of_folder
    haste = haste_of(chat.preferences.rhythm, delivery.manner)

    def choice(label: str, wanted: DeliveryChoice) -> InlineKeyboardButton:
        return button(label, FolderDeliveryPressed(id=one.id, choice=wanted))

    main = DeliveryChoice.EVERYTHING if delivery.main_only else DeliveryChoice.MAIN_ONLY
    lines = [texts.html("delivery-of-folder", folder=one.folder), _in_words(haste, delivery, chat, texts)]
    if haste is not Haste.URGENT and delivery.manner.rhythm is None:
        lines.append(texts.html("delivery-as-chat"))
    others = sum(_differs(other) for other in inside)
    if others:
        lines.append(texts.html("delivery-otherwise", count=others))
    as_chat = choice(texts.plain("button-delivery-as-chat"), DeliveryChoice.AS_CHAT)
    back = FolderPressed(action=FolderAction.SHOW, id=one.id)
    return "\n".join(lines), keyboard(
        _rhythms(haste, choice, texts),
        [as_chat] if delivery.manner.rhythm is not None else [],
        [choice(chosen(texts.plain("button-main-only"), is_chosen=delivery.main_only), main)],
        _sounds(haste, choice, texts, silent=delivery.silent),
        [button(texts.plain("button-back-to-one"), back)],
    )


def _differs(one: Subscription) -> bool:
    """Whether a subscription says something else than its folder."""
    marks = one.silent, one.main_only
    return one.manner != AS_THE_CHAT or marks != (one.of_folder.silent, one.of_folder.main_only)


def _rhythms(haste: Haste, choice: _Choice, texts: Texts) -> list[InlineKeyboardButton]:
    return [
        choice("● " * (haste is each) + texts.plain(f"button-delivery-{wanted}"), wanted)
        for wanted, each in _RHYTHMS.items()
    ]


def _sounds(haste: Haste, choice: _Choice, texts: Texts, *, silent: bool) -> list[InlineKeyboardButton]:
    def toggle(key: str, on: DeliveryChoice, off: DeliveryChoice, *, is_on: bool) -> InlineKeyboardButton:
        return choice(chosen(texts.plain(key), is_chosen=is_on), off if is_on else on)

    return [
        toggle("button-silence", DeliveryChoice.SILENT, DeliveryChoice.SOUND, is_on=silent),
        toggle("button-urgent", DeliveryChoice.URGENT, DeliveryChoice.CALM, is_on=haste is Haste.URGENT),
    ]


def said(one: Subscription, texts: Texts) -> list[str]:
    """How its news come, in words."""
    lines = [_in_words(one.haste, Delivery(one.manner, one.silent, one.main_only), one.chat, texts)]
    of_folder = one.of_folder.manner
    if one.manner.rhythm is None and one.manner.is_urgent is None and of_folder != AS_THE_CHAT:
        lines.append(texts.html("delivery-as-folder", folder=one.folder))
    elif one.haste is not Haste.URGENT and one.rhythm is None:
        lines.append(texts.html("delivery-as-chat"))
    if one.manner.lifts:
        lines.append(texts.html("delivery-lifts"))
    if one.haste is Haste.DAILY:
        lines.append(texts.html("delivery-daily-at"))
    return lines


def _in_words(haste: Haste, delivery: Delivery, chat: Chat, texts: Texts) -> str:
    is_quietly_urgent = haste is Haste.URGENT and delivery.silent
    key = "delivery-urgent-silent" if is_quietly_urgent else f"delivery-{haste.label}"
    parts = [
        texts.html(key, at=f"{chat.preferences.daily_at:%H:%M}"),
        *[texts.html("delivery-silent")] * (delivery.silent and not is_quietly_urgent),
        *[texts.html("mark-main-only")] * delivery.main_only,
    ]
    return " · ".join(parts)
