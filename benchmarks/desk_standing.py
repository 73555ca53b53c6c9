"""What the bot's messages say, and said before, by the server's journal: a part of `benchmarks.desk`."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from tests.botapi import Fault, Record
from tests.botapi.journal import Call

_SENDS = frozenset({"sendMessage", "copyMessage", "forwardMessage"})
_EDITS = frozenset({"editMessageText", "editMessageReplyMarkup"})
_RECORDED_S = 0.6
"""From an answer of Telegram's to when it is on disk, on a busy machine: a kill in between makes a repetition too."""
_NOTED_S = 0.3
"""A request that was on its way at the kill is noted a little after it, before the next run has begun."""
_SLOW = Fault(delay_s=1.0).name


@dataclass(frozen=True, slots=True)
class Shown:
    """What a message says from some time on."""

    at: float
    html: str
    buttons: frozenset[str]
    """The callback data of its keyboard."""


@dataclass(slots=True)
class Standing:
    """A message of the bot's."""

    chat: int
    id: int
    call: Call
    """The request that made it."""
    shown: list[Shown] = field(default_factory=list)
    deleted_at: float | None = None
    tried_at: float = 0.0
    """When it was last edited to what it says already."""

    @property
    def html(self) -> str:
        """As it says by now."""
        return self.shown[-1].html

    @property
    def replies_to(self) -> int | None:
        reply = _structure(self.call.params.get("reply_parameters"))
        return int(reply["message_id"]) if "message_id" in reply else None

    def shown_before(self, at: float, button: str) -> float | None:
        """Since when it had carried that button at that time, without a break; None if it did not."""
        since = None
        for one in self.shown:
            if one.at > at:
                break
            since = (one.at if since is None else since) if button in one.buttons else None
        return since


def standing_messages(record: Record) -> dict[tuple[int, int], Standing]:
    """By chat and id. What came to stand counts, also if the bot has not heard of it."""
    found: dict[tuple[int, int], Standing] = {}
    for call in sorted((call for call in record.calls if call.stored), key=stood_at):
        assert call.stored is not None
        key = (call.stored[0], call.stored[1])
        if call.method in _SENDS:
            found[key] = Standing(*key, call, [_shown(call, str(call.params.get("text", "")))])
        elif key in found and call.method in _EDITS:
            found[key].shown.append(_shown(call, str(call.params.get("text", found[key].html))))
        elif key in found and call.method == "deleteMessage":
            found[key].deleted_at = stood_at(call)
    for call in record.of(*_EDITS):
        tried = found.get((int(call.params["chat_id"]), int(call.params["message_id"])))
        if tried is not None and "message is not modified" in (call.description or ""):
            tried.tried_at = max(tried.tried_at, stood_at(call))
    return found


def stood_at(call: Call) -> float:
    """When what a request asked for had happened, at the latest."""
    return call.answered_at or call.at


def may_be_repeated(call: Call, kills: Mapping[float, Sequence[int]]) -> bool:
    """Whether the program could not know, or not note, that the message stands.

    `kills` says by when each kill struck to which chats something was under way then, by the database.
    """
    if call.fault not in {None, _SLOW} or not call.heard:
        return True
    return any(
        call.at - _NOTED_S <= at <= stood_at(call) + _RECORDED_S
        or (call.at <= at and int(call.params["chat_id"]) in chats and at - stood_at(call) < 10)
        for at, chats in kills.items()
    )


def _shown(call: Call, html: str) -> Shown:
    rows = _structure(call.params.get("reply_markup")).get("inline_keyboard", [])
    buttons = frozenset(button["callback_data"] for row in rows for button in row if "callback_data" in button)
    return Shown(stood_at(call), html, buttons)


def _structure(param: Any) -> dict[str, Any]:  # noqa: ANN401  JSON, written or read already
    found = json.loads(param) if isinstance(param, str) else param
    return found if isinstance(found, dict) else {}
