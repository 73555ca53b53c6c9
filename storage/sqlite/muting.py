"""Stories that a chat has muted: nothing of them is sent or edited until it follows them again."""

import sqlite3
from datetime import datetime

from bot.model import ChatKey, DispatchId, MutedStory, StoryId
from storage.sqlite.chat_queue import schedule_chat
from storage.sqlite.content import article_row
from storage.sqlite.database import Database
from storage.sqlite.dispatch_building import release
from storage.sqlite.dispatches import of_chat
from storage.sqlite.posts import NEWEST
from storage.sqlite.reasons import reason_rows
from storage.sqlite.repost_ends import end_repost_of
from storage.sqlite.rows import to_ms

_WAITING = "SELECT id FROM debts WHERE (chat_key, story_id) = (?, ?) AND dispatch_id IS NULL AND created_at <= ?"


class Muting:
    """Implements the part of `bot.ports.SentStoryStorage` that mutes."""

    _db: Database

    async def mute_story(self, dispatch: DispatchId, story: StoryId, chat: ChatKey, now: datetime) -> bool:
        def mute(db: sqlite3.Connection) -> bool:
            if of_chat(db, dispatch, story, chat) is None:
                return False
            place = (chat, story)
            db.execute("INSERT OR IGNORE INTO muted_stories VALUES (?, ?)", place)
            db.execute("UPDATE posts SET closed = 1 WHERE (chat_key, story_id) = (?, ?)", place)
            begun = db.execute(
                "SELECT id FROM dispatches WHERE chat_key = ? AND state = 'due' AND EXISTS"
                " (SELECT 1 FROM debts WHERE dispatch_id = dispatches.id AND debts.story_id = ?)",
                place,
            ).fetchall()
            for (one,) in begun:
                release(db, one)
            for (debt,) in db.execute(_WAITING, (*place, to_ms(now))).fetchall():
                end_repost_of(db, debt)
                db.execute("DELETE FROM debts WHERE id = ?", (debt,))
            schedule_chat(db, chat)
            return True

        return await self._db.write(mute)

    async def follow_story(
        self, dispatch: DispatchId, story: StoryId, chat: ChatKey, *, is_shown: bool = False
    ) -> bool:
        def follow_again(db: sqlite3.Connection) -> bool:
            if of_chat(db, dispatch, story, chat) is None:
                return False
            place = (chat, story)
            db.execute("DELETE FROM muted_stories WHERE (chat_key, story_id) = (?, ?)", place)
            db.execute(
                "UPDATE posts SET closed = 0, is_behind = 1, edit_after = 0 WHERE (chat_key, story_id) = (?, ?)"
                " AND (develops OR dispatch_id IN (SELECT id FROM dispatches WHERE id = dispatch_id AND follows))",
                place,
            )
            if is_shown:
                db.execute(f"UPDATE posts SET version = {NEWEST} WHERE dispatch_id = ?", (dispatch,))  # noqa: S608  a constant
            schedule_chat(db, chat)
            return True

        return await self._db.write(follow_again)

    async def muted_stories(self, chat: ChatKey, limit: int) -> list[MutedStory]:
        def load(db: sqlite3.Connection) -> list[MutedStory]:
            rows = db.execute(
                "SELECT muted.story_id, (SELECT min(dispatch_id) FROM debts"
                " WHERE (debts.chat_key, debts.story_id) = (muted.chat_key, muted.story_id)) AS dispatch_id"
                " FROM muted_stories AS muted WHERE muted.chat_key = ? ORDER BY muted.story_id DESC LIMIT ?",
                (chat, limit),
            ).fetchall()
            return [_muted(db, row["dispatch_id"], row["story_id"]) for row in rows if row["dispatch_id"] is not None]

        return await self._db.read(load)


def _muted(db: sqlite3.Connection, dispatch: int, story: int) -> MutedStory:
    first = reason_rows(db, dispatch, story)[0]
    return MutedStory(DispatchId(dispatch), StoryId(story), article_row(db, first["article_id"])["title"])
