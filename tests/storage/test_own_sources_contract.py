"""Sources with a chat's own settings: nobody else sees anything of them."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from bot.delivery.owing import owe
from bot.errors import LeaseLost
from bot.model import Chat, ChatKind, NewSource, PollRecord, SourceId, SourceSettings, StoryUpdate, Successor
from tests.storage.scene import Scene

_URL = "https://one.example/feed"
_SECRET = SourceSettings(headers=(("Cookie", "session=Kl0tzk0pf"),), user_agent="Mozilla", zone="Asia/Tokyo")


def _change(_: SourceSettings) -> SourceSettings:
    return _SECRET


async def _set(scene: Scene, chat: Chat, source: SourceId) -> bool:
    return await scene.storage.set_own_source(source, chat.key, _change, scene.now, scene.cause())


async def _watched(scene: Scene, chat: Chat) -> list[tuple[str, bool]]:
    """The addresses that a chat watches, and whether they are asked for as usual."""
    return [(one.url, not one.settings) for one in await scene.storage.watched_sources(chat.key)]


async def _add(scene: Scene, chat: Chat) -> bool:
    return await scene.storage.add_source(NewSource(_URL), chat.key, scene.now, scene.cause())


async def test_settings_are_kept_and_come_with_the_source(scene: Scene) -> None:
    chat = await scene.chat()
    assert await _set(scene, chat, await scene.source(chat, _URL))
    source = await scene.claim_source()
    assert (source.url, source.settings, source.is_own, source.is_pinned) == (_URL, _SECRET, True, True)
    assert "Kl0tzk0pf" not in repr(source)
    await scene.storage.set_own_source(source.id, chat.key, lambda _: SourceSettings(), scene.now, scene.cause())
    (own,) = await scene.storage.watched_sources(chat.key)
    assert not own.settings
    assert not (await scene.claim_source()).settings


async def test_whoever_adds_the_same_address_gets_an_ordinary_source(scene: Scene) -> None:
    anna, boris = await scene.chat(1), await scene.chat(2)
    await _set(scene, anna, await scene.source(anna, _URL))
    assert await _add(scene, boris)
    assert (await _watched(scene, anna), await _watched(scene, boris)) == ([(_URL, False)], [(_URL, True)])
    await scene.storage.share_sources([NewSource(_URL, pack="p")], scene.now)
    assert await _watched(scene, await scene.chat(3)) == [(_URL, True)]
    claimed = [await scene.claim_source(), await scene.claim_source()]
    assert {(one.url, bool(one.settings), one.is_of_pack) for one in claimed} == {
        (_URL, True, False),
        (_URL, False, True),
    }


async def test_others_who_watch_the_source_keep_theirs_and_notice_nothing(scene: Scene) -> None:
    anna, boris = await scene.chat(1), await scene.chat(2)
    source = await scene.source(anna, _URL)
    await _add(scene, boris)
    await _set(scene, anna, source)
    (theirs,) = await scene.storage.watched_sources(boris.key)
    assert (theirs.id, bool(theirs.settings)) == (source, False)
    assert await _watched(scene, anna) == [(_URL, False)]


async def test_a_source_of_ones_own_is_known_to_its_chat_by_its_address(scene: Scene) -> None:
    chat = await scene.chat()
    own = await scene.source(chat, _URL)
    await _set(scene, chat, own)
    await scene.poll(await scene.claim_source())
    assert not await _add(scene, chat), "it watches it"
    assert len(await _watched(scene, chat)) == 1
    assert (await scene.storage.drop_sources([_URL], chat.key, scene.now, scene.cause())).titles == (_URL,)
    assert await _watched(scene, chat) == []
    assert await _add(scene, chat)
    assert await _watched(scene, chat) == [(_URL, False)], "it comes back with its settings"
    await scene.storage.drop_sources([_URL], chat.key, scene.now, scene.cause())
    await scene.end_removals()
    assert await _add(scene, chat)
    assert await _watched(scene, chat) == [(_URL, True)]


async def test_its_secrets_go_when_its_removal_ends(scene: Scene, tmp_path: Path) -> None:
    chat = await scene.chat()
    source = await scene.source(chat, _URL)
    await _set(scene, chat, source)
    await scene.storage.drop_sources([source], chat.key, scene.now, scene.cause())
    await scene.end_removals()
    with closing(sqlite3.connect(tmp_path / "dozor.db")) as db:
        assert db.execute("SELECT settings FROM sources WHERE id = ?", (source,)).fetchall() == [("{}",)]
        dump = "".join(db.iterdump())
    assert "Kl0tzk0pf" not in dump


async def test_nothing_of_it_is_in_anybody_elses_results(scene: Scene) -> None:
    anna, boris = await scene.chat(1), await scene.chat(2)
    for chat in (anna, boris):
        await scene.subscribe(chat)
    await _set(scene, anna, await scene.source(anna, _URL))
    await _add(scene, boris)
    claimed = {one.is_own: one for one in (await scene.claim_source(), await scene.claim_source())}
    await scene.poll(claimed[True], "закрытое")
    await scene.poll(claimed[False], "открытое")
    for article in await scene.storage.claim_waiting_articles(scene.now, 10, scene.lease()):
        (scope,) = (await scene.storage.scopes([article.source_id]))[article.source_id]
        await scene.record(article, "коалиция", scope=scope)
    while await scene.storage.fan_out(scene.now, 100, owe):
        pass
    for chat, titles in ((anna, {"закрытое"}), (boris, {"открытое"})):
        page = await scene.storage.search(None, chat.key, scene.now.replace(year=2000), None, 10, within_s=5)
        assert {one.article.title for one in page.articles} == titles
    told = {}
    for one in await scene.storage.claim_dispatches(scene.now, 10, scene.lease(), lambda *_: scene.plan):
        assert isinstance(one.content, StoryUpdate)
        told[one.chat.key] = one.content.article.title
    assert told == {anna.key: "закрытое", boris.key: "открытое"}


async def test_it_stays_where_it_is_when_another_source_moves_to_its_address(scene: Scene) -> None:
    anna, boris = await scene.chat(1), await scene.chat(2)
    await _set(scene, anna, await scene.source(anna, _URL))
    await scene.poll(await scene.claim_source())
    await scene.source(boris, "https://old.example/feed")
    moving = await scene.claim_source()
    await scene.storage.record_poll(PollRecord(moving.id, moving.lease, scene.now, moving.state, url=_URL))
    assert (await _watched(scene, anna), await _watched(scene, boris)) == ([(_URL, False)], [(_URL, True)])
    vera = await scene.chat(3)
    await scene.source(vera, "https://older.example/feed")
    moving = next(one for one in [await scene.claim_source(), await scene.claim_source()] if "older" in one.url)
    successor = Successor(_URL, "", listed=None)
    await scene.storage.record_poll(PollRecord(moving.id, moving.lease, scene.now, moving.state, successor=successor))
    assert await _watched(scene, vera) == [(_URL, True)]
    assert await _watched(scene, anna) == [(_URL, False)]


async def test_a_poll_that_is_under_way_is_of_the_former_manner(scene: Scene) -> None:
    chat = await scene.chat()
    own = await scene.source(chat, _URL)
    before = await scene.claim_source()
    await _set(scene, chat, own)
    with pytest.raises(LeaseLost):
        await scene.poll(before)
    assert (await scene.claim_source()).settings == _SECRET


async def test_it_goes_on_from_where_the_source_of_others_is(scene: Scene) -> None:
    anna, boris = await scene.chat(1), await scene.chat(2)
    source = await scene.source(anna, _URL)
    await _add(scene, boris)
    await scene.poll(await scene.claim_source(), "старое", is_news=False)
    read_at = scene.now
    scene.later(minutes=5)
    await _set(scene, anna, source)
    own = await scene.claim_source()
    assert own.is_own
    assert (own.state.baseline_at, own.state.polled_at) == (read_at, read_at), "what came since then is news"
    assert [*await scene.storage.sightings(own.id, ["guid:старое", "guid:новое"])] == ["guid:старое"]


async def test_its_number_in_the_list_stays_for_the_secret_that_is_typed_next(scene: Scene) -> None:
    anna, boris = await scene.chat(1), await scene.chat(2)
    addresses = [f"https://{name}.example/feed" for name in ("one", "two", "three")]
    for chat in (anna, boris):  # none has said its title yet
        for url in addresses:
            await scene.storage.add_source(NewSource(url), chat.key, scene.now, scene.cause())
    before = await scene.storage.watched_sources(anna.key)
    for one in before:
        await _set(scene, anna, one.id)
        listed = await scene.storage.watched_sources(anna.key)
        assert [other.url for other in listed] == [other.url for other in before]


async def test_commands_in_turn_make_no_number_of_sources(scene: Scene, tmp_path: Path) -> None:
    chat = await scene.chat()
    for _ in range(5):
        await _set(scene, chat, await scene.source(chat, _URL))
        await scene.poll(await scene.claim_source())
        await scene.storage.drop_sources([_URL], chat.key, scene.now, scene.cause())
        await scene.end_removals()
    await _set(scene, chat, await scene.source(chat, _URL))
    assert await _watched(scene, chat) == [(_URL, False)]
    with closing(sqlite3.connect(tmp_path / "dozor.db")) as db:
        assert db.execute("SELECT count(*) FROM sources").fetchone() == (2,)


async def test_only_who_has_added_a_source_has_it_for_its_own(scene: Scene) -> None:
    anna, boris = await scene.chat(1), await scene.chat(2)
    source = await scene.source(anna, _URL)
    assert not await _set(scene, boris, source)
    await scene.storage.share_sources([NewSource(_URL, pack="p")], scene.now)
    assert not await _set(scene, anna, source)
    assert await _watched(scene, anna) == [(_URL, True)]


async def test_a_command_that_is_repeated_makes_no_other_source(scene: Scene) -> None:
    anna, boris = await scene.chat(1), await scene.chat(2)
    source, cause = await scene.source(anna, _URL), scene.cause()
    await _add(scene, boris)
    for _ in range(2):
        assert await scene.storage.set_own_source(source, anna.key, _change, scene.now, cause)
    assert len(await _watched(scene, anna)) == 1


async def test_it_goes_with_a_group_that_becomes_a_supergroup(scene: Scene) -> None:
    group = await scene.chat(-1, ChatKind.GROUP)
    await _set(scene, group, await scene.source(group, _URL))
    stranger = await scene.chat(-1001, ChatKind.SUPERGROUP)
    own = await scene.source(stranger, "https://two.example/feed")
    await _set(scene, stranger, own)
    await scene.storage.move_chat(-1, -1001)
    assert {*await _watched(scene, group)} == {(_URL, False), ("https://two.example/feed", False)}
    assert not await scene.storage.add_source(
        NewSource("https://two.example/feed", poll_at=scene.now), group.key, scene.now, scene.cause()
    )


async def test_an_operator_sets_any_source_which_stays_whose_it_is(scene: Scene) -> None:
    anna, boris = await scene.chat(1), await scene.chat(2)
    own = await scene.source(anna, _URL)
    await _set(scene, anna, own)
    await _add(scene, boris)
    agent = replace(_SECRET, user_agent="Other")
    assert await scene.storage.set_source(_URL, lambda _: agent, scene.now) == agent
    (theirs,) = await scene.storage.watched_sources(boris.key)
    (hers,) = await scene.storage.watched_sources(anna.key)
    assert (theirs.settings, hers.settings) == (agent, _SECRET)
    key = next(one.key for one in await scene.storage.known_sources() if one.id == own)
    assert await scene.storage.set_source(key, lambda _: SourceSettings(), scene.now) == SourceSettings()
    assert not (await scene.storage.watched_sources(anna.key))[0].settings
    assert await scene.storage.set_source("https://none.example/", lambda _: agent, scene.now) is None
