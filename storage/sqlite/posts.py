"""Posts: messages in chats that follow their stories."""

import json
import sqlite3
from dataclasses import replace
from datetime import datetime, timedelta

from bot.model import EVERYBODY, ChannelPost, DeskCard, DispatchId, EditSettlement, Lease, PostEdit, Scope, StoryUpdate
from storage.sqlite.chat_queue import BEHIND, schedule_chat
from storage.sqlite.content import is_struck_off
from storage.sqlite.database import Database
from storage.sqlite.desk_cards import load_message
from storage.sqlite.desk_posts import claim_card, reclaim_cards, settle_card
from storage.sqlite.desk_queue import note_added
from storage.sqlite.dispatches import carry_on, follow
from storage.sqlite.reasons import is_removed, is_suspended
from storage.sqlite.repost_rows import find_repost, to_repost
from storage.sqlite.rows import Row, check, maybe_to_ms, taken_ms, to_chat, to_columns, to_ms
from storage.sqlite.told_articles import joined_articles

FOLLOWED_FOR = timedelta(hours=24)
"""After that a post stays as it is."""
NEWEST = """
    CASE WHEN posts.develops THEN (SELECT additions FROM debts WHERE debts.dispatch_id = posts.dispatch_id)
        ELSE (SELECT version FROM stories WHERE stories.id = posts.story_id)
            + (SELECT lists_from IS NOT NULL FROM debts WHERE debts.dispatch_id = posts.dispatch_id) END
"""
"""The version that a post can show by now: of what is new in the story, or of the story. A post that names what is new
is one ahead since it does: no version that it has shown before has the number of one with these names.
"""
_REWRITTEN, _BEING_REWRITTEN = 1, 2
"""Of `posts.is_rewritten`: somebody has changed what the post says; an edit that shows it is under way."""
_MARKED_AT_ONCE = 500
"""Posts: some 10 ms of the writer's time."""


class Posts:
    """Implements the part of `bot.ports.DeliveryStorage` that edits sent messages."""

    _db: Database

    async def claim_edits(self, now: datetime, limit: int, lease: Lease) -> list[PostEdit]:
        def claim(db: sqlite3.Connection) -> list[PostEdit]:
            _reclaim(db, taken_ms(lease, now))
            _mark_grown(db, to_ms(now - FOLLOWED_FOR))
            chats = db.execute(
                # A debt that waits on purpose, for a digest say, is no new message yet.
                "SELECT * FROM chats WHERE edit_at <= :now AND dormant_at IS NULL"
                " AND (wanted_at IS NULL OR wanted_at > :now) ORDER BY edit_at LIMIT :limit",
                {"now": to_ms(now), "limit": limit},
            ).fetchall()
            # One a chat, since edits count in the chat's throttle.
            return [edit for chat in chats if (edit := _claim(db, chat, now, lease))]

        return await self._db.write(claim)

    async def settle_edit(self, edit: PostEdit, settlement: EditSettlement) -> None:
        def settle(db: sqlite3.Connection) -> None:
            if isinstance(edit.content, DeskCard):
                card = db.execute(
                    "SELECT cards.*, topic FROM cards JOIN dispatches ON dispatches.id = dispatch_id"
                    " WHERE dispatch_id = ?",
                    (edit.id,),
                ).fetchone()
                check(edit.lease, card)
                settle_card(db, card, settlement)
                follow(db, card, settlement.chat, settlement.at)
                return
            row = db.execute("SELECT * FROM posts WHERE dispatch_id = ?", (edit.id,)).fetchone()
            check(edit.lease, row)
            db.execute(
                "UPDATE posts SET version = :version, closed = closed OR :is_closed,"  # noqa: S608  a constant
                " edit_after = coalesce(:edit_after, edit_after),"
                f" is_behind = :version < {NEWEST} OR is_rewritten = {_REWRITTEN} OR :is_missed AND is_rewritten,"
                f" is_rewritten = CASE WHEN is_rewritten = {_REWRITTEN} OR :is_missed AND is_rewritten"
                f" THEN {_REWRITTEN} ELSE 0 END, lease_boot = NULL, lease_until = NULL WHERE dispatch_id = :id",
                {
                    "version": row["version"] if settlement.version is None else settlement.version,
                    "is_missed": settlement.version is None,
                    "is_closed": settlement.is_closed,
                    "edit_after": maybe_to_ms(settlement.edit_after),
                    "id": edit.id,
                },
            )
            if settlement.version is not None:
                _note_shown(db, edit.id)
            if settlement.repost is not None:
                carry_on(db, edit.id, settlement.repost, settlement.at)
            follow(db, row, settlement.chat, settlement.at)

        await self._db.write(settle)


