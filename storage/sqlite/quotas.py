"""Counts a chat's sources and subscriptions against its quotas, in the transaction that adds one."""

import hashlib
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
        """Addresses and their sites, as digests."""
        self._there_are = 0
        if quotas.sources:
            own = (
                "SELECT count(*) FROM chat_sources JOIN sources ON id = source_id"
                " WHERE chat_key = ? AND NOT muted AND removed_at IS NULL AND pack IS NULL AND successor_id IS NULL"
            )
            self._there_are = db.execute(own, (chat,)).fetchone()[0]
        if self._are_new_counted:
            since = to_ms(now - QUOTA_DAY)
            new = db.execute("SELECT url, site FROM added_sources WHERE chat_key = ? AND at > ?", (chat, since))
            self._new.update((_digest(row["url"]), _digest(row["site"])) for row in new)
            spent = (
                "SELECT url, site FROM spent_quotas"
                " WHERE telegram_id = (SELECT telegram_id FROM chats WHERE key = ?) AND at > ?"
            )
            self._new.update(map(tuple, db.execute(spent, (chat, since))))

    def take(self, url: str, site: str) -> None:
        """Count a source. Raises QuotaReached if it is one too many."""
        address = _digest(url)
        limit = self._quotas.limit_of_source(self._there_are, self._new, address, _digest(site))
        if limit is not None:
            raise QuotaReached(limit)
        self._there_are += 1
        if self._are_new_counted and address not in self._new:
            self._new[address] = _digest(site)
            added = "INSERT OR REPLACE INTO added_sources (chat_key, url, site, at) VALUES (?, ?, ?, ?)"
            self._db.execute(added, (self._chat, url, site, to_ms(self._now)))

    def take_back(self) -> None:
        """Count a source that comes back, and is not new. Raises QuotaReached if it is one too many."""
        if 0 < self._quotas.sources <= self._there_are:
            raise QuotaReached(Limit.SOURCES)
        self._there_are += 1


def spend(db: sqlite3.Connection, chat: int, telegram_id: int) -> None:
    """Count the latest sources of a chat for the next one under its id; only digests of their addresses are kept."""
    for row in db.execute("DELETE FROM added_sources WHERE chat_key = ? RETURNING *", (chat,)).fetchall():
        db.execute(
            "INSERT OR REPLACE INTO spent_quotas (telegram_id, url, site, at) VALUES (?, ?, ?, ?)",
            (telegram_id, _digest(row["url"]), _digest(row["site"]), row["at"]),
        )


def _digest(text: str) -> str:
    return hashlib.blake2b(text.encode(), digest_size=16).hexdigest()


def check_subscriptions(db: sqlite3.Connection, owner: ChatKey, quotas: Quotas) -> None:
    """Raise QuotaReached if the chat may have no more subscriptions."""
    if quotas.subscriptions:
        limit = quotas.limit_of_subscription(count_subscriptions(db, owner))
        if limit is not None:
            raise QuotaReached(limit)


def count_subscriptions(db: sqlite3.Connection, owner: ChatKey) -> int:
    there_are = "SELECT count(*) FROM subscriptions WHERE owner_key = ? AND removed_at IS NULL"
    return int(db.execute(there_are, (owner,)).fetchone()[0])
