"""What a message says about a story, read from the debts that it pays."""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, replace
from operator import itemgetter
from typing import NamedTuple

from bot.model import (
    DEVELOPMENTS_LISTED,
    FURTHER_LISTED,
    ChatKey,
    DeskOf,
    DevelopmentKind,
    FurtherReport,
    FurtherReports,
    Haste,
    ListedDevelopment,
    Novelty,
    OwnPostKind,
    OwnPostPlace,
    Prominence,
    Publishing,
    ReadArticle,
    StoryId,
    StoryUpdate,
    whole_text,
)
from storage.sqlite.reasons import reason_rows, reasons_of
from storage.sqlite.rows import Row, from_ms, to_novelty
from storage.sqlite.scopes import MEMBERS, OWNERS_SCOPES
from storage.sqlite.watching import MAY_SHOW, SHOWN_IN


@dataclass(frozen=True, slots=True)
class Telling:
    """What is special about how a story is told."""

    article: int | None = None
    """The report that it is made of, if it is not the first."""
    as_of: int | None = None
    """Pages that came later change nothing; by default, than the dispatch."""
    titled: int | None = None
    """The title stays as of that version of the story, whatever else is shown."""


class _Seen(NamedTuple):
    """Which reports of a story a message can name."""

    story: int
    version: int
    owner: int | None
    """Who watches their sources."""
    chat: int
    """Where the message stands."""


def load_story(
    db: sqlite3.Connection, dispatch: Row, story: int, version: int, telling: Telling | None = None
) -> StoryUpdate:
    """A story of a dispatch, as of `version`, for the subscriptions behind the dispatch.

    Of a reply that tells what is new in the story, `version` is how many articles were added to it.
    """
    (debt,) = db.execute(
        "SELECT id FROM debts WHERE dispatch_id = ? AND story_id = ?", (dispatch["id"], story)
    ).fetchone()
    return load_debt(db, debt, dispatch, version, telling or Telling())


def load_debt(db: sqlite3.Connection, debt: int, dispatch: Row, version: int, telling: Telling) -> StoryUpdate:
    """As `load_story`, of a debt that `dispatch` pays, or would pay."""
    is_alone = dispatch["total"] is None
    story, is_novelty, is_silent, lists_from = db.execute(
        "SELECT story_id, additions IS NOT NULL, is_silent, lists_from FROM debts WHERE id = ?", (debt,)
    ).fetchone()
    is_novelty = is_novelty and is_alone
    lists_from = lists_from if is_alone else None
    shown_version = version_of_story(version, lists_from)
    lists = dispatch["follows"] and shown_version < version
    reasons = reasons_of(db, debt)
    if not (is_alone and dispatch["follows"] and version > dispatch["version"]):
        reasons = [row for row in reasons if not row["joined"]]
    if is_novelty:
        # A message that follows the story lists what was added with all other reports.
        additions = max(0 if dispatch["follows"] else version, reasons[0]["addition"])
        reasons = _still_shown(db, dispatch["chat_key"], [row for row in reasons if row["addition"] <= additions])
    article = article_row(db, reasons[0]["article_id"] if telling.article is None else telling.article)
    kept = [row for row in reasons if row["text"] is not None]
    is_akin = dispatch["akin_id"] is not None and not dispatch["parted"]
    seen = _Seen(story, shown_version, kept[0]["owner_key"] if kept else None, dispatch["chat_key"])
    title, former = article["title"], None
    if dispatch["follows"] or not is_novelty:
        told = version_of_story(version if dispatch["version"] is None else dispatch["version"], lists_from)
        shown = shown_version if telling.titled is None else telling.titled
        title, former = _titles(db, article, story, told=told, shown=shown)
    as_of = dispatch["created_at"] if telling.as_of is None else telling.as_of
    return StoryUpdate(
        story_id=StoryId(story),
        version=version,
        subscriptions=tuple(dict.fromkeys(row["text"] for row in kept)),
        queries=tuple(dict.fromkeys(row["query"] for row in reasons)),
        article=replace(to_read(article, as_of=as_of), title=title),
        url=article["url"],
        published_at=from_ms(article["published_at"]),
        further=_further(db, article, seen) if dispatch["follows"] else _added(db, reasons),
        reply_to=dispatch["reply_to"],
        silent=is_akin or bool(is_silent) or (bool(kept) and all(row["silent"] for row in kept)),
        is_revision=bool(reasons[0]["is_revision"]),
        is_akin=is_akin,
        is_passing=all(row["prominence"] == Prominence.PASSING for row in reasons),
        novelty=_novelty(reasons) if is_novelty else None,
        is_late=bool(is_novelty and not is_silent),
        is_urgent=any(row["haste"] == Haste.URGENT for row in kept),
        silenced=_silenced(db, dispatch, story) if is_alone and dispatch["follows"] else 0,
        developments=_developments(db, article, seen) if lists else (),
        former_title=former,
        is_sample=bool(dispatch["is_sample"]),
        desks=_desks(db, dispatch["chat_key"]),
        own_post=_own_post(db, article),
    )


