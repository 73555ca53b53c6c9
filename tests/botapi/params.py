"""What a request asks for: JSON, urlencoded and multipart bodies and the query string, read alike."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from .refusals import ApiError

_TRUE = frozenset({"true", "yes", "1"})


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that came with the request."""

    name: str
    content_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Params:
    """The parameters of one request by name. Values from a form are text, from JSON anything."""

    values: Mapping[str, Any] = field(default_factory=dict)
    uploads: Mapping[str, Upload] = field(default_factory=dict)

    def text(self, name: str) -> str:
        """As text; an empty one if it is missing."""
        value = self.values.get(name)
        return "" if value is None else str(value)

    def integer(self, name: str, default: int = 0) -> int:
        """As a number; the default if it is missing or none (as telegram-bot-api reads it)."""
        try:
            return int(self.text(name))
        except ValueError:
            return default

    def flag(self, name: str) -> bool:
        return self.text(name).lower() in _TRUE

    def structure(self, name: str) -> Any:  # noqa: ANN401  JSON of any shape
        """As JSON; None if it is missing. Raises ApiError."""
        value = self.values.get(name)
        if not isinstance(value, str):
            return value
        try:
            return json.loads(value) if value else None
        except ValueError:
            raise ApiError(400, f"Bad Request: can't parse {name} JSON object") from None

    def to_json(self) -> dict[str, Any]:
        """For the journal: everything, files by their size."""
        sizes = {name: f"<{len(upload.content)} bytes>" for name, upload in self.uploads.items()}
        return {**self.values, **sizes}


async def read_params(request: web.Request) -> Params:
    """The parameters of a request, in whichever form they came. Raises ApiError."""
    values: dict[str, Any] = dict(request.query)
    uploads: dict[str, Upload] = {}
    if request.content_type == "application/json":
        body = await request.read()
        try:
            decoded = json.loads(body) if body else {}
        except ValueError:
            decoded = None
        if not isinstance(decoded, dict):
            raise ApiError(400, "Bad Request: can't parse JSON object")
        values |= decoded
    elif request.body_exists:
        for name, value in (await request.post()).items():
            if isinstance(value, web.FileField):
                uploads[name] = Upload(value.filename, value.content_type, value.file.read())
            elif isinstance(value, bytes | bytearray):
                uploads[name] = Upload(name, "application/octet-stream", bytes(value))
            else:
                values[name] = value
    return Params(values, uploads)
