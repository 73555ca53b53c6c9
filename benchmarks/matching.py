"""Matching: how fast, how large, and as what else could be done.

    python -m benchmarks.matching [--sizes 1000 10000 …] [--json]

Texts and queries are made up from the word forms of the Russian dictionary, with Zipf frequencies, from a seed. So that
an article meets as many at every size, the queries beyond the first 65,000 have a word of the texts beside one that
stands in hardly any, as the queries of very many people are ever more special. Every size runs in a process of its own,
on one core. What is compared, each from raw text:

    matcher      this project's
    floor        only the words of the text, and one look-up in a dictionary for each
    ahocorasick  ahocorasick_rs finds the same forms in the text; the rest is the matcher's
    hyperscan    so does hyperscan
    substring    one substring test for a subscription, on the words as typed: what most bots do, and wrong answers at
    that

`build` is for scorers: a function from a text to the indices of the queries that it meets.
"""

import argparse
import gc
import importlib.util
import itertools
import json
import random
import re
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from operator import itemgetter
from pathlib import Path
from typing import TypeVar

from benchmarks.newsprint import Newsprint
from bot.matching import Matcher, parse
from bot.matching.expansions import pack, unpack
from bot.matching.index import Index
from bot.model import QueryId, ReadArticle
from bot.text.forms import Morphology
from bot.text.tokens import WORDS

Item = TypeVar("Item")

SIZES = (1_000, 10_000, 100_000, 1_000_000)
DISTINCT = 0.65
"""Distinct queries for each subscription."""
MATCHES_AN_ARTICLE = 130
ARTICLES = 1_000
PEERS_UP_TO = 100_000
"""Subscriptions beyond which the peers' automata are not built: they take minutes and gigabytes."""


def build(queries: list[str]) -> Callable[[str], list[QueryId]]:
    """A function from a text to the indices of the queries that it meets."""
    matcher = Matcher(Morphology())
    for index, query in enumerate(queries):
        matcher.add(QueryId(index), parse(query))
    return lambda text: matcher.match(_article(text))


def _article(text: str) -> ReadArticle:
    return ReadArticle(title="", text=text, source="", site="", language="ru")


@dataclass(frozen=True, slots=True)
class Result:
    """What was measured at one size. Speeds are articles a CPU-second."""

    subscriptions: int
    queries: int
    matches_an_article: float
    floor: float
    matcher: float
    ahocorasick: float | None
    hyperscan: float | None
    substring: float
    build_s: float
    bytes_a_subscription: float
    add_ms: float
    add_worst_ms: float


