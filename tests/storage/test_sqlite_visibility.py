"""One predicate says what people may see: every statement that reads articles for them uses it."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import storage.sqlite

_FOR_WHO_WATCHES = {
    "archive._articles",
    "archive._count",
    "desk_cards",
    "striking_off",
    "outlets",
    "content._developments",
    "content._reports",
    "fan_out._fan_out",
    "own_traces",
    "samples.Samples.send_sample.effect",
    "sources.Sources.newest_items.load",
}
"""What a chat may see: they ask `WATCHES`, or `SHOWN_IN`."""
_FOR_WHO_WAS_TOLD = {
    "content.article_row",
    "reasons._reason_rows",
    "channels.Channels.channel_log.load",
    "reposts._reasons_to_offer",
    "own_traces._trace",
    "fan_out.to_hand_out",
    "words.Words.sent_articles.load",
    "forgetting.Forgetting.told_lately.load",
}
"""By a message of the chat that asks: it was owed when `fan_out` had asked. Or what `own_traces` has found for it."""
_FOR_EVERYBODY = {"archive"}
"""The articles of packs."""
_FOR_OPERATORS = {
    "__init__.SqliteStorage.backlog.count",
    "articles.Articles.troubled_articles.load",
    "console_errors",
    "console_figures",
    "console_figures._count",
    "console_reading.first_articles",
    "console_sources",
    "console_sources._days",
    "console_sources._details",
    "traces.Traces.trace.load",
    "traces._article",
    "traces._memberships",
    "traces._story",
}
_FOR_NOBODY = {
    "content._may_show",
    "archive.Archive.archive_reach.load",
    "archive._all",
    "archive_index._as_dated.search",
    "archive_index._old_parts",
    "archive_index.divide_old_index",
    "articles.Articles.fail_article.fail",
    "articles._claimable",
    "articles._record",
    "articles.newest_number",
    "desk_queue.note_grown",
    "dispatch_building",
    "dispatch_building._waiting",
    "fan_out",
    "fan_out._next",
    "fan_out._was_sent_otherwise",
    "forgotten_articles.ForgottenArticles._forget_index_of.load",
    "forgotten_articles.ForgottenArticles._forget_sources",
    "forgotten_articles._end_article",
    "forgotten_articles._end_source",
    "forgotten_rows",
    "forgotten_rows._end_scoped_article",
    "forgotten_rows._end_scoped_membership",
    "forgotten_rows.leave_scope",
    "polls.Polls.seen_articles.load",
    "polls.Polls.sightings.load",
    "own_channels",
    "own_posts._says_so",
    "polls.add_article",
    "polls.is_kept",
    "pages._count",
    "pages._to_page",
    "pages.end_page_leases",
    "read_order.go_on",
    "retention",
    "retention.delete_article",
    "retention._end_article",
    "retention._keep_numbers",
    "retention.stories_of",
    "samples.Samples.ungrouped_article.load",
    "samples._story",
    "scopes",
    "shelving._mark_of_source",
    "shelving.end_shelved",
    "stories",
    "stories.Stories.articles_of.load",
    "stories.Stories.fingerprints.load",
    "stories.Stories.candidate_stories.load",
    "stories._join",
    "stories.join_stories",
    "stories.join_views",
    "tidying.Tidying._oldest_waiting.load",
    "titles._keep_title",
    "told_articles",
    "told_articles.told_articles",
}
"""The program's own work: it counts, orders, compares and forgets, and shows nothing of what it reads. What compares
articles reads those of a scope alone, see `tests/pipeline/test_trust.py`."""
_READS = re.compile(r"\b(?:FROM|JOIN)\s+(?:articles\b|memberships\b|\{MEMBERS)|\{_(?:MENTION|SUBSCRIPTION)\}")

_ASKS = re.compile(r"\{(?:WATCHES|SHOWN_IN)\b")


def _statements(tree: ast.AST, place: str) -> Iterator[tuple[str, str]]:
    """The texts of a module, by the function that they stand in; what is put into them stands in braces."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.JoinedStr):
            parts = node.values
            yield place, "".join(str(one.value) if isinstance(one, ast.Constant) else ast.unparse(one) for one in parts)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield place, node.value
        else:
            name = getattr(node, "name", "") if isinstance(node, ast.stmt) else ""
            yield from _statements(node, f"{place}.{name}" if name else place)


def _reading() -> dict[str, str]:
    """The statements that read articles, by the functions that they stand in."""
    found: dict[str, str] = {}
    for path in Path(storage.sqlite.__file__).parent.glob("*.py"):
        if path.stem != "migrations":
            for place, text in _statements(ast.parse(path.read_text("utf-8")), path.stem):
                if _READS.search(text):
                    found[place] = found.get(place, "") + text
    return found


def test_every_statement_that_reads_articles_is_known_for_whom_it_does() -> None:
    known = [*_FOR_WHO_WATCHES, *_FOR_WHO_WAS_TOLD, *_FOR_EVERYBODY, *_FOR_OPERATORS, *_FOR_NOBODY]
    assert len(known) == len(set(known))
    assert set(_reading()) == set(known)


def test_what_reads_articles_for_people_asks_who_may_see_them() -> None:
    reading = _reading()
    assert [place for place in _FOR_WHO_WATCHES if not _ASKS.search(reading[place])] == []
