"""Match quality: of what a query should find, and should not, what share is right.

    python -m benchmarks.match_quality [GOLD] [--sets FOLDER] [--failing]

The sets are made-up texts that were labelled by hand, in `made_matching/`. Nothing was tuned on those called judged: if
you look at their failing cases and mend one, rename the set and make another. GOLD is a folder with annotated sentences
(`*.queries.jsonl` and `*.sentences.jsonl`); its figures are those of its scorer.

cases      a query, a text, and whether it has to match, plain or nasty, with a tag of what it tries
names      sentences, and for each query those that have the name in any form
language   what can be written in a query; some only has to be read, or refused, at once
spellings  persons, rarer persons and places in three languages, with every spelling that the press uses

A tag is the number of a rule: 1.1 capitals, 1.2 plural only, 1.3 a surname's sex, 1.4 compounds and hyphens,
1.5 abbreviations and numbers, 1.6 English, 1.7 words in disguise, 1.8 addresses, 1.9 neighbours, 2 the language.
"""

import argparse
import json
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, NamedTuple

from bot.errors import QueryError
from bot.matching import Matcher, parse, parse_canonical
from bot.model import Language, QueryId, ReadArticle
from bot.spellings import SHOWN, other_spellings
from bot.text.folding import fold
from bot.text.forms import Morphology
from bot.text.language import detect

_SETS = Path(__file__).parent / "made_matching"
_LONGEST_S = 5.0
"""Seconds after which a query was not read at once."""
_SPOKEN = (Language.RUSSIAN, Language.UKRAINIAN, Language.ENGLISH)

Line = Mapping[str, Any]


class Verdict(NamedTuple):
    """Whether a case holds, and its groups, such as ("ru", "nasty", "1.4")."""

    groups: tuple[str, ...]
    holds: bool
    case: str


