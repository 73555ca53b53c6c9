"""A chat of which something stands in every table, and a search for its traces in all of them."""

import json
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

from bot.errors import Refused
from bot.model import (
    Admission,
    AdmissionState,
    Cause,
    Chat,
    ChatKind,
    Clue,
    ExpandedQuery,
    Expansion,
    FrontPageWanted,
    Generation,
    Membership,
    NewSource,
    Notice,
    PollRecord,
    Quotas,
    Received,
    Scope,
    Sent,
    SourceForPoll,
    SourceId,
    Subscribed,
    WaitingArticle,
    in_scope,
)
from storage.sqlite.rows import to_ms
from tests.storage.scene import Scene, story_in

FIRST_KEY = 7_000_000
"""No other number in the database is as great, but times and Telegram's ids."""
TELEGRAM_ID = 777_000_777
WORD = "tajna"
"""Stands in whatever the chat wrote, added or was told alone."""
BY_ITSELF = {"given.chat_key"}
"""The highest key that was given: the next chat gets another one."""
PRESS = Cause("bot:1")
_QUOTAS = Quotas(new_sources=100)


@dataclass(frozen=True, slots=True)
class Told:
    """A chat to be forgotten, and others whom it concerns."""

    chat: Chat
    neighbour: Chat
    """Watches one of its sources, wants one of its queries, and was told its name."""
    channel: Chat
    """A target of both."""
    subscriptions: tuple[Subscribed, ...]
    shared: SourceId
    own: SourceId


async def tell_everything(scene: Scene, database: Path, kind: ChatKind = ChatKind.PRIVATE) -> Told:
    """Let a chat come into every table."""
    storage = scene.storage
    neighbour, channel = await scene.chat(200), await scene.chat(300, ChatKind.CHANNEL)
    with closing(sqlite3.connect(database)) as db:
        db.execute("UPDATE given SET chat_key = ?", (FIRST_KEY,))
        db.commit()
    chat = await scene.chat(TELEGRAM_ID, kind)
    shared = await _watch(scene, chat, "https://shared.example/feed")
    await _watch(scene, neighbour, "https://shared.example/feed")
    own = await _watch(scene, chat, f"https://{WORD}.example/feed")
    await storage.set_own_source(own, chat.key, lambda settings: settings, scene.now, scene.cause())
    for owner, target in ((chat, channel), (neighbour, channel), (neighbour, chat)):
        await storage.connect(owner.key, target.key)
    subscriptions = (
        await scene.subscribe(chat, WORD),
        await scene.subscribe(chat, "ours"),
        await scene.subscribe(chat, f"{WORD} abroad", target=channel),
        await scene.subscribe(neighbour, f"{WORD} guest", target=chat),
        await scene.subscribe(neighbour, "ours"),
    )
    await _live(scene, chat, neighbour)
    await storage.exclude(chat.key, f"{WORD} excluded", scene.now, scene.cause())
    await storage.exclude(chat.key, f"{WORD} excluded", scene.now, scene.cause(), subscription=subscriptions[0].id)
    await storage.set_name(subscriptions[0].id, chat.key, WORD)
    await storage.set_folder(subscriptions[0].id, chat.key, WORD)
    left = await scene.subscribe(chat, f"{WORD} left")
    await storage.unsubscribe(left.id, chat.key, scene.now, scene.cause())
    queries = (await storage.index_changes(Generation(0))).added.items()
    expanded = [ExpandedQuery(query, text, Expansion(1, text.encode())) for query, text in queries]
    await storage.keep_expansions(expanded)
    await storage.keep_text(chat.key, WORD, scene.now, scene.cause())
    await storage.share(chat.key, WORD, "token", scene.now, scene.cause())
    await storage.mute_pack(WORD, chat.key, muted=True)
    await storage.notify(neighbour.key, Notice("connection-ended", {"title": "X", "name": chat.title}), scene.now)
    updates = [Received(PRESS, TELEGRAM_ID, WORD), Received(Cause("bot:2"), TELEGRAM_ID, "later")]
    await storage.receive(updates, scene.now)
    await storage.admit(Admission(TELEGRAM_ID, AdmissionState.ASKED, WORD, quota=5), scene.now)
    _write_rows(scene, database, chat, own)
    await _publish(scene, database, chat, channel)
    return Told(chat, neighbour, channel, subscriptions, shared, own)


