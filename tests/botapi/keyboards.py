"""Inline keyboards: what Telegram takes, and what it keeps of them.

A keyboard stays as the JSON that was sent: that is what a message shows. Limits: 1–64 bytes of callback data
(core.telegram.org/bots/api#inlinekeyboardbutton); 100 buttons, 8 in a row beyond which rows are cut into further
ones, and 10,240 bytes of JSON (limits.tginfo.me, found by trial).
"""

from dataclasses import dataclass
from typing import Any

from .links import LinkError, check_link
from .refusals import Refusal

MAX_CALLBACK_DATA = 64
MAX_BUTTONS = 100
_OTHER_KEYBOARDS = frozenset({"keyboard", "remove_keyboard", "force_reply"})
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
    """The inline keyboard to keep with the message; None for no or another keyboard. Raises ApiError."""
    if markup is None or markup == {}:
        return None
    if not isinstance(markup, dict):
        raise Refusal.MARKUP_UNREADABLE.error()
    if markup.keys() & _OTHER_KEYBOARDS:
        return None
    rows = markup.get("inline_keyboard")
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise Refusal.MARKUP_UNREADABLE.error()
    kept = [[_checked(button) for button in row] for row in rows if row]
    if sum(len(row) for row in kept) > MAX_BUTTONS:
        raise Refusal.MARKUP_TOO_LONG.error()
    return {"inline_keyboard": kept} if kept else None


def buttons(markup: dict[str, Any] | None) -> list[Button]:
    """All buttons, row by row."""
    rows = markup["inline_keyboard"] if markup else []
    return [Button(b["text"], b.get("callback_data"), b.get("url")) for row in rows for b in row]


def _checked(button: Any) -> dict[str, Any]:  # noqa: ANN401  whatever the client sent as JSON
    if not isinstance(button, dict):
        raise Refusal.BUTTON_UNREADABLE.error(reason="Expected an Object")
    text, data, url = (button.get(key) for key in ("text", "callback_data", "url"))
    if not isinstance(text, str) or not text.strip():
        raise Refusal.BUTTON_UNREADABLE.error(reason='Field "text" must be of type String')
    if data is not None:
        if not isinstance(data, str):
            raise Refusal.BUTTON_UNREADABLE.error(reason='Field "callback_data" must be of type String')
        if len(data.encode()) > MAX_CALLBACK_DATA:
            raise Refusal.BUTTON_DATA_INVALID.error()
    if url:
        if not isinstance(url, str):
            raise Refusal.BUTTON_UNREADABLE.error(reason='Field "url" must be of type String')
        try:
            button = button | {"url": check_link(url)}
        except LinkError as error:
            raise Refusal.BUTTON_URL_INVALID.error(url=url, reason=error) from None
    if not (data or url or button.keys() & _OTHER_ACTIONS):
        raise Refusal.BUTTON_UNREADABLE.error(reason="Text buttons are unallowed in the inline keyboard")
    return {key: value for key, value in button.items() if value is not None}
