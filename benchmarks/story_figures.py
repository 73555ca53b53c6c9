"""What is measured of stories, on reports of which it is known what event they tell."""

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from pathlib import Path

from benchmarks.story_quality import decide, stream
from bot.model import ArticleId, ReadArticle
from bot.stories.choosing import ClueLists, useful
from bot.stories.fingerprint import clues, fingerprint
from bot.stories.frequencies import Counts
from bot.stories.similarity import rarities

Report = Mapping[str, object]
"""An item of a stream, with `event` and `role`: "first", "same" or "development"."""
_EVENTS = Path(__file__).parent / "made_events"
_LINE = re.compile(
    r"(?P<lang>ru|uk|en) (?P<minute>\d+) (?P<role>[fsd]) (?P<outlet>[^:]+): (?P<title>.+?) \| (?P<text>.+)"
)
_ROLES = {"f": "first", "s": "same", "d": "development"}


def made_events(name: str) -> list[Report]:
    """The reports of made-up events, "tuned" or "judged", in the order of their minutes."""
    found: list[Report] = []
    event = ""
    for line in (_EVENTS / f"{name}.txt").read_text("utf-8").splitlines():
        if line.startswith("= "):
            event = line
        elif match := _LINE.fullmatch(line):
            role, minute = _ROLES[match["role"]], int(match["minute"])
            found.append({**match.groupdict(), "event": event, "role": role, "minute": minute})
    return sorted(found, key=_minute)


def labelled_events(path: Path) -> list[Report]:
    """The reports of a file of JSON lines."""
    return sorted((json.loads(line) for line in path.read_text("utf-8").splitlines()), key=_minute)


def _minute(report: Report) -> float:
    return float(str(report["minute"]))


def pings(reports: Sequence[Report]) -> dict[str, float]:
    """What a stream of reports sounds like to somebody who watches all of it."""
    answers = stream([{key: one[key] for key in ("outlet", "lang", "minute", "title", "text")} for one in reports])
    events: defaultdict[object, list[tuple[object, str, bool]]] = defaultdict(list)
    for report, (_, answer, develops) in zip(reports, answers, strict=True):
        events[report["event"]].append((report["role"], answer, develops))
    several = [one for one in events.values() if len(one) > 1]
    told = [answer != "same" or news for one in several for role, answer, news in one if role == "development"]
    again = [answer == "same" and news for one in several for role, answer, news in one if role == "same"]
    precision, recall = b_cubed([one["event"] for one in reports], [story for story, _, _ in answers])
    return {
        "pings": sum(answer == "new" for one in several for _, answer, _ in one) / len(several),
        "reports": sum(map(len, several)) / len(several),
        "silent": sum(one[0][1] != "new" for one in events.values()) / len(events),
        "swallowed": sum(one[0][1] == "same" for one in events.values()) / len(events),
        "developments": sum(told) / max(len(told), 1),
        "repeats": sum(again) / max(len(again), 1),
        "b3 precision": precision,
        "b3 recall": recall,
    }


def b_cubed(events: Sequence[object], stories: Sequence[object]) -> tuple[float, float]:
    """How pure stories are, and how whole events: the mean over the reports."""
    pairs = list(zip(events, stories, strict=True))
    together, of_event, of_story = Counter(pairs), Counter(events), Counter(stories)
    precision = sum(together[pair] / of_story[pair[1]] for pair in pairs) / len(pairs)
    recall = sum(together[pair] / of_event[pair[0]] for pair in pairs) / len(pairs)
    return precision, recall


def in_pairs(reports: Sequence[Report]) -> Iterator[tuple[Report, Report, bool]]:
    """All pairs of reports in one language, the earlier one first, and whether they tell one event."""
    for first, second in combinations(reports, 2):
        if first["lang"] == second["lang"]:
            yield first, second, first["event"] == second["event"]


def labelled_pairs(path: Path) -> Iterator[tuple[Report, Report, bool]]:
    """The pairs of a file of JSON lines."""
    for line in path.read_text("utf-8").splitlines():
        pair = json.loads(line)
        yield pair["first"], pair["second"], pair["same"]


def decided(pairs: Iterator[tuple[Report, Report, bool]], *answers: str) -> tuple[float, float, int]:
    """Precision and recall of these answers together, and how many pairs tell one event."""
    counted: Counter[tuple[bool, bool]] = Counter()
    for first, second, same in pairs:
        counted[same, decide(first, second) in answers] += 1
    right = counted[True, True]
    there = right + counted[True, False]
    return right / max(right + counted[False, True], 1), right / max(there, 1), there


def looked_at(pairs: Sequence[tuple[Report, Report]], distractors: Sequence[Report]) -> float:
    """The share of pairs of which the later report is compared with the earlier one.

    All of them, and distractors, come in one after the other.
    """
    later: defaultdict[int, list[int]] = defaultdict(list)
    order: dict[int, Report] = {}
    for first, second in pairs:
        order[id(first)] = first
        later[id(second)].append(id(first))
    order |= {id(one): one for one in distractors}
    order |= {id(second): second for _, second in pairs if id(second) not in order}
    lists, counts, numbers, found = ClueLists({}), Counts(), dict[int, int](), 0
    for number, (key, report) in enumerate(order.items(), 1):
        numbers[key] = number
        text = ReadArticle(str(report["title"]), str(report["text"]), "", "", str(report.get("lang", "ru")))
        made = fingerprint(text)
        weighed = clues(made, rarities(made, counts))
        searched, indexed = useful(weighed, counts)
        near = lists.closest({clue: weighed[clue] for clue in searched})
        found += sum(numbers.get(earlier) in near for earlier in later[key])
        lists.add(ArticleId(number), indexed)
        counts.add([made.language], made.terms)
    return found / max(len(pairs), 1)
