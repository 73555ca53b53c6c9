"""Polls of sources with a chat's own settings."""

import logging
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from aiohttp import web

from bot.model import Cause, ChatKey, SourceSettings
from tests.pipeline.scenario import Scenario, open_scenario

_SETTINGS = SourceSettings(user_agent="Mozilla/5.0", headers=(("Cookie", "session=Kl0tzk0pf"),), zone="Asia/Tokyo")
_TITLES = ("Коалиция желающих собралась", "Лондон ответил союзникам", "Осло передаст корабли")


@pytest.fixture
async def scenario(database: Path) -> AsyncIterator[Scenario]:
    async with open_scenario(database) as opened:
        yield opened


async def _set(scenario: Scenario, chat: ChatKey) -> None:
    for one in await scenario.storage.watched_sources(chat):
        await scenario.storage.set_own_source(
            one.id, chat, lambda _: _SETTINGS, scenario.clock.now(), Cause(f"set {one.id}")
        )


async def test_it_is_asked_for_as_its_chat_has_said_and_told_to_nobody_else(scenario: Scenario) -> None:
    outlet = await scenario.open("Вестник")
    anna, boris = await scenario.chat("Anna"), await scenario.chat("Boris")
    await scenario.watch(anna, outlet)
    await _set(scenario, anna.key)
    await scenario.watch(boris, outlet)
    agents: dict[str, list[str]] = {}

    def answer(request: web.Request) -> web.Response:
        """Who pays sees more."""
        agent = request.headers["User-Agent"]
        agents.setdefault(agent, []).append(request.headers.get("Cookie", ""))
        items = "".join(one.render() for one in outlet.feeds["/feed"][0 if agent == "Mozilla/5.0" else 1 :])
        return web.Response(text=f"<rss version='2.0'><channel><title>В</title>{items}</channel></rss>")

    outlet.list(outlet.entry("1", _TITLES[0]), outlet.entry("2", _TITLES[1]))
    outlet.answers["/feed"] = answer
    await scenario.round(hours=1)
    assert {*scenario.titles(anna)} == {*_TITLES[:2]}
    assert scenario.titles(boris) == [_TITLES[0]]
    assert agents.pop("Mozilla/5.0") == [""], "it is no https, so nothing of the secret"
    assert len(agents) == 1


async def test_it_stays_where_it_is_whatever_it_says(scenario: Scenario, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    outlet, other = await scenario.open("Вестник"), await scenario.open("Газета")
    anna, boris = await scenario.chat("Anna"), await scenario.chat("Boris")
    await scenario.watch(anna, outlet)
    await _set(scenario, anna.key)
    await scenario.watch(boris, other)
    outlet.redirects(other.feed)
    for _ in range(4):
        await scenario.round(hours=13)
    outlet.redirects(f"{outlet.base}/new")
    await scenario.round(hours=13)
    assert [one.url for one in await scenario.storage.watched_sources(anna.key)] == [outlet.feed]
    assert [one.url for one in await scenario.storage.watched_sources(boris.key)] == [other.feed]
    outlet.returns()
    outlet.list(outlet.entry("1", _TITLES[0]))
    await scenario.round(hours=13)
    assert scenario.titles(anna) == [_TITLES[0]]
    outlet.says("/feed", f"<a href='{other.feed}'>RSS</a><link rel='alternate' type='application/rss+xml' href='/two'>")
    outlet.feeds["/two"] = []
    await scenario.round(hours=13)
    assert [one.url for one in await scenario.storage.watched_sources(anna.key)] == [outlet.feed]
    assert "Kl0tzk0pf" not in caplog.text
