"""`dozor trace`: what became of an article, also while the bot runs."""

import argparse
import sys
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import TextIO

from bot.articles.addresses import canonical_url
from bot.articles.identity import item_address_key, normalised_title
from bot.cli.loop import run_in_loop
from bot.cli.match import point_at
from bot.config import Settings
from bot.delivery.fates import Fate, fate_of
from bot.errors import QueryError
from bot.i18n import Translations
from bot.matching import Lack, Query, Unmet, parse, parse_canonical
from bot.matching.engine import Matching
from bot.model import (
    EVERYBODY,
    Language,
    PageOutcome,
    ReadArticle,
    Trace,
    TracedArticle,
    TracedExclusion,
    TracedMessage,
    TracedStory,
    TracedSubscription,
)
from bot.stories.together import in_common
from bot.text.forms import Morphology
from bot.text.shortening import shorten
from storage import open_traces

_LONGEST = 300
"""Characters of a text from outside."""
_LACKS = {
    Lack.WORD: "it has no form of «{}»",
    Lack.TOGETHER: "it has the words of «{}», but not side by side or near enough",
    Lack.TIMES: "it does not have «{}» so many times",
    Lack.ZONE: "it has «{}» only further down",
    Lack.ORIGIN: "it is not from «{}»",
    Lack.EXCLUDED: "it has «{}», which is excluded",
}


_IN_MESSAGES = {Fate.TOLD, Fate.SENDING, Fate.WAITING, Fate.GIVEN_UP}
_WHY_UNTOLD = {
    Fate.AT_DESK: "somebody is to decide on it at the desk of the channel",
    Fate.APPROVED: "it is approved, and goes at its time",
    Fate.REFUSED: "somebody did not want it in the channel",
    Fate.LAPSED: "nobody has decided on it in time",
    Fate.DROPPED: "it is akin to what stands in the channel, or its source was struck off there",
    Fate.TAKEN_DOWN: "it was published, and somebody has deleted the post",
    Fate.NOT_TICKED: "the channel shows nothing of the source",
    Fate.IN_STORY: "its chat has a message about the story, which lists it",
    Fate.HANDING_OUT: "it is still to be handed out",
    Fate.MUTED: "its chat has muted the story",
    Fate.SILENCED: "its chat has muted a story that this one is akin to",
    Fate.EXCLUDED: "it meets what is excluded",
    Fate.FURTHER_DOWN: "only title and lead are wanted",
    Fate.REMOVED: "it waits for the removed subscription, or source, to come back",
    Fate.PAUSED: "the subscription is paused",
    Fate.SUSPENDED: "its owner is no longer connected to the chat",
    Fate.NOT_WATCHING: "its owner does not watch the source",
    Fate.LATER: "the subscription is newer, or was paused at that time",
    Fate.CHANGED: "the subscription, or what its owner watches, was another one at that time",
}


def run(settings: Settings, options: argparse.Namespace) -> int | str:
    """0 if the address is known, 1 if no source has listed it."""
    queries = []
    for text in options.query or ():
        try:
            queries.append(parse(text))
        except QueryError as error:
            expected = Translations()[Language.ENGLISH].plain(error.expected)
            return f"dozor: {point_at(error, text, expected)}"
    if run_in_loop(trace(options.address, queries, settings, chat=options.chat)):
        return 0
    return f"dozor: {_line(options.address)}: no source has listed it, or it is forgotten"


async def trace(
    address: str, queries: Sequence[Query], settings: Settings, out: TextIO = sys.stdout, *, chat: int | None = None
) -> bool:
    """Print the life of an article, and for each query why the article meets it or not; False if nobody saw it.

    With Telegram's id of a chat, also what became of it for each of the chat's subscriptions; otherwise, for those that
    it meets. Raises StorageError for a missing database.
    """
    canonical = canonical_url(address)
    async with open_traces(settings.database) as storage:
        found = await storage.trace(item_address_key(canonical), canonical, chat)
    for line in _seen(found):
        print(line, file=out)
    async with Matching(Morphology()) as matching:
        for article in found.articles:
            for line in _life(article):
                print(f"  {line}", file=out)
            for one in article.subscribers:
                if (why := await _untold(one, article, matching)) is not None:
                    print(f"  {why}", file=out)
            for query in queries:
                print(f"  {await _judged(query, article, matching)}", file=out)
    return bool(found.sightings or found.articles)


def _seen(found: Trace) -> Iterator[str]:
    for one in found.sightings:
        kept = "of an article that is forgotten, or was too old to be one" if one.article is None else ""
        said = f"listed by {_line(one.source)} ({_line(one.source_url)}) as {one.key}, until {one.listed_at:%Y-%m-%d}"
        yield f"{said}  {kept}".rstrip()


