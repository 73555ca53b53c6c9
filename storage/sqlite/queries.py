"""The set of distinct queries that subscriptions and exclusions make; each change of it is a generation."""

import sqlite3

UNWANTED = """
    NOT EXISTS (SELECT 1 FROM subscriptions WHERE query_id = {query})
        AND NOT EXISTS (SELECT 1 FROM exclusions WHERE query_id = {query})
"""
"""Whether nobody is subscribed to a query, or excludes it."""


def newest_generation(db: sqlite3.Connection) -> int:
    """The generation of the last change to the set of queries; 0 before the first."""
    generation: int = db.execute("SELECT coalesce(max(generation), 0) FROM queries").fetchone()[0]
    return generation


def revive_query(db: sqlite3.Connection, text: str) -> int:
    """The query of that canonical text, live from now on."""
    row = db.execute("SELECT * FROM queries WHERE text = ?", (text,)).fetchone()
    if row is not None and row["live"]:
        return int(row["id"])
    generation = newest_generation(db) + 1
    if row is None:
        inserted = db.execute("INSERT INTO queries (text, live, generation) VALUES (?, 1, ?)", (text, generation))
        return inserted.lastrowid or 0
    db.execute("UPDATE queries SET live = 1, generation = ? WHERE id = ?", (generation, row["id"]))
    return int(row["id"])


def retire_query(db: sqlite3.Connection, query: int) -> None:
    """Remove a query from the live ones if nobody is subscribed to it, or excludes it."""
    db.execute(
        f"UPDATE queries SET live = 0, generation = :next WHERE id = :query AND {UNWANTED.format(query=':query')}",  # noqa: S608  a constant
        {"query": query, "next": newest_generation(db) + 1},
    )
