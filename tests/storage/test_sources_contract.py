from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.delivery.notices import lost_chat
from bot.feeds.schedule import is_our_own
from bot.model import (
    AddedSources,
    BootId,
    ChatKind,
    Choice,
    Failure,
    HostShare,
    Lease,
    NewSource,
    Notice,
    PollRecord,
    Sent,
    SourceForPoll,
    SourceHealth,
    SourceId,
    Trouble,
)
from bot.ports import Storage
from tests.storage.conftest import START
from tests.storage.scene import Scene


async def _claim(scene: Scene, share: HostShare, limit: int = 10) -> list[SourceForPoll]:
    return await scene.storage.claim_due_sources(scene.now, limit, scene.lease(), share)


async def test_a_host_is_asked_for_one_source_at_a_time_in_its_spacing(scene: Scene) -> None:
    chat = await scene.chat()
    for number in range(3):
        await scene.source(chat, f"https://one.example/{number}")
    await scene.source(chat, "https://two.example/")
    share = HostShare(at_once=4, spacing_s=10)
    assert {one.url for one in await _claim(scene, share)} == {"https://one.example/0", "https://two.example/"}
    scene.later(seconds=9)
    assert await _claim(scene, share) == []
    scene.later(seconds=1)
    assert [one.url for one in await _claim(scene, share)] == ["https://one.example/1"]


async def test_no_more_sources_of_a_host_are_polled_at_once_than_its_share(scene: Scene) -> None:
    chat = await scene.chat()
    for number in range(4):
        await scene.source(chat, f"https://one.example/{number}")
    first, second = await _claim(scene, HostShare(at_once=2))
    assert await _claim(scene, HostShare(at_once=2)) == []
    await scene.poll(second)
    (third,) = await _claim(scene, HostShare(at_once=2))
    assert len({first.id, second.id, third.id}) == 3


async def test_a_restart_does_not_forget_the_spacing(open_again: Callable[[], Storage]) -> None:
    share = HostShare(spacing_s=10)
    async with open_again() as storage:
        scene = Scene(storage, START)
        chat = await scene.chat()
        for number in range(2):
            await scene.source(chat, f"https://one.example/{number}")
        assert len(await _claim(scene, share)) == 1
    async with open_again() as storage:
        scene = Scene(storage, START)
        lease = Lease(BootId("another run"), START + timedelta(minutes=5))
        assert await storage.claim_due_sources(START, 10, lease, share) == []
        later = START + timedelta(seconds=10)
        assert len(await storage.claim_due_sources(later, 10, lease, share)) == 1


async def test_a_host_that_asks_to_be_left_alone_is(scene: Scene) -> None:
    chat = await scene.chat()
    for number in range(2):
        await scene.source(chat, f"https://one.example/{number}")
    (source,) = await scene.storage.claim_due_sources(scene.now, 1, scene.lease())
    until = scene.now + timedelta(hours=1)
    await scene.storage.record_poll(PollRecord(source.id, source.lease, scene.now, source.state, host_free_at=until))
    scene.later(minutes=59)
    assert await _claim(scene, HostShare()) == []
    scene.later(minutes=1)
    assert len(await _claim(scene, HostShare())) == 2


async def test_a_move_to_a_known_address_joins_the_source_there(scene: Scene) -> None:
    first, second = await scene.chat(1), await scene.chat(2)
    await scene.source(first, "https://old.example/feed")
    await scene.poll(await scene.claim_source(), "старая")
    kept = await scene.source(second, "https://new.example/feed")
    scene.later(minutes=1)
    await scene.poll(await scene.claim_source(), "новая")
    scene.later(minutes=10)
    old = next(one for one in await _claim(scene, HostShare()) if one.url == "https://old.example/feed")
    found = (scene.found("новая"), scene.found("свежая"))
    await scene.storage.record_poll(
        PollRecord(old.id, old.lease, scene.now, old.state, url="https://new.example/feed", found=found)
    )
    for chat in (first, second):
        assert [one.id for one in await scene.storage.watched_sources(chat.key)] == [kept]
    seen = await scene.storage.sightings(kept, ["guid:старая", "guid:новая", "guid:свежая"])
    assert set(seen) == {"guid:старая", "guid:новая", "guid:свежая"}
    waiting = await scene.storage.claim_waiting_articles(scene.now, 10, scene.lease())
    assert sorted(one.title for one in waiting) == ["новая", "свежая", "старая"]


