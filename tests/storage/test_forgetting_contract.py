"""A chat that wants to be forgotten leaves no trace in any table, and takes nothing from others."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from datetime import timedelta
from pathlib import Path

import pytest

from bot.errors import QuotaReached
from bot.model import (
    Admission,
    AdmissionState,
    Chat,
    ChatKind,
    ChatMoved,
    NewSource,
    Notice,
    Quotas,
    ReadArticle,
    Received,
    Scope,
    Sent,
    StoryUpdate,
    in_scope,
)
from storage.sqlite import SqliteStorage, forgotten_articles
from storage.sqlite.database import Database
from storage.sqlite.writer import Job, T
from tests.storage.forgotten import (
    BY_ITSELF,
    PRESS,
    TELEGRAM_ID,
    WORD,
    Told,
    columns,
    tables,
    tell_everything,
    traces,
)
from tests.storage.scene import Scene

_BEING_FORGOTTEN = {
    "forgotten_chats.chat_key",
    "forgotten_chats.telegram_id",
    "forgotten_chats.title",
    "forgotten_sources.chat_key",
}
"""Until it is done."""
_LEFT = {"spent_quotas.telegram_id", "writes.chat_id"}
"""Until they run out by themselves: the quota of the day, and windows of the throttle."""
_AFTERWARDS = {"inbox.chat_id"}
"""What the chat wrote after it wanted to be forgotten, and which nobody has handled yet."""
_NEVER: dict[str, str] = {
    "announcements": "at id next_key texts",
    "admissions": "at language quota state",
    "akin_stories": "akin_id story_id",
    "added_sources": "at",
    "archive_parts": "is_closed is_misdated newest week",
    "articles": (
        "changed_at failure failures found_at id interruptions is_development is_late is_news language "
        "lease_boot lease_until novelty page_at page_outcome page_reason published_at read_no recorded set_aside site "
        "source_id speaks story_id story_version waiting withheld"
    ),
    "cards": "dispatch_id edit_after is_behind is_gone lease_boot lease_until message_id repost_id serial",
    "channel_questions": "at",
    "channel_sources": "source_id",
    "channels": "desk_topic publishing",
    "chat_sources": "muted source_id told removed_at",
    "chats": (
        "arrival asks_replies dormant_at dormant_reason due_at edit_at free_at kind language met_at packs_follow "
        "wanted_at"
    ),
    "clock": "aged_at only seen_at",
    "closed_topics": "topic",
    "topics": "renamed_at topic",
    "clues": "article_id clue day",
    "connections": "checked_at lost_at",
    "debts": (
        "additions created_at dispatch_id haste id is_reply is_silent lists_from one_by_one page place "
        "section_id settled_at shelved story_id topic version waits_since"
    ),
    "dispatches": (
        "akin_id announcement_id aside attempts created_at due_at follows gathered gathers_until id is_sample "
        "kind lease_boot lease_until message_id notice_key parted reason refusals reply_to repost_id settled_at state "
        "story_id topic total version"
    ),
    "editors": "invited_by_key person_key",
    "effects": "at cause",
    "exclusions": "id query_id subscription_id",
    "holds": "haste until",
    "fingerprints": "article_id body found_at founder_id read_no story_id",
    "finished_updates": "at cause",
    "former_addresses": "elsewhere source_id",
    "former_titles": "article_id story_id version",
    "front_pages": "answered_from due_at links looked_at source_id",
    "given": "id only read_no recorded",
    "grown_stories": "marked_to story_id turns",
    "host_shares": "next_at served_at",
    "hosts": "due_at free_at shared_turns",
    "inbox": "at cause number",
    "invitations": "invited_by_key made_at token used_by_key",
    "memberships": "article_id founder_id is_development novelty story_id story_version",
    "mentions": "article_id chunks fanned_out fanned_to id is_revision prominence query_id",
    "muted_stories": "story_id",
    "offers": "at id",
    "shared_queries": "at token",
    "own_posts": "article_id at changed_at due_at is_protected kind message_id source_id waits",
    "page_hosts": (
        "asked day is_added delay_ms due_at failed failures free_at read refused robots robots_until wanted_at"
    ),
    "pages": "article_id due_at late_since lease_boot lease_until tries wait_until",
    "posts": (
        "closed develops dispatch_id edit_after is_behind is_rewritten lease_boot lease_until message_id sent_at "
        "story_id topic version"
    ),
    "people": "key",
    "queries": "forms generation id live",
    "reasons": "addition debt_id joined mention_id subscription_id",
    "repost_log": "action at detail id person_key repost_id revision",
    "reposts": (
        "again created_at debt_id decided_at due_at edited_until id is_development is_grown looked_version message_id "
        "posted_at prompt_id reply_id revision serial state story_id version"
    ),
    "sightings": "article_id listed_at source_id",
    "sources": (
        "abroad baseline_at body_hash bundled changed_at dating etag failing_since failure_detail "
        "failure_reason failures full_at gap_s growth highest_post home id interval_s item_hashes language "
        "last_modified lease_boot lease_until moving_to newest_at news_at next_poll_at pack pages_failed "
        "pages_outcome pages_read pages_reason pages_refused polled_at read_at retired said_since settings "
        "sites skip_days skip_hours successor_id told ttl_s"
    ),
    "stories": "akin_id begun_at founder_id id joined_at version",
    "story_keys": "story_id",
    "story_scopes": "article_id story_id",
    "subscriptions": (
        "created_at folder_main_only folder_rhythm folder_silent folder_urgent haste id lifts look_at main_only "
        "own_main_only own_silent paused query_id removed_at replies rhythm silent since suspended topic urgent"
    ),
    "unread_updates": "at cause kind reason",
    "writes": "at",
    "forgotten_chats": "at language message_id",
    "forgotten_sources": "source_id",
    "silenced_stories": "akin_id story_id",
    "spent_quotas": "at site url",
}
"""The other columns of each table: neither what a chat is known by, nor anything that it alone said.