async def _watch(scene: Scene, chat: Chat, url: str) -> SourceId:
    await scene.storage.add_source(NewSource(url, url), chat.key, scene.now, scene.cause(), _QUOTAS)
    return next(one.id for one in await scene.storage.watched_sources(chat.key) if one.url == url)


async def _live(scene: Scene, chat: Chat, neighbour: Chat) -> None:
    """Articles of both sources are found, grouped and told; some are still on their way."""
    for _ in range(2):
        source = await scene.claim_source()
        is_own = WORD in source.url
        titles = [f"{WORD if is_own else 'news'}-{number}" for number in range(4)]
        await _poll(scene, source, titles)
        for article in await scene.storage.claim_waiting_articles(scene.now, 100, scene.lease()):
            await _record(scene, article, chat, None if is_own else neighbour)
    await scene.fan_out()
    for number, dispatch in enumerate(await scene.dispatches(), 1):
        await scene.settle(dispatch, Sent(number))
        await scene.storage.mute_story(dispatch.id, story_in(dispatch).story_id, dispatch.chat.key, scene.now)


async def _poll(scene: Scene, source: SourceForPoll, titles: list[str]) -> None:
    found = [replace(scene.found(title), url=f"https://{title}.example/", wants_page=True) for title in titles]
    next_at = scene.now + timedelta(days=1)
    state = replace(source.state, next_poll_at=next_at, baseline_at=scene.now, polled_at=scene.now)
    wanted = FrontPageWanted(f"{titles[0]}.example", f"https://{titles[0]}.example/", "x.example")
    record = PollRecord(source.id, source.lease, scene.now, state, found=tuple(found), front_page=wanted)
    await scene.storage.record_poll(record)


async def _record(scene: Scene, article: WaitingArticle, chat: Chat, other: Chat | None) -> None:
    queries = [WORD, f"{WORD} abroad", f"{WORD} guest"] if other is None else ["ours"]
    if other is not None and article.number % 2:  # the neighbour's story comes first
        chat, other = other, chat
    key = f"title:{article.title}"
    record = await scene.made(article, *queries, clues=(scene.clue(),), fingerprint=b"x", scope=Scope(chat.key))
    record = replace(record, story_keys=(in_scope(key, Scope(chat.key)),))
    if other is not None:
        second = Membership(Scope(other.key), None, (in_scope(key, Scope(other.key)),), (Clue(5),))
        record = replace(record, others=(second,))
    (outcome,) = await scene.storage.record_articles([record])
    assert not isinstance(outcome, Refused)


def _write_rows(scene: Scene, database: Path, chat: Chat, own: SourceId) -> None:
    """What takes long to come about otherwise."""
    with closing(sqlite3.connect(database)) as db:
        (article,) = db.execute("SELECT max(id) FROM articles WHERE source_id = ?", (own,)).fetchone()
        (story,) = db.execute("SELECT story_id FROM articles WHERE id = ?", (article,)).fetchone()
        db.execute("INSERT INTO former_titles VALUES (?, ?, 1, ?)", (article, story, WORD))
        db.execute("INSERT INTO former_addresses (url, source_id) VALUES (?, ?)", (WORD, own))
        db.execute("INSERT INTO closed_topics VALUES (?, 1, ?)", (chat.key, WORD))
        db.execute("INSERT INTO holds VALUES (?, 1, 0)", (chat.key,))
        db.execute("UPDATE chat_sources SET reports_to_key = ? WHERE chat_key != ?", (chat.key, chat.key))
        db.execute("INSERT INTO topics VALUES (?, 1, ?, 1)", (chat.key, WORD))
        db.execute("INSERT OR IGNORE INTO grown_stories (story_id) VALUES (?)", (story,))
        db.execute("INSERT INTO silenced_stories VALUES (?, ?, ?)", (chat.key, story, story))
        db.execute("UPDATE mentions SET words = ? WHERE article_id = ?", (WORD, article))
        db.execute(
            "UPDATE articles SET page = ?, told_as = ?, author = ?, novelty = ? WHERE id = ?",
            (WORD, WORD, WORD, "{}", article),
        )
        channel = "INSERT INTO sources (url, host, title, language, interval_s, next_poll_at, channel_key)"
        channel += " SELECT ?, host, ?, '', 1, 0, ? FROM sources WHERE id = ? RETURNING id"
        named = (f"channel:{TELEGRAM_ID}", WORD, chat.key, own)
        (read_as,) = db.execute(channel, named).fetchone()
        db.execute("INSERT INTO chat_sources (chat_key, source_id) VALUES (?, ?)", (chat.key, read_as))
        db.execute("INSERT INTO own_posts VALUES (?, 1, ?, ?, 0, 0, 0, 'text', NULL, NULL, 0)", (read_as, WORD, WORD))
        db.execute("INSERT INTO writes VALUES (?, ?)", (to_ms(scene.now), TELEGRAM_ID))
        db.commit()


