"""The parts that notifications and posts about a story share."""

from collections.abc import Sequence
from dataclasses import replace

from bot.delivery.heading import BETWEEN, HEADING_LIMIT, named
from bot.delivery.markup import linked, moment
from bot.i18n import Markup, Texts, foreign
from bot.model import (
    POST_LIMIT,
    DeliveryPreferences,
    FurtherReport,
    FurtherReports,
    Hit,
    ListedDevelopment,
    Novelty,
    StoryUpdate,
)
from bot.reposts.markup import ADDRESSES_LIMIT, ENTITIES_LIMIT, address_bytes, entities, shown_length
from bot.reposts.template import LONGEST_LINK, MATCHES, ROOM, Field
from bot.summaries import Summary, summarise
from bot.text.links import is_linkable
from bot.text.shortening import shorten

TITLE_LIMIT = ROOM[Field.TITLE]
SOURCE_LIMIT = ROOM[Field.SOURCE]
URL_LIMIT = LONGEST_LINK
NO_TITLE = "…"
"""For a title that shows nothing."""
_NAMED_AT_LEAST = 12
"""Characters of the subscriptions' names in a heading that says more."""
_KINDS = 2
"""Kinds of what is new that a line names."""
_LISTED_URL_LIMIT = 500
_REPORT_LIMIT = 110
"""UTF-16 units of a listed report's title."""
_ENTITIES_OF_A_REPORT = 2


def former_title(content: StoryUpdate, texts: Texts) -> str:
    if not content.former_title:
        return ""
    return texts.html("story-former-title", title=shorten(content.former_title, TITLE_LIMIT) or NO_TITLE)


def development(listed: ListedDevelopment, texts: Texts, preferences: DeliveryPreferences) -> str:
    """A line that names what is new in the story since the message was sent."""
    kinds = ", ".join(texts.html(f"novelty-{kind}") for kind in listed.kinds[:_KINDS])
    when = " ".join(filter(None, (moment(listed.published_at, preferences), kinds)))
    title = linked(shorten(listed.title, _REPORT_LIMIT) or NO_TITLE, listed.url, _LISTED_URL_LIMIT)
    return f"↳ {when}{':' if kinds else ''} {title}"


def summary(content: StoryUpdate, hit: Hit) -> Summary:
    """What is quoted: of an article with something new, the sentence that says it, if that stands there still."""
    novelty, article = content.novelty, content.article
    if novelty is not None and novelty.sentence and novelty.sentence in article.text:
        article, hit = replace(article, text=novelty.sentence), Hit(text=novelty.words)
    found = summarise(article, hit, limit=ROOM[Field.SUMMARY])
    return Summary(found.text, found.spans[:MATCHES])


def novelty_heading(novelty: Novelty, subscriptions: Sequence[str], texts: Texts) -> str:
    """What is new, as far as it fits, and the subscriptions, if any are to be named."""
    names = "".join(named(subscriptions, HEADING_LIMIT))
    heading = texts.html("novelty")
    kinds: list[str] = []
    for kind in novelty.kinds:
        kinds.append(texts.html(f"novelty-{kind}"))
        longer = texts.html("novelty-of", kinds=Markup(", ".join(kinds)))
        if len(kinds) > 1 and len(longer) + len(BETWEEN) * bool(names) + len(names) > HEADING_LIMIT:
            break
        heading = longer
    if not names:
        return heading
    room = max(HEADING_LIMIT - len(heading) - len(BETWEEN), _NAMED_AT_LEAST)
    names, besides = named(subscriptions, room)
    return f"{heading}{BETWEEN}{foreign(names)}{besides}"


def reports(further: FurtherReports, told: str, texts: Texts, preferences: DeliveryPreferences) -> str:
    """The list of further reports, newest first, as long as there is room for it below what is told."""
    room = POST_LIMIT - shown_length(told)
    addresses = ADDRESSES_LIMIT - address_bytes(told)
    most = (ENTITIES_LIMIT - 1 - entities(told)) // _ENTITIES_OF_A_REPORT
    lines: list[str] = []
    for report in further.newest[:most]:
        url = report.url if is_linkable(report.url, addresses) else ""
        line = f"{moment(report.published_at, preferences)} {linked(_report_title(report), url, addresses)}"
        more = texts.html("story-more-reports", count=further.total - len(lines))
        if shown_length(line) + shown_length(more) + 2 > room:
            break
        lines.append(line)
        room -= shown_length(line) + 1
        addresses -= len(url.encode())
    if lines and len(lines) < further.total:
        lines.append(texts.html("story-more-reports", count=further.total - len(lines)))
    return "\n<blockquote expandable>" + "\n".join(lines) + "</blockquote>" if lines else ""


def _report_title(report: FurtherReport) -> str:
    return f"{shorten(report.source, SOURCE_LIMIT)}: {shorten(report.title, _REPORT_LIMIT) or NO_TITLE}"