A new column belongs here, or what a chat leaves in it is to be written in `tell_everything`.
"""


@pytest.fixture
async def told(scene: Scene, database: Path) -> Told:
    return await tell_everything(scene, database)


async def _articles_seen(scene: Scene, chat: Chat) -> list[ReadArticle]:
    keys = [in_scope(f"title:news-{number}", Scope(chat.key)) for number in range(4)]
    stories = await scene.storage.candidate_stories(keys, scene.now - timedelta(days=2))
    return [one for story in stories for one in await scene.storage.articles_of(story.id, 10, [Scope(chat.key)])]


async def _forget(scene: Scene, told: Told) -> None:
    assert await scene.storage.forget_chat(told.chat.key, 9, {}, scene.now, PRESS)
    assert await scene.storage.forget_rest(told.chat.key)
    await scene.storage.end_forgetting(told.chat.key)


@pytest.mark.usefixtures("told")
async def test_every_column_is_known_for_whether_it_leads_to_a_chat(database: Path) -> None:
    with closing(sqlite3.connect(database)) as db:
        there = {f"{table}.{column}" for table in tables(db) for column in columns(db, table)}
    never = {f"{table}.{column}" for table, names in _NEVER.items() for column in names.split()}
    ever = traces(database) - {"archive"} | _BEING_FORGOTTEN | _LEFT | BY_ITSELF
    assert ever | never == there
    assert not ever & never


@pytest.mark.parametrize("kind", [ChatKind.PRIVATE, ChatKind.SUPERGROUP])
async def test_nothing_of_a_chat_is_left_in_any_table(scene: Scene, database: Path, kind: ChatKind) -> None:
    await _forget(scene, await tell_everything(scene, database, kind))
    assert traces(database) == _LEFT | _AFTERWARDS


async def test_a_ban_stays_without_a_name(scene: Scene, told: Told, database: Path) -> None:
    banned = Admission(TELEGRAM_ID, AdmissionState.BANNED, WORD, quota=5)
    await scene.storage.admit(banned, scene.now)
    await _forget(scene, told)
    assert traces(database) == _LEFT | _AFTERWARDS | {"admissions.telegram_id"}
    assert await scene.storage.admissions() == [Admission(TELEGRAM_ID, AdmissionState.BANNED)]


async def test_a_question_that_no_operator_answers_is_forgotten(scene: Scene) -> None:
    for number, state in enumerate((AdmissionState.ASKED, AdmissionState.ALLOWED, AdmissionState.BANNED)):
        await scene.storage.admit(Admission(number, state, "x"), scene.now)
    scene.later(days=31)
    await scene.storage.tidy(scene.now)
    assert [one.telegram_id for one in await scene.storage.admissions()] == [1, 2]


async def test_what_runs_out_by_itself_does(scene: Scene, told: Told, database: Path) -> None:
    await _forget(scene, told)
    await scene.storage.finish((await scene.storage.unfinished_updates())[0].cause, scene.now)
    scene.later(days=2)
    await scene.storage.tidy(scene.now)
    assert traces(database) == set()


async def test_what_a_chat_wanted_and_had_earlier_goes_too(scene: Scene, told: Told, database: Path) -> None:
    """What it gave up before it wanted to be forgotten: queries, and sources with their articles."""
    chat = told.chat
    for subscription in await scene.storage.subscriptions(chat.key):
        if subscription.chat.key != chat.key:  # what a channel was told for one that is gone is the channel's
            continue
        await scene.storage.unsubscribe(subscription.id, chat.key, scene.now, scene.cause())
    await scene.storage.drop_sources([told.own, told.shared], chat.key, scene.now, scene.cause())
    await _forget(scene, told)
    assert traces(database) == _LEFT | _AFTERWARDS


async def test_what_a_chat_was_told_lately_can_be_taken_along(scene: Scene, told: Told) -> None:
    (one,) = await scene.storage.told_lately(told.chat.key, 10)
    assert one.at == scene.now
    assert one.url == f"https://{one.title}.example/"
    assert await scene.storage.told_lately(told.channel.key, 0) == []


async def test_others_lose_nothing(scene: Scene, told: Told) -> None:
    storage, neighbour = scene.storage, told.neighbour
    seen = await _articles_seen(scene, neighbour)
    assert len(seen) == 4
    await _forget(scene, told)
    assert [one.text for one in await storage.subscriptions(neighbour.key)] == ["ours"]
    watched = [one.url for one in await storage.watched_sources(neighbour.key)]
    assert watched == ["https://shared.example/feed"]
    assert await _articles_seen(scene, neighbour) == seen
    assert await storage.sightings(told.shared, ["guid:news-0"]), "it is not news again"
    assert await storage.targets(neighbour.key) == [told.channel]
    scene.later(days=1)
    (article,) = await scene.publish("later")
    await scene.record(article, "ours")
    await scene.fan_out()
    contents = []
    for number in range(100, 102):
        (dispatch,) = await scene.dispatches()
        assert dispatch.chat.key == neighbour.key
        contents.append(dispatch.content)
        await scene.settle(dispatch, Sent(number))
        scene.later(minutes=1)
    assert contents[0] == Notice("connection-ended", {"title": "X", "name": "…"})
    assert isinstance(contents[1], StoryUpdate)


async def test_who_writes_again_is_a_new_chat_and_gets_nothing_of_what_was_on_its_way(scene: Scene, told: Told) -> None:
    storage = scene.storage
    await storage.notify(told.chat.key, Notice("source-silent", {"title": "X", "days": 3}), scene.now)
    assert await storage.forget_chat(told.chat.key, 9, {}, scene.now, PRESS)
    again = await scene.chat(TELEGRAM_ID)
    assert again.key > told.chat.key
    assert await storage.subscriptions(again.key) == []
    assert [one.url for one in await storage.watched_sources(again.key)] == []
    scene.later(days=1)
    assert all(
        one.chat.telegram_id != TELEGRAM_ID and one.chat.key != told.chat.key for one in await scene.dispatches()
    )
    assert await storage.forget_rest(told.chat.key)
    assert (await scene.chat(TELEGRAM_ID)) == again
    assert (await scene.chat(500)).key > again.key


async def test_a_chat_that_is_forgotten_may_not_add_more_in_a_day_than_others(scene: Scene, told: Told) -> None:
    await _forget(scene, told)
    again = await scene.chat(TELEGRAM_ID)
    quotas = Quotas(new_sources=2)
    with pytest.raises(QuotaReached):
        await scene.storage.add_source(NewSource("https://c.example/"), again.key, scene.now, scene.cause(), quotas)
    once_more = NewSource(f"https://{WORD}.example/feed")
    assert await scene.storage.add_source(once_more, again.key, scene.now, scene.cause(), quotas)
    scene.later(days=1)
    assert await scene.storage.add_source(NewSource("https://c.example/"), again.key, scene.now, scene.cause(), quotas)


async def test_a_chat_is_forgotten_once_and_its_updates_so_far_are_finished(scene: Scene, told: Told) -> None:
    storage = scene.storage
    assert await storage.forget_chat(told.chat.key, 9, {}, scene.now, PRESS)
    assert not await storage.forget_chat(told.chat.key, 9, {}, scene.now, PRESS)
    assert [one.cause for one in await storage.unfinished_updates()] == ["bot:2"]
    assert await storage.receive([Received(PRESS, TELEGRAM_ID, "{}")], scene.now) == []
    (one,) = await storage.forgotten_chats()
    assert (one.telegram_id, one.message_id) == (TELEGRAM_ID, 9)


async def test_others_are_told(scene: Scene, told: Told) -> None:
    notice = Notice("chat-forgotten", {"count": 1})
    (first,) = [one for one in await scene.dispatches() if one.chat.key == told.neighbour.key]
    await scene.settle(first, Sent(1))
    await scene.storage.forget_chat(told.chat.key, 9, {told.neighbour.key: notice}, scene.now, PRESS)
    assert notice in [one.content for one in await scene.dispatches()]


async def test_a_channel_that_nobody_else_has_connected_goes_too(scene: Scene, database: Path) -> None:
    storage, anna, boris = scene.storage, await scene.chat(1), await scene.chat(2)
    alone, shared, left = [await scene.chat(-number, ChatKind.CHANNEL) for number in (11, 12, 13)]
    for owner, target in ((anna, alone), (anna, shared), (boris, shared), (anna, left), (boris, left)):
        await storage.connect(owner.key, target.key)
    await scene.source(anna)
    await scene.subscribe(anna, target=alone)
    await scene.subscribe(boris, target=left)
    await storage.disconnect(boris.key, left.key, scene.now, {})
    (article,) = await scene.publish("раз")
    await scene.record(article, "коалиция")
    await scene.fan_out()
    (dispatch,) = await scene.dispatches()
    await scene.settle(dispatch, Sent(5))
    assert await storage.forget_chat(anna.key, 9, {}, scene.now, PRESS)
    forgotten = {one.key: one.message_id for one in await storage.forgotten_chats()}
    assert forgotten == {anna.key: 9, alone.key: None}
    for key in forgotten:
        assert await storage.forget_rest(key)
        await storage.end_forgetting(key)
    with closing(sqlite3.connect(database)) as db:
        assert [key for (key,) in db.execute("SELECT key FROM chats ORDER BY key")] == [
            boris.key,
            shared.key,
            left.key,
        ]
        assert db.execute("SELECT count(*) FROM dispatches").fetchone() == (0,)


async def test_a_message_on_its_way_is_waited_for(scene: Scene, told: Told, database: Path) -> None:
    storage = scene.storage
    await storage.notify(told.chat.key, Notice("source-silent", {"title": "X", "days": 3}), scene.now)
    scene.later(minutes=1)
    (sending,) = [one for one in await scene.dispatches() if one.chat.key == told.chat.key]
    assert await storage.forget_chat(told.chat.key, 9, {}, scene.now, PRESS)
    assert not await storage.forget_rest(told.chat.key)
    await scene.settle(sending, Sent(77))
    assert await storage.forget_rest(told.chat.key)
    await storage.end_forgetting(told.chat.key)
    assert traces(database) == _LEFT | _AFTERWARDS


async def test_a_group_that_moves_while_it_is_forgotten_stays_forgotten(scene: Scene, told: Told) -> None:
    storage = scene.storage
    await storage.notify(told.chat.key, Notice("source-silent", {"title": "X", "days": 3}), scene.now)
    scene.later(minutes=1)
    (sending,) = [one for one in await scene.dispatches() if one.chat.key == told.chat.key]
    assert await storage.forget_chat(told.chat.key, 9, {}, scene.now, PRESS)
    await scene.settle(sending, ChatMoved(TELEGRAM_ID + 1))
    assert await storage.known_chat(TELEGRAM_ID + 1) is None


async def test_a_source_that_is_being_polled_is_waited_for(scene: Scene, told: Told, database: Path) -> None:
    storage = scene.storage
    scene.later(days=1)
    polled = [await scene.claim_source(), await scene.claim_source()]
    assert await storage.forget_chat(told.chat.key, 9, {}, scene.now, PRESS)
    assert not await storage.forget_rest(told.chat.key)
    for source in polled:
        await scene.poll(source, f"{WORD}-late" if WORD in source.url else "late")
    assert await storage.forget_rest(told.chat.key)
    await storage.end_forgetting(told.chat.key)
    assert traces(database) == _LEFT | _AFTERWARDS


async def test_a_source_that_somebody_adds_meanwhile_is_theirs(scene: Scene, told: Told) -> None:
    storage, url = scene.storage, "https://shared.example/feed"
    await storage.drop_sources([told.shared], told.neighbour.key, scene.now, scene.cause())
    assert await storage.forget_chat(told.chat.key, 9, {}, scene.now, PRESS)
    await scene.source(told.neighbour, url)
    assert await storage.forget_rest(told.chat.key)
    assert [one.url for one in await storage.watched_sources(told.neighbour.key)] == [url]


async def test_no_id_of_a_source_is_given_twice(scene: Scene, told: Told) -> None:
    await _forget(scene, told)
    assert await scene.source(told.neighbour, "https://new.example/feed") > told.own
    scene.later(days=100)
    await scene.storage.tidy(scene.now)
    assert len(await scene.storage.known_sources()) == 2


class _KilledError(Exception):
    pass


async def test_a_kill_at_any_write_costs_nothing(
    scene: Scene, told: Told, database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(forgotten_articles, "_TURN_S", 0.0)  # a transaction for each row
    assert await scene.storage.forget_chat(told.chat.key, 9, {}, scene.now, PRESS)
    write, writes, is_done = Database.write, 0, False
    while not is_done:
        writes += 7
        copy = tmp_path / f"{writes}.db"
        with closing(sqlite3.connect(database)) as source, closing(sqlite3.connect(copy)) as target:
            source.backup(target)
        async with SqliteStorage(str(copy)) as storage:
            left = iter(range(writes))

            async def counted(self: Database, job: Job[T], left: Iterator[int] = left) -> T:
                if next(left, None) is None:
                    raise _KilledError
                return await write(self, job)

            with monkeypatch.context() as patch, suppress(_KilledError):
                patch.setattr(Database, "write", counted)
                is_done = await storage.forget_rest(told.chat.key)
        async with SqliteStorage(str(copy)) as storage:
            (one,) = await storage.forgotten_chats()
            assert await storage.forget_rest(one.key)
            await storage.end_forgetting(one.key)
        assert traces(copy) == _LEFT | _AFTERWARDS
    assert writes > 50
