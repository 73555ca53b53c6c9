"""Made-up pages of made-up outlets, of which it is known what is the article and what is not.

A template is a page as sites write them, in `made_pages/`: {p} is a paragraph, {t} another article's title, {name} a
person, and ⟦…⟧ encloses a line that is no part of the article. Titles and sentences are those of the demo's outlets.
The rules were tuned on the pages of one folder; the other's are for judging them.
"""

import random
import re
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from html import escape, unescape
from pathlib import Path

from bot.demo.newsstand import DATA
from bot.demo.newsstand.script import load_outlets

_TEMPLATES = Path(__file__).parent / "made_pages"
_SLOT = re.compile(r"\{(p|t|name|agency|slug|title)\}")
_TAIL = re.compile(r"⟦([^⟧]*)⟧")
_TAG = re.compile(r"<[^>]*>")
_NOT_WORDS = re.compile(r"\W+")
_NAMES = {
    "ru": ("Иван Макеев", "Ольга Строева", "Пётр Гущин", "Анна Лебедь"),
    "uk": ("Оксана Вербова", "Тарас Гнатюк", "Ірина Левко", "Андрій Мороз"),
    "en": ("Jane Marlowe", "Tom Hartley", "Ruth Ellison", "Sam Okafor"),
}
_AGENCIES = {"ru": "Северное агентство", "uk": "Інформбюро", "en": "Harbour Wire"}


@dataclass(frozen=True, slots=True)
class MadePage:
    """A page, its article's paragraphs, and the lines that are no part of it."""

    name: str
    language: str
    url: str
    markup: bytes
    title: str
    paragraphs: tuple[str, ...]
    tails: tuple[str, ...]


def made_pages(folder: str, times: int, seed: int = 0) -> Iterator[MadePage]:
    """Each template of a folder, "tuned" or "judged", filled so many times."""
    for path in sorted((_TEMPLATES / folder).glob("*.html")):
        for number in range(times):
            yield _filled(path, random.Random(f"{seed} {path.name} {number}"))


@dataclass(frozen=True, slots=True)
class Extraction:
    """How well articles were extracted from made-up pages."""

    pages: int
    f1: float
    """Of runs of four words, the mean over the pages' precision and recall."""
    tails: int
    tails_left: int
    paragraphs: int
    paragraphs_lost: int
    pages_a_cpu_second: float


def measure(extract: Callable[[bytes, str], str], pages: Sequence[MadePage]) -> Extraction:
    """Extract each page."""
    begun = time.process_time()
    texts = [extract(page.markup, page.url) for page in pages]
    took = time.process_time() - begun
    precision = recall = 0.0
    for page, text in zip(pages, texts, strict=True):
        wanted, got = _runs(" ".join(page.paragraphs)), _runs(text)
        right = (wanted & got).total()
        precision += right / max(got.total(), 1) / len(pages)
        recall += right / max(wanted.total(), 1) / len(pages)
    return Extraction(
        pages=len(pages),
        f1=2 * precision * recall / max(precision + recall, 1e-9),
        tails=sum(len(page.tails) for page in pages),
        tails_left=sum(len(tails_left(page, text)) for page, text in zip(pages, texts, strict=True)),
        paragraphs=sum(len(page.paragraphs) for page in pages),
        paragraphs_lost=sum(len(paragraphs_lost(page, text)) for page, text in zip(pages, texts, strict=True)),
        pages_a_cpu_second=len(pages) / took,
    )


def _runs(text: str, length: int = 4) -> Counter[tuple[str, ...]]:
    words = _words(text).split()
    return Counter(tuple(words[at : at + length]) for at in range(len(words) - length + 1))


def tails_left(page: MadePage, text: str) -> list[str]:
    """The lines of a page that a text has, though they are no part of the article."""
    rest = _words(text)
    for paragraph in page.paragraphs:
        rest = rest.replace(_words(paragraph), " | ")
    return [tail for tail in page.tails if _words(tail) in rest]


def paragraphs_lost(page: MadePage, text: str) -> list[str]:
    """The paragraphs of the article that a text has not."""
    found = _words(text)
    return [paragraph for paragraph in page.paragraphs if _words(paragraph) not in found]


def _words(text: str) -> str:
    return f" {_NOT_WORDS.sub(' ', text).strip().lower()} "


def _filled(path: Path, rng: random.Random) -> MadePage:
    name, language, _ = path.name.split(".")
    titles, paragraphs = (list(texts) for texts in _prose(language))
    rng.shuffle(titles)
    rng.shuffle(paragraphs)
    title, used = titles.pop(), []

    def fill(slot: re.Match[str]) -> str:
        match slot[1]:
            case "p":
                used.append(paragraphs.pop())
                return escape(used[-1], quote=False)
            case "t":
                return escape(titles.pop(), quote=False)
            case "name":
                return rng.choice(_NAMES[language])
            case "agency":
                return _AGENCIES[language]
            case "title":
                return escape(title, quote=False)
            case _:
                return name

    markup = _SLOT.sub(fill, path.read_text(encoding="utf-8"))
    tails = tuple(unescape(_TAG.sub("", tail)) for tail in _TAIL.findall(markup))
    return MadePage(
        path.name,
        language,
        f"https://{name}.example/2026/05/18/{name}",
        _TAIL.sub(r"\1", markup).encode(),
        title,
        tuple(used),
        tails,
    )


@cache
def _prose(language: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Titles and paragraphs in a language."""
    items = [item for outlet in load_outlets(DATA) if outlet.language == language for item in outlet.items]
    return tuple(item.title for item in items), tuple(line for item in items for line in item.paragraphs)
