"""How articles, sent messages and everything that belongs to them end.

    article ── after KEEP_ARTICLES ──► nobody was told of its story: it goes, with all that belongs to it
                                  └──► somebody was: its text and its terms go
    message ── after KEEP_TOLD ──────► it goes, with its reasons, and the rest of its stories

Debts, and messages that are due or being sent, stay, and so does the text of a message that may still be edited. No id
or number that a chat may refer to is used twice: the last row of a table stays, empty, or the highest ones are noted.
"""

import sqlite3
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass

from storage.sqlite.queries import UNWANTED
from storage.sqlite.repost_ends import end_repost, end_reposts_of
from storage.sqlite.rows import Row

Place = tuple[int, int]
"""How far rows were read, in the order of two columns."""
START: Place = (-1, -1)

_SHOWN = """
    EXISTS (SELECT 1 FROM debts WHERE story_id = :story AND settled_at IS NULL)
    OR EXISTS (SELECT 1 FROM debts WHERE story_id = :story AND settled_at >= :followed)
"""
"""True if messages will still tell of it: new ones, or edits of those that follow it."""
TOLD = """
    EXISTS (SELECT 1 FROM debts WHERE story_id = :story) OR EXISTS (SELECT 1 FROM dispatches WHERE story_id = :story)
"""
_HAS_ARTICLES = """
    EXISTS (SELECT 1 FROM articles WHERE story_id = :story)
    OR EXISTS (SELECT 1 FROM memberships WHERE story_id = :story)
"""
_WITHOUT_TEXT = """
    SELECT id FROM articles WHERE story_id = :story AND +recorded IS NULL AND NOT waiting
    UNION SELECT id FROM memberships AS m JOIN articles ON id = article_id
        WHERE m.story_id = :story AND +recorded IS NULL AND NOT waiting
"""
"""By the story (hence the plus), since very many have no number."""
_TOLD_BY_OTHERS = """
    EXISTS (SELECT 1 FROM debts WHERE story_id = :story AND dispatch_id IS NOT :dispatch)
    OR EXISTS (SELECT 1 FROM dispatches WHERE story_id = :story AND id != :dispatch)
"""
EXPLAINS = "SELECT 1 FROM mentions JOIN reasons ON mention_id = mentions.id WHERE article_id = ?"
"""Finds a reason why somebody was told of an article."""
_AT_ONCE = 100
"""Articles: some 8 ms of the writer's time."""


@dataclass(frozen=True, slots=True)
class Ages:
    """Things found, settled or joined before these times are old; in milliseconds."""

    articles: int
    messages: int
    notices: int
    followed: int
    """Older messages no longer follow their stories."""
    stories: int
    """No article joins older ones."""
    generation: int
    """Every reader of queries knows of removals before it."""


@dataclass(frozen=True, slots=True)
class Sweep:
    """A kind of row that ends."""

    find: str
    """A statement for the next :limit rows after (:first, :second), in that order, and whether each `is_over`."""
    end: Callable[[sqlite3.Connection, int, Ages], bool]
    """Deletes a row by its id, unless something needs it by now; False if that takes another turn."""
    by_age: bool = True
    """True if no expired row follows many that are not."""

    def look(self, db: sqlite3.Connection, ages: Ages, after: Place, limit: int) -> tuple[list[int], Place | None]:
        """The expired ids among the next `limit` rows, and where to continue, or None."""
        place = dict(zip(("first", "second"), after, strict=True))
        rows = db.execute(self.find, asdict(ages) | place | {"limit": limit}).fetchall()
        over = [row["id"] for row in rows if row["is_over"]]
        goes_on = len(rows) == limit and (over or not self.by_age)
        return over, (rows[-1]["first"], rows[-1]["second"]) if goes_on else None

    def end_some(self, db: sqlite3.Connection, ids: Sequence[int], ages: Ages, within_s: float) -> int:
        """Delete the first of the rows; how many there was time for."""
        until = time.monotonic() + within_s
        for done, row in enumerate(ids):
            while not self.end(db, row, ages):
                if time.monotonic() >= until:
                    return done
            if time.monotonic() >= until:
                return done + 1
        return len(ids)


def _end_message(db: sqlite3.Connection, dispatch: int, ages: Ages) -> bool:
    """Delete a message with its reasons, unless a story of it may still be joined.

    It is the last that is left of a story: thousands of articles may have to go before it.
    """
    stories = db.execute(
        "SELECT DISTINCT stories.* FROM debts JOIN stories ON stories.id = story_id WHERE dispatch_id = ?", (dispatch,)
    ).fetchall()
    if any(story["joined_at"] >= ages.stories for story in stories):
        return True
    if not all(end_untold(db, dispatch, story["id"]) for story in stories):
        return False
    end_reposts_of(db, dispatch)
    for table in ("debts", "posts"):
        db.execute(f"DELETE FROM {table} WHERE dispatch_id = ?", (dispatch,))  # noqa: S608  constants
    gone = "DELETE FROM dispatches WHERE id = ? AND id < (SELECT max(id) FROM dispatches)"
    if not db.execute(gone, (dispatch,)).rowcount:
        db.execute(
            "UPDATE dispatches SET story_id = NULL, notice_key = NULL, repost_id = NULL WHERE id = ?", (dispatch,)
        )
    for story in stories:
        end_telling(db, story["id"])
    return True