def _own_post(db: sqlite3.Connection, article: Row) -> OwnPostPlace | None:
    """Where a report stands, if it is a post of a channel that the bot administers."""
    if article["channel_key"] is None:
        return None
    found = db.execute("SELECT * FROM own_posts WHERE article_id = ?", (article["id"],)).fetchall()
    if not found:
        return None
    parts = sorted(found, key=itemgetter("message_id"))
    (channel,) = db.execute("SELECT telegram_id FROM chats WHERE key = ?", (article["channel_key"],)).fetchone()
    return OwnPostPlace(
        channel_id=channel,
        message_ids=tuple(part["message_id"] for part in parts),
        kind=OwnPostKind(parts[0]["kind"]),
        markup=parts[0]["markup"] if len(parts) == 1 else "",
        is_protected=any(part["is_protected"] for part in parts),
    )


def _desks(db: sqlite3.Connection, chat: int) -> tuple[DeskOf, ...]:
    """The channels that a chat has connected, and whose posts somebody has to approve."""
    rows = db.execute(
        "SELECT target_key, title FROM connections JOIN channels ON chat_key = target_key"
        " JOIN chats ON key = target_key"
        " WHERE owner_key = ? AND lost_at IS NULL AND publishing = ? ORDER BY target_key",
        (chat, Publishing.APPROVED),
    )
    return tuple(DeskOf(ChatKey(channel), title) for channel, title in rows)


def version_of_story(version: int, lists_from: int | None) -> int:
    """The story's version in that version of a message: one less since the message names what is new in the story."""
    return version - 1 if lists_from is not None and version > lists_from else version


def _silenced(db: sqlite3.Connection, dispatch: Row, story: int) -> int:
    count: int = db.execute(
        "SELECT count(*) FROM silenced_stories WHERE (chat_key, akin_id) = (?, ?)", (dispatch["chat_key"], story)
    ).fetchone()[0]
    return count


def is_struck_off(db: sqlite3.Connection, debt: int, article: int | None = None) -> bool:
    """Whether a channel may no longer show what the report says that a debt is told with, by default the first one."""
    (chat,) = db.execute("SELECT chat_key FROM debts WHERE id = ?", (debt,)).fetchone()
    if not _is_managed(db, chat):
        return False
    reasons = reasons_of(db, debt)
    owner = next((row["owner_key"] for row in reasons if row["text"] is not None), None)
    return not _may_show(db, chat, owner, reasons[0]["article_id"] if article is None else article)


def _still_shown(db: sqlite3.Connection, chat: int, reasons: list[Row]) -> list[Row]:
    """Without what was added to a message of a channel, and may be shown there no longer."""
    first = reasons[0]["addition"]
    if all(row["addition"] == first for row in reasons) or not _is_managed(db, chat):
        return reasons
    return [
        row for row in reasons if row["addition"] == first or _may_show(db, chat, row["owner_key"], row["article_id"])
    ]


def _is_managed(db: sqlite3.Connection, chat: int) -> bool:
    return db.execute("SELECT 1 FROM channels WHERE chat_key = ?", (chat,)).fetchone() is not None


def _may_show(db: sqlite3.Connection, chat: int, owner: int | None, article: int) -> bool:
    may = MAY_SHOW.format(chat=":chat", owner=":owner", source="articles.source_id")
    asked = {"chat": chat, "owner": owner, "article": article}
    return bool(db.execute(f"SELECT {may} FROM articles WHERE id = :article", asked).fetchone()[0])  # noqa: S608  constants


def article_row(db: sqlite3.Connection, article: int) -> Row:
    row: Row = db.execute(
        "SELECT a.*, coalesce(told_as, s.title) AS source_title, s.channel_key"
        " FROM articles AS a JOIN sources AS s ON s.id = source_id WHERE a.id = ?",
        (article,),
    ).fetchone()
    return row


def to_read(article: Row, as_of: int | None = None) -> ReadArticle:
    """An article; without its page if that came after `as_of`, in milliseconds: what was told is not rewritten."""
    is_later = as_of is not None and article["page_at"] is not None and article["page_at"] > as_of
    return ReadArticle(
        title=article["title"],
        text=article["text"] if is_later else whole_text(article["text"], article["page"] or ""),
        source=article["source_title"],
        site=article["site"],
        language=article["language"],
        author=article["author"],
        url=article["url"],
    )


def _titles(db: sqlite3.Connection, article: Row, story: int, *, told: int, shown: int) -> tuple[str, str | None]:
    """The title of an article as of the version of its story that is shown, and the one that was told, if another."""
    kept = db.execute(
        "SELECT version, title FROM former_titles WHERE (article_id, story_id) = (?, ?) ORDER BY version",
        (article["id"], story),
    ).fetchall()
    then, now = (next((row["title"] for row in kept if row["version"] > at), article["title"]) for at in (told, shown))
    return now, None if then == now else then


