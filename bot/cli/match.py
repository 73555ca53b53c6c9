"""`dozor match`: tries a query on files, on pages of the web, or on the archive."""

import argparse
import sys
from collections.abc import Iterable, Sequence
from datetime import timedelta
from math import inf
from pathlib import Path
from typing import TextIO

from bot.articles.page import PageReader
from bot.cli.loop import run_in_loop
from bot.cli.sources import DEADLINE_S, guard_of, said
from bot.config import Settings
from bot.errors import FetchFailed, QueryError, SourceError
from bot.fetching.client import Fetcher
from bot.fetching.documents import Fetched, FetchRequest
from bot.fetching.reasons import FailureReason
from bot.i18n import Translations
from bot.matching import Query, WordForms, parse
from bot.matching.engine import Matching
from bot.model import Hit, Language, ReadArticle, Span
from bot.runtime.clock import SystemClock
from bot.services.archive import Archive
from bot.text.forms import Morphology
from bot.text.html import to_line, to_text
from bot.text.language import detect
from bot.text.pointing import pointed_at
from storage import open_archive

_REACH = timedelta(days=3650)
_MOST_SHOWN = 50
_CONTEXT = 40
"""Characters shown on either side of a match, and cells on either side of what is wrong with a query."""


def run(settings: Settings, options: argparse.Namespace) -> int | str:
    """As grep does: 0 if anything was found, 1 if nothing."""
    try:
        found = run_in_loop(match(options.query, options.articles, settings))
    except QueryError as error:
        expected = Translations()[Language.ENGLISH].plain(error.expected)
        return f"dozor: {point_at(error, options.query, expected)}"
    except SourceError as error:
        return f"dozor: {said(error)}"
    return int(not found)


async def match(text: str, articles: Sequence[str], settings: Settings, out: TextIO = sys.stdout) -> bool:
    """Print the forms that a query covers, then what matches: in the articles, or in the archive, newest first.

    An article is the address of a page, or a file with the title in its first line; links to other articles at its end
    are left out, as in a feed. "-" is the standard input. Returns whether anything matched.
    Raises QueryError, StorageError for a missing archive, SourceError or Overrun for an unreadable page, and OSError
    for an unreadable file.
    """
    query = parse(text)
    async with Matching(Morphology()) as matching:
        for word in await matching.forms(query):
            print(_described(word), file=out)
        if articles:
            return await _match_articles(query, [(one, await _read(one, settings)) for one in articles], matching, out)
        async with open_archive(settings.database) as storage:
            return await _match_archive(query, Archive(storage, matching, SystemClock()), out)


def point_at(error: QueryError, text: str, expected: str) -> str:
    """The error in a query, with a pointer under the place."""
    shown, column = pointed_at(text, error.position, _CONTEXT, _CONTEXT)
    return f"{expected}\n  {shown}\n  {' ' * column}^"


async def _match_articles(
    query: Query, named: Sequence[tuple[str, ReadArticle]], matching: Matching, out: TextIO
) -> bool:
    hits = await matching.judge(query, [article for _, article in named])
    for (name, article), hit in zip(named, hits, strict=True):
        if hit is not None:
            print(f"\n{name}: {article.title}", file=out)
            for line in _contexts(article, hit):
                print(f"  {line}", file=out)
    return any(hit is not None for hit in hits)


async def _match_archive(query: Query, archive: Archive, out: TextIO) -> bool:
    shown = 0
    async for found in archive.find(query, None, archive.now() - _REACH, within_s=inf):
        archived = found.archived
        print(f"\n{archived.published_at:%Y-%m-%d %H:%M} {archived.article.source}: {archived.article.title}", file=out)
        print(f"  {archived.url}", file=out)
        for line in _contexts(archived.article, found.hit):
            print(f"  {line}", file=out)
        shown += 1
        if shown == _MOST_SHOWN:
            break
    return shown > 0


async def _read(name: str, settings: Settings) -> ReadArticle:
    return await _read_page(name, settings) if name.startswith(("http://", "https://")) else _read_file(name)


async def _read_page(url: str, settings: Settings) -> ReadArticle:
    async with (
        Fetcher(guard_of(settings), user_agent=settings.user_agent, proxies=settings.proxies) as fetcher,
        PageReader(1, DEADLINE_S) as reader,
    ):
        answer = await fetcher.fetch(FetchRequest(url))
        if not isinstance(answer, Fetched):  # only a request with validators is answered so
            raise FetchFailed(FailureReason.STATUS_REFUSED, "HTTP 304")
        page = await reader.read(answer.body, url=answer.url, content_type=answer.content_type)
    return ReadArticle(page.title, page.text, "", "", detect(page.text))


def _read_file(file: str) -> ReadArticle:
    content = sys.stdin.read() if file == "-" else Path(file).read_text(encoding="utf-8", errors="replace")
    title, _, text = content.strip().partition("\n")
    return ReadArticle(to_line(title), to_text(text), "", "", detect(content))


def _described(word: WordForms) -> str:
    return f"{word.word}: {word.word + '…' if word.prefix else ', '.join(word.forms)}"


def _contexts(article: ReadArticle, hit: Hit) -> Iterable[str]:
    for text, spans in ((article.title, hit.title), (article.text, hit.text)):
        for span in spans:
            yield _context(text, span)


def _context(text: str, span: Span) -> str:
    start, end = max(0, span.start - _CONTEXT), min(len(text), span.end + _CONTEXT)
    before, matched, after = text[start : span.start], text[span.start : span.end], text[span.end : end]
    return " ".join(f"{'…' * (start > 0)}{before}[{matched}]{after}{'…' * (end < len(text))}".split())
