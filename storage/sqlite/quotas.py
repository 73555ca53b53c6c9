"""Counts a chat's sources and subscriptions against its quotas, in the transaction that adds one."""

import sqlite3
from datetime import datetime

from bot.errors import QuotaReached
from bot.model import QUOTA_DAY, ChatKey, Limit, Quotas
from storage.sqlite.rows import to_ms


class SourceQuota:
    """How many more sources a chat may add in this transaction."""

    def __init__(self, db: sqlite3.Connection, chat: ChatKey, quotas: Quotas, now: datetime) -> None:
        self._db = db
        self._chat = chat
        self._quotas = quotas
        self._now = now
        self._are_new_counted = bool(quotas.new_sources or quotas.new_of_site)
        self._new: dict[str, str] = {}
        self._there_are = 0
        if quotas.sources:
            own = (
                "SELECT count(*) FROM chat_sources JOIN sources ON id = source_id"
                " WHERE chat_key = ? AND NOT muted AND removed_at IS NULL AND pack IS NULL AND successor_id IS NULL"
            )
            self._there_are = db.execute(own, (chat,)).fetchone()[0]
        if self._are_new_counted:
            new = "SELECT url, site FROM added_sources WHERE chat_key = ? AND at > ?"
            self._new.update(map(tuple, db.execute(new, (chat, to_ms(now - QUOTA_DAY)))))

    def take(self, url: str, site: str) -> None:
        """Count a source. Raises QuotaReached if it is one too many."""
        limit = self._quotas.limit_of_source(self._there_are, self._new, url, site)
        if limit is not None:
            raise QuotaReached(limit)
        self._there_are += 1
        if self._are_new_counted and url not in self._new:
            self._new[url] = site
            added = "INSERT OR REPLACE INTO added_sources (chat_key, url, site, at) VALUES (?, ?, ?, ?)"
            self._db.execute(added, (self._chat, url, site, to_ms(self._now)))

    def take_back(self) -> None:
        """Count a source that comes back, and is not new. Raises QuotaReached if it is one too many."""
        if 0 < self._quotas.sources <= self._there_are:
            raise QuotaReached(Limit.SOURCES)
        self._there_are += 1


def check_subscriptions(db: sqlite3.Connection, owner: ChatKey, quotas: Quotas) -> None:
    """Raise QuotaReached if the chat may have no more subscriptions."""
    if quotas.subscriptions:
        limit = quotas.limit_of_subscription(count_subscriptions(db, owner))
        if limit is not None:
            raise QuotaReached(limit)


def count_subscriptions(db: sqlite3.Connection, owner: ChatKey) -> int:
    there_are = "SELECT count(*) FROM subscriptions WHERE owner_key = ? AND removed_at IS NULL"
    return int(db.execute(there_are, (owner,)).fetchone()[0])
