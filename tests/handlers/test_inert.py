"""Quotes in answers: nothing in them can be pressed, hidden or turned round."""

import re
from collections.abc import Iterable
from datetime import timedelta

import pytest

from bot.model import ArticleFound, BootId, Lease, NewSource, PollRecord
from bot.pipeline.ingest import Ingest
from bot.runtime.clock import SystemClock
from bot.runtime.supervise import Bell
from tests.botapi import Message
from tests.handlers.conftest import Talk

_EVIL = "Evil.ua @evil_name #evil $EVIL a@evil.ua \u202eevil\u2066.ua 6.6.6.6 tg://evil Z\u0301\u0302\u0303\u0304\u0305"
"""A title, or a name: Telegram finds something to press in each of its words."""
_HIDDEN = re.compile("[\u200b\u202a-\u202e\u2066-\u2069\u2800]|[\u0300-\u036f]{4}")
_LIVE = {"url", "email", "mention", "hashtag", "cashtag", "bot_command"}


def _is_inert(messages: Iterable[Message]) -> bool:
    for message in messages:
        units = message.text.encode("utf-16-le")
        live = [
            units[2 * entity.offset : 2 * entity.end].decode("utf-16-le")
            for entity in message.entities
            if entity.type in _LIVE
        ]
        assert not [text for text in live if re.search("evil|6666", text.replace(".", ""), re.IGNORECASE)], message.text
        assert not _HIDDEN.search(message.text), ascii(message.text)
    return True


@pytest.mark.parametrize(
    "said",
    [
        *(f"/add {_EVIL}", "/add one.evil.ua\n/evil", "просто текст про evil.ua", f"/test {_EVIL}", f"/search {_EVIL}"),
        *(f"/remove {_EVIL}", f"/list {_EVIL}", f"/edit 1 {_EVIL}", f"/edit 99 {_EVIL}", f"/timezone /evil {_EVIL}"),
        *(f"/sources {_EVIL}", f"/sources remove {_EVIL}", "/sources javascript:evil", f"/channel @evil_name {_EVIL}"),
        *(f"/settings {_EVIL}", f"/quiet {_EVIL}", f"/digest {_EVIL}", f"/pause {_EVIL}", f"/language {_EVIL}"),
        *(f'/add ("{_EVIL}', "/add lang:evil.ua", "/add site:@evil_name", f"/add -{_EVIL}", "/add «@evil_name /evil"),
        *("http://user@evil.ua/feed", "https://еvil.ua/feed", "/evil", "/sources tg://evil ton://evil.ua"),
    ],
)  # fmt: skip
async def test_what_people_say_is_quoted_without_links(talk: Talk, said: str) -> None:
    await talk.ask("/add коалиция @evil_name evil.ua")
    await talk.chat.say(said)
    await talk.ask("/language ru")
    assert _is_inert(talk.chat.messages)


async def test_what_sources_and_articles_call_themselves_has_no_links(talk: Talk) -> None:
    await talk.ask("/add коалиция")
    now = SystemClock().now()
    await talk.storage.load_pack([NewSource("https://a.example/feed", _EVIL, "ru", f"ru/{_EVIL}")], now)
    (source,) = await talk.storage.claim_due_sources(now, 1, Lease(BootId("test"), now + timedelta(minutes=1)))
    found = ArticleFound(
        keys=("1",),
        content_hash="1",
        title=f"Коалиция {_EVIL}",
        text=f"Коалиция {_EVIL}",
        url="https://user@evil.ua/1",
        canonical_url="",
        site="evil.ua",
        language="ru",
        published_at=now,
    )
    await talk.storage.record_poll(PollRecord(source.id, source.lease, now, source.state, title=_EVIL, found=(found,)))
    ingest = Ingest(
        talk.storage, talk.services.matching, clock=SystemClock(), boot=BootId("test"), articles=Bell(), mentions=Bell()
    )
    while await ingest.step():
        pass
    answers = [
        await talk.ask(f"/{command}") for command in ("sources", "search коалиция", "test коалиция", "broken", "status")
    ]
    assert any("Evil\u2060.ua" in answer for answer in answers)
    assert "Коалиция Evil" in answers[1]
    assert _is_inert(talk.chat.messages)
    assert not [entity for message in talk.chat.messages for entity in message.entities if "@" in (entity.url or "")]


async def test_a_list_of_sources_that_names_something_else_is_quoted_without_links(talk: Talk) -> None:
    rows = f"<outline text='{_EVIL}'/><outline text='x' xmlUrl='javascript:evil'/><outline xmlUrl='http://u@evil.ua/'/>"
    await talk.chat.send_file("evil.ua.opml", f"<opml><body>{rows}</body></opml>".encode())
    assert "Evil" in (await talk.chat.next_message()).text
    assert _is_inert(talk.chat.messages)