def end_untold(db: sqlite3.Connection, dispatch: int, story: int) -> bool:
    """Delete some articles of a story that only this message told, if they no longer explain anything.

    True if none is left.
    """
    if is_any(db, _TOLD_BY_OTHERS, [story], dispatch=dispatch):
        return True
    left = _AT_ONCE
    for (article,) in db.execute(_WITHOUT_TEXT, {"story": story}).fetchall():
        stories = stories_of(db, article)
        if db.execute(EXPLAINS, (article,)).fetchone() or is_any(db, _TOLD_BY_OTHERS, stories, dispatch=dispatch):
            continue
        delete_article(db, article, stories)
        left -= 1
        if not left:
            return False
    return True


def end_telling(db: sqlite3.Connection, story: int) -> None:
    """Delete what was kept of a story for the chats that were told of it, if none is left."""
    if is_any(db, TOLD, [story]):
        return
    db.execute("DELETE FROM muted_stories WHERE story_id = ?", (story,))
    db.execute("DELETE FROM silenced_stories WHERE akin_id = ?", (story,))
    for (article,) in db.execute(_WITHOUT_TEXT, {"story": story}).fetchall():
        stories = stories_of(db, article)
        if not is_any(db, TOLD, stories):
            delete_article(db, article, stories)
    end_story(db, story)


def _end_article(db: sqlite3.Connection, article: int, ages: Ages) -> bool:
    row = db.execute(
        "SELECT 1 FROM articles WHERE id = ? AND NOT waiting AND coalesce(changed_at, found_at) < ?"
        " AND NOT EXISTS (SELECT 1 FROM mentions WHERE article_id = articles.id AND NOT fanned_out)",
        (article, ages.articles),
    ).fetchone()
    stories = stories_of(db, article)
    if row is None or is_any(db, _SHOWN, stories, followed=ages.followed):
        return True
    if not is_any(db, TOLD, stories):
        delete_article(db, article, stories)
        return True
    # A mention without a message explains none.
    db.execute(
        "DELETE FROM mentions WHERE article_id = ?"
        " AND NOT EXISTS (SELECT 1 FROM reasons WHERE mention_id = mentions.id)",
        (article,),
    )
    _keep_numbers(db, article)
    db.execute("UPDATE articles SET text = '', page = NULL, novelty = NULL, recorded = NULL WHERE id = ?", (article,))
    db.execute("UPDATE memberships SET novelty = NULL WHERE article_id = ?", (article,))
    return True


def delete_article(db: sqlite3.Connection, article: int, stories: Iterable[int]) -> None:
    """Delete it, with stories of which it was the last."""
    _keep_numbers(db, article)
    for table in ("mentions", "fingerprints", "memberships", "pages", "former_titles"):
        db.execute(f"DELETE FROM {table} WHERE article_id = ?", (article,))  # noqa: S608  constants
    db.execute("DELETE FROM articles WHERE id = ?", (article,))
    for story in stories:
        end_story(db, story)


def end_story(db: sqlite3.Connection, story: int) -> None:
    """Delete it, if neither an article nor a message of it is left."""
    if is_any(db, _HAS_ARTICLES, [story]) or is_any(db, TOLD, [story]):
        return
    for table in ("story_keys", "story_scopes", "grown_stories", "muted_stories", "silenced_stories", "akin_stories"):
        db.execute(f"DELETE FROM {table} WHERE story_id = ?", (story,))  # noqa: S608  constants
    for table in ("silenced_stories", "akin_stories"):
        db.execute(f"DELETE FROM {table} WHERE akin_id = ?", (story,))  # noqa: S608  constants
    db.execute("DELETE FROM stories WHERE id = ? AND id < (SELECT max(id) FROM stories)", (story,))


def stories_of(db: sqlite3.Connection, article: int) -> list[int]:
    """Different chats see an article in different stories."""
    stories = db.execute(
        "SELECT story_id FROM articles WHERE id = :article AND story_id IS NOT NULL"
        " UNION SELECT story_id FROM memberships WHERE article_id = :article",
        {"article": article},
    )
    return [story for (story,) in stories]


def _keep_numbers(db: sqlite3.Connection, article: int) -> None:
    db.execute(
        "UPDATE given SET id = max(given.id, article.id), recorded = max(given.recorded, coalesce(article.recorded, 0))"
        " FROM (SELECT id, recorded FROM articles WHERE id = ?) AS article",
        (article,),
    )


def is_any(db: sqlite3.Connection, condition: str, stories: Iterable[int], **bound: int) -> bool:
    return any(db.execute(f"SELECT {condition}", {"story": story} | bound).fetchone()[0] for story in stories)


