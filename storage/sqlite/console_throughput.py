"""How much the hours bring, for the operators' page."""

import sqlite3
from datetime import datetime
from itertools import pairwise

from bot.model.overview import Throughput
from storage.sqlite.console_reading import HOUR_MS, Reads, differences, edges, first_articles


class ConsoleThroughput:
    """Implements `throughput` of `bot.ports.overview.OverviewStorage`."""

    _db: Reads

    async def throughput(self, now: datetime, hours: int) -> Throughput:
        def load(db: sqlite3.Connection) -> Throughput:
            bounds = edges(now, hours, HOUR_MS)
            settled = "SELECT count(*) FROM dispatches WHERE settled_at >= ? AND settled_at < ?"
            given_up = f"{settled} AND state = 'dead'"
            messages = [
                db.execute(settled, period).fetchone()[0] - db.execute(given_up, period).fetchone()[0]
                for period in pairwise(bounds)
            ]
            return Throughput(differences(first_articles(db, bounds)), tuple(messages))

        return await self._db.read(load)
