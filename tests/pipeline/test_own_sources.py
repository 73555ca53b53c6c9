"""Sources that are asked for in a manner of a chat's own, polled."""

import logging
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from aiohttp import web

from bot.model import Cause, ChatKey, SourceSettings
from tests.pipeline.scenario import Town, town

_SETTINGS = SourceSettings(user_agent="Mozilla/5.0", headers=(("Cookie", "session=Kl0tzk0pf"),), zone="Asia/Tokyo")
_TITLES = ("Коалиция желающих собралась", "Лондон ответил союзникам", "Осло передаст корабли")


@pytest.fixture
async def here(database: Path) -> AsyncIterator[Town]:
    async with town(database) as opened:
        yield opened


async def _set(here: Town, chat: ChatKey) -> None:
    for one in await here.storage.watched_sources(chat):
        await here.storage.set_own_source(one.id, chat, lambda _: _SETTINGS, here.clock.now(), Cause(f"set {one.id}"))


async def test_it_is_asked_for_as_its_chat_has_said_and_told_to_nobody_else(here: Town) -> None:
    outlet = await here.open("Вестник")
    anna, boris = await here.chat("Anna"), await here.chat("Boris")
    await here.watch(anna, outlet)
    await _set(here, anna.key)
    await here.watch(boris, outlet)
    agents: dict[str, list[str]] = {}

    def answer(request: web.Request) -> web.Response:
        """Who pays sees more."""
        agent = request.headers["User-Agent"]
        agents.setdefault(agent, []).append(request.headers.get("Cookie", ""))
        items = "".join(one.render() for one in outlet.feeds["/feed"][0 if agent == "Mozilla/5.0" else 1 :])
        return web.Response(text=f"<rss version='2.0'><channel><title>В</title>{items}</channel></rss>")

    outlet.list(outlet.entry("1", _TITLES[0]), outlet.entry("2", _TITLES[1]))
    outlet.answers["/feed"] = answer
    await here.round(hours=1)
    assert {*here.titles(anna)} == {*_TITLES[:2]}
    assert here.titles(boris) == [_TITLES[0]]
    assert agents.pop("Mozilla/5.0") == [""], "it is no https, so nothing of the secret"
    assert len(agents) == 1


async def test_it_stays_where_it_is_whatever_it_says(here: Town, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    outlet, other = await here.open("Вестник"), await here.open("Газета")
    anna, boris = await here.chat("Anna"), await here.chat("Boris")
    await here.watch(anna, outlet)
    await _set(here, anna.key)
    await here.watch(boris, other)
    outlet.redirects(other.feed)
    for _ in range(4):
        await here.round(hours=13)
    outlet.redirects(f"{outlet.base}/new")
    await here.round(hours=13)
    assert [one.url for one in await here.storage.watched_sources(anna.key)] == [outlet.feed]
    assert [one.url for one in await here.storage.watched_sources(boris.key)] == [other.feed]
    outlet.returns()
    outlet.list(outlet.entry("1", _TITLES[0]))
    await here.round(hours=13)
    assert here.titles(anna) == [_TITLES[0]]
    outlet.says("/feed", f"<a href='{other.feed}'>RSS</a><link rel='alternate' type='application/rss+xml' href='/two'>")
    outlet.feeds["/two"] = []
    await here.round(hours=13)
    assert [one.url for one in await here.storage.watched_sources(anna.key)] == [outlet.feed]
    assert "Kl0tzk0pf" not in caplog.text
