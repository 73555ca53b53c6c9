"""`dozor trace`, on the database of a bot that runs."""

import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path

import pytest
from sqlite_utils import Database

from bot.articles.identity import item_address_key
from bot.cli.arguments import make_parser
from bot.cli.trace import run, trace
from bot.config import Settings
from bot.errors import StorageError
from bot.matching import parse
from bot.model import ArticleFound, Novelty, Prominence, Sent
from storage.sqlite import SqliteStorage
from storage.sqlite.migrations import migrations
from tests.storage.scene import Scene

_NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
_TEXT = "Мост длиной 300 метров связал Ригу и Юрмалу."
_HOSTILE = "Мост\x1b[2J открыт\u202e\nв Риге"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(_env_file=None, database=f"sqlite:///{tmp_path / 'dozor.db'}")


@pytest.fixture
async def scene(tmp_path: Path) -> AsyncIterator[Scene]:
    """The database while the bot holds it."""
    async with SqliteStorage(str(tmp_path / "dozor.db")) as storage:
        yield Scene(storage, _NOW)


def _found(slug: str, title: str, text: str) -> ArticleFound:
    url = f"https://one.example/{slug}"
    key = item_address_key(url)
    return ArticleFound((key,), slug, title, text, url, url, "one.example", "ru", _NOW, speaks_for_site=True)


async def _lived(scene: Scene) -> None:
    """Two reports of one story, of which the second was told to a chat."""
    chat = await scene.chat(100)
    await scene.source(chat)
    await scene.subscribe(chat, "мост")
    first = _found("a", "Ригу и Юрмалу связал новый мост", "Мост через Лиелупе длиной 300 метров открыт.")
    second = _found("b", _HOSTILE, _TEXT)
    await scene.poll_found(await scene.claim_source(), first, second)
    waiting = await scene.storage.claim_waiting_articles(scene.now, 10, scene.lease())
    await scene.record(waiting[0])
    await scene.record(
        waiting[1], "мост", story=await scene.story_of(waiting[0]), prominence=Prominence.LEAD, novelty=Novelty()
    )
    await scene.fan_out()
    (dispatch,) = await scene.dispatches()
    await scene.settle(dispatch, Sent(77))


async def test_the_life_of_an_article_is_printed(scene: Scene, settings: Settings) -> None:
    await _lived(scene)
    out = StringIO()
    queries = [parse(text) for text in ("мост Риги", "нефть", "мост", "мост -Юрмала")]
    assert await trace("http://www.one.example/b?utm_source=x#top", queries, settings, out)
    lines = [line.strip() for line in out.getvalue().splitlines()]
    assert lines[0].startswith("listed by https://one.example/feed (https://one.example/feed) as url:")
    for line in (
        "article 2: Мост[2J открыт в Риге",
        "found 2026-03-01 12:00:00 UTC by https://one.example/feed, published 2026-03-01 12:00:00 UTC",
        f"text: {len(_TEXT)} characters from the feed, none from its page (not read)",
        "matched by: мост (lead)",
        "told chat 100 at 2026-03-01 12:00:00 UTC in message 77, for мост",
        "does not meet мост Риги: it has the words of «мост Риги», but not side by side or near enough",
        "does not meet нефть: it has no form of «нефть»",
        "meets мост (title)",
        "does not meet мост + -Юрмала: it has «Юрмала», which is excluded",
    ):
        assert line in lines, "\n".join(lines)
    (joined,) = [line for line in lines if line.startswith("joined story 1 by likeness, a development; with ")]
    assert "Ригу и Юрмалу связал новый мост" in joined
    assert "300 метров" in joined
    assert not {"\x1b", "\u202e"} & set(out.getvalue())


async def test_who_was_not_told_and_why_is_printed(scene: Scene, settings: Settings) -> None:
    other = await scene.chat(200)
    await scene.subscribe(other, "мост")
    third = await scene.chat(300)
    paused = await scene.subscribe(third, "мост")
    await scene.storage.pause(paused.id, third.key, paused=True)
    await scene.source(third)
    await scene.subscribe(third, "нефть")
    await _lived(scene)
    out = StringIO()
    assert await trace("https://one.example/b", (), settings, out)
    assert "not told to chat 200, for мост: its owner does not watch the source" in out.getvalue()
    assert "not told to chat 300, for мост: the subscription is paused" in out.getvalue()
    assert "not told to chat 100" not in out.getvalue()
    of_third = StringIO()
    assert await trace("https://one.example/b", (), settings, of_third, chat=300)
    assert "not told to chat 300, for нефть: it has no form of «нефть»" in of_third.getvalue()
    assert "chat 200" not in of_third.getvalue()


async def test_what_began_a_story_and_was_told_to_nobody_says_so(scene: Scene, settings: Settings) -> None:
    await _lived(scene)
    out = StringIO()
    assert await trace("https://one.example/a", (), settings, out)
    assert "began story 1" in out.getvalue()
    assert "matched by no query" in out.getvalue()
    assert "told to nobody" in out.getvalue()


async def test_an_address_that_nobody_has_listed_is_not_known(scene: Scene, settings: Settings) -> None:
    await _lived(scene)
    out = StringIO()
    assert not await trace("https://one.example/c", (), settings, out)
    assert out.getvalue() == ""


def test_it_ends_with_an_error_for_what_cannot_be_read(settings: Settings) -> None:
    def call(*arguments: str) -> int | str:
        return run(settings, make_parser().parse_args(["trace", *arguments]))

    with pytest.raises(StorageError, match="no such file"):
        call("https://one.example/a")
    unreadable = str(call("https://one.example/a", "--query", "(нефть"))
    assert unreadable.startswith("dozor: ")
    assert "^" in unreadable


def test_it_ends_with_an_error_for_an_address_that_nobody_has_listed(tmp_path: Path, settings: Settings) -> None:
    with closing(sqlite3.connect(tmp_path / "dozor.db", isolation_level=None)) as db:
        migrations.apply(Database(db))
    said = run(settings, make_parser().parse_args(["trace", "https://one.example/\x1b[2Ja"]))
    assert said == "dozor: https://one.example/[2Ja: no source has listed it, or it is forgotten"


async def test_it_says_who_excludes_what_the_article_meets(scene: Scene, settings: Settings) -> None:
    chat = await scene.chat(100)
    await scene.source(chat)
    subscribed = await scene.subscribe(chat, "мост")
    await scene.storage.exclude(chat.key, "рига", scene.now, scene.cause(), subscription=subscribed.id)
    await scene.storage.exclude(chat.key, "юрмала", scene.now, scene.cause())
    await scene.poll_found(await scene.claim_source(), _found("b", "Мост", _TEXT))
    (waiting,) = await scene.storage.claim_waiting_articles(scene.now, 10, scene.lease())
    await scene.record(waiting, "мост", "рига", "юрмала")
    await scene.fan_out()
    out = StringIO()
    await trace("https://one.example/b", (), settings, out)
    said = [line.strip() for line in out.getvalue().splitlines() if "excludes" in line]
    assert said == [
        "kept from chat 100, which excludes рига from мост",
        "kept from chat 100, which excludes юрмала from all its subscriptions",
    ]
    assert "told to nobody in a message of its own" in out.getvalue()