async def test_a_source_moves_to_an_address_that_nobody_has(scene: Scene) -> None:
    chat = await scene.chat()
    await scene.source(chat)
    source = await scene.claim_source()
    await scene.storage.record_poll(
        PollRecord(source.id, source.lease, scene.now, source.state, url="https://new.example/feed")
    )
    (watched,) = await scene.storage.watched_sources(chat.key)
    assert (watched.id, watched.url) == (source.id, "https://new.example/feed")
    assert (await scene.claim_source()).url == "https://new.example/feed"


async def test_a_former_address_means_the_source_wherever_it_has_moved(scene: Scene) -> None:
    chat, (a, b, c) = await scene.chat(), (f"https://{name}.example/feed" for name in "abc")
    moves = ((a, b), (b, c), (c, a), (a, c))
    first = await scene.source(chat, a)
    for _, to in moves:
        scene.later(minutes=30)
        source = await scene.claim_source()
        await scene.storage.record_poll(PollRecord(source.id, source.lease, scene.now, source.state, url=to))
    for url in (a, b, c):
        assert not await scene.storage.add_source(NewSource(url), chat.key, scene.now, scene.cause())
    assert [(one.id, one.url) for one in await scene.storage.watched_sources(chat.key)] == [(first, c)]
    dropped = await scene.storage.drop_sources([a, b], chat.key, scene.now, scene.cause())
    assert dropped.titles == (a, None)  # it is called as it was when it was added


async def test_a_mute_does_not_outlive_its_source_where_the_other_one_is_watched(scene: Scene) -> None:
    chat = await scene.chat()
    one, two = (NewSource(f"https://{name}.example/feed", name, pack="own") for name in ("one", "two"))
    await scene.storage.share_sources([one, two], scene.now)
    (muted,) = [source for source in await scene.storage.watched_sources(chat.key) if source.title == "one"]
    await scene.storage.drop_sources([muted.id], chat.key, scene.now, scene.cause())
    source = next(source for source in await _claim(scene, HostShare()) if source.url == one.url)
    await scene.storage.record_poll(PollRecord(source.id, source.lease, scene.now, source.state, url=two.url))
    assert [(source.title, source.muted) for source in await scene.storage.watched_sources(chat.key)] == [
        ("two", False)
    ]


async def test_a_page_asks_whoever_added_it_and_is_polled_no_longer(scene: Scene) -> None:
    chat, stranger = await scene.chat(1), await scene.chat(2)
    await scene.source(chat, "https://one.example/")
    source = await scene.claim_source()
    choices = (Choice("Новости", "https://one.example/news"), Choice("Спорт", "https://one.example/sport"))
    notice = Notice("source-several", {"address": source.url}, choices=choices)
    state = replace(source.state, polled_at=scene.now)
    await scene.storage.record_poll(PollRecord(source.id, source.lease, scene.now, state, welcome=notice, is_page=True))
    (dispatch, *_) = await scene.dispatches()
    assert dispatch.content == notice
    assert await scene.storage.choice(dispatch.id, chat.key, 1) == "https://one.example/sport"
    assert await scene.storage.choice(dispatch.id, chat.key, 2) is None
    assert await scene.storage.choice(dispatch.id, stranger.key, 0) is None
    assert await scene.storage.watched_sources(chat.key) == []
    scene.later(days=1)
    assert await _claim(scene, HostShare()) == []


async def test_a_chat_that_mutes_a_pack_watches_none_of_it_but_what_it_adds(scene: Scene) -> None:
    chat = await scene.chat()
    news = [NewSource(f"https://{name}.example/feed", name, "ru", "ru/general") for name in ("one", "two")]
    await scene.storage.load_pack(news, scene.now)
    await scene.storage.mute_pack("ru/general", chat.key, muted=True)
    assert all(one.muted for one in await scene.storage.watched_sources(chat.key))
    (pack,) = await scene.storage.watched_packs(chat.key)
    assert (pack.name, pack.sources, pack.muted) == ("ru/general", 2, True)
    assert await scene.storage.add_source(news[0], chat.key, scene.now, scene.cause())
    watched = {one.title: one.muted for one in await scene.storage.watched_sources(chat.key)}
    assert watched == {"one": False, "two": True}
    await scene.storage.mute_pack("ru/general", chat.key, muted=False)
    assert not any(one.muted for one in await scene.storage.watched_sources(chat.key))


