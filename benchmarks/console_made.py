"""A database as operators may find it, made at once: sources of every health, queues, slow hosts, chats, errors.

Made by statements, since only the numbers and the states of the rows matter here; `hostile` puts texts into them that
sources, people and Telegram may send to do harm.
"""

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import cycle
from pathlib import Path
from random import Random

from sqlite_utils import Database

from storage.sqlite.migrations import migrations
from storage.sqlite.rows import to_ms

HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "{{ 7 * 7 }} {% raw %} ${7}",
    "\u202eevil\u202c \x00\x07\u200b\u2066isolated",
    "שלום עולם — مرحبا بالعالم",
    "Z̸̡̢̧̛̛͓͇̪̹̗̭̱̤͇͍͈͔ͅalgo" + "\u0301" * 40,
    "w" * 10_000,
    "слово " * 1_700,
    "]]></title></textarea></style><!-- --!>",
    "javascript:alert(document.domain)",
)
"""Titles, names and reasons."""
HOSTILE_ADDRESSES = (
    "javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "https://user:secret-word@news.example/feed?token=secret-word#secret-word",
    "https://news.example/" + "long/" * 2_000,
    'https://news.example/"onmouseover="alert(1)',
    "//secret-word@news.example/rss",
    "https://[::1",
    "https://пример.рф/лента?ключ=secret-word",
)
SECRET = "secret-word"  # noqa: S105  made up
"""Stands where an address has its user, password, query and fragment; the page never shows it."""

_OUTLETS = (
    "Північ",
    "Вечерний курьер",
    "Harbour Gazette",
    "Lviv Today",
    "Степной вестник",
    "The Ledger",
    "Річ",
    "Метрополь",
)
_TOPICS = ("", "Politics", "Экономика", "Культура", "Sport", "Світ", "Science", "Регіони", "Tech")
_REASONS = (
    ("timed-out", ""),
    ("server-error", "HTTP 503"),
    ("html-page", "https://www.example/login?next=feed"),
    ("name-not-found", ""),
    ("tls-failed", "certificate has expired"),
    ("too-complex", ""),
)
_REFUSALS = (
    "Forbidden: bot was blocked by the user",
    "Bad Request: message is too long",
    "Forbidden: user is deactivated",
)
_HOUR_MS = 3_600_000
_BATCH = 20_000


@dataclass(frozen=True, slots=True)
class Made:
    """How much there is."""

    sources: int = 120
    articles: int = 4_000
    """Of the last 14 days."""
    chats: int = 24
    messages: int = 1_500
    """Of the last 14 days."""
    failing: float = 0.06
    """The share of sources that fail."""
    is_broken: bool = False
    """Whether the queues are late, hosts hold up, and there are errors of each kind."""
    is_hostile: bool = False


def make(path: Path, made: Made, now: datetime, seed: int = 7) -> None:
    """Make the database at a path where there is none. Blocks."""
    chance = Random(seed)
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.row_factory = sqlite3.Row
        migrations.apply(Database(db))
        for pragma in ("journal_mode = WAL", "synchronous = OFF", "foreign_keys = OFF"):
            db.execute(f"PRAGMA {pragma}")
        db.execute("BEGIN")
        if made.sources:
            _sources(db, made, now, chance)
            _articles(db, made, now, chance)
        if made.chats:
            _chats(db, made, now, chance)
        if made.is_broken:
            _trouble(db, made, now)
        db.execute("COMMIT")
        db.execute("ANALYZE")
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _names(made: Made, chance: Random) -> list[tuple[str, str, str]]:
    """Of each source: its title, address and host."""
    hostile = cycle(HOSTILE) if made.is_hostile else None
    odd = cycle(HOSTILE_ADDRESSES)
    names = []
    for number in range(made.sources):
        outlet = chance.choice(_OUTLETS)
        topic = chance.choice(_TOPICS)
        host = f"outlet{number // 3}.example"
        address = f"https://{host}/{number}/{'rss.xml' if number % 4 else f'feed?key={SECRET}{number}'}"
        if hostile is not None:
            at = next(odd)
            address = at if number < len(HOSTILE_ADDRESSES) else f"{at}{number}"
        title = next(hostile) if hostile else f"{outlet}: {topic}" if topic else f"{outlet} {number}"
        names.append((title if number % 17 else "", address, host))
    return names


def _sources(db: sqlite3.Connection, made: Made, now: datetime, chance: Random) -> None:
    end = to_ms(now)
    for number, (title, address, host) in enumerate(_names(made, chance), 1):
        db.execute("INSERT OR IGNORE INTO hosts (name) VALUES (?)", (host,))
        fails, kind = chance.random() < made.failing, chance.random()
        reason, detail = chance.choice(_REASONS)
        interval = chance.choice((300, 900, 1_800, 3_600))
        db.execute(
            "INSERT INTO sources (id, url, host, title, interval_s, next_poll_at, baseline_at,"
            " polled_at, news_at, failures, failing_since, failure_reason, failure_detail, retired, told, item_hashes,"
            " pages_read, pages_refused, language, pack, bundled)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'uk', 'Новини', 1)",
            (
                *(number, address, host, title, interval, end + chance.randrange(1, interval * 1_000)),
                None if kind < 0.01 else end - 40 * 24 * _HOUR_MS,
                end - chance.randrange(1, interval * 1_000),
                end - int(chance.expovariate(1 / 9) * _HOUR_MS),
                chance.randrange(1, 90) if fails else 0,
                end - int(chance.expovariate(1 / 60) * _HOUR_MS) if fails else None,
                reason if fails else None,
                (HOSTILE[number % len(HOSTILE)] if made.is_hostile else detail) if fails else None,
                not fails and 0.01 < kind < 0.015,
                "silent" if 0.015 < kind < 0.035 else None,
                chance.randbytes(240),
                *(chance.randrange(4_000), chance.randrange(30)),
            ),
        )
    db.execute("UPDATE sources SET asker = 0 WHERE NOT retired")


