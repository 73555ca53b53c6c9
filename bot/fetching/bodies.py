"""Reads the body of an answer.

It is decompressed here, because limits must hold while a body arrives.
"""

import asyncio
from collections.abc import AsyncIterator

import aiohttp

from bot.errors import FetchFailed
from bot.fetching.documents import FetchLimits
from bot.fetching.inflate import MAGIC_BYTES, DamagedError, Inflater, inflater
from bot.fetching.pages import is_whole
from bot.fetching.reasons import FailureReason

_STEPS_AT_ONCE = 16
"""Steps of 64 KiB to decompress before yielding to the event loop: some 3 ms."""


async def read_body(response: aiohttp.ClientResponse, limits: FetchLimits, enough: int | None = None) -> bytes:
    """The decompressed body; if `enough` is given, about that many bytes of it.

    Raises FetchFailed and aiohttp.ClientError.
    """
    if (response.content_length or 0) > limits.received_bytes:
        raise FetchFailed(FailureReason.TOO_LARGE, f"{response.content_length} bytes")
    body = bytearray()
    try:
        async for unpacked in _unpacked(response, limits, body):
            body += unpacked
            if enough is not None and len(body) >= enough:
                break
            if len(body) > limits.unpacked_bytes:
                raise FetchFailed(FailureReason.TOO_LARGE, f"over {limits.unpacked_bytes} bytes, unpacked")
    except DamagedError as error:
        raise FetchFailed(FailureReason.ENCODING_BROKEN, str(error)) from error
    return bytes(body)


async def _unpacked(response: aiohttp.ClientResponse, limits: FetchLimits, body: bytearray) -> AsyncIterator[bytes]:
    """The rest of the body, decompressed; `body` is what arrived before."""
    received, begun = 0, b""
    unpack: Inflater | None = None
    while piece := await _piece(response, limits, body):
        received += len(piece)
        if received > limits.received_bytes:
            raise FetchFailed(FailureReason.TOO_LARGE, f"over {limits.received_bytes} bytes")
        if unpack is None:
            begun += piece
            if len(begun) < MAGIC_BYTES:
                continue
            unpack, piece = inflater(response.headers.get("Content-Encoding", ""), begun), begun  # all so far
        for step, unpacked in enumerate(unpack.feed(piece), 1):
            yield unpacked
            if step % _STEPS_AT_ONCE == 0:
                await asyncio.sleep(0)
    if unpack is not None:
        unpack.end()
    elif begun:
        yield begun


async def _piece(response: aiohttp.ClientResponse, limits: FetchLimits, body: bytearray) -> bytes:
    """The next piece; empty at the end, even if the framing promises more of a document that is already whole."""
    while True:
        try:
            async with asyncio.timeout(limits.rest_s):
                return await response.content.readany()
        except TimeoutError:
            if is_whole(body):
                return b""
        except aiohttp.ClientPayloadError:
            if is_whole(body):
                return b""
            raise
