"""What comes into view late, and what is new: two tables of sources. The rule was chosen by the first one alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest

from bot.feeds.items import RawItem
from tests.pipeline.watched import START, Watched, item, span


@dataclass(frozen=True)
class Case:
    name: str
    readings: Sequence[tuple[str, str]]
    """When the source is read, from the first time on, and what it lists.

    That is `name@date`, or a name without a date; `name!` is edited.
    """
    sent: str = ""
    wrongly: str = ""
    """What is told or withheld against what is right: the errors of the rule."""


def moment(text: str, now: datetime) -> datetime | None:
    """`-26h` of the first reading, `now`, a `day-1` without a time; nothing."""
    if not text:
        return None
    if text == "now":
        return now
    if text.startswith("day"):
        return START.replace(hour=0) + timedelta(days=int(text[3:] or 0))
    return START + span(text)


def listed(text: str, now: datetime) -> list[RawItem]:
    items = []
    for one in text.split():
        name, _, at = one.partition("@")
        text = "Дополнено" if name.endswith("!") else ""
        items.append(item(name.removesuffix("!"), moment(at, now), text))
    return items


def hours(numbers: Sequence[int], step: int = 1, first: int = 1) -> str:
    """Items an hour apart, the newest first: of number n, `first` + n · `step` hours before the first reading."""
    return " ".join(f"{number}@-{first + number * step}h" for number in numbers)


TUNED = [
    Case("loses one", [("0m", "1@-1d 2@-2d 3@-3d"), ("20m", "1@-1d 3@-3d 4@-4d")]),
    Case("loses one, an hour apart", [("0m", hours(range(5))), ("20m", hours([0, 2, 3, 4, 5]))]),
    Case("loses one within the hour", [("0m", "1@-5m 2@-9m 3@-20m"), ("15m", "1@-5m 3@-20m 4@-25m")]),
    Case("lists 20 instead of 5", [("0m", hours(range(5))), ("20m", hours(range(20)))]),
    Case(
        "grows longer while it brings news",
        [("0m", hours(range(5))), ("20m", "a@+10m " + hours(range(9)))],
        sent="a",
    ),
    Case(
        "most read",
        [
            ("0m", "1@-9d 2@-30d 3@-4d 4@-50d 5@-20d"),
            ("1h", "2@-30d 6@-60d 1@-9d 5@-20d 7@-5d"),
            ("2h", "8@-6d 2@-30d 1@-9d 7@-5d 6@-60d"),
        ],
    ),
    Case(
        "most read, with one of today",
        [("0m", "1@-9d 2@-30d 3@-4d 4@-50d 5@-20d"), ("5h", "2@-30d 1@-9d 6@+2h 5@-20d 3@-4d")],
        sent="6",
    ),
    Case("pins an old one on top", [("0m", hours(range(6))), ("20m", "9@-14d " + hours(range(6)))]),
    Case(
        "news as they come",
        [("0m", hours(range(6))), ("20m", "a@+5m " + hours(range(5))), ("40m", "b@+30m a@+5m " + hours(range(4)))],
        sent="a b",
    ),
    Case("from behind a cache", [("0m", hours(range(6))), ("10m", "a@-8m " + hours(range(5)))], sent="a"),
    Case(
        "dated when it was written, a day before it comes",
        [
            ("0m", hours(range(6))),
            ("4d", "a@+3d " + hours(range(5))),
            ("5d", "a@+3d b@+4d " + hours(range(4))),
            ("5.1d", "a@+3d c@+94h b@+4d " + hours(range(3))),
        ],
        sent="a b c",
    ),
    Case(
        "dated when it was written, a weekend before",
        [("0m", hours(range(6))), ("9d", "a@+9d " + hours(range(5))), ("9.1d", "a@+9d b@+151h " + hours(range(4)))],
        sent="a b",
    ),
    Case(
        "the program was off for three days",
        [("0m", hours(range(6))), ("3d", "c@+71h b@+40h a@+2h " + hours(range(3)))],
        sent="a b c",
    ),
    Case(
        "the program was off for three days, nothing remains",
        [("0m", hours(range(3))), ("3d", "c@+71h b@+40h a@+2h")],
        sent="a b c",
    ),
    Case(
        "back after months",
        [("0m", hours(range(6))), ("120d", "d@+119d c@+60d b@+31d a@+20d " + hours(range(2)))],
        sent="b c d",
    ),
    Case(
        "days alone",
        [
            ("0m", "1@day0 2@day0 3@day-1"),
            ("4h", "4@day0 1@day0 2@day0 3@day-1"),
            ("10h", "5@day0 4@day0 1@day0 2@day0"),
        ],
        sent="4 5",
    ),
    Case("days alone, loses one", [("0m", "1@day0 2@day-1 3@day-2"), ("1h", "1@day0 3@day-2 4@day-3")]),
    Case(
        "a zone too far west",
        [("0m", "1@-6h 2@-8h 3@-9h"), ("30m", "a@-5h 1@-6h 2@-8h"), ("90m", "b@-4h a@-5h 1@-6h")],
        sent="a b",
    ),
    Case(
        "a zone too far east",
        [("0m", "1@+2h 2@+1h 3@-1h"), ("30m", "a@+3h 1@+2h 2@+1h"), ("60m", "a@+3h 2@+1h 3@-1h 4@-2h")],
        sent="a",
    ),
    Case("a zone too far east, loses one", [("0m", "1@+3h 2@+2h 3@+1h"), ("30m", "1@+3h 3@+1h 4@+30m")]),
    Case(
        "all dated as the document",
        [("0m", "1@now 2@now 3@now 4@now"), ("20m", "a@now 1@now 2@now 3@now"), ("40m", "a@now 2@now 3@now 4@now")],
        sent="a",
    ),
    Case(
        "all dated as the document, loses one", [("0m", "1@now 2@now 3@now 4@now"), ("20m", "1@now 3@now 4@now 5@now")]
    ),
    Case("no dates", [("0m", "1 2 3 4"), ("20m", "a 1 2 3"), ("40m", "c b a 1")], sent="a b c"),
    Case("no dates, loses one", [("0m", "1 2 3 4"), ("20m", "1 3 4 5")]),
    Case("no dates, lists 12 instead of 4", [("0m", "1 2 3 4"), ("20m", "1 2 3 4 5 6 7 8 9 10 11 12")]),
    Case("no dates, the oldest first", [("0m", "1 2 3 4"), ("20m", "1 2 3 4 a"), ("40m", "2 3 4 a b")], sent="a b"),
    Case(
        "the oldest first",
        [("0m", "1@-4h 2@-3h 3@-2h 4@-1h"), ("20m", "2@-3h 3@-2h 4@-1h a@+9m"), ("40m", "1@-4h 2@-3h 3@-2h a@+9m")],
        sent="a",
    ),
    Case(
        "a channel loses its last post",
        [("0m", "7@-9h 8@-8h 9@-7h"), ("20m", "6@-10h 7@-9h 8@-8h"), ("40m", "7@-9h 8@-8h a@+30m")],
        sent="a",
    ),
    Case("an empty list at first", [("0m", ""), ("20m", "a@+9m 1@-9h"), ("40m", "b@+30m a@+9m 1@-9h")], sent="a b"),
    Case("an empty list at first, no dates", [("0m", ""), ("20m", "a b"), ("40m", "c a b")], sent="a b c"),
    Case(
        "dated months back",
        [
            ("0m", "1@-400d 2@-401d 3@-402d"),
            ("20m", "a@-399d 1@-400d 2@-401d"),
            ("40m", "a@-399d 1@-400d 3@-402d 4@-403d"),
        ],
        sent="a",
    ),
    Case(
        "dated by the day of the paper, which comes out a week later",
        [
            ("0m", hours(range(6), 24, 170)),
            ("20m", "a@-150h " + hours(range(6), 24, 170)),
            ("1d", "b@-120h a@-150h " + hours(range(6), 24, 170)),
        ],
        sent="a b",
    ),
    Case(
        "dated by the day of signature, a week or so before",
        [
            ("0m", hours(range(6), 24, 100)),
            ("10d", "a@+6d " + hours(range(6), 24, 100)),
            ("11d", "a@+6d b@+5d " + hours(range(5), 24, 100)),
            ("12d", "c@+7d a@+6d b@+5d " + hours(range(5), 24, 100)),
            ("13d", "c@+7d a@+6d d@+134h b@+5d " + hours(range(5), 24, 100)),
            ("14d", "c@+7d a@+6d e@+135h d@+134h b@+5d " + hours(range(4), 24, 100)),
        ],
        sent="a b c d e",
        wrongly="b d",  # until the second one has shown what its dates are worth
    ),
    Case("days alone, after an empty list", [("0m", ""), ("4h", "a@day0 b@day0")], sent="a b"),
    Case("from behind a cache, below another one", [("0m", "1@-1m 2@-1h"), ("10m", "1@-1m a@-8m 2@-1h")], sent="a"),
    Case(
        "from behind a cache, the oldest first",
        [("0m", "1@-30m 2@-20m"), ("10m", "1@-30m 2@-20m a@-5m")],
        sent="a",
    ),
    Case(
        "from behind a cache, without order",
        [("0m", "1@-9h 2@-1h 3@-20h 4@-5m"), ("10m", "1@-9h 2@-1h 3@-20h 4@-5m a@-10m")],
        sent="a",
    ),
    Case(
        "the oldest first, an old one at the end",
        [("0m", "1@-30h 2@-20h 3@-10h 4@-1h"), ("20m", "1@-30h 2@-20h 3@-10h 4@-1h 5@-5h")],
    ),
    Case("no dates, grows by one while it brings news", [("0m", "1 2 3"), ("20m", "a 1 2 3 4")], sent="a"),
    Case("no dates, the oldest first, while one is edited", [("0m", "1 2 3"), ("20m", "1 2! 3 a")], sent="a"),
    Case(
        "pins one of the morning on top, where one has come late before",
        [("0m", "1@-2h 2@-20h 3@-4h 4@-6h 5@-7h"), ("20m", "9@-10h 1@-2h 2@-20h 3@-4h 4@-6h 5@-7h")],
    ),
    Case(
        "most read, one enters on top",
        [("0m", "1@-2d 2@-9d 3@-4d 4@-30d 5@-6d"), ("20m", "6@-60h 1@-2d 2@-9d 3@-4d 4@-30d 5@-6d")],
    ),
    Case(
        "without order, says for a week what it has said",
        [(f"{day}d", "1@-9h 2@-1h 3@-20h 4@-5m 5@-6h") for day in range(7)]
        + [("7d", "1@-9h a@+1d 2@-1h c@+5d b@+2d 3@-20h d@+6d 4@-5m")],
        sent="a b c d",
    ),
    Case(
        "dated badly, and then sorted by readers",
        [
            ("0m", hours(range(6), 24, 100)),
            ("10d", "a@+5d b@+4d " + hours(range(6), 24, 100)),
            ("20d", "a@+5d c@+104h b@+4d d@+92h " + hours(range(6), 24, 100)),
            ("20.5d", "a@+5d c@+104h e@+103h b@+4d d@+92h f@+91h " + hours(range(6), 24, 100)),
            ("21d", "3@-172h a@+5d 9@-9d 0@-100h c@+104h b@+4d " + hours([5, 4], 24, 100)),
            ("22d", "3@-172h a@+5d 8@-10d 9@-9d 0@-100h c@+104h b@+4d " + hours([5, 4], 24, 100)),
        ],
        sent="a b c d e f",
        wrongly="c d e f",
    ),
    Case(
        "no dates, the oldest first, many at once when it is known to be so",
        [("0m", "1 2 3"), ("20m", "1 2 3 a"), ("40m", "2 3 a b"), ("60m", "2 3 a b c d e"), ("80m", "0 2 a b c d e f")],
        sent="a b c d e f",
    ),
    Case("no dates, nothing remains but what is pinned", [("0m", "p 1 2 3 4"), ("1d", "p a b c d")], sent="a b c d"),
    Case(
        "dated when it was written, which the list shows at once",
        [("0m", "1@-2h 2@-9h 3@-4h 4@-30h 5@-6h 6@-8h"), ("20m", "a@-12h 1@-2h 2@-9h 3@-4h 4@-30h 5@-6h")],
        sent="a",
    ),
    Case(
        "a zone too far west, without order",
        [("0m", "1@-9h 2@-30h 3@-8h 4@-20h 5@-11h"), ("1h", "1@-9h 2@-30h a@-7h 3@-8h 4@-20h 5@-11h")],
        sent="a",
    ),
]


JUDGED = [
    Case(
        "events, of which a sooner one is added",
        [("0m", "1@+1d 2@+3d 3@+9d 4@+30d"), ("1h", "a@+20h 1@+1d 2@+3d 3@+9d 4@+30d")],
        sent="a",
    ),
    Case("dated months ahead, loses one", [("0m", "1@+90d 2@+89d 3@+88d"), ("20m", "1@+90d 3@+88d 4@+87d")]),
    Case(
        "a channel loses two posts",
        [("0m", "5@-9d 6@-8d 7@-6d 8@-1d"), ("1h", "3@-12d 4@-10d 5@-9d 7@-6d a@+30m")],
        sent="a",
    ),
    Case(
        "a sitemap without order",
        [("0m", "1@-3h 2@-40h 3@-1h 4@-20h 5@-9h"), ("1h", "1@-3h a@+50m 3@-1h b@+30m 4@-20h 5@-9h")],
        sent="a b",
    ),
    Case(
        "another part of a sitemap",
        [("0m", "1@-3h 2@-40h 3@-1h 4@-20h 5@-9h"), ("1h", "1@-3h 8@-20d 3@-1h 9@-25d 4@-20h 7@-30d")],
    ),
    Case(
        "two sections, of which one loses an item",
        [
            ("0m", hours(range(5)) + " " + hours(range(20, 25), 1, -19)),
            ("1h", hours([0, 2, 3, 4, 5]) + " " + hours(range(20, 25), 1, -19)),
        ],
    ),
    Case(
        "a front page sorted by votes",
        [
            ("0m", "1@-5h 2@-2h 3@-9h 4@-1h 5@-7h"),
            ("30m", "2@-2h 1@-5h 6@-4h 4@-1h 5@-7h"),
            ("26h", "a@+20h 2@-2h b@+23h 6@-4h 1@-5h"),
        ],
        sent="a b",
    ),
    Case("a forum sorted by answers", [("0m", hours(range(6))), ("9d", "8@-20d a@+9d " + hours(range(5)))], sent="a"),
    Case("a feed of one item", [("0m", "1@-3h"), ("1h", "a@+30m"), ("2h", "b@+90m")], sent="a b"),
    Case("a feed of one item, behind a cache of hours", [("0m", "1@-9h"), ("1h", "a@-2h")], sent="a"),
    Case(
        "the site failed for a week, and lists more",
        [("0m", hours(range(3))), ("7d", "b@+6d a@+1d " + hours(range(9)))],
        sent="a b",
    ),
    Case(
        "a monthly",
        [("0m", "1@-5d 2@-36d 3@-66d"), ("26d", "a@+26d 1@-5d 2@-36d"), ("50d", "a@+26d 2@-36d 3@-66d 4@-97d")],
        sent="a",
    ),
    Case(
        "a blog that sleeps loses its last post",
        [
            ("0m", "1@-200d 2@-210d 3@-300d 4@-310d"),
            ("1h", "2@-210d 3@-300d 4@-310d 5@-400d"),
            ("2h", "a@+2h 2@-210d 3@-300d 4@-310d"),
        ],
        sent="a",
    ),
    Case(
        "events by the day on which they are",
        [
            ("0m", "1@+1d 2@+3d 3@+9d 4@+30d"),
            ("1h", "1@+1d 2@+3d a@+5d 3@+9d 4@+30d"),
            ("2d", "2@+3d a@+5d 3@+9d b@+12d 4@+30d"),
        ],
        sent="a b",
    ),
    Case(
        "all are replaced within minutes",
        [("0m", "1@-1m 2@-2m 3@-4m"), ("15m", "e@+14m d@+10m c@+9m b@+7m")],
        sent="b c d e",
    ),
    Case("no dates, one pinned on top", [("0m", "p 1 2 3"), ("20m", "p a 1 2"), ("40m", "p b a 1")], sent="a b"),
    Case("no dates, loses one while it brings news", [("0m", "1 2 3 4"), ("20m", "a 1 3 4 5")], sent="a"),
    Case("no dates, gone for hours and back", [("0m", "1 2 3 4"), ("20m", "1"), ("3h", "1 2 3 4")]),
    Case("no dates, most read", [("0m", "1 2 3 4 5"), ("1h", "3 6 1 2 7")], wrongly="6"),
    Case(
        "no dates, the oldest first, loses one while it brings news",
        [("0m", "1 2 3 4"), ("20m", "1 2 4 a")],
        sent="a",
        wrongly="a",
    ),
    Case(
        "no dates, the oldest first, three at once",
        [("0m", "1 2 3 4"), ("20m", "1 2 3 4 a b c")],
        sent="a b c",
        wrongly="a b c",
    ),
    Case(
        "no dates, the oldest first, three of ten at once",
        [("0m", "1 2 3 4 5 6 7 8 9 10"), ("20m", "1 2 3 4 5 6 7 8 9 10 a b c")],
        sent="a b c",
    ),
    Case("no dates, lists two more", [("0m", "1 2 3"), ("20m", "1 2 3 4 5")], wrongly="4 5"),
    Case("dated by the last edit", [("0m", "1@-1h 2@-2h 3@-3h"), ("1h", "3@+30m a@+20m 1@-1h 2@-2h")], sent="a"),
    Case(
        "an old one edited, dated by the last edit",
        [("0m", "1@-1h 2@-2h 3@-3h"), ("1h", "9@+30m 1@-1h 2@-2h 3@-3h")],
        wrongly="9",
    ),
    Case(
        "put under a heading a week later",
        [
            ("0m", hours(range(6))),
            ("9d", "a@+9d b@+8d " + hours(range(4))),
            ("9.1d", "a@+9d b@+8d c@+30h " + hours(range(3))),
        ],
        sent="a b",
    ),
    Case(
        "dated when it was written, on the first day",
        [("0m", hours(range(6))), ("20m", hours(range(3)) + " a@-3.5h " + hours(range(3, 6)))],
        sent="a",
        wrongly="a",
    ),
    Case("a slip of a year", [("0m", hours(range(6))), ("1h", "a@-365d " + hours(range(6)))], sent="a", wrongly="a"),
    Case("a zone too far east, lists more", [("0m", "1@+3h 2@+2h"), ("20m", "1@+3h 2@+2h 3@+1h 4@+0h 5@-1h 6@-2h")]),
    Case(
        "a zone too far west, lists more",
        [("0m", hours(range(4), 1, 6)), ("20m", "a@-345m " + hours(range(9), 1, 6))],
        sent="a",
    ),
    Case(
        "days alone, lists more",
        [("0m", "1@day0 2@day-1 3@day-1"), ("20m", "1@day0 2@day-1 3@day-1 4@day-1 5@day-2 6@day-2 7@day-3")],
    ),
    Case(
        "the archive of years",
        [("0m", hours(range(100), 24)), ("1h", "a@+30m " + hours(range(300), 24))],
        sent="a",
    ),
    Case(
        "two mirrors, one of which is behind",
        [("0m", hours(range(5))), ("20m", hours(range(3, 8))), ("40m", "a@+30m " + hours(range(4)))],
        sent="a",
    ),
    Case("no dates, back after months", [("0m", "1 2 3"), ("120d", "a b c")], sent="a b c"),
    Case(
        "all dated as the document, lists 12 instead of 4",
        [("0m", "1@now 2@now 3@now 4@now"), ("1h", " ".join(f"{n}@now" for n in range(1, 13)))],
    ),
    Case(
        "comes an hour after its date, among others",
        [
            ("0m", hours(range(6))),
            ("4d", "a@+95h " + hours(range(5))),
            ("4.1d", "b@+97h a@+95h c@+94h " + hours(range(3))),
        ],
        sent="a b c",
    ),
]


def told_of(case: Case, *, is_partial: bool) -> set[str]:
    watched, sent = Watched(is_partial), set()
    for after, text in case.readings:
        now = START + span(after)
        record = watched.read(listed(text, now), now)
        sent |= {found.title.split()[-1] for found in record.found if found.is_news}
    return sent


@pytest.mark.parametrize("case", [*TUNED, *JUDGED], ids=lambda case: case.name)
def test_table(case: Case) -> None:
    sent = told_of(case, is_partial=False)
    assert sent == told_of(case, is_partial=True)
    assert sent ^ set(case.sent.split()) == set(case.wrongly.split())