def _articles(db: sqlite3.Connection, made: Made, now: datetime, chance: Random) -> None:
    titles = HOSTILE if made.is_hostile else ("Парламент ухвалив бюджет", "Ціни на нафту зросли", "Trains run again")
    weights = [1 / (place % 40 + 2) for place in range(made.sources)]
    sources = chance.choices(range(1, made.sources + 1), weights, k=made.articles)
    text = "Слово о новостях дня. " * 40
    rows = []
    for number, (source, found) in enumerate(zip(sources, _busy(made.articles, now, chance), strict=True), 1):
        title = titles[number % len(titles)]
        rows.append((number, source, f"https://outlet.example/{number}", title, text, found))
        if len(rows) == _BATCH or number == made.articles:
            db.executemany(
                "INSERT INTO articles (id, source_id, url, canonical_url, site, title, text, language, published_at,"
                " found_at, is_news, waiting, read_no) VALUES (?1, ?2, ?3, ?3, 'outlet.example', ?4, ?5, 'uk', ?6, ?6,"
                " 1, 0, ?1)",
                rows,
            )
            rows.clear()


def _chats(db: sqlite3.Connection, made: Made, now: datetime, chance: Random) -> None:
    kinds, titles = ("private", "private", "supergroup", "channel"), cycle(HOSTILE)
    for key in range(1, made.chats + 1):
        kind = kinds[key % len(kinds)]
        title = "Iryna Kovalenko" if kind == "private" else next(titles) if made.is_hostile else f"Редакція {key}"
        number = 100_000_000 + key * 7_919 if kind == "private" else -1_001_000_000_000 - key * 7_919
        dormant = to_ms(now) if key % 11 == 0 else None
        db.execute(
            "INSERT INTO chats (key, telegram_id, kind, title, language, met_at, dormant_at, dormant_reason)"
            " VALUES (?, ?, ?, ?, 'uk', 0, ?, ?)",
            (key, number, kind, title, dormant, "blocked" if dormant else None),
        )
        for _ in range(chance.randrange(12)):
            query = db.execute(
                "INSERT INTO queries (text, live, generation) VALUES (?, 1, (SELECT coalesce(max(generation), 0) + 1"
                " FROM queries))",
                (f"запит {chance.random()}",),
            ).lastrowid
            db.execute(
                "INSERT INTO subscriptions (query_id, owner_key, chat_key, topic, text, since, created_at)"
                " VALUES (?, ?, ?, 0, 'запит', 0, 0)",
                (query, key, key),
            )
    busy = chance.choices(range(1, made.chats + 1), [1 / key for key in range(1, made.chats + 1)], k=made.messages)
    db.executemany(
        "INSERT INTO dispatches (chat_key, topic, state, due_at, created_at, settled_at)"
        " VALUES (?, 0, 'sent', ?, ?, ?)",
        ((chat, at, at, at) for chat, at in zip(busy, _busy(made.messages, now, chance), strict=True)),
    )


def _trouble(db: sqlite3.Connection, made: Made, now: datetime) -> None:
    end = to_ms(now)
    said = HOSTILE if made.is_hostile else _REFUSALS
    for number in range(18):
        at = end - number * _HOUR_MS
        db.execute(
            "INSERT INTO dispatches (chat_key, topic, state, due_at, created_at, settled_at, reason)"
            " VALUES (?, 0, 'dead', ?, ?, ?, ?)",
            (number % made.chats + 1, at, at, at, said[number % len(said)]),
        )
        db.execute(
            "INSERT INTO unread_updates VALUES (?, ?, ?, ?)",
            (f"update {number}", "message", said[number % 3], at),
        )
    db.execute("UPDATE articles SET waiting = 1, failures = 3, set_aside = 1, failure = ? WHERE id <= 3", (said[0],))
    db.execute("UPDATE articles SET waiting = 1, failure = '', interruptions = 40 WHERE id BETWEEN 4 AND 6")
    db.execute("UPDATE articles SET waiting = 1 WHERE id > (SELECT max(id) FROM articles) - 400")
    db.execute("UPDATE sources SET next_poll_at = ? WHERE id % 5 = 0", (end - 3 * _HOUR_MS,))
    db.execute("UPDATE hosts SET due_at = ? WHERE name LIKE '%5.example'", (end - 3 * _HOUR_MS,))
    db.execute("UPDATE hosts SET free_at = ? WHERE name LIKE '%7.example'", (end + _HOUR_MS,))
    db.execute("UPDATE chats SET due_at = ? WHERE key % 3 = 0 AND dormant_at IS NULL", (end - _HOUR_MS // 2,))
    db.execute("INSERT INTO inbox (cause, chat_id, body, at) VALUES ('waiting', 1, '{}', ?)", (end - _HOUR_MS // 4,))


def _busy(count: int, now: datetime, chance: Random) -> list[int]:
    """Instants of the last 14 days that ascend, in milliseconds: days are busier than nights, and weekdays than
    weekends.
    """
    begin = now - timedelta(days=14)
    hours = [begin + timedelta(hours=number) for number in range(14 * 24)]
    weights = [_share(hour) for hour in hours]
    chosen = chance.choices(hours, weights, k=count)
    return sorted(min(to_ms(now), to_ms(hour) + chance.randrange(_HOUR_MS)) for hour in chosen)


def _share(hour: datetime) -> float:
    """How busy an hour is."""
    day = 1.0 if hour.weekday() < 5 else 0.55
    return day * (0.15 + max(0.0, 1 - abs(hour.hour - 12) / 9))
