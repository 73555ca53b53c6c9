"""Small feeds in many languages, in each of the encodings that such feeds are in: for tests, and for benchmarks."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_WESTERN = ("windows-1252", "iso-8859-1")
_CENTRAL = ("windows-1250", "iso-8859-2")
_BALTIC = ("windows-1257", "iso-8859-13")
CYRILLIC = {
    "ru": ("windows-1251", "koi8-r", "cp866", "iso-8859-5", "x-mac-cyrillic"),
    "uk": ("windows-1251", "koi8-u", "iso-8859-5"),
    **dict.fromkeys(("be", "bg", "sr"), ("windows-1251", "iso-8859-5")),
}
ENCODINGS = {
    **dict.fromkeys(("de", "fr", "es", "pt", "it", "nl", "fi", "sv", "da", "no", "is"), _WESTERN),
    **dict.fromkeys(("pl", "cs", "sk", "hu", "hr", "ro"), _CENTRAL),
    **dict.fromkeys(("lt", "lv"), _BALTIC),
    **CYRILLIC,
    "et": ("windows-1252", "windows-1257"),
    "tr": ("windows-1254", "iso-8859-9"),
    "el": ("windows-1253", "iso-8859-7"),
    "he": ("windows-1255", "iso-8859-8"),
    "ar": ("windows-1256", "iso-8859-6"),
    "fa": ("windows-1256",),
    "th": ("windows-874", "tis-620"),
    "ja": ("shift_jis", "euc-jp", "iso-2022-jp"),
    "zh": ("gbk", "gb18030"),
    "tw": ("big5",),
    "ko": ("euc-kr", "cp949"),
}
_PYTHON = {"x-mac-cyrillic": "mac-cyrillic", "windows-874": "cp874"}
_PLAIN = str.maketrans("’‘–—…«»“”", "''--." + '""""')
"""Of signs that only some of the encodings have."""


@dataclass(frozen=True, slots=True)
class Headlines:
    """What a feed lists, and the encoding that it is written in."""

    language: str
    titles: tuple[str, ...]
    encoding: str

    def feed(self, declared: str | None = None) -> bytes:
        """RSS with these titles, its encoding declared as `declared`."""
        declaration = f' encoding="{declared}"' if declared else ""
        items = "".join(f"<item><title>{title}</title></item>" for title in self.titles)
        text = f'<?xml version="1.0"{declaration}?><rss version="2.0"><channel><title>e</title>{items}</channel></rss>'
        return text.encode(_PYTHON.get(self.encoding, self.encoding), "xmlcharrefreplace")

    def says_it(self) -> bool:
        """Whether there is anything by which the encoding shows."""
        return not self.feed().isascii() or self.encoding.startswith("iso-2022")


def headlines(together: int) -> Iterator[Headlines]:
    """Feeds of `together` titles, 1 to 8, in all languages and encodings."""
    for language, titles in _titles().items():
        for start in range(0, len(titles) - together + 1, together):
            for encoding in ENCODINGS[language]:
                feed = Headlines(language, titles[start : start + together], encoding)
                if feed.says_it():
                    yield feed


@cache
def _titles() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for line in (Path(__file__).parent / "headlines.tsv").read_text("utf-8").splitlines():
        language, title = line.split("\t")
        found.setdefault(language, []).append(title.translate(_PLAIN))
    return {language: tuple(titles) for language, titles in found.items()}