def _note_shown(db: sqlite3.Connection, dispatch: int) -> None:
    """Let the card of a post show what that says by now."""
    debts = db.execute("SELECT id FROM debts WHERE dispatch_id = ?", (dispatch,)).fetchall()
    for (debt,) in debts:
        note_added(db, debt)


def note_growth(db: sqlite3.Connection, story: int, scope: Scope, at: int) -> None:
    """Note that a story has a new version, so its posts will be marked as behind, from the first on.

    If only the sources of one chat make it grow, the posts of others stay as they are, and it costs the others
    nothing.
    """
    if scope > EVERYBODY:
        _mark_for(db, story, scope, at)
        return
    db.execute(
        "INSERT INTO grown_stories (story_id) SELECT :story"
        " WHERE EXISTS (SELECT 1 FROM posts WHERE story_id = :story) ON CONFLICT DO UPDATE SET marked_to = 0",
        {"story": story},
    )


def _mark_for(db: sqlite3.Connection, story: int, owner: int, at: int) -> None:
    """Mark the posts of a story in the chats that an owner has subscribed."""
    behind = db.execute(
        "UPDATE posts SET is_behind = 1 WHERE story_id = :story AND chat_key IN"
        " (SELECT chat_key FROM subscriptions WHERE owner_key = :owner) AND NOT closed AND NOT develops"
        " AND sent_at > :since"
        " RETURNING chat_key",
        {"story": story, "owner": owner, "since": at - FOLLOWED_FOR // timedelta(milliseconds=1)},
    ).fetchall()
    for chat in {chat for (chat,) in behind}:
        schedule_chat(db, chat)


def _mark_grown(db: sqlite3.Connection, sent_after: int) -> None:
    """Mark the posts of stories that have grown, a chunk with a cursor: a story may have been told to very many."""
    left = _MARKED_AT_ONCE
    while left > 0:
        # The story with the fewest turns comes first, so none waits behind a popular one.
        story = db.execute("SELECT * FROM grown_stories ORDER BY turns LIMIT 1").fetchone()
        if story is None:
            return
        left -= max(1, _mark_behind(db, story, sent_after, left))


def _mark_behind(db: sqlite3.Connection, story: Row, sent_after: int, limit: int) -> int:
    """How many posts of the story were checked."""
    posts = db.execute(
        "SELECT dispatch_id FROM posts WHERE story_id = ? AND dispatch_id > ? ORDER BY dispatch_id LIMIT ?",
        (story["story_id"], story["marked_to"], limit),
    ).fetchall()
    behind = db.execute(
        "UPDATE posts SET is_behind = 1 WHERE dispatch_id IN (SELECT value FROM json_each(?))"  # noqa: S608  a constant
        f" AND version < {NEWEST} AND NOT closed AND NOT develops AND sent_at > ? RETURNING chat_key",
        (json.dumps([post for (post,) in posts]), sent_after),
    ).fetchall()
    for chat in {chat for (chat,) in behind}:
        schedule_chat(db, chat)
    if len(posts) < limit:
        db.execute("DELETE FROM grown_stories WHERE story_id = ?", (story["story_id"],))
    else:
        db.execute(
            "UPDATE grown_stories SET marked_to = ?, turns = turns + 1 WHERE story_id = ?",
            (posts[-1]["dispatch_id"], story["story_id"]),
        )
    return len(posts)


def _reclaim(db: sqlite3.Connection, by: int) -> None:
    """Take back claims that were not settled within their leases."""
    lapsed = db.execute(
        "UPDATE posts SET lease_boot = NULL, lease_until = NULL WHERE lease_until <= ? RETURNING chat_key", (by,)
    ).fetchall()
    for (chat,) in [*lapsed, *reclaim_cards(db, by)]:
        schedule_chat(db, chat)


def _claim(db: sqlite3.Connection, chat: Row, now: datetime, lease: Lease) -> PostEdit | None:
    """The card of the chat that has waited longest for its edit, else the post.

    None if it would say the same as before (its readers do not watch the new source, for example), or is no longer
    followed, or has no subscription left.
    """
    card = claim_card(db, chat, lease, to_ms(now))
    if card is not None:
        schedule_chat(db, chat["key"])
        return card
    row: Row | None = db.execute(
        f"SELECT posts.*, {NEWEST} AS newest FROM posts"  # noqa: S608  constants
        f" WHERE chat_key = ? AND {BEHIND} ORDER BY edit_after, dispatch_id LIMIT 1",
        (chat["key"],),
    ).fetchone()
    content = None if row is None else _to_show(db, row, to_ms(now - FOLLOWED_FOR))
    if row is not None and content is not None:
        db.execute(
            "UPDATE posts SET is_rewritten = CASE WHEN is_rewritten THEN :rewritten ELSE 0 END,"
            " lease_boot = :lease_boot, lease_until = :lease_until WHERE dispatch_id = :id",
            {"id": row["dispatch_id"], "rewritten": _BEING_REWRITTEN} | to_columns(lease),
        )
    schedule_chat(db, chat["key"])
    if row is None or content is None:
        return None
    return PostEdit(
        id=DispatchId(row["dispatch_id"]),
        lease=lease,
        chat=to_chat(chat),
        message_id=row["message_id"],
        content=content,
        articles=joined_articles(db, row),
    )


def _to_show(db: sqlite3.Connection, row: Row, sent_after: int) -> StoryUpdate | ChannelPost | None:
    """What a post is to say from now on; None if it stays as it is, which is noted."""
    if not row["is_rewritten"]:
        if is_suspended(db, row["dispatch_id"]):
            db.execute("UPDATE posts SET closed = 1 WHERE dispatch_id = ?", (row["dispatch_id"],))
            return None
        if is_removed(db, row["dispatch_id"]):
            # It is looked at again when one of them comes back.
            db.execute("UPDATE posts SET is_behind = 0 WHERE dispatch_id = ?", (row["dispatch_id"],))
            return None
    dispatch = db.execute("SELECT * FROM dispatches WHERE id = ?", (row["dispatch_id"],)).fetchone()
    sent = load_message(db, dispatch, row["version"])
    stays = _stays(sent) or _is_struck_off(db, dispatch)
    content = sent if stays else load_message(db, dispatch, row["newest"])
    if row["is_rewritten"] and not (isinstance(content, ChannelPost) and content.is_brought):
        return content
    if row["sent_at"] <= sent_after or _says_the_same(sent, content):
        version = row["version"] if row["sent_at"] <= sent_after else _version(content)
        shown = "UPDATE posts SET version = ?, is_behind = 0, is_rewritten = 0 WHERE dispatch_id = ?"
        db.execute(shown, (version, row["dispatch_id"]))
        return None
    return content


def _stays(post: StoryUpdate | ChannelPost) -> bool:
    """Whether a post shows nothing of what joins its story: the channel does not want it, or somebody else wrote it."""
    return isinstance(post, ChannelPost) and (post.text is not None or post.is_brought or not post.look.grows)


def _is_struck_off(db: sqlite3.Connection, dispatch: Row) -> bool:
    """Whether what a post of a channel was made of may be shown there no longer: what it says by now is not told."""
    (debt,) = db.execute("SELECT id FROM debts WHERE dispatch_id = ?", (dispatch["id"],)).fetchone()
    row = None if dispatch["repost_id"] is None else find_repost(db, dispatch["repost_id"])
    return is_struck_off(db, debt, None if row is None else to_repost(row).article)


def _version(post: StoryUpdate | ChannelPost) -> int:
    return post.story.version if isinstance(post, ChannelPost) else post.version


def _says_the_same(sent: StoryUpdate | ChannelPost, content: StoryUpdate | ChannelPost) -> bool:
    if isinstance(sent, ChannelPost) and isinstance(content, ChannelPost):
        return replace(content, story=replace(content.story, version=sent.story.version)) == sent
    assert isinstance(content, StoryUpdate)  # noqa: S101  as the one that was sent
    return replace(content, version=_version(sent)) == sent
