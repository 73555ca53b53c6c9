"""The titles that articles had before: a chat that was told of an article sees what it was called then.

With each of them its stories get a new version, as with an article that joins. So the title as of a version is known,
and the posts that tell the story are due for an edit.
"""

import sqlite3
from collections.abc import Iterable

from bot.model import READ, ArticleEdited, Scope, TitleRule
from storage.sqlite.desk_queue import note_grown
from storage.sqlite.posts import note_growth

_MOST = 10
"""Titles kept of an article: a source that gives it another one at each poll keeps nobody busy."""


def keep_titles(db: sqlite3.Connection, edited: Iterable[ArticleEdited], at: int, is_retitled: TitleRule) -> None:
    """Keep the titles of articles that are about to be edited, where the new ones say something else."""
    for one in edited:
        _keep_title(db, one, at, is_retitled)


def _keep_title(db: sqlite3.Connection, edited: ArticleEdited, at: int, is_retitled: TitleRule) -> None:
    article = db.execute(
        "SELECT id, title, story_id, scope FROM articles WHERE id = ?", (edited.article_id,)
    ).fetchone()
    title = article["title"][: READ["title"]]
    if article["story_id"] is None or not title or not is_retitled(title, edited.title):
        return
    others = db.execute("SELECT story_id, scope FROM memberships WHERE article_id = ?", (article["id"],)).fetchall()
    for row in (article, *others):
        place = (article["id"], row["story_id"])
        kept = "SELECT count(*) FROM former_titles WHERE (article_id, story_id) = (?, ?)"
        if db.execute(kept, place).fetchone()[0] >= _MOST:
            continue
        db.execute("UPDATE stories SET version = version + 1 WHERE id = ?", (row["story_id"],))
        db.execute(
            "INSERT INTO former_titles (article_id, story_id, version, title)"
            " SELECT ?, id, version, ? FROM stories WHERE id = ?",
            (article["id"], title, row["story_id"]),
        )
        note_growth(db, row["story_id"], Scope(row["scope"]), at)
        note_grown(db, row["story_id"], article["id"])
