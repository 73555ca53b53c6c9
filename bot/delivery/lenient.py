"""Reading what Telegram sends although a part of it cannot be read.

The models are stricter than Telegram: they want what an older server, hosted by oneself, does not send, and refuse what
a newer one adds. So what is missing and harmless is filled in, and what is wrong is left out, from the inside outwards,
until the rest can be read. Of what kind a thing is, and which it is, is never made up.
"""

from collections.abc import Callable, Sequence
from copy import deepcopy
from typing import Any, TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

T = TypeVar("T")
Way = Sequence[int | str]

_ROUNDS = 60
"""Each mends one place: an administrator has some twenty rights."""
_KINDS = {"literal_error", "enum", "union_tag_invalid", "union_tag_not_found"}
"""Errors that say that a thing is of another kind."""
_FLAGS = ("can_", "is_", "has_")
_NAMES = {"first_name", "title", "chat_instance", "file_unique_id", "sender_user_name"}
"""Texts that identify nothing."""


def read_leniently(read: Callable[[object], T], value: object) -> T:
    """What `read` makes of a JSON value, or of the parts of it that can be read.

    Raises ValidationError, the first one, if too much is wrong.
    """
    try:
        return read(value)
    except ValidationError as error:
        first = error
    mended = deepcopy(value)
    problem = first
    for _ in range(_ROUNDS):
        if not _mend(mended, _likeliest(problem)):
            break
        try:
            return read(mended)
        except ValidationError as error:
            problem = error
    raise first


def described(problem: ValidationError) -> str:
    """What could not be read, without a word of what was sent."""
    error = _likeliest(problem)
    return f"{'.'.join(map(str, error['loc']))}: {error['msg']}"


def _likeliest(problem: ValidationError) -> ErrorDetails:
    """The first error of what the value means to be: where it may be of several kinds, each has errors of its own."""
    errors = problem.errors(include_url=False, include_context=False, include_input=False)
    others = {error["loc"][:-1] for error in errors if error["type"] in _KINDS}
    return next((error for error in errors if error["loc"][:-1] not in others), errors[0])


def _mend(value: object, error: ErrorDetails) -> bool:
    """Fill in or leave out what an error speaks of; False if that is all there is."""
    way, last = error["loc"][:-1], error["loc"][-1:]
    path = _path(value, way)
    holder = path[-1][0][path[-1][1]] if path else value
    if error["type"] == "missing":
        neutral = _neutral(str(last[0]))
        if isinstance(holder, dict) and neutral is not None:
            holder[last[0]] = neutral
            return True
    elif error["type"] not in _KINDS and last and _holds(holder, last[0]):
        path.append((holder, last[0]))
    if not path:
        return False
    container, key = path[-1]
    del container[key]
    return True


def _path(value: Any, way: Way) -> list[tuple[Any, Any]]:  # noqa: ANN401  JSON
    """The containers on the way, each with the key that leads on; names of models stand between and lead nowhere."""
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
    """What stands for a field that is missing; None if nothing may."""
    if name.startswith(_FLAGS):
        return False
    if name.endswith("date"):
        return 0
    return "" if name in _NAMES else None
