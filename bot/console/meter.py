"""Counts in Prometheus' form what happens in the program, as its parts tell."""

from datetime import timedelta
from functools import partial
from typing import Final

from prometheus_client import CollectorRegistry, Counter, Histogram

from bot.model import Haste, PageOutcome
from bot.ports.meter import MessageAction, MessageOutcome, Meter, PollOutcome

AGAIN: Final = "again"
"""The outcome of a page that will be asked for again."""
_POLL_S = (0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120)
"""Most sources answer within a second; the request of a poll is given up after a minute, and it may make several."""
_MATCH_S = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5)
_HELD_S = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.5, 1, 5)
"""A transaction takes jobs for 30 ms, and none should keep the writer for more than 50."""
_LAG_S = (0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5)
_DELAY_S = (1, 2, 5, 10, 30, 60, 120, 300, 900, 3_600, 14_400, 86_400)
"""From what is told at once, in seconds, to what waits for the digest of the day."""


def new_meter() -> "PrometheusMeter":
    """With a registry of its own."""
    return PrometheusMeter(CollectorRegistry())


class PrometheusMeter(Meter):
    """All series are there from the start, so their rates begin at zero."""

    def __init__(self, registry: CollectorRegistry) -> None:
        """Adds its metrics to `registry`, which is the caller's."""
        self.registry = registry
        counter, histogram = partial(Counter, registry=registry), partial(Histogram, registry=registry)
        self._polls = counter("dozor_polls", "Polls of sources, by how they ended.", ["outcome"])
        self._poll_s = histogram(
            "dozor_poll_seconds", "How long a poll takes, from the request to the record.", buckets=_POLL_S
        )
        self._recorded = counter(
            "dozor_articles_recorded",
            "Articles that sources brought: news, only archived (listed before the source was added, say), edited.",
            ["kind"],
        )
        self._pages = counter("dozor_pages_read", "Pages of articles, by what became of them.", ["outcome"])
        self._grouped = counter(
            "dozor_articles_matched",
            "Articles that were matched and found their stories, by whether they meet a query.",
            ["met"],
        )
        self._match_s = histogram(
            "dozor_match_seconds",
            "How long an article is matched with all queries: its part of its batch.",
            buckets=_MATCH_S,
        )
        self._owed = counter("dozor_articles_owed", "Articles owed, counted for each chat.")
        self._messages = counter(
            "dozor_messages",
            "Requests to Telegram to send or edit messages, by what it made of them.",
            ["action", "outcome"],
        )
        self._since_published = histogram(
            "dozor_told_after_publication_seconds",
            "How long after its publication an article is told to a chat, by how soon the chat wants it.",
            ["haste"],
            buckets=_DELAY_S,
        )
        self._since_found = histogram(
            "dozor_told_after_sighting_seconds",
            "How long after the bot found it an article is told to a chat, by how soon the chat wants it.",
            ["haste"],
            buckets=_DELAY_S,
        )
        self._waits = counter("dozor_telegram_waits", "Pauses that Telegram asked for (HTTP 429).")
        self._waits_s = counter("dozor_telegram_waits_seconds", "Length of the pauses that Telegram asked for.")
        self._updates = counter("dozor_updates_received", "Updates from Telegram, repeated ones included.")
        self._writes = counter("dozor_database_writes", "Writes to the database; a transaction joins several.")
        self._held_s = histogram(
            "dozor_database_transaction_seconds",
            "How long a transaction keeps the one writer of the database.",
            buckets=_HELD_S,
        )
        self._lag_s = histogram(
            "dozor_loop_lag_seconds",
            "How late the event loop runs what is ready; measured ten times a second.",
            buckets=_LAG_S,
        )
        self._begin()

    def _begin(self) -> None:
        """Make every series."""
        for poll in PollOutcome:
            self._polls.labels(poll)
        for kind in ("news", "archived", "edited"):
            self._recorded.labels(kind)
        for page in (*PageOutcome, AGAIN):
            self._pages.labels(page)
        for met in ("yes", "no"):
            self._grouped.labels(met)
        for action in MessageAction:
            for outcome in MessageOutcome:
                self._messages.labels(action, outcome)
        for haste in Haste:
            self._since_published.labels(haste.label)
            self._since_found.labels(haste.label)

    def polled(self, outcome: PollOutcome, took_s: float) -> None:
        self._polls.labels(outcome).inc()
        self._poll_s.observe(took_s)

    def recorded(self, *, news: int = 0, archived: int = 0, edited: int = 0) -> None:
        self._recorded.labels("news").inc(news)
        self._recorded.labels("archived").inc(archived)
        self._recorded.labels("edited").inc(edited)

    def read_page(self, outcome: PageOutcome | None) -> None:
        self._pages.labels(outcome or AGAIN).inc()

    def matched(self, articles: int, took_s: float) -> None:
        for _ in range(articles):
            self._match_s.observe(took_s / articles)

    def grouped(self, *, met: bool) -> None:
        self._grouped.labels("yes" if met else "no").inc()

    def owed(self, debts: int) -> None:
        self._owed.inc(debts)

    def messaged(self, action: MessageAction, outcome: MessageOutcome) -> None:
        self._messages.labels(action, outcome).inc()

    def told(self, haste: Haste, since_published: timedelta, since_found: timedelta) -> None:
        """A clock that was set back, or a source that dates ahead, counts as no delay."""
        self._since_published.labels(haste.label).observe(max(0.0, since_published.total_seconds()))
        self._since_found.labels(haste.label).observe(max(0.0, since_found.total_seconds()))

    def asked_to_wait(self, seconds: float) -> None:
        self._waits.inc()
        self._waits_s.inc(max(0.0, seconds))

    def received(self, updates: int) -> None:
        self._updates.inc(updates)

    def transacted(self, writes: int, held_s: float) -> None:
        self._writes.inc(writes)
        self._held_s.observe(held_s)

    def lagged(self, seconds: float) -> None:
        self._lag_s.observe(seconds)