def _novelty(reasons: Sequence[Row]) -> Novelty:
    """What the first article brings, with the kinds of all that it and the others bring."""
    first = to_novelty(reasons[0]["novelty"])
    kinds = {kind for row in reasons for kind in to_novelty(row["novelty"]).kinds}
    return Novelty(tuple(kind for kind in DevelopmentKind if kind in kinds), first.sentence, first.words)


def _added(db: sqlite3.Connection, reasons: Sequence[Row]) -> FurtherReports:
    """The reports that were added to a message, newest first."""
    articles = [*dict.fromkeys(row["article_id"] for row in reversed(reasons) if row["addition"])]
    newest = [article_row(db, article) for article in articles[:FURTHER_LISTED]]
    return FurtherReports(tuple(map(_to_report, newest)), len(articles))


def _to_report(row: Row) -> FurtherReport:
    return FurtherReport(row["source_title"], row["title"], row["url"], from_ms(row["published_at"]))


def _developments(db: sqlite3.Connection, article: Row, seen: _Seen) -> tuple[ListedDevelopment, ...]:
    """The developments since the article, up to that version, from sources that are shown; newest first."""
    rows = db.execute(
        f"""
        SELECT a.title, a.url, a.published_at, member.novelty
        FROM {MEMBERS.format(story=":story", scopes=OWNERS_SCOPES.format(owner=":owner"))} AS member
            JOIN articles AS a ON a.id = article_id
        WHERE member.story_version <= :version AND member.is_development AND member.recorded > :told
            AND {SHOWN_IN.format(owner=":owner", chat=":chat", source="a.source_id")}
        ORDER BY member.story_version DESC LIMIT :limit
        """,  # noqa: S608  constants
        {
            **seen._asdict(),
            "told": article["recorded"],
            "limit": DEVELOPMENTS_LISTED,
        },
    )
    return tuple(
        ListedDevelopment(to_novelty(row["novelty"]).kinds, row["title"], row["url"], from_ms(row["published_at"]))
        for row in rows
    )


def newest_report(db: sqlite3.Connection, dispatch: Row, story: int) -> ReadArticle | None:
    """The report that joined a story of a dispatch last, besides the one that it tells, as far as its readers see."""
    reasons = reason_rows(db, dispatch["id"], story)
    owner = next((row["owner_key"] for row in reasons if row["text"] is not None), None)
    (version,) = db.execute("SELECT version FROM stories WHERE id = ?", (story,)).fetchone()
    seen = _Seen(story, version, owner, dispatch["chat_key"])
    reports = _reports(db, article_row(db, reasons[0]["article_id"]), seen)
    return to_read(article_row(db, reports[0]["id"])) if reports else None


def _further(db: sqlite3.Connection, article: Row, seen: _Seen) -> FurtherReports:
    rows = _reports(db, article, seen)
    if not rows:
        return FurtherReports()
    return FurtherReports(tuple(map(_to_report, rows)), rows[0]["total"], rows[0]["outlets"])


def _reports(db: sqlite3.Connection, article: Row, seen: _Seen) -> list[Row]:
    """The other reports of that version from sources that are shown, newest first; of an outlet, a page counts once."""
    return db.execute(
        f"""
        WITH reports AS (
            SELECT a.id, a.title, a.url, a.published_at, coalesce(told_as, s.title) AS source_title,
                member.story_version,
                row_number() OVER (
                    PARTITION BY coalesce(told_as, s.title), coalesce(nullif(a.canonical_url, ''), a.id)
                    ORDER BY member.story_version
                ) AS nth
            FROM {MEMBERS.format(story=":story", scopes=OWNERS_SCOPES.format(owner=":owner"))} AS member
                JOIN articles AS a ON a.id = article_id JOIN sources AS s ON s.id = source_id
            WHERE member.story_version <= :version AND a.id != :article
                AND NOT (a.canonical_url = :url AND :url != '' AND coalesce(told_as, s.title) = :source)
                AND {SHOWN_IN.format(owner=":owner", chat=":chat", source="a.source_id")}
        ), listed AS (SELECT * FROM reports WHERE nth = 1)
        SELECT *, (SELECT count(*) FROM listed) AS total,
            (SELECT count(DISTINCT source_title) FROM listed WHERE source_title != :source) AS outlets
        FROM listed ORDER BY story_version DESC LIMIT :limit
        """,  # noqa: S608  constants
        {
            **seen._asdict(),
            "article": article["id"],
            "url": article["canonical_url"],
            "source": article["source_title"],
            "limit": FURTHER_LISTED,
        },
    ).fetchall()