async def test_many_sources_are_added_at_once_and_not_told_one_by_one(scene: Scene) -> None:
    chat = await scene.chat()
    news = [NewSource(f"https://{number}.example/feed") for number in range(3)]
    cause = scene.cause()
    assert await scene.storage.add_sources(news, chat.key, scene.now, cause) == AddedSources(3, {})
    assert await scene.storage.add_sources(news, chat.key, scene.now, cause) == AddedSources(3, {}), "the same command"
    assert await scene.storage.add_sources(news, chat.key, scene.now, scene.cause()) == AddedSources(0, {})
    for source in await _claim(scene, HostShare()):
        welcome = Notice("source-works", {"title": "x", "items": 1})
        await scene.storage.record_poll(PollRecord(source.id, source.lease, scene.now, source.state, welcome=welcome))
    assert (await scene.storage.backlog(scene.now, scene.now)).chats == 0


async def test_what_the_operator_shares_outlives_another_pack(scene: Scene) -> None:
    chat = await scene.chat()
    shared = NewSource("https://shared.example/feed", "Своё", "ru", "ru/own")
    await scene.storage.share_sources([shared], scene.now)
    await scene.storage.load_pack([NewSource("https://pack.example/feed", "Чужое", "ru", "ru/general")], scene.now)
    await scene.storage.load_pack([], scene.now)
    assert [one.url for one in await scene.storage.watched_sources(chat.key)] == [shared.url]
    assert [one.url for one in await scene.storage.known_sources()] == [shared.url]
    assert await scene.storage.unshare_source(shared.url)
    assert not await scene.storage.unshare_source(shared.url)
    assert await scene.storage.watched_sources(chat.key) == []


async def test_a_silent_source_counts_as_broken_until_it_has_news(scene: Scene) -> None:
    await scene.storage.share_sources([NewSource("https://pack.example/feed", pack="own")], scene.now)
    source = await scene.claim_source()
    state = replace(source.state, baseline_at=scene.now, news_at=scene.now, announced=Trouble.SILENT)
    await scene.storage.record_poll(PollRecord(source.id, source.lease, scene.now, state))
    (silent,) = await scene.storage.known_sources(broken=True)
    assert (silent.health, silent.news_at) == (SourceHealth.SILENT, scene.now)
    source = await scene.claim_source()
    await scene.storage.record_poll(PollRecord(source.id, source.lease, scene.now, replace(state, announced=None)))
    assert await scene.storage.known_sources(broken=True) == []


@pytest.mark.parametrize("told_before", [None, Trouble.SILENT])
async def test_that_all_fail_together_is_not_told_of_each(scene: Scene, told_before: Trouble | None) -> None:
    chat = await scene.chat()
    new = [NewSource(f"https://{number}.example/feed") for number in range(4)]
    await scene.storage.add_sources(new, chat.key, scene.now, scene.cause())
    for source in await _claim(scene, HostShare()):
        await scene.poll(replace(source, state=replace(source.state, announced=told_before)))
    since = scene.now + timedelta(minutes=10)
    scene.later(hours=25)

    async def fail(source: SourceForPoll) -> None:
        failing = replace(source.state, failures=9, failing_since=since, announced=Trouble.FAILING)
        failing = replace(failing, next_poll_at=scene.now + timedelta(hours=1))
        notice = Notice("source-failing", {"title": source.url}, Failure("name-not-found", ""))
        record = PollRecord(source.id, source.lease, scene.now, failing, notice=notice)
        await scene.storage.record_poll(record, is_our_own)

    for source in await _claim(scene, HostShare()):
        await fail(source)
    assert await scene.dispatches() == []
    scene.later(hours=1)
    first, *others, last = await _claim(scene, HostShare())
    for source in (first, *others):
        await scene.poll(source)
    assert last.state.announced is told_before
    await fail(last)
    (told,) = await scene.dispatches()
    assert isinstance(told.content, Notice)
    assert told.content.arguments == {"title": last.url}


