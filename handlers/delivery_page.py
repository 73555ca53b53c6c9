"""«🔔 Как присылать»: the rhythm, prominence, sound and urgency of a subscription."""

from aiogram.types import InlineKeyboardButton

from bot.i18n import Texts
from bot.model import Haste, ReplyMode, Subscription
from bot.services.delivery_choices import DeliveryChoice
from bot.text.shortening import shorten
from handlers import phrases
from handlers.callbacks import SubscriptionAction, SubscriptionPressed
from handlers.delivery_callbacks import DeliveryPressed
from handlers.keyboards import Shown, button, chosen, keyboard

_RHYTHMS = {
    DeliveryChoice.AT_ONCE: Haste.AT_ONCE,
    DeliveryChoice.HOURLY: Haste.HOURLY,
    DeliveryChoice.DAILY: Haste.DAILY,
}


def delivery_page(one: Subscription, texts: Texts) -> Shown:
    """How the news of the subscription come, and what can be chosen instead."""

    def choice(label: str, wanted: DeliveryChoice) -> InlineKeyboardButton:
        return button(label, DeliveryPressed(id=one.id, choice=wanted))

    def toggle(key: str, on: DeliveryChoice, off: DeliveryChoice, *, is_on: bool) -> InlineKeyboardButton:
        return choice(chosen(texts.plain(key), is_chosen=is_on), off if is_on else on)

    rhythms = [
        choice("● " * (haste is one.haste) + texts.plain(f"button-delivery-{wanted}"), wanted)
        for wanted, haste in _RHYTHMS.items()
    ]
    as_chat = [choice(texts.plain("button-delivery-as-chat"), DeliveryChoice.AS_CHAT)]
    is_urgent = one.haste is Haste.URGENT
    main = button(
        chosen(texts.plain("button-main-only"), is_chosen=one.main_only),
        SubscriptionPressed(action=SubscriptionAction.MAIN, id=one.id),
    )
    silent = toggle("button-silence", DeliveryChoice.SILENT, DeliveryChoice.SOUND, is_on=one.silent)
    urgent = toggle("button-urgent", DeliveryChoice.URGENT, DeliveryChoice.CALM, is_on=is_urgent)
    replies = "on" if one.replies is ReplyMode.DEVELOPMENTS else "off" if one.replies is ReplyMode.NONE else "all"
    developments = button(
        texts.plain("button-developments", which=replies),
        SubscriptionPressed(action=SubscriptionAction.REPLIES, id=one.id),
    )
    back = button(texts.plain("button-back-to-one"), SubscriptionPressed(action=SubscriptionAction.SHOW, id=one.id))
    return (
        "\n".join([texts.html("delivery-of", text=shorten(one.title, phrases.SHOWN_QUERY)), *said(one, texts)]),
        keyboard(
            rhythms, as_chat if one.manner.rhythm is not None else [], [main], [silent, urgent], [developments], [back]
        ),
    )


def said(one: Subscription, texts: Texts) -> list[str]:
    """How its news come, in words."""
    at = f"{one.chat.preferences.daily_at:%H:%M}"
    parts = [
        texts.html(f"delivery-{one.haste.label}", at=at),
        *[texts.html("delivery-silent")] * one.silent,
        *[texts.html("mark-main-only")] * one.main_only,
    ]
    lines = [" · ".join(parts)]
    if one.haste is not Haste.URGENT and one.manner.rhythm is None:
        lines.append(texts.html("delivery-as-chat"))
    if one.manner.lifts:
        lines.append(texts.html("delivery-lifts"))
    if one.haste is Haste.DAILY:
        lines.append(texts.html("delivery-daily-at"))
    return lines