def measure(subscriptions: int, seed: int, *, by_paradigms: bool) -> Result:
    """Everything at one size, in this process. Queries are expanded by the rules, or by their paradigms alone."""
    newsprint = Newsprint(seed)
    queries = newsprint.queries(int(subscriptions * DISTINCT))
    parsed = [parse(query) for query in queries]
    packed = [pack("", newsprint.expanded(query)) or b"" for query in parsed] if by_paradigms else []
    matcher = Matcher(Morphology())
    matcher.explain(parse("слово"))
    before = _proportional_set_size()
    started = time.process_time()
    for index, query in enumerate(parsed):
        matcher.add(QueryId(index), query, unpack("", packed[index]) if packed else None)
    build_s = time.process_time() - started
    memory = _proportional_set_size() - before
    del parsed
    articles = _articles(newsprint, matcher, queries)
    texts = [article.text for article in articles]
    inner = matcher._index  # noqa: SLF001  # peers are given the same forms and the same rest
    matches = statistics.fmean(len(matcher.match(article)) for article in articles)
    speed = _speed(matcher.match, articles)
    floor = _speed(_floor(texts), texts)
    peers: dict[str, float | None] = {}
    for name, scanner in (("ahocorasick_rs", _ahocorasick), ("hyperscan", _hyperscan)):
        peers[name] = None
        if subscriptions <= PEERS_UP_TO and importlib.util.find_spec(name):
            match_text = _hits_as_written(inner, scanner(inner))
            differing = sum(set(match_text(article.text)) != set(matcher.match(article)) for article in articles[:100])
            assert not differing, f"{name} answers otherwise on {differing} of 100 articles"
            peers[name] = _speed(match_text, texts[:200])
    substring = _speed(
        lambda text: [query for query in queries if query in text], texts[: 2_000_000 // subscriptions + 1]
    )
    adds = sorted(_adds(matcher, newsprint.unused))
    return Result(
        subscriptions,
        len(queries),
        matches,
        floor,
        speed,
        peers["ahocorasick_rs"],
        peers["hyperscan"],
        substring * len(queries) / subscriptions,
        build_s,
        memory / subscriptions,
        statistics.median(adds) * 1_000,
        adds[-1] * 1_000,
    )


def _articles(newsprint: Newsprint, matcher: Matcher, queries: list[str]) -> list[ReadArticle]:
    """Articles that meet the wanted number of queries each: so many are put into them as do not stand there anyway."""
    chosen = random.Random(0)
    planted = 0
    for _ in range(3):
        sample = [_article(newsprint.article(chosen.sample(queries, planted))) for _ in range(50)]
        planted += round(MATCHES_AN_ARTICLE - statistics.fmean(len(matcher.match(article)) for article in sample))
        planted = max(0, planted)
    return [_article(newsprint.article(chosen.sample(queries, planted))) for _ in range(ARTICLES)]


def _adds(matcher: Matcher, words: Sequence[str]) -> Iterator[float]:
    """Seconds to add each of some queries, in words that no other query has."""
    for number, (first, second) in enumerate(itertools.pairwise(words)):
        started = time.perf_counter()
        matcher.add(QueryId(10**9 + number), parse(f"{first} {second}"))
        yield time.perf_counter() - started


def _speed(call: Callable[[Item], object], items: Sequence[Item]) -> float:
    """Items a CPU-second: the median of three rounds, after one that warms up."""
    for item in items:
        call(item)
    gc.collect()
    rounds = []
    for _ in range(3):
        started = time.process_time()
        for item in items:
            call(item)
        rounds.append(len(items) / (time.process_time() - started))
    return statistics.median(rounds)


def _proportional_set_size() -> int:
    """Bytes of memory that this process has, its share of what it has in common with others."""
    gc.collect()
    rollup = Path("/proc/self/smaps_rollup").read_text(encoding="ascii")
    return int(rollup.split("Pss:")[1].split()[0]) * 1024


def _floor(texts: Sequence[str]) -> Callable[[str], object]:
    """Only the words of a text, and one look-up in a dictionary for each."""
    numbers: dict[str, int] = {}
    for text in texts:
        for word in WORDS.findall(text):
            numbers.setdefault(word, len(numbers))
    return lambda text: itemgetter(*WORDS.findall(text))(numbers)


def _hits_as_written(index: Index, spans: Callable[[str], list[tuple[int, int]]]) -> Callable[[str], list[QueryId]]:
    """The matcher's own index, over words that something else has found in the text as forms that are looked for.

    The forms must be whole words; where others stand between two of them, that is put there which no phrase crosses.
    """
    between = re.compile(r"[\w.!?…\n]")

    def match(text: str) -> list[QueryId]:
        written: list[str] = []
        end = 0
        text = text.replace("ё", "е")
        for start, stop in spans(text):
            if text[start - 1 : start].isalnum() or text[stop : stop + 1].isalnum():
                continue
            if between.search(text, end, start):
                written.append("\n")
            written.append(text[start:stop])
            end = stop
        return index.match(_article(text), written)

    return match


def _forms(index: Index) -> list[str]:
    """All forms that are looked for, as they stand in the made-up texts: in small letters and with a capital."""
    known = index._vocabulary._forms  # noqa: SLF001  # the very forms
    forms = [form for form in known if not form.startswith("!")]
    return list(dict.fromkeys(spelling for form in forms for spelling in (form, form.capitalize())))


def _ahocorasick(index: Index) -> Callable[[str], list[tuple[int, int]]]:
    from ahocorasick_rs import AhoCorasick, MatchKind  # noqa: PLC0415  # a peer need not be installed

    automaton = AhoCorasick(_forms(index), matchkind=MatchKind.LeftmostLongest)
    return lambda text: [(start, end) for _, start, end in automaton.find_matches_as_indexes(text)]


def _hyperscan(index: Index) -> Callable[[str], list[tuple[int, int]]]:
    import hyperscan  # noqa: PLC0415  # as above

    forms = [form.encode() for form in _forms(index)]
    database = hyperscan.Database(mode=hyperscan.HS_MODE_BLOCK)
    flags = hyperscan.HS_FLAG_SOM_LEFTMOST
    database.compile(expressions=forms, elements=len(forms), flags=[flags] * len(forms), literal=True)

    def spans(text: str) -> list[tuple[int, int]]:
        encoded = text.encode()
        found: dict[int, int] = {}
        database.scan(encoded, match_event_handler=lambda _id, start, end, _flags, _context: found.update({start: end}))
        at = list(itertools.accumulate((len(sign.encode()) for sign in text), initial=0))
        index_of = {byte: sign for sign, byte in enumerate(at)}
        return [(index_of[start], index_of[end]) for start, end in sorted(found.items())]

    return spans


def _table(results: Sequence[Result]) -> str:
    lines = [f"{'subscriptions':>24}" + "".join(f"{result.subscriptions:>14,}" for result in results)]
    for name in list(asdict(results[0]))[1:]:
        values = [getattr(result, name) for result in results]
        lines.append(f"{name:>24}" + "".join(f"{'-' if value is None else f'{value:,.2f}':>14}" for value in values))
    for name in ("matcher", "ahocorasick", "hyperscan", "substring"):
        ratios = [getattr(result, name) and getattr(result, name) / result.floor for result in results]
        lines.append(
            f"{name + ' / floor':>24}" + "".join(f"{'-' if ratio is None else f'{ratio:.3f}':>14}" for ratio in ratios)
        )
    return "\n".join(lines)


def main() -> None:
    """Measure every size in a process of its own, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, metavar="N", help="subscriptions")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--paradigms", action="store_true", help="expand queries by their paradigms: quick, and alike")
    parser.add_argument("--json", action="store_true", help="print one JSON object last")
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.here:
        print(json.dumps(asdict(measure(options.sizes[0], options.seed, by_paradigms=options.paradigms))))
        return
    for peer in ("ahocorasick_rs", "hyperscan"):
        if importlib.util.find_spec(peer) is None:
            print(f"{peer} is not installed: skipped")
    results = []
    for size in options.sizes:
        command = [
            sys.executable,
            "-m",
            "benchmarks.matching",
            "--here",
            "--sizes",
            str(size),
            "--seed",
            str(options.seed),
            *["--paradigms"] * options.paradigms,
        ]
        output = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
        results.append(Result(**json.loads(output.splitlines()[-1])))
        print(_table(results[-1:]), end="\n\n", flush=True)
    print(_table(results))
    if options.json:
        print(json.dumps({"results": [asdict(result) for result in results]}))


if __name__ == "__main__":
    main()
