"""How many small feeds are read in their encoding, here and by detectors: 35 languages, declared and not.

A detector gets the whole document, as in a program that has nothing else.
"""

import argparse
import time
from collections.abc import Callable, Iterable
from html import unescape

import chardetng_py
import charset_normalizer

from bot.fetching.decode import decode
from tests.fetching.encoded import CYRILLIC, Headlines, headlines

Reader = Callable[[bytes], str]
_MISTAKEN_FOR = ("utf-8", "iso-8859-1", "windows-1252", "koi8-r", "windows-1251", "iso-8859-5")


def _here(body: bytes) -> str:
    return decode(body, None)[0]


def _charset_normalizer(body: bytes) -> str:
    best = charset_normalizer.from_bytes(body).best()
    return "" if best is None else str(best)


def _chardetng(body: bytes) -> str:
    detector = chardetng_py.EncodingDetector()
    detector.feed(body, last=True)
    return body.decode(detector.guess(tld=None, allow_utf8=True), "replace")


_READERS: dict[str, Reader] = {"dozor": _here, "charset-normalizer": _charset_normalizer, "chardetng": _chardetng}


def _documents(together: int) -> dict[str, list[tuple[Headlines, bytes]]]:
    feeds = list(headlines(together))
    cyrillic = [feed for feed in feeds if feed.language in CYRILLIC and feed.encoding != "x-mac-cyrillic"]
    return {
        "declared rightly": [(feed, feed.feed(feed.encoding)) for feed in feeds],
        "not declared": [(feed, feed.feed()) for feed in feeds],
        "declared ISO-8859-1": [(feed, feed.feed("iso-8859-1")) for feed in feeds],
        "Cyrillic, declared wrongly": [(feed, feed.feed(wrong)) for feed in cyrillic for wrong in _MISTAKEN_FOR],
    }


def _read(reader: Reader, documents: Iterable[tuple[Headlines, bytes]]) -> tuple[int, float]:
    """How many come out right, and the milliseconds of processor time that each takes."""
    right = count = 0
    began = time.process_time()
    for feed, body in documents:
        text = unescape(reader(body))
        right += all(f"<title>{title}</title>" in text for title in feed.titles)
        count += 1
    return right, (time.process_time() - began) * 1000 / count


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--together", type=int, nargs="+", default=[1, 3, 8], help="headlines a feed, 1 to 8")
    for together in parser.parse_args().together:
        for kind, documents in _documents(together).items():
            print(f"{kind}, headlines a feed: {together}, feeds: {len(documents)}")
            for name, reader in _READERS.items():
                right, milliseconds = _read(reader, documents)
                print(f"  {name:<20} right {right:5} ({right / len(documents):.1%})  {milliseconds:.2f} ms each")


if __name__ == "__main__":
    main()
