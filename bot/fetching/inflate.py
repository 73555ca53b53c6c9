"""Compressed bodies, unpacked as they come, so that one which grows without end is stopped in time."""

import sys
import zlib
from collections.abc import Iterator
from typing import Protocol

import brotli

if sys.version_info >= (3, 14):
    from compression.zstd import DecompressionParameter, ZstdDecompressor, ZstdError
else:
    from backports.zstd import DecompressionParameter, ZstdDecompressor, ZstdError

ACCEPTED = "gzip, deflate, br, zstd"
"""What to ask servers for."""
_STEP = 65_536
"""Bytes that are unpacked at a time, at most."""
_MOST_PARTS = 1_000
"""Members of a gzip body, or frames of a zstd body: each takes some 30 µs to begin, and may be empty."""
_WINDOW_LOG = 23
"""8 MiB: what a sender of zstd may ask a reader to keep (RFC 9659)."""
_GZIP_MAGIC = b"\x1f\x8b"
_OTHERS = frozenset({"aes128gcm", "compress", "x-compress", "dcb", "dcz", "exi", "pack200-gzip"})
"""What is registered besides (https://www.iana.org/assignments/http-parameters), and never asked for."""
MAGIC_BYTES = len(_GZIP_MAGIC)
"""How many bytes of a body have to be there to tell what it is."""


class DamagedError(Exception):
    """The body is not in the encoding that it is said to be in, or ends too early."""


class Inflater(Protocol):
    """Unpacks one body."""

    def feed(self, data: bytes) -> Iterator[bytes]:
        """What the next piece of the body unpacks to, in steps of limited size. Raises DamagedError."""
        ...

    def end(self) -> None:
        """Raises DamagedError if the body is not complete."""
        ...


def inflater(content_encoding: str, first: bytes) -> Inflater:
    """The one for a body that begins with `first`. Raises DamagedError for an encoding that is not known.

    A body that nobody declared to be gzip is unpacked if it is: some sites serve "feed.xml.gz" as it lies there. What
    is no compression at all ("utf-8", "binary", "aws-chunked") is taken as a browser takes it, for none.
    """
    encoding = content_encoding.strip().lower()
    if first[:2] == _GZIP_MAGIC and encoding not in _OTHERS and "," not in encoding:
        return _Zlib(zlib.MAX_WBITS | 16, _GZIP_MAGIC)
    if encoding == "deflate":
        has_header = len(first) > 1 and first[0] & 0x0F == 8 and int.from_bytes(first[:2], "big") % 31 == 0
        return _Zlib(zlib.MAX_WBITS if has_header else -zlib.MAX_WBITS)
    if encoding == "br":
        return _Brotli()
    if encoding == "zstd":
        return _Zstd()
    if encoding in _OTHERS or "," in encoding:
        raise DamagedError(content_encoding[:100])
    return Plain()  # some servers say gzip, too, and send plain text


class Plain:
    """A body that is not compressed."""

    def feed(self, data: bytes) -> Iterator[bytes]:
        yield data

    def end(self) -> None:
        """Complete at any place: HTTP itself says where it ends."""


class _Zlib:
    """A gzip body may have several members (RFC 1952, 2.2); whatever else follows is padding."""

    def __init__(self, window_bits: int, member: bytes = b"") -> None:
        """`member` is what a further member begins with; empty if there are none."""
        self._window_bits = window_bits
        self._member = member
        self._inflate = zlib.decompressobj(window_bits)
        self._members = 1
        self._after = b""
        """What came after a member, and is too short to tell what it is."""

    def feed(self, data: bytes) -> Iterator[bytes]:
        data, self._after = self._after + data, b""
        try:
            while data:
                if self._inflate.eof:
                    if not (self._member and data.startswith(self._member)):
                        self._after = data if len(data) < len(self._member) else b""
                        return
                    self._members += 1
                    if self._members > _MOST_PARTS:
                        raise DamagedError(f"over {_MOST_PARTS} members")
                    self._inflate = zlib.decompressobj(self._window_bits)
                yield self._inflate.decompress(data, _STEP)
                data = self._inflate.unused_data if self._inflate.eof else self._inflate.unconsumed_tail
        except zlib.error as error:
            raise DamagedError(str(error)) from error

    def end(self) -> None:
        if not self._inflate.eof:
            raise DamagedError("cut off")


class _Brotli:
    def __init__(self) -> None:
        self._inflate = brotli.Decompressor()

    def feed(self, data: bytes) -> Iterator[bytes]:
        try:
            unpacked = self._inflate.process(data, output_buffer_limit=_STEP)
            while unpacked:
                yield unpacked
                unpacked = b"" if self._inflate.is_finished() else self._inflate.process(b"", output_buffer_limit=_STEP)
        except brotli.error as error:
            raise DamagedError(str(error)) from error

    def end(self) -> None:
        if not self._inflate.is_finished():
            raise DamagedError("cut off")


class _Zstd:
    """A body may have several frames (RFC 8878, 3)."""

    def __init__(self) -> None:
        self._frames = 0
        self._begin_frame()

    def _begin_frame(self) -> None:
        self._frames += 1
        if self._frames > _MOST_PARTS:
            raise DamagedError(f"over {_MOST_PARTS} frames")
        self._inflate = ZstdDecompressor(options={DecompressionParameter.window_log_max: _WINDOW_LOG})

    def feed(self, data: bytes) -> Iterator[bytes]:
        try:
            while True:
                if self._inflate.eof:
                    data = self._inflate.unused_data + data
                    if not data:
                        return
                    self._begin_frame()
                unpacked = self._inflate.decompress(data, _STEP)
                if unpacked:
                    yield unpacked
                elif self._inflate.needs_input:
                    return
                data = b""
        except ZstdError as error:
            raise DamagedError(str(error)) from error

    def end(self) -> None:
        if not self._inflate.eof:
            raise DamagedError("cut off")
