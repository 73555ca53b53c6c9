"""Bodies that unpack to nothing, at length."""

import gzip
from collections.abc import Iterator

import pytest
from backports import zstd

from bot.fetching.inflate import DamagedError, inflater

_PIECE = 65_536
_NOTHING = {"gzip": gzip.compress(b""), "zstd": zstd.compress(b"")}


def unpacked(encoding: str, body: bytes) -> Iterator[bytes]:
    unpack = inflater(encoding, body[:2])
    for start in range(0, len(body), _PIECE):
        yield from unpack.feed(body[start : start + _PIECE])
    unpack.end()


@pytest.mark.parametrize("encoding", _NOTHING)
def test_a_body_may_have_many_parts_but_not_any_number(encoding: str) -> None:
    parts = [
        gzip.compress(b"%d " % number) if encoding == "gzip" else zstd.compress(b"%d " % number)
        for number in range(900)
    ]
    assert b"".join(unpacked(encoding, b"".join(parts))) == b"".join(b"%d " % number for number in range(900))
    with pytest.raises(DamagedError, match="over 1000"):
        list(unpacked(encoding, _NOTHING[encoding] * 300_000))


def test_a_sender_of_zstd_may_not_ask_for_more_memory_than_the_web_allows() -> None:
    modest = zstd.compress(b"x" * 20_000_000, options={zstd.CompressionParameter.window_log: 23})
    assert sum(map(len, unpacked("zstd", modest))) == 20_000_000
    greedy = zstd.compress(b"x" * 20_000_000, options={zstd.CompressionParameter.window_log: 24})
    with pytest.raises(DamagedError):
        list(unpacked("zstd", greedy))
