"""From when on something is wrong: operators are told, their page shows it, and `dozor doctor` names it, all alike.

`deploy/prometheus/alerts.yml` has the same numbers; a test compares them.
"""

LEAST_FREE_BYTES = 500 * 1024**2
"""On the disk of the database: room for some days of news, and for its log."""
MANY_SOURCES = 10
"""Fewer that fail are everyday."""
SHARE_OF_SOURCES = 3
"""Many fail if at least one of so many does."""


def are_many(failing: int, sources: int) -> bool:
    """Whether so many of the sources that are polled fail that the cause is probably our own."""
    return failing >= max(MANY_SOURCES, sources / SHARE_OF_SOURCES)