def _life(one: TracedArticle) -> Iterator[str]:
    yield f"article {one.id}: {_line(one.article.title)}"
    yield from (f"its title was: {_line(title)}" for title in one.former_titles)
    yield f"address: {_line(one.url)}"
    edited = f", edited {_at(one.changed_at)}" if one.changed_at else ""
    yield f"found {_at(one.found_at)} by {_line(one.article.source)}, published {_at(one.published_at)}{edited}"
    why = "which has no more than the feed" if one.page_reason == PageOutcome.USELESS else one.page_reason or "not read"
    page = f"{one.from_page} from its page" if one.from_page else f"none from its page ({_line(why)})"
    yield f"text: {one.from_feed} characters from the feed, {page}"
    if not one.is_news:
        yield f"withheld: {one.withheld or 'it was there before the source was read'}; archived, and told to nobody"
    if one.failure:
        yield f"could not be matched: {_line(one.failure)}"
    if one.is_waiting:
        yield "waits to be matched"
    yield from (_joined(one, story) for story in one.stories)
    for mention in one.mentions:
        prominence = f" ({mention.prominence})" if mention.prominence else ""
        marks = ", since an edit" * mention.is_revision + ", to be handed out" * (not mention.is_handed_out)
        yield f"matched by: {_line(mention.query)}{prominence}{marks}"
    if not one.mentions and not one.is_waiting:
        yield "matched by no query"
    yield from map(_excluded, one.exclusions)
    yield from map(_told, one.messages)
    if not one.messages:
        yield "told to nobody in a message of its own"


def _joined(own: TracedArticle, story: TracedStory) -> str:
    whose = "" if story.scope == EVERYBODY else f" of scope {story.scope}"
    if not story.earlier:
        akin = f", akin to story {story.akin}" if story.akin is not None else ""
        return f"began story {story.id}{whose}{akin}"
    news = ", a development" if story.is_development else ""
    by, other = joined_by(own, story)
    common = ", ".join(map(_line, in_common(own.article, other)))
    with_ = f"{_line(other.source)}: {_line(other.title)}"
    return f"joined story {story.id}{whose} by {by}{news}; with {with_}{f' ({common})' if common else ''}"


def joined_by(own: TracedArticle, story: TracedStory) -> tuple[str, ReadArticle]:
    """What joined an article to a story, address before title before likeness, and a report that it was joined to."""
    title = normalised_title(own.article.title)
    for canonical, other in story.earlier:
        if canonical and canonical == own.canonical_url:
            return "its address", other
    for _, other in story.earlier:
        if title and normalised_title(other.title) == title:
            return "its title", other
    return "likeness", story.earlier[-1][1]


def _excluded(one: TracedExclusion) -> str:
    what = "all its subscriptions" if one.subscription is None else _line(one.subscription)
    return f"kept from chat {one.chat_id}, which excludes {_line(one.query)} from {what}"


def _told(one: TracedMessage) -> str:
    chat = f"chat {one.chat_id}" + (f", topic {one.topic}" if one.topic else "")
    what = "a digest" if one.is_digest else "message"
    match one.state:
        case "sent" if one.settled_at is not None:
            said = f"told {chat} at {_at(one.settled_at)} in {what} {one.message_id}"
        case "dead":
            said = f"given up for {chat}"
        case _:
            said = f"owed to {chat} since {_at(one.since)}, {one.state}"
    return f"{said}, for {_line(one.query)}" + (f": {_line(one.reason)}" if one.reason else "")


async def _untold(one: TracedSubscription, article: TracedArticle, matching: Matching) -> str | None:
    """Why a subscription was told nothing; None if the messages say what became of it."""
    fate = fate_of(one)
    if fate in _IN_MESSAGES:
        return None
    whose = f"chat {one.chat.telegram_id}" + (f", topic {one.topic}" if one.topic else "") + f", for {_line(one.title)}"
    if fate is not Fate.UNMET:
        return f"not told to {whose}: {_WHY_UNTOLD[fate]}"
    lacks = "; ".join(map(_lack, await matching.unmet(parse_canonical(one.query), article.article)))
    return f"not told to {whose}: {lacks or 'it did not meet it when it was matched'}"


async def _judged(query: Query, one: TracedArticle, matching: Matching) -> str:
    (hit,) = await matching.judge(query, [one.article])
    if hit is not None:
        return f"meets {_line(str(query))} ({hit.prominence})"
    lacks = "; ".join(map(_lack, await matching.unmet(query, one.article)))
    return f"does not meet {_line(str(query))}: {lacks}"


def _lack(one: Unmet) -> str:
    return _LACKS[one.lack].format(_line(one.part))


def _at(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M:%S} UTC"


def _line(text: str) -> str:
    """A text from outside on one line, without what a terminal would obey."""
    return shorten(text, _LONGEST)
