"""The content of a message, read from the debts that it pays."""

import sqlite3

from bot.model import (
    FURTHER_LISTED,
    Content,
    Digest,
    FurtherReport,
    FurtherReports,
    Prominence,
    ReadArticle,
    StoryId,
    StoryUpdate,
)
from storage.sqlite.notices import read_notice
from storage.sqlite.rows import Row, from_ms
from storage.sqlite.scopes import MEMBERS, OWNERS_SCOPES
from storage.sqlite.sources import WATCHES


def load_content(db: sqlite3.Connection, dispatch: Row) -> Content:
    """The content of a dispatch: always the same, since its debts and the version are frozen."""
    if dispatch["notice_key"] is not None:
        return read_notice(dispatch["notice_key"], dispatch["notice_arguments"])
    if dispatch["total"] is not None:
        return _load_digest(db, dispatch)
    return load_story(db, dispatch, dispatch["story_id"], dispatch["version"])


def load_story(db: sqlite3.Connection, dispatch: Row, story: int, version: int) -> StoryUpdate:
    """A story of a dispatch, as of `version`, for the subscriptions behind the dispatch."""
    reasons = reason_rows(db, dispatch["id"], story)
    article = article_row(db, reasons[0]["article_id"])
    kept = [row for row in reasons if row["text"] is not None]
    is_akin = dispatch["akin_id"] is not None and not dispatch["parted"]
    return StoryUpdate(
        story_id=StoryId(story),
        version=version,
        subscriptions=tuple(dict.fromkeys(row["text"] for row in kept)),
        queries=tuple(dict.fromkeys(row["query"] for row in reasons)),
        article=to_read(article),
        url=article["url"],
        published_at=from_ms(article["published_at"]),
        further=_further(db, article, story, version, kept[0]["owner_key"] if kept else None)
        if dispatch["follows"]
        else FurtherReports(),
        reply_to=dispatch["reply_to"],
        silent=is_akin or (bool(kept) and all(row["silent"] for row in kept)),
        is_revision=bool(reasons[0]["is_revision"]),
        is_akin=is_akin,
        is_passing=all(row["prominence"] == Prominence.PASSING for row in reasons),
    )


def _load_digest(db: sqlite3.Connection, dispatch: Row) -> Digest:
    debts = db.execute(
        "SELECT story_id, version, place FROM debts WHERE dispatch_id = ? ORDER BY place", (dispatch["id"],)
    ).fetchall()
    return Digest(
        stories=tuple(load_story(db, dispatch, debt["story_id"], debt["version"]) for debt in debts),
        first=debts[0]["place"],
        total=dispatch["total"],
    )


def reason_rows(db: sqlite3.Connection, dispatch: int, story: int) -> list[Row]:
    """The reasons of a story of a dispatch, oldest first; a deleted subscription's columns are null."""
    return db.execute(
        "SELECT m.article_id, m.is_revision, m.prominence, m.words, q.text AS query, s.text, s.silent, s.owner_key"
        " FROM debts JOIN reasons AS r ON r.debt_id = debts.id JOIN mentions AS m ON m.id = r.mention_id"
        " JOIN queries AS q ON q.id = m.query_id LEFT JOIN subscriptions AS s ON s.id = r.subscription_id"
        " WHERE dispatch_id = ? AND story_id = ? ORDER BY r.mention_id, r.subscription_id",
        (dispatch, story),
    ).fetchall()


def is_suspended(db: sqlite3.Connection, dispatch: int) -> bool:
    """Whether all subscriptions behind a dispatch are suspended."""
    for_others = (
        "SELECT 1 FROM debts JOIN reasons AS r ON r.debt_id = debts.id"
        " LEFT JOIN subscriptions AS s ON s.id = r.subscription_id"
        " WHERE debts.dispatch_id = ? AND NOT coalesce(s.suspended, 0)"
    )
    return db.execute(for_others, (dispatch,)).fetchone() is None


def article_row(db: sqlite3.Connection, article: int) -> Row:
    row: Row = db.execute(
        "SELECT a.*, coalesce(told_as, s.title) AS source_title"
        " FROM articles AS a JOIN sources AS s ON s.id = source_id WHERE a.id = ?",
        (article,),
    ).fetchone()
    return row


def to_read(article: Row) -> ReadArticle:
    return ReadArticle(
        title=article["title"],
        text=article["text"],
        source=article["source_title"],
        site=article["site"],
        language=article["language"],
    )


def _further(db: sqlite3.Connection, article: Row, story: int, version: int, owner: int | None) -> FurtherReports:
    """The other reports of that version from sources that the owner watches; of an outlet, a page counts once."""
    rows = db.execute(
        f"""
        WITH reports AS (
            SELECT a.title, a.url, a.published_at, coalesce(told_as, s.title) AS source, member.story_version,
                row_number() OVER (
                    PARTITION BY coalesce(told_as, s.title), coalesce(nullif(a.canonical_url, ''), a.id)
                    ORDER BY member.story_version
                ) AS nth
            FROM {MEMBERS.format(story=":story", scopes=OWNERS_SCOPES.format(owner=":owner"))} AS member
                JOIN articles AS a ON a.id = article_id JOIN sources AS s ON s.id = source_id
            WHERE member.story_version <= :version AND a.id != :article
                AND NOT (a.canonical_url = :url AND :url != '' AND coalesce(told_as, s.title) = :source)
                AND {WATCHES.format(owner=":owner", source="a.source_id")}
        ), pages AS (SELECT * FROM reports WHERE nth = 1)
        SELECT *, (SELECT count(*) FROM pages) AS total,
            (SELECT count(DISTINCT source) FROM pages WHERE source != :source) AS outlets
        FROM pages ORDER BY story_version DESC LIMIT :limit
        """,  # noqa: S608  constants
        {
            "story": story,
            "version": version,
            "article": article["id"],
            "url": article["canonical_url"],
            "source": article["source_title"],
            "owner": owner,
            "limit": FURTHER_LISTED,
        },
    ).fetchall()
    if not rows:
        return FurtherReports()
    newest = (FurtherReport(row["source"], row["title"], row["url"], from_ms(row["published_at"])) for row in rows)
    return FurtherReports(tuple(newest), rows[0]["total"], rows[0]["outlets"])
