"""Items unchanged since the last poll are not parsed again, and nothing is lost or repeated."""

from dataclasses import replace
from datetime import timedelta
from random import Random

import pytest

from bot.feeds.parse import parse
from bot.model import Item
from tests.pipeline.scene import Scene, feed


def item(guid: str, title: str, link: str, text: str = "", at: str = "") -> str:
    fields = {"guid": guid, "title": title, "link": link, "description": text, "pubDate": at}
    return "<item>" + "".join(f"<{name}>{value}</{name}>" for name, value in fields.items() if value) + "</item>"


def document(*items: str) -> str:
    return f'<rss version="2.0"><channel><title>Вестник</title>{"".join(items)}</channel></rss>'


def read(text: str, known: bytes = b"") -> tuple[tuple[Item, ...], int, bytes]:
    feed = parse(text.encode(), content_type=None, url="https://one.example/feed", known=known)
    return feed.items, feed.unchanged, feed.item_hashes


A, B, C = (item(name, f"Новость {name}", f"https://one.example/{name}", f"Текст {name}") for name in "abc")


def test_only_what_is_new_is_read() -> None:
    _, _, known = read(document(A, B))
    items, unchanged, hashes = read(document(C, A, B), known)
    assert [one.guid for one in items] == ["c"]
    assert unchanged == 2
    assert hashes == read(document(C, A, B))[2]
    assert len(hashes) == 3 * 8


@pytest.mark.parametrize(
    "changed",
    [
        item("a", "Новость а", "https://one.example/a", "Текст a"),
        item("a", "Новость a", "https://one.example/a?id=1", "Текст a"),
        item("a", "Новость a", "https://one.example/a", "Текст a, дополнено"),
        item("a", "Новость a", "https://one.example/a", "Текст a", "Sun, 01 Mar 2026 11:00:00 +0000"),
        item("а", "Новость a", "https://one.example/a", "Текст a"),
    ],
)
def test_every_change_of_an_item_makes_it_be_read(changed: str) -> None:
    _, _, known = read(document(A, B))
    assert len(read(document(changed, B), known)[0]) == 1


@pytest.mark.parametrize(
    "new",
    [
        item("a", "Другая новость", "https://one.example/other"),
        item("d", "Новость a", "https://one.example/other"),
        item("d", "Другая новость", "https://one.example/a"),
    ],
    ids=["guid", "title", "address"],
)
def test_all_is_read_when_a_new_item_shares_with_another_what_it_might_be_known_by(new: str) -> None:
    _, _, known = read(document(A, B))
    assert len(read(document(new, A, B), known)[0]) == 3


async def test_an_edited_item_among_unchanged_ones_is_the_same_article(scene: Scene) -> None:
    await scene.add(scene.server.says("/feed", document(A, B)))
    await scene.later()
    scene.server.says("/feed", document(C, A, B))
    await scene.later(minutes=20)
    corrected = item("c", "Новость, уточнённая", "https://one.example/c", "Текст c")
    scene.server.says("/feed", document(corrected, A, B))
    await scene.later(minutes=20)
    record = scene.storage.records[-1]
    assert [one.title for one in record.edited] == ["Новость, уточнённая"]
    assert record.found == ()


async def test_an_item_that_is_edited_and_edited_back_is_so_twice(scene: Scene) -> None:
    corrected = item("a", "Новость, уточнённая", "https://one.example/a", "Текст a")
    await scene.add(scene.server.says("/feed", document(A, B)))
    await scene.later()
    titles = []
    for version in (corrected, A):
        scene.server.says("/feed", document(version, B))
        await scene.later(minutes=20)
        titles += [one.title for one in scene.storage.records[-1].edited]
    assert titles == ["Новость, уточнённая", "Новость a"]


async def test_a_changed_guid_of_an_item_that_is_known_is_no_news(scene: Scene) -> None:
    await scene.add(scene.server.says("/feed", document(A, B)))
    await scene.later()
    scene.server.says("/feed", document(item("z", "Новость a", "https://one.example/a", "Текст a"), B))
    await scene.later(minutes=20)
    assert await scene.news() == []


async def test_all_items_are_looked_at_once_a_day(scene: Scene) -> None:
    await scene.add(scene.server.says("/feed", feed("0")))
    await scene.later()
    titles = ["0"]
    for number in range(1, 40):
        titles.insert(0, str(number))
        scene.server.says("/feed", feed(*titles))
        await scene.later(hours=1)
    assert await scene.news() == titles[-2::-1]
    read_whole = [record.at for record in scene.storage.records if not record.is_partial]
    assert len(read_whole) == 2
    assert timedelta(days=1) <= read_whole[1] - read_whole[0] < timedelta(hours=26)


async def poll_both(scene: Scene) -> None:
    """Poll what is due; of what is at "/whole", all is read."""
    scene.clock.move(minutes=20)
    while due := await scene.poll.claim(10):
        for source in due:
            whole = source.url.endswith("/whole")
            await scene.poll.poll(replace(source, state=replace(source.state, read_at=None)) if whole else source)
        scene.clock.move(seconds=10)


@pytest.mark.parametrize("seed", range(8))
async def test_it_brings_the_same_as_reading_all_every_time(scene: Scene, seed: int) -> None:
    random = Random(seed)
    for path in ("/feed", "/whole"):
        await scene.add(scene.server.says(path, document(A)))
    await poll_both(scene)
    ids = {one.url.rpartition("/")[2]: one.id for one in await scene.sources()}
    listed: list[tuple[str, str, str, str, str]] = []
    partial = 0
    for step in range(24):
        for number in range(random.choice((0, 1, 1, 2))):
            guid = random.choice((f"{step} {number}", "", "the same"))
            link = random.choice((f"https://one.example/{step}/{number}", ""))
            title = random.choice((f"Новость {step} {number}", "Курс валют"))
            day = random.choice(("01 Mar", "01 Mar", "01 Mar", "28 Feb", "19 Feb", ""))
            at = f"{day} 2026 {step:02}:{number:02}:00 +0000" if day else ""
            listed.insert(random.choice((0, 0, 0, len(listed))), (guid, title, link, f"Текст {step}", at))
        if listed and random.random() < 0.3:
            group = random.randrange(len(listed))
            guid, title, link, text, at = listed[group]
            listed[group] = random.choice(
                ((f"new {step}", title, link, text, at), (guid, title, link, f"{text} дополнен", at))
            )
        if random.random() < 0.2:
            random.shuffle(listed)
        del listed[12:]
        text = document(A, *(item(*fields) for fields in listed))
        for path in ("/feed", "/whole"):
            scene.server.says(path, text)
        scene.storage.records.clear()
        await poll_both(scene)
        brought = {
            record.source_id: (
                [(one.title, one.withheld) for one in record.found],
                [one.title for one in record.edited],
                (record.state.newest_at, record.state.dating, record.state.growth),
            )
            for record in scene.storage.records
        }
        assert brought[ids["feed"]] == brought[ids["whole"]], text
        partial += any(record.is_partial for record in scene.storage.records)
    assert partial, "or else this tries nothing"