@dataclass(slots=True)
class Counts:
    """Matches that are right, wrong and missed."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    def add(self, found: set[int], wanted: set[int]) -> None:
        self.right += len(found & wanted)
        self.wrong += len(found - wanted)
        self.missed += len(wanted - found)

    def __str__(self) -> str:
        precision = 100 * self.right / max(self.right + self.wrong, 1)
        recall = 100 * self.right / max(self.right + self.missed, 1)
        f1 = 200 * self.right / max(2 * self.right + self.wrong + self.missed, 1)
        return f"P {precision:6.2f}  R {recall:6.2f}  F1 {f1:6.2f}   {self.right} {self.wrong} {self.missed}"


def judged(cases: Iterable[Line], morphology: Morphology) -> Iterator[Verdict]:
    """Each case, matched by the index; it holds only if the judge agrees."""
    for case in cases:
        groups = (str(case.get("lang", "")), case["kind"], case["tag"])
        said = f"{case['query']!r} in {case['text']!r} ({case['why']})"
        article = _article(case)
        begun = time.process_time()
        try:
            query = parse(case["query"])
            again = parse_canonical(str(query))
        except QueryError as error:
            yield Verdict(groups, case["match"] is None, f"refused at {error.position}: {said}")
            continue
        matcher = Matcher(morphology)
        matcher.add(QueryId(0), query)
        found = bool(matcher.match(article))
        agrees = found == (matcher.evaluate(query, article) is not None)
        is_soon = time.process_time() - begun < _LONGEST_S or case["match"] is not None
        what = "disagreed" if not agrees else "reread otherwise" if again != query else "matched" if found else "missed"
        yield Verdict(
            groups,
            agrees and again == query and is_soon and case["match"] in {None, found},
            f"{what}: {said}",
        )


def of_names(lines: Sequence[Line], morphology: Morphology) -> tuple[Counts, list[str]]:
    """How well queries of names find the sentences that have them, and what is wrong."""
    sentences = {line["id"]: line["text"] for line in lines if "id" in line}
    queries = [line for line in lines if "query" in line]
    find = _finder([line["query"] for line in queries], morphology)
    found: defaultdict[int, set[int]] = defaultdict(set)
    for number, text in sentences.items():
        for query in find(text):
            found[query].add(number)
    counts, wrong = Counts(), []
    for index, line in enumerate(queries):
        got, wanted = found[index] - set(line.get("either", ())), set(line["sentences"])
        counts.add(got, wanted)
        wrong += [f"matched: {line['query']!r} in {sentences[one]!r}" for one in sorted(got - wanted)]
        wrong += [f"missed: {line['query']!r} in {sentences[one]!r}" for one in sorted(wanted - got)]
    return counts, wrong


def of_spellings(lines: Iterable[str], morphology: Morphology) -> Iterator[Verdict]:
    """For each pair of languages, whether a spelling of the press is among the first that are offered.

    A name that is spelt alike in both languages needs no offer, and does not count. What two languages share is offered
    once, for either of them; a hyphen is as good as a space.
    """
    for line in lines:
        kind, *spelt = line.rstrip("\n").split("\t")
        accepted = {language: names.split("|") for language, names in zip(_SPOKEN, spelt, strict=True)}
        for typed in _SPOKEN:
            name = accepted[typed][0]
            offered = other_spellings(name.split(), typed, morphology)
            by_language = ([one.text for one in offered if one.language is language] for language in _SPOKEN)
            texts = [text for of_one in by_language for text in of_one[:SHOWN]]
            for wanted in _SPOKEN:
                right = set(map(_folded, accepted[wanted]))
                if wanted is typed or _folded(name) in right:
                    continue
                holds = not right.isdisjoint(map(_folded, texts))
                groups = (kind, f"{typed} → {wanted}")
                yield Verdict(groups, holds, f"{name} → {accepted[wanted]}: offered {texts}")


def _folded(name: str) -> str:
    return fold(name).replace("-", " ")


def of_gold(folder: Path, morphology: Morphology) -> Iterator[tuple[str, Counts]]:
    """The figures of the annotated sentences of a folder, by set and kind of query."""
    for path in sorted(folder.glob("*.queries.jsonl")):
        name = path.name.partition(".")[0]
        queries = list(_lines(path))
        find = _finder([query["query"] for query in queries], morphology)
        found: defaultdict[int, set[int]] = defaultdict(set)
        for sentence in _lines(folder / f"{name}.sentences.jsonl"):
            for met in find(sentence["text"]):
                found[met].add(sentence["id"])
        counts: defaultdict[str, Counts] = defaultdict(Counts)
        for index, query in enumerate(queries):
            got = found[index] - set(query.get("either", ()))
            for kind in ("phrase" if query["kind"].startswith("phrase") else query["kind"], "all"):
                counts[kind].add(got, set(query["sentences"]))
        yield from ((f"{name} {kind}", counts[kind]) for kind in sorted(counts))


def _finder(queries: Sequence[str], morphology: Morphology) -> Callable[[str], list[QueryId]]:
    matcher = Matcher(morphology)
    for index, query in enumerate(queries):
        matcher.add(QueryId(index), parse(query))
    return lambda text: matcher.match(_article({"text": text}))


def _article(case: Line) -> ReadArticle:
    """What the case says of an article; the rest is empty."""
    text = case["text"]
    given = {field.name: case.get(field.name, "") for field in fields(ReadArticle)}
    return ReadArticle(**{**given, "language": detect(text) or "en"})


def _lines(path: Path) -> Iterator[Line]:
    with path.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def _print_shares(on: str, verdicts: Sequence[Verdict], failing: list[str]) -> None:
    """Print the share that holds of everything and of each group."""
    there: Counter[str] = Counter()
    held: Counter[str] = Counter()
    for verdict in verdicts:
        groups = (*verdict.groups, " ".join(verdict.groups[:2]), "all")
        there.update(set(groups) - {""})
        held.update((set(groups) - {""}) if verdict.holds else ())
    for group in sorted(there):
        print(f"{on:24} {group:24} {100 * held[group] / there[group]:6.2f} %   {held[group]} of {there[group]}")
    failing += [f"{on}: {verdict.case}" for verdict in verdicts if not verdict.holds]


def _measure(folder: Path) -> list[str]:
    """Print the figures of each set of a folder; returns what fails."""
    failing: list[str] = []
    morphology = Morphology()
    for path in sorted(folder.glob("*_*")):
        if path.stem.endswith("spellings"):
            with path.open(encoding="utf-8") as lines:
                _print_shares(path.stem, list(of_spellings(lines, morphology)), failing)
        elif path.stem.endswith("names"):
            counts, wrong = of_names(list(_lines(path)), morphology)
            print(f"{path.stem:24} {'all':24} {counts}")
            failing += [f"{path.stem}: {one}" for one in wrong]
        else:
            _print_shares(path.stem, list(judged(_lines(path), morphology)), failing)
    return failing


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", nargs="?", type=Path, help="a folder with annotated sentences")
    parser.add_argument("--sets", type=Path, default=_SETS, help="the folder with the made sets")
    parser.add_argument("--failing", action="store_true", help="also print what fails")
    options = parser.parse_args()
    failing = _measure(options.sets)
    if options.failing:
        print(*failing, sep="\n")
    for what, counts in of_gold(options.gold, Morphology()) if options.gold else ():
        print(f"{'gold':24} {what:24} {counts}")


if __name__ == "__main__":
    main()