async def _publish(scene: Scene, database: Path, chat: Chat, channel: Chat) -> None:
    """The chat is a channel, the desk of another one, and the private chat of somebody who presses and invites."""
    person = await scene.storage.meet_person(TELEGRAM_ID, WORD)
    other = await scene.storage.meet_person(5, "Аня")
    by = json.dumps({"key": person, "name": WORD})
    details = f'{{"by": {by}, "approvals": [{by}], "text": {{"html": "", "by": {by}}}}}'
    with closing(sqlite3.connect(database)) as db:
        db.execute("INSERT INTO channels VALUES (?, 'approved', ?, 0, ?)", (chat.key, chat.key, f'{{"{WORD}": 1}}'))
        db.execute(
            "INSERT INTO channels (chat_key, publishing, desk_key) VALUES (?, 'approved', ?)", (channel.key, chat.key)
        )
        (story,) = db.execute("SELECT max(id) FROM stories").fetchone()
        sent = [one for (one,) in db.execute("SELECT id FROM dispatches WHERE chat_key = ?", (chat.key,))]
        for place, dispatch in zip((chat.key, channel.key), sent, strict=False):
            repost = "INSERT INTO reposts (chat_key, story_id, debt_id, state, details, decided_at, created_at)"
            repost += " VALUES (?, ?, 0, 'refused', ?, 1, 1)"
            number = db.execute(repost, (place, story, details)).lastrowid
            card = "INSERT INTO cards (repost_id, dispatch_id, chat_key, message_id, serial, edit_after)"
            db.execute(f"{card} VALUES (?, ?, ?, 1, 0, 0)", (number, dispatch, chat.key))
            line = "INSERT INTO repost_log (repost_id, chat_key, at, action, person_key, name, revision)"
            db.execute(f"{line} VALUES (?, ?, 1, 'refuse', ?, ?, 1)", (number, place, person, WORD))
            db.execute("INSERT INTO editors VALUES (?, ?, ?)", (place, person, other))
            db.execute("INSERT INTO editors VALUES (?, ?, ?)", (place, other, person))
            db.execute("INSERT INTO invitations VALUES (?, ?, ?, ?, 1)", (f"one {place % 100}", place, person, other))
            db.execute("INSERT INTO channel_questions VALUES (?, ?, 1)", (TELEGRAM_ID, place))
            db.execute("INSERT INTO channel_sources SELECT ?, min(id) FROM sources", (place,))
        db.commit()


def tables(db: sqlite3.Connection) -> list[str]:
    names = [name for (name,) in db.execute("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")]
    return [name for name in names if not re.match(r"_?sqlite_|archive_\d", name)]


def columns(db: sqlite3.Connection, table: str) -> list[str]:
    return [row[1] for row in db.execute(f"PRAGMA table_info({table})")]


def traces(database: Path) -> set[str]:
    """The columns, and parts of the archive, in which something leads to the chat or repeats what only it said."""
    with closing(sqlite3.connect(database)) as db:
        found = {
            f"{table}.{column}"
            for table in tables(db)
            for column in columns(db, table)
            if f"{table}.{column}" not in BY_ITSELF and _has_trace(db, table, column)
        }
        return found | set(_archived(db))


def _has_trace(db: sqlite3.Connection, table: str, column: str) -> bool:
    return any(_is_trace(value) for (value,) in db.execute(f"SELECT {column} FROM {table}"))  # noqa: S608  names of ours


def _archived(db: sqlite3.Connection) -> Iterator[str]:
    for (week,) in db.execute("SELECT week FROM archive_parts").fetchall():
        db.execute(f"CREATE VIRTUAL TABLE temp.words_{week} USING fts5vocab(main, archive_{week}, row)")
        if any(_is_trace(word) for (word,) in db.execute(f"SELECT term FROM temp.words_{week}")):  # noqa: S608  a number
            yield "archive"


def _is_trace(value: object) -> bool:
    if isinstance(value, int):
        return abs(value) in {FIRST_KEY + 1, TELEGRAM_ID}
    text = value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)
    return WORD in text or str(TELEGRAM_ID) in text or str(FIRST_KEY + 1) in text
