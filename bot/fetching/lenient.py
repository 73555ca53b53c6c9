"""Reads answers whose head aiohttp's parser rejects, like browsers do.

Such heads have a line without a colon, a length that is repeated or not a number, or a status line of another protocol.
The lines that matter are kept, and the body lasts until the connection closes. Each connection serves one answer, so
that no part of it can be taken for another answer.
"""

import asyncio
import functools
import re
import socket
import ssl
from collections.abc import Callable
from dataclasses import dataclass

from aiohttp import AddrInfoType, TCPConnector
from aiohttp.abc import AbstractResolver
from aiohttp.client_proto import ResponseHandler

_LONGEST_HEAD = 131_072
_LONGEST_LINE = 16_384
_KEPT = frozenset(
    b"age cache-control content-encoding content-type date etag expires last-modified location retry-after"
    b" set-cookie".split()
)
_END = re.compile(rb"\r?\n\r?\n")
_END_BYTES = 4
_LINE_END = re.compile(rb"\r?\n")
_STATUS = re.compile(rb"\s*[!-~]{1,20} +(\d{3})\b")
_CHUNK = re.compile(rb"(?:\r?\n)?([0-9a-fA-F]{1,8})[ \t]*+(?:;[^\r\n]{0,200})?\r?\n")
_CHUNK_BEGUN = re.compile(rb"\r?\n?[0-9a-fA-F]{0,8}[ \t]*+(?:;[^\r\n]{0,200})?\r?")
_CONTROLS = bytes(code for code in range(32) if code != 9) + b"\x7f"


@dataclass(frozen=True, slots=True)
class ResponseStart:
    """The start of an answer."""

    head: bytes
    """A head that any parser accepts."""
    body: bytes
    is_chunked: bool


def response_start(answer: bytes) -> ResponseStart | None:
    """The start of an answer with a complete head; None if the head says that the answer is still to come.

    Data that is not HTTP is left as it is.
    """
    end = _END.search(answer)
    first, *lines = _LINE_END.split(answer[: end.start() if end else 0].lstrip(b"\r\n"))
    status = _STATUS.match(first)
    if end is None or status is None:
        return ResponseStart(answer, b"", is_chunked=False)
    if status[1].startswith(b"1"):
        return None
    head = b"\r\n".join((b"HTTP/1.1 %b -" % status[1], *_kept(lines), b"Connection: close", b"", b""))
    return ResponseStart(head, answer[end.end() :], any(map(_says_chunked, lines)))


def _kept(lines: list[bytes]) -> list[bytes]:
    kept = []
    for line in lines:
        name, colon, value = line[:_LONGEST_LINE].partition(b":")
        name = name.strip()
        if colon and name.lower() in _KEPT:
            kept.append(b"%b: %b" % (name, value.translate(None, _CONTROLS).strip()))
    return kept


def _says_chunked(line: bytes) -> bool:
    name, _, value = line.lower().partition(b":")
    return name.strip() == b"transfer-encoding" and b"chunked" in value


class Chunks:
    """Decodes chunks. From the first place without a proper chunk on, the data is taken as it is."""

    def __init__(self) -> None:
        self._left = 0
        """Bytes of the present chunk still to come."""
        self._line = b""
        """The part that has arrived of a line with a chunk's length."""
        self._are_over = False
        self.has_ended = False

    def feed(self, data: bytes) -> bytes:
        if self._are_over:
            return data
        data, self._line = self._line + data, b""
        pieces = []
        at = 0
        while at < len(data) and not self.has_ended:
            if self._left:
                pieces.append(data[at : at + self._left])
                at += len(pieces[-1])
                self._left -= len(pieces[-1])
            elif line := _CHUNK.match(data, at):
                self._left = int(line[1], 16)
                self.has_ended = self._left == 0
                at = line.end()
            elif _CHUNK_BEGUN.fullmatch(data, at):
                self._line = data[at:]
                break
            else:
                self._are_over = True
                pieces.append(data[at:])
                break
        return b"".join(pieces)


class _LenientHandler(ResponseHandler):
    """Repairs an answer before it is parsed."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        super().__init__(loop)
        self._head: bytearray | None = bytearray()
        """The incomplete head; None once the head is complete."""
        self._chunks: Chunks | None = None

    def data_received(self, data: bytes) -> None:
        if self._head is not None:
            answer = self._response_start(self._head, data)
            if answer is None:
                return
            self._head = None
            self._chunks = Chunks() if answer.is_chunked else None
            super().data_received(answer.head)
            data = answer.body
        if self._chunks is not None:
            data = self._chunks.feed(data)
        if data:
            super().data_received(data)
        if self._chunks is not None and self._chunks.has_ended and self.transport is not None:
            self.transport.close()

    @staticmethod
    def _response_start(head: bytearray, data: bytes) -> ResponseStart | None:
        looked_at = max(0, len(head) - _END_BYTES)
        head += data
        while end := _END.search(head, looked_at):
            answer = response_start(bytes(head))
            if answer is not None:
                return answer
            del head[: end.end()]
            looked_at = 0
        return ResponseStart(bytes(head), b"", is_chunked=False) if len(head) > _LONGEST_HEAD else None

    def connection_lost(self, exc: BaseException | None) -> None:
        if self._head:
            super().data_received(bytes(self._head))
        super().connection_lost(exc)


class LenientConnector(TCPConnector):
    """A connector for answers with any head; each connection serves one answer."""

    def __init__(
        self,
        *,
        resolver: AbstractResolver,
        socket_factory: Callable[[AddrInfoType], socket.socket],
        tls: ssl.SSLContext,
    ) -> None:
        super().__init__(limit=0, force_close=True, resolver=resolver, socket_factory=socket_factory, ssl=tls)
        self._factory = functools.partial(_LenientHandler, loop=self._loop)  # type: ignore[assignment]  # the attribute is invariant
