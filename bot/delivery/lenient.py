"""Reads what Telegram sends even if a part of it is unreadable.

The models are stricter than Telegram: they require fields that an older self-hosted server does not send, and refuse
values that a newer one adds. So harmless missing fields are filled in, and wrong parts are left out, from the inside
outwards, until the rest can be read. The kind and the identity of a thing are never invented.
"""

from collections.abc import Callable
from copy import deepcopy
from typing import Any, TypeVar

from pydantic import ValidationError

T = TypeVar("T")
Way = tuple[int | str, ...]

_ROUNDS = 60
"""Repairs, one place each: an administrator has some twenty rights."""
_OF_ANOTHER_KIND = "literal_error"
"""The error of a field that names a kind: the object that contains it is of another kind."""
_FLAGS = ("can_", "is_", "has_")
_NAMES = {"first_name", "title", "chat_instance", "file_unique_id", "sender_user_name"}
"""Texts that identify nothing."""


def read_leniently(read: Callable[[object], T], value: object) -> T:
    """What `read` makes of a JSON value, or of its readable parts.

    Raises ValidationError, the first one, if too much is wrong.
    """
    try:
        return read(value)
    except ValidationError as error:
        first = error
    mended = deepcopy(value)
    problem = first
    for _ in range(_ROUNDS):
        if not _mend(mended, *_likeliest(problem)):
            break
        try:
            return read(mended)
        except ValidationError as error:
            problem = error
    raise first


def described(problem: ValidationError) -> str:
    """What could not be read, without quoting what was sent."""
    way, kind = _likeliest(problem)
    return f"{'.'.join(map(str, way))}: {kind}"


def _likeliest(problem: ValidationError) -> tuple[Way, str]:
    """The path to the first error of the likeliest reading of a value, and the kind of the error.

    A value that may be one of several things has errors as each of them.
    """
    errors = [
        (error["loc"], error["type"])
        for error in problem.errors(include_url=False, include_context=False, include_input=False)
    ]
    others = {way[:-1] for way, kind in errors if kind == _OF_ANOTHER_KIND}
    return next((error for error in errors if error[0][:-1] not in others), errors[0])


def _mend(value: object, way: Way, kind: str) -> bool:
    """Fill in or leave out the place of an error; False if that is the whole value."""
    path, last = _path(value, way[:-1]), way[-1:]
    holder = path[-1][0][path[-1][1]] if path else value
    if kind == "missing":
        neutral = _neutral(str(last[0]))
        if isinstance(holder, dict) and neutral is not None:
            holder[last[0]] = neutral
            return True
    elif kind != _OF_ANOTHER_KIND and last and _holds(holder, last[0]):
        path.append((holder, last[0]))
    if not path:
        return False
    container, key = path[-1]
    del container[key]
    return True


def _path(value: Any, way: Way) -> list[tuple[Any, Any]]:  # noqa: ANN401  JSON
    """The containers along the path, each with the key to the next; names of models in between are skipped."""
    path = []
    for key in way:
        if _holds(value, key):
            path.append((value, key))
            value = value[key]
    return path


def _holds(container: object, key: int | str) -> bool:
    if isinstance(container, list):
        return isinstance(key, int) and key < len(container)
    return isinstance(container, dict) and key in container


def _neutral(name: str) -> object:
    """The value for a missing field; None if it may have none."""
    if name.startswith(_FLAGS):
        return False
    if name.endswith("date"):
        return 0
    return "" if name in _NAMES else None