async def test_what_the_operator_shares_is_not_taken_over_by_what_comes_along(scene: Scene) -> None:
    url = "https://both.example/feed"
    along = NewSource(url, "Издание", "ru", "ru/general")
    await scene.storage.load_pack([along], scene.now)
    await scene.storage.share_sources([NewSource(url, pack="own")], scene.now)
    await scene.storage.load_pack([along], scene.now)
    (known,) = await scene.storage.known_sources()
    assert (known.pack, known.title, known.language) == ("own", "Издание", "ru")
    assert await scene.storage.unshare_source(url)
    await scene.storage.load_pack([along], scene.now)
    assert [one.pack for one in await scene.storage.known_sources()] == ["ru/general"]


async def test_a_source_that_is_shared_again_is_polled_again(scene: Scene) -> None:
    new = NewSource("https://shared.example/feed", pack="own")
    await scene.storage.share_sources([new], scene.now)
    source = await scene.claim_source()
    gone = replace(source.state, retired=True, failures=1, failure=Failure("gone", ""), baseline_at=scene.now)
    await scene.storage.record_poll(PollRecord(source.id, source.lease, scene.now, gone))
    scene.later(days=1)
    await scene.storage.share_sources([new], scene.now)
    state = (await scene.claim_source()).state
    assert (state.retired, state.failures, state.baseline_at) == (False, 0, None)


async def test_broken_sources_are_listed_the_longest_failing_first(scene: Scene) -> None:
    chat = await scene.chat()
    ids: list[SourceId] = []
    for number in range(3):
        await scene.source(chat, f"https://{number}.example/")
        source = await scene.claim_source()
        ids.append(source.id)
        since = scene.now - timedelta(days=number) if number else None
        state = replace(source.state, failures=number, failing_since=since, next_poll_at=scene.now + timedelta(days=9))
        await scene.storage.record_poll(PollRecord(source.id, source.lease, scene.now, state))
    assert [one.id for one in await scene.storage.known_sources(broken=True)] == [ids[2], ids[1]]


async def test_the_newest_items_of_a_source_are_for_who_watches_it(scene: Scene) -> None:
    anna, boris = await scene.chat(1), await scene.chat(2)
    source = await scene.source(anna)
    await scene.publish("раз", "два", "три")
    newest = await scene.storage.newest_items(source, anna.key, 2)
    assert [(one.title, one.at) for one in newest] == [("три", scene.now), ("два", scene.now)]
    assert await scene.storage.newest_items(source, boris.key, 2) == []
    await scene.storage.drop_sources([source], anna.key, scene.now, scene.cause())
    assert await scene.storage.newest_items(source, anna.key, 2) == []


async def _reports(scene: Scene) -> list[tuple[int, Notice]]:
    """Let the next poll bring news of the source itself; who is told what."""
    source = await scene.claim_source()
    notice = Notice("source-works", {"title": "X", "items": 3})
    state = replace(source.state, baseline_at=scene.now, next_poll_at=scene.now + timedelta(days=1))
    record = PollRecord(source.id, source.lease, scene.now, state, welcome=notice)
    await scene.storage.record_poll(record)
    told = []
    for one in await scene.dispatches():
        assert isinstance(one.content, Notice)
        told.append((one.chat.telegram_id, one.content))
        await scene.settle(one, Sent(one.id))
    return told


async def test_reports_go_to_who_added_a_source_for_a_group_while_that_can_be(scene: Scene) -> None:
    anna, group = await scene.chat(1), await scene.chat(-5, ChatKind.GROUP)
    urls = [f"https://{number}.example/feed" for number in range(3)]
    for url in urls:
        await scene.storage.add_source(NewSource(url), group.key, scene.now, scene.cause(), reports_to=anna.key)
    ((person, notice),) = await _reports(scene)
    assert (person, notice.arguments["group"]) == (1, "chat -5")
    await scene.storage.stop_reports(group.key, anna.key)
    ((chat, notice),) = await _reports(scene)
    assert (chat, "group" in notice.arguments) == (-5, False)
    added = await scene.storage.add_sources(
        [NewSource("https://9.example/feed")], group.key, scene.now, scene.cause(), reports_to=anna.key
    )
    assert added.added == 1
    await scene.storage.mark_unreachable(anna.key, lost_chat("Anna", "blocked"), scene.now)
    scene.later(minutes=1)
    assert {chat for chat, _ in await _reports(scene)} == {-5}
