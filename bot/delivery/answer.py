"""Reads the answer to a request to Telegram, and believes none of it unchecked.

A gateway in between may answer in Telegram's place: with a page, with other JSON, with nothing. So the HTTP status
comes first, and a refusal counts as Telegram's only in Telegram's own form
(https://core.telegram.org/bots/api#making-requests).
"""

import json
import re
from contextlib import suppress
from dataclasses import dataclass
from http import HTTPStatus

_WAIT = re.compile(r"(?:retry after |_WAIT_)(\d{1,9})")
"""As in «Too Many Requests: retry after 5» and «FLOOD_WAIT_5»."""
_SPELLED_SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_TOO_FAST = {420, HTTPStatus.TOO_MANY_REQUESTS}
_SHOWN = 200
_GROUPS_END_AT = -1_000_000_000_000
"""Ids of basic groups lie between it and 0, ids of supergroups and channels below it."""


@dataclass(frozen=True, slots=True)
class Accepted:
    """Telegram did what was requested. `result` is JSON of any shape, or None."""

    result: object


@dataclass(frozen=True, slots=True)
class Refused:
    """Telegram itself refuses."""

    status: int
    description: str
    migrate_to: int | None = None
    """The id of the supergroup that the group has become."""


@dataclass(frozen=True, slots=True)
class NotNow:
    """Telegram, or a gateway before it, fails or asks for a pause.

    `wait_s` is the pause in seconds, which may be absurdly long; None if it named none.
    """

    description: str
    wait_s: float | None = None


@dataclass(frozen=True, slots=True)
class Unclear:
    """The answer is not in Telegram's form; the request may or may not have been carried out."""

    description: str


Answer = Accepted | Refused | NotNow | Unclear


def read_answer(status: int, content: str) -> Answer:
    """What an HTTP answer means."""
    body = _object(content)
    description = body.get("description") if body.get("ok") is False else None
    words = description if isinstance(description, str) and description else None
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return NotNow(f"HTTP {status}: {shown(words or content)}")
    if status in _TOO_FAST:
        return NotNow(f"HTTP {status}: {shown(words or content)}", _wait(body, words or ""))
    if HTTPStatus.OK <= status < HTTPStatus.MULTIPLE_CHOICES and body.get("ok") is True:
        return Accepted(body.get("result"))
    if status >= HTTPStatus.BAD_REQUEST and words is not None:
        return Refused(status, words, _supergroup(body) if status == HTTPStatus.BAD_REQUEST else None)
    return Unclear(f"HTTP {status}: {shown(content)}")


def read_json(content: str) -> object:
    """The value of a JSON text, without halves of characters, which only JSON can spell.

    Raises ValueError.
    """
    try:
        value: object = json.loads(content)
        if _SPELLED_SURROGATE.search(content):
            value = json.loads(_SURROGATE.sub("\ufffd", json.dumps(value, ensure_ascii=False)))
    except RecursionError as error:
        raise ValueError("nested too deeply") from error
    return value


def shown(content: str) -> str:
    """The beginning of the answer, in one line."""
    return " ".join(content[: 2 * _SHOWN].split())[:_SHOWN] or "nothing"


def becomes_supergroup(old: int, new: int) -> bool:
    """Whether a chat of the id `old` can have become one of the id `new`: basic groups become supergroups."""
    return _GROUPS_END_AT < old < 0 and new < _GROUPS_END_AT


def _object(content: str) -> dict[str, object]:
    try:
        value = read_json(content)
    except ValueError:
        return {}
    return value if isinstance(value, dict) else {}


def _parameter(body: dict[str, object], name: str) -> object:
    parameters = body.get("parameters")
    return parameters.get(name) if isinstance(parameters, dict) else None


def _wait(body: dict[str, object], description: str) -> float | None:
    said = _WAIT.search(description)
    for value in (_parameter(body, "retry_after"), said and said[1]):
        if isinstance(value, int | float | str):
            with suppress(ValueError, OverflowError):
                seconds = float(value)
                if seconds > 0:  # NaN is not
                    return max(1.0, seconds)
    return None


def _supergroup(body: dict[str, object]) -> int | None:
    chat_id = _parameter(body, "migrate_to_chat_id")
    return chat_id if isinstance(chat_id, int) and -(2**52) < chat_id < _GROUPS_END_AT else None
