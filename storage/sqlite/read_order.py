"""The order in which articles are grouped: the order in which they leave the reading of pages.

`articles.read_no` is null while an article waits for its page. It is given once, in the transaction in which the
article goes on, and never again, so the order is the same however often the program stops in between.
"""

import sqlite3


def next_place(db: sqlite3.Connection) -> int:
    """The next place in the order."""
    place: int = db.execute("UPDATE given SET read_no = read_no + 1 RETURNING read_no").fetchone()[0]
    return place


def go_on(db: sqlite3.Connection, article: int) -> bool:
    """Let an article that waits for its page go on; False if it does not wait."""
    waits = "SELECT 1 FROM articles WHERE id = ? AND waiting AND read_no IS NULL"
    if db.execute(waits, (article,)).fetchone() is None:
        return False
    db.execute("UPDATE articles SET read_no = ? WHERE id = ?", (next_place(db), article))
    return True
