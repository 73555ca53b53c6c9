"""Inline keyboards: what Telegram takes, and what it keeps of them.

A keyboard stays as the JSON that was sent: that is what a message shows. Buttons without a text and those past the
twelfth of a row are dropped without a word (`get_reply_markup` of tdlib's ReplyMarkup.cpp). Limits: 1–64 bytes of
callback data (core.telegram.org/bots/api#inlinekeyboardbutton); 100 buttons (limits.tginfo.me, found by trial).
"""

from dataclasses import dataclass
from typing import Any

from .links import LinkError, check_link
from .refusals import Refusal

MAX_CALLBACK_DATA = 64
MAX_BUTTONS = 100
MAX_IN_ROW = 12
_FOR_TYPING = frozenset({"keyboard", "remove_keyboard", "force_reply"})
_OTHER_ACTIONS = frozenset(
    {"web_app", "login_url", "switch_inline_query", "switch_inline_query_current_chat", "copy_text", "pay"}
)


@dataclass(frozen=True, slots=True)
class Button:
    """A button of an inline keyboard."""

    text: str
    data: str | None = None
    url: str | None = None


def check_markup(markup: Any) -> dict[str, Any] | None:  # noqa: ANN401  whatever the client sent as JSON
    """The inline keyboard to keep with the message; None for another kind, or none. Raises ApiError."""
    if markup is None:
        return None
    if not isinstance(markup, dict):
        raise Refusal.MARKUP_NO_OBJECT.error()
    rows = markup.get("inline_keyboard", [])
    if not isinstance(rows, list):
        raise Refusal.MARKUP_NO_ARRAY.error(wanted="Array")
    if not all(isinstance(row, list) for row in rows):
        raise Refusal.MARKUP_NO_ARRAY.error(wanted="Array of Arrays")
    kept = [[checked for button in row if (checked := _checked(button))["text"]][:MAX_IN_ROW] for row in rows]
    if sum(len(row) for row in kept) > MAX_BUTTONS:
        raise Refusal.MARKUP_TOO_LONG.error()
    return {"inline_keyboard": [row for row in kept if row]} if any(kept) else None


def check_force_reply(markup: Any) -> dict[str, Any] | None:  # noqa: ANN401  whatever the client sent as JSON
    """The ForceReply to keep with the message; None for another kind, or none."""
    if not isinstance(markup, dict) or not markup.get("force_reply") or "inline_keyboard" in markup:
        return None
    return {"selective": bool(markup.get("selective")), "placeholder": str(markup.get("input_field_placeholder", ""))}


def is_for_typing(markup: Any) -> bool:  # noqa: ANN401  whatever the client sent as JSON
    """Whether it changes where people type, and does not stand under the message."""
    return isinstance(markup, dict) and bool(markup.keys() & _FOR_TYPING)


def buttons(markup: dict[str, Any] | None) -> list[Button]:
    """All buttons, row by row."""
    rows = markup["inline_keyboard"] if markup else []
    return [Button(b["text"], b.get("callback_data"), b.get("url")) for row in rows for b in row]


def _checked(button: Any) -> dict[str, Any]:  # noqa: ANN401  whatever the client sent as JSON
    if not isinstance(button, dict):
        raise Refusal.BUTTON_UNREADABLE.error(reason="InlineKeyboardButton must be an Object")
    if "text" not in button:
        raise Refusal.BUTTON_UNREADABLE.error(reason='Can\'t find field "text"')
    for field in ("text", "url", "callback_data"):
        if not isinstance(button.get(field, ""), str):
            raise Refusal.BUTTON_UNREADABLE.error(reason=f'Field "{field}" must be of type String')
    url, data = button.get("url"), button.get("callback_data")
    if url:
        try:
            return button | {"url": check_link(url)}
        except LinkError as error:
            raise Refusal.BUTTON_URL_INVALID.error(url=url, reason=error) from None
    if data:
        if len(data.encode()) > MAX_CALLBACK_DATA:
            raise Refusal.BUTTON_DATA_INVALID.error()
    elif not button.keys() & _OTHER_ACTIONS:
        raise Refusal.BUTTON_UNREADABLE.error(reason="Text buttons are unallowed in the inline keyboard")
    return button
