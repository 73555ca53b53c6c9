"""Decompresses bodies as they arrive, so that a decompression bomb is stopped in time."""

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
"""The encodings to request."""
_STEP = 65_536
"""The most bytes to decompress at a time."""
_MOST_PARTS = 1_000
"""The most members of a gzip body or frames of a zstd body: each takes some 30 µs to start, and may be empty."""
_WINDOW_LOG = 23
"""8 MiB: the largest window that a zstd sender may require (RFC 9659)."""
_GZIP_MAGIC = b"\x1f\x8b"
_OTHERS = frozenset({"aes128gcm", "compress", "x-compress", "dcb", "dcz", "exi", "pack200-gzip"})
"""Other registered encodings (https://www.iana.org/assignments/http-parameters), which are never requested."""
MAGIC_BYTES = len(_GZIP_MAGIC)
"""How many bytes of a body are needed to tell its format."""


class DamagedError(Exception):
    """The body is not in its declared encoding, or ends too early."""


class Inflater(Protocol):
    """Decompresses one body."""

    def feed(self, data: bytes) -> Iterator[bytes]:
        """Decompress the next piece of the body, in steps of limited size. Raises DamagedError."""
        ...

    def end(self) -> None:
        """Check that the body is complete. Raises DamagedError."""
        ...


def inflater(content_encoding: str, first: bytes) -> Inflater:
    """The inflater for a body that begins with `first`. Raises DamagedError for an unknown encoding.

    A gzip body is decompressed even if it is not declared: some sites serve "feed.xml.gz" as a plain file. Values that
    name no compression ("utf-8", "binary", "aws-chunked") count as none, like in a browser.
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
    return Plain()  # some servers also declare gzip and send plain text


class Plain:
    """An uncompressed body."""

    def feed(self, data: bytes) -> Iterator[bytes]:
        yield data

    def end(self) -> None:
        """Does nothing: HTTP itself says where a plain body ends."""


class _Zlib:
    """Decompresses gzip and deflate. A gzip body may have several members (RFC 1952, 2.2), then padding."""

    def __init__(self, window_bits: int, member: bytes = b"") -> None:
        """`member` is the magic number of further members; empty if there can be none."""
        self._window_bits = window_bits
        self._member = member
        self._inflate = zlib.decompressobj(window_bits)
        self._members = 1
        self._after = b""
        """Bytes after a member, too few to tell what they are."""

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
    """Decompresses zstd. A body may have several frames (RFC 8878, 3)."""

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
