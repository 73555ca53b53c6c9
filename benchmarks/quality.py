"""Quality: the product's own answers, for scorers, and its figures beside what they have to be.

    python -m benchmarks.quality [GOLD]

Without an argument, on made-up data that were labelled by hand, of which nothing was tuned on those called judged. GOLD
is a folder with `events.jsonl`, `pairs_ru.jsonl` and `extraction/`. What they cost is measured by `benchmarks.stories`,
`benchmarks.ingesting` and `benchmarks.pages`.

extract(page, url) -> str               the text of the article on a page
summarise(title, text, query) -> str    what a notification shows of an article's text
similarity(first, second) -> float      how alike two reports are; mappings with `title` and `text`
decide(first, second) -> str            what the second is to the first: "same", "akin" or "new"
stream(items) -> list                   for each report its story, its answer, and whether it is a development
"""

import argparse
import gzip
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks import story_figures as stories
from benchmarks.pages import extract
from benchmarks.pages_made import made_pages, measure
from benchmarks.story_quality import decide, similarity, stream
from benchmarks.summaries import is_met, summarise
from tests.summaries.labelled import LANGUAGES, faults, labelled

__all__ = ["decide", "extract", "similarity", "stream", "summarise"]

_TIMES = 4
"""How many pages are made of each template."""
_NAME = re.compile(r"(?<=[а-яёіїєґa-z,] )[А-ЯЁІЇЄҐA-Z][\w’'-]{2,}")
_RUN = 4


@dataclass(frozen=True, slots=True)
class Row:
    """A figure: what was measured on what, and what it has to be."""

    what: str
    on: str
    figure: float
    bar: float
    is_most: bool = False
    """Whether the bar is the most that it may be."""

    def __str__(self) -> str:
        is_met = self.figure <= self.bar if self.is_most else self.figure >= self.bar
        sign = "≤" if self.is_most else "≥"
        return f"{self.what:52} {self.on:44} {self.figure:6.3f}  {sign} {self.bar:<5} {'' if is_met else 'missed'}"


def of_stories(name: str, reports: Sequence[stories.Report]) -> Iterator[Row]:
    events = len({one["event"] for one in reports})
    on = f"{name}: {events} events, {len(reports)} reports"
    found = stories.pings(reports)
    yield Row(f"pings an event, of {found['reports']:.2f} reports", on, found["pings"], 1.8, is_most=True)
    yield Row("events whose first report made no sound", on, found["silent"], 0.15, is_most=True)
    yield Row("… by being the same as another", on, found["swallowed"], 0.03, is_most=True)
    yield Row("developments told", on, found["developments"], 0.9)
    yield Row("repeats told as developments", on, found["repeats"], 0.15, is_most=True)
    english = [one for one in reports if one["lang"] == "en"]
    found = stories.pings(english)
    precision, recall = found["b3 precision"], found["b3 recall"]
    yield Row("stories of English events, B³", f"… {len(english)} reports", _f1(precision, recall), 0.85)
    yield Row("… precision", "", precision, 0.93)
    yield from of_pairs(f"{name}: pairs", list(stories.in_pairs(reports)))
    same = [(first, second) for first, second, is_same in stories.in_pairs(reports) if is_same]
    others = [*stories.made_events("tuned"), *reports]
    yield Row(
        "candidates: earlier reports that are looked at", f"… {len(same)} pairs", stories.looked_at(same, others), 0.95
    )


def of_pairs(on: str, pairs: Sequence[tuple[stories.Report, stories.Report, bool]]) -> Iterator[Row]:
    for answers, least_precision, least_recall in ((("same",), 0.9, 0.65), (("same", "akin"), 0.75, 0.85)):
        precision, recall, there = stories.decided(iter(pairs), *answers)
        yield Row(
            f"pairs: {' or '.join(answers)}, precision",
            f"{on}, {there} of {len(pairs)} same",
            precision,
            least_precision,
        )
        yield Row(f"pairs: {' or '.join(answers)}, recall", "", recall, least_recall)


def of_pages() -> Iterator[Row]:
    pages = list(made_pages("judged", _TIMES))
    slavic = [page for page in pages if page.language != "en"]
    found = measure(extract, slavic)
    on = f"judged: {found.pages} pages, {found.pages // _TIMES} templates, ru uk"
    yield Row("extraction, F1", on, found.f1, 0.955)
    yield Row("… pages a CPU second", on, found.pages_a_cpu_second, 12)
    yield Row("lines of tails left", f"… {found.tails} lines", found.tails_left / found.tails, 0.02, is_most=True)
    names = there = 0
    for page in pages:
        text = f"{page.title} {extract(page.markup, page.url)}"
        said = {name for paragraph in page.paragraphs for name in _NAME.findall(paragraph)}
        names += len(said)
        there += sum(name in text for name in said)
    yield Row("names of the body that are found", f"judged: {len(pages)} pages, {names} names", there / names, 0.97)


def of_summaries() -> Iterator[Row]:
    for language in LANGUAGES:
        articles = list(labelled(language))[1::2]
        shown = [summarise(one.title, one.text, one.query) for one in articles]
        met = [is_met(one.title, text, one.query) for one, text in zip(articles, shown, strict=True)]
        wrong = sum(
            bool(faults(*one, is_met=two)) for one, two in zip(zip(articles, shown, strict=True), met, strict=True)
        )
        on = f"judged: {len(articles)} texts, {language}"
        yield Row("summaries with a fault", on, wrong / len(articles), 0.08, is_most=True)
        yield Row("… that show the match", on, sum(met) / len(met), 1.0)
        yield Row("… characters of the longest", on, max(map(len, shown)), 400, is_most=True)


def of_gold(folder: Path) -> Iterator[Row]:
    yield from of_stories("gold", stories.labelled_events(folder / "events.jsonl"))
    pairs = list(stories.labelled_pairs(folder / "pairs_ru.jsonl"))
    yield from of_pairs("gold: hard pairs", pairs)
    same = [(first, second) for first, second, is_same in pairs if is_same]
    others = [one for first, second, _ in pairs for one in (first, second)]
    yield Row(
        "candidates: earlier reports that are looked at",
        f"gold: {len(same)} pairs",
        stories.looked_at(same, others),
        0.95,
    )
    precision, recall, pages = _extraction(folder / "extraction")
    yield Row("extraction, F1", f"gold: {pages} pages", _f1(precision, recall), 0.96)


def _extraction(folder: Path) -> tuple[float, float, int]:
    truth = json.loads((folder / "ground-truth.json").read_text("utf-8"))
    precision = recall = 0.0
    for name, article in truth.items():
        page = gzip.decompress((folder / "html" / f"{name}.html.gz").read_bytes())
        wanted, got = _runs(article["articleBody"]), _runs(extract(page, article.get("url", "")))
        right = (wanted & got).total()
        precision += right / got.total() if got else not wanted
        recall += right / wanted.total() if wanted else not got
    return precision / len(truth), recall / len(truth), len(truth)


def _runs(text: str) -> Counter[tuple[str, ...]]:
    words = re.findall(r"\w+", text)
    return Counter(tuple(words[at : at + _RUN]) for at in range(max(len(words) - _RUN, 0) + 1) if words)


def _f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / max(precision + recall, 1e-9)


def _print(rows: Iterable[Row]) -> None:
    for row in rows:
        print(row, flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", nargs="?", type=Path, help="a folder with labelled data")
    options = parser.parse_args()
    _print(of_stories("judged", stories.made_events("judged")))
    _print(of_pages())
    _print(of_summaries())
    if options.gold:
        _print(of_gold(options.gold))


if __name__ == "__main__":
    main()