def end_repost_with_debt(db: sqlite3.Connection, repost: int, _: object) -> bool:
    """Delete a repost; of one that never went, what was owed as well."""
    row: Row | None = db.execute("SELECT story_id FROM reposts WHERE id = ?", (repost,)).fetchone()
    debt = end_repost(db, repost)
    if row is not None:
        db.execute("DELETE FROM debts WHERE id = ? AND dispatch_id IS NULL", (debt,))
        end_telling(db, row["story_id"])
    return True


def _end_keys(db: sqlite3.Connection, story: int, _: Ages) -> bool:
    for table in ("story_keys", "story_scopes"):
        db.execute(f"DELETE FROM {table} WHERE story_id = ?", (story,))  # noqa: S608  constants
    return True


def _end_query(db: sqlite3.Connection, query: int, _: Ages) -> bool:
    db.execute("DELETE FROM queries WHERE id = ? AND NOT live", (query,))
    return True


def _end_source(db: sqlite3.Connection, source: int, _: Ages) -> bool:
    row: Row | None = db.execute(
        "SELECT host FROM sources WHERE id = ? AND pack IS NULL AND lease_until IS NULL"
        " AND NOT EXISTS (SELECT 1 FROM chat_sources WHERE source_id = sources.id)",
        (source,),
    ).fetchone()
    if row is None:
        return True
    for table in ("former_addresses", "front_pages", "channel_sources"):
        db.execute(f"DELETE FROM {table} WHERE source_id = ?", (source,))  # noqa: S608  constants
    db.execute("DELETE FROM sources WHERE id = ?", (source,))
    db.execute(
        "DELETE FROM hosts WHERE name = ? AND NOT EXISTS (SELECT 1 FROM sources WHERE host = name)", (row["host"],)
    )
    return True


SWEEPS = (
    Sweep(
        """
        SELECT id, settled_at AS first, id AS second, settled_at < :messages AS is_over FROM dispatches
        WHERE settled_at IS NOT NULL AND (settled_at, id) > (:first, :second)
        ORDER BY settled_at, id LIMIT :limit
        """,
        _end_message,
    ),
    Sweep(
        """
        SELECT id, settled_at AS first, id AS second, settled_at < :notices AS is_over FROM dispatches
        WHERE settled_at IS NOT NULL AND notice_key IS NOT NULL AND (settled_at, id) > (:first, :second)
        ORDER BY settled_at, id LIMIT :limit
        """,
        _end_message,
    ),
    # What was told goes with its message, other reposts as if they had been told; with their logs and cards.
    Sweep(
        """
        SELECT id, decided_at AS first, id AS second,
            decided_at < :messages AND state NOT IN ('offered', 'scheduled', 'due', 'released') AS is_over
        FROM reposts WHERE decided_at IS NOT NULL AND (decided_at, id) > (:first, :second)
        ORDER BY decided_at, id LIMIT :limit
        """,
        end_repost_with_debt,
    ),
    # They were recorded in the order in which they were found, or nearly so; one without its text has no number.
    Sweep(
        """
        SELECT id, recorded AS first, id AS second,
            NOT waiting AND coalesce(changed_at, found_at) < :articles AS is_over
        FROM articles WHERE (recorded, id) > (:first, :second) ORDER BY recorded, id LIMIT :limit
        """,
        _end_article,
    ),
    # Keys of a story that no article joins any longer.
    Sweep(
        """
        SELECT DISTINCT story_id AS id, story_id AS first, 0 AS second, joined_at < :stories AS is_over
        FROM story_keys JOIN stories ON stories.id = story_id
        WHERE story_id > :first ORDER BY story_id LIMIT :limit
        """,
        _end_keys,
    ),
    Sweep(
        f"""
        SELECT id, generation AS first, id AS second, generation < :generation
            AND {UNWANTED.format(query="queries.id")}
            AND NOT EXISTS (SELECT 1 FROM mentions WHERE query_id = queries.id) AS is_over
        FROM queries WHERE NOT live AND generation > :first ORDER BY generation LIMIT :limit
        """,  # noqa: S608  a constant
        _end_query,
        by_age=False,
    ),
    # A source that nobody watches has no sightings left.
    Sweep(
        """
        SELECT id, id AS first, 0 AS second, pack IS NULL AND lease_until IS NULL
            AND NOT EXISTS (SELECT 1 FROM chat_sources WHERE source_id = sources.id)
            AND NOT EXISTS (SELECT 1 FROM articles WHERE source_id = sources.id)
            AND NOT EXISTS (SELECT 1 FROM own_posts WHERE source_id = sources.id)
            AND NOT EXISTS (SELECT 1 FROM sightings WHERE source_id = sources.id) AS is_over
        FROM sources WHERE id > :first AND id < (SELECT max(id) FROM sources) ORDER BY id LIMIT :limit
        """,
        _end_source,
        by_age=False,
    ),
)
"""In this order: what ends last keeps what ends first."""
