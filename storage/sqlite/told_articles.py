"""Which articles a message tells, for the log and for the delays that are measured."""

import sqlite3

from bot.model import ArticleId, Haste, MessageArticle, StoryId
from storage.sqlite.content import version_of_story
from storage.sqlite.rows import Row, from_ms
from storage.sqlite.scopes import MEMBERS, OWNERS_SCOPES

_MOST = 100
"""Articles that one edit brings; of more, some are named."""
_ADDED = """
    SELECT m.article_id FROM reasons AS r JOIN mentions AS m ON m.id = r.mention_id
    WHERE r.debt_id = :debt AND r.addition > :shown LIMIT :most
"""
_JOINED = f"""
    SELECT article_id FROM {MEMBERS.format(story=":story", scopes=OWNERS_SCOPES.format(owner=":owner"))}
    WHERE story_version > :shown LIMIT :most
"""  # noqa: S608  constants


def told_articles(db: sqlite3.Connection, dispatch: int) -> tuple[MessageArticle, ...]:
    """The articles for which a dispatch is owed; none for a message that is no news."""
    rows = db.execute(
        "SELECT m.article_id, d.story_id, d.haste, a.published_at, a.found_at"
        " FROM debts AS d JOIN reasons AS r ON r.debt_id = d.id JOIN mentions AS m ON m.id = r.mention_id"
        " JOIN articles AS a ON a.id = m.article_id WHERE d.dispatch_id = ?",
        (dispatch,),
    )
    # An article is there once for each subscription; sorting aside costs more in the database than here.
    told = {row["article_id"]: row for row in rows}
    return tuple([_to_told(told[article]) for article in sorted(told)])


def joined_articles(db: sqlite3.Connection, post: Row) -> tuple[ArticleId, ...]:
    """The articles that a post, which is behind its story, does not show yet, and that its reader may see."""
    debt = db.execute(
        "SELECT d.id, d.lists_from, (SELECT owner_key FROM reasons JOIN subscriptions AS s ON s.id = subscription_id"
        " WHERE debt_id = d.id LIMIT 1) AS owner FROM debts AS d WHERE dispatch_id = ?",
        (post["dispatch_id"],),
    ).fetchone()
    if post["develops"]:
        shown, statement = post["version"], _ADDED
    else:
        shown, statement = version_of_story(post["version"], debt["lists_from"]), _JOINED
    names = {"debt": debt["id"], "story": post["story_id"], "owner": debt["owner"], "shown": shown, "most": _MOST}
    return tuple(sorted({ArticleId(article) for (article,) in db.execute(statement, names)}))


def _to_told(row: Row) -> MessageArticle:
    return MessageArticle(
        id=ArticleId(row["article_id"]),
        story=StoryId(row["story_id"]),
        haste=Haste(row["haste"]),
        published_at=from_ms(row["published_at"]),
        found_at=from_ms(row["found_at"]),
    )
