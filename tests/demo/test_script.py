"""The bundled texts, and what is said of texts that cannot be used."""

import asyncio
import re
import signal
import sys
from operator import itemgetter
from pathlib import Path

import aiohttp
import pytest

from bot.demo.newsstand import DATA, Newsstand, ScriptError, load_outlets
from tests.demo.clock import ManualClock
from tests.demo.test_newsstand import at_localhost

OUTLETS = load_outlets(DATA)


def everything_of(language: str) -> list[str]:
    return [
        "\n".join(f"{item.title}\n{item.text}" for item in outlet.items)
        for outlet in OUTLETS
        if outlet.language == language
    ]


def test_there_are_sources_in_three_languages_with_old_news_and_new() -> None:
    assert len(OUTLETS) >= 6
    assert {outlet.language for outlet in OUTLETS} == {"ru", "uk", "en"}
    for outlet in OUTLETS:
        minutes = [item.minute for item in outlet.items]
        assert 8 <= len(minutes) <= 15
        assert sum(minute <= 0 for minute in minutes) >= 3
        assert sum(minute > 0 for minute in minutes) >= 3
        assert max(minutes) <= 30


def test_the_phrase_of_the_story_is_there_in_oblique_forms_only() -> None:
    russian = everything_of("ru")
    told_by = [
        (outlet.slug, item.minute)
        for outlet in OUTLETS
        for item in outlet.items
        if re.search("коалици(и|ю|ей) желающих", f"{item.title}\n{item.text}")
    ]
    assert sorted(told_by, key=itemgetter(1)) == [
        ("meridian", 9),
        ("vestnik", 11),
        ("kurier", 13),
        ("severny-kray", 15),
        ("vestnik", 21),
    ]
    assert not re.search("коалиция желающих", "\n".join(russian), re.IGNORECASE)
    assert re.search("коалиция желает", "\n".join(russian), re.IGNORECASE)
    assert sum("коаліції охочих" in text or "коаліцію охочих" in text for text in everything_of("uk")) == 2
    assert sum("coalition of the willing" in text for text in everything_of("en")) == 2


def test_one_page_holds_the_phrase_in_its_fifth_paragraph_and_the_feed_does_not() -> None:
    (outlet,) = (outlet for outlet in OUTLETS if outlet.slug == "severny-kray")
    (item,) = (item for item in outlet.items if item.slug == "tralshchik-na-verfi")
    assert not outlet.full_text
    assert ["коалиции желающих" in paragraph for paragraph in item.paragraphs] == [False] * 4 + [True, False]


def test_names_that_only_related_links_mention_are_not_in_the_texts() -> None:
    assert any("Келлог" in title for outlet in OUTLETS for item in outlet.items for title in item.related)
    assert "Келлог" not in "\n".join(everything_of("ru"))


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("name = ", "Invalid value"),
        ('language = "ru"\nitems = []', "name"),
        ('name = "A"\nlanguage = "ru"', "items"),
        ('name = "A"\nlanguage = "ru"\nitems = []\nformat = "rdf"', "format"),
        ('name = "A"\nlanguage = "ru"\nitems = []\nencoding = "klingon"', "encoding"),
        ('name = "A"\nlanguage = "ru"\nitems = []\nanything = 1', "anything"),
        ('name = "A"\nlanguage = "ru"\nitems = [{title = "T", text = " "}]', "items.0.text"),
        ('name = "A"\nlanguage = "ru"\nitems = [{title = "T", text = "t", slug = "../x"}]', "items.0.slug"),
        ('name = "A"\nlanguage = "ru"\n' + 2 * '[[items]]\ntitle = "T"\ntext = "t"\nslug = "x"\n', "slug twice: x"),
    ],
)
async def test_texts_that_cannot_be_used_are_refused_with_their_place(
    tmp_path: Path, text: str, complaint: str
) -> None:
    (tmp_path / "odd.toml").write_text(text, encoding="utf-8")
    with pytest.raises(ScriptError, match=re.escape(complaint)) as caught:
        async with Newsstand(ManualClock(), data=tmp_path):
            pass
    assert "odd.toml" in str(caught.value)


def test_a_directory_without_texts_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ScriptError, match="no "):
        load_outlets(tmp_path)


async def test_it_runs_alone_and_prints_its_addresses() -> None:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot.demo.newsstand", "--speed", "600", stdout=asyncio.subprocess.PIPE
    )
    assert process.stdout is not None
    try:
        async with asyncio.timeout(120):
            lines = [(await process.stdout.readline()).decode().rstrip().split("\t") for _ in OUTLETS]
            assert [line[0] for line in lines] == [outlet.name for outlet in OUTLETS]
            async with aiohttp.ClientSession(connector=at_localhost()) as session, session.get(lines[0][3]) as response:
                assert response.status == 200
            process.send_signal(signal.SIGINT)
            assert await process.wait() == 0
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


async def test_it_says_what_is_wrong_in_one_line(tmp_path: Path) -> None:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot.demo.newsstand", "--data", str(tmp_path), stderr=asyncio.subprocess.PIPE
    )
    _, said = await process.communicate()
    assert process.returncode == 1
    assert said.decode() == f"newsstand: {tmp_path}: no *.toml files\n"
