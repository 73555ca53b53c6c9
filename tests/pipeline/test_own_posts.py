"""The posts of a channel that the bot administers, on the whole way of an article."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.articles.own_posts import record_of
from bot.model import (
    GATHERED_FOR,
    ArticleFound,
    BootId,
    Cause,
    ChannelToRead,
    Chat,
    ChatKind,
    GatheredPost,
    Language,
    Lease,
    NewSource,
    OwnPost,
    OwnPostPart,
    PollRecord,
    SourceId,
)
from bot.pipeline import own_posts
from bot.pipeline.own_posts import OwnPosts
from bot.runtime.supervise import Bell
from tests.pipeline.scenario import Scenario, open_scenario

_ID = -1_001_234_567_890
_PRIVATE, _PUBLIC = "https://t.me/c/1234567890", "https://t.me/Oborona"
_TEXT = "Лондон собирает союзников. Участники коалиции желающих обсудили, кто и чем поможет."


@pytest.fixture
async def scenario(database: Path) -> AsyncIterator[Scenario]:
    async with open_scenario(database) as opened:
        yield opened


async def _read(scenario: Scenario, *readers: Chat) -> Chat:
    """A channel that these people have connected and read as a source."""
    storage, now = scenario.storage, scenario.clock.now()
    channel = await storage.see_chat(_ID, ChatKind.CHANNEL, "Оборона", Language.RUSSIAN, now)
    for reader in readers:
        await storage.connect(reader.key, channel.key)
        wanted = ChannelToRead(channel.key, _PRIVATE)
        assert await storage.read_channel(reader.key, wanted, now, Cause(f"read {reader.key}"))
    return channel


def _post(scenario: Scenario, number: int, markup: str, address: str = _PRIVATE) -> OwnPost:
    now = scenario.clock.now()
    return OwnPost(_ID, "Оборона", address, number, "", markup, at=now, changed_at=now, is_protected=False)


async def _publish(scenario: Scenario, post: OwnPost) -> None:
    await scenario.storage.keep_own_post(post, scenario.clock.now())
    scenario.clock.move(seconds=GATHERED_FOR.total_seconds())
    stage = OwnPosts(scenario.storage, clock=scenario.clock, posts=Bell(), articles=Bell())
    while await stage.step():
        pass
    await scenario.finish()


async def test_a_post_is_told_and_found_and_its_edit_is_shown_for_who_reads_the_channel_alone(
    scenario: Scenario,
) -> None:
    anna, boris = await scenario.chat("Anna"), await scenario.chat("Boris")
    await _read(scenario, anna)
    await _publish(scenario, post := _post(scenario, 5, _TEXT))
    assert scenario.titles(anna) == ["Лондон собирает союзников."]
    assert await scenario.archived(anna) == {"Лондон собирает союзников.": "Оборона"}
    scenario.clock.move(minutes=5)
    edited = _TEXT.replace("Лондон", "Париж")
    await _publish(scenario, replace(post, markup=edited, changed_at=scenario.clock.now()))
    scenario.clock.move(minutes=5)
    await scenario.finish()
    assert scenario.titles(anna) == ["Париж собирает союзников."]
    assert (scenario.titles(boris), await scenario.archived(boris)) == ([], {})


async def test_a_report_of_an_outlet_joins_it_for_its_readers_alone(scenario: Scenario) -> None:
    anna, boris = await scenario.chat("Anna"), await scenario.chat("Boris")
    outlet = await scenario.open("Вестник")
    await scenario.share(outlet)
    await _read(scenario, anna)
    await _publish(scenario, _post(scenario, 5, _TEXT))
    outlet.list(outlet.entry("1", "Лондон собирает союзников", text=_TEXT))
    await scenario.round()
    assert scenario.titles(boris) == ["Лондон собирает союзников"]
    assert {sent.source for sent in scenario.sent[boris.key].values()} == {"Вестник"}
    assert [sent.further for sent in scenario.sent[boris.key].values()] == [()]
    assert scenario.titles(anna)[0] == "Лондон собирает союзников."


@pytest.mark.parametrize("pack", [None, "ru/general"])
@pytest.mark.parametrize("is_polled_first", [True, False])
async def test_a_public_channel_that_is_polled_as_well_is_told_once(
    scenario: Scenario, pack: str | None, *, is_polled_first: bool
) -> None:
    anna, storage = await scenario.chat("Anna"), scenario.storage
    url = "https://t.me/s/oborona"
    if pack is None:
        await storage.add_source(NewSource(url), anna.key, scenario.clock.now(), Cause("add"))
    else:
        await storage.share_sources([NewSource(url, pack=pack)], scenario.clock.now())
    await _read(scenario, anna)
    if is_polled_first:
        await _poll(scenario, _TEXT)
    await _publish(scenario, _post(scenario, 5, _TEXT, _PUBLIC))
    await _poll(scenario, _TEXT)
    scenario.clock.move(minutes=20)
    await scenario.finish()
    assert scenario.titles(anna) == ["Лондон собирает союзников."]
    assert [sent.further for sent in scenario.sent[anna.key].values()] == [()]


async def _poll(scenario: Scenario, text: str) -> None:
    """The page of the channel's last posts is read, as it would be at Telegram."""
    now = scenario.clock.now()
    lease = Lease(BootId("scenario"), now + GATHERED_FOR)
    for source in await scenario.storage.claim_due_sources(now, 1, lease):
        state = replace(source.state, next_poll_at=now + GATHERED_FOR, baseline_at=now, polled_at=now)
        found = _found(scenario, text)
        known = await scenario.storage.sightings(source.id, found.keys)
        record = PollRecord(source.id, source.lease, now, state, title="Оборона", found=() if known else (found,))
        await scenario.storage.record_poll(record)
    await scenario.finish()


def _found(scenario: Scenario, text: str) -> ArticleFound:
    now = scenario.clock.now()
    gathered = GatheredPost(SourceId(0), _PUBLIC, "", now, (OwnPostPart(5, text, now),), None)
    found = record_of(gathered, now).found
    assert found is not None
    return found


async def test_a_post_that_breaks_its_reader_holds_up_no_other(
    scenario: Scenario, monkeypatch: pytest.MonkeyPatch
) -> None:
    anna = await scenario.chat("Anna")
    await _read(scenario, anna)

    def fragile(post: GatheredPost, now: object) -> object:
        if "яд" in post.parts[0].markup:
            raise ValueError
        return record_of(post, now)  # type: ignore[arg-type]

    monkeypatch.setattr(own_posts, "record_of", fragile)
    await scenario.storage.keep_own_post(_post(scenario, 5, "яд"), scenario.clock.now())
    await _publish(scenario, _post(scenario, 6, _TEXT))
    assert scenario.titles(anna) == ["Лондон собирает союзников."]
    assert await scenario.storage.gathered_posts(scenario.clock.now(), 10) == []
