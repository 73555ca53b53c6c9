"""What is old, and what is the same under other ids, is not told; it is found by a search."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from tests.end_to_end.outlets import Outlet, Piece
from tests.end_to_end.scene import SOON_S, Scene, links, matching

_NEW = ("Шторм закрыл порт", "Лаврентьева избрали мэром Риги", "Цены на зерно упали вдвое")


def _before(outlet: Outlet, *hours: int) -> list[Piece]:
    """Pieces that meet the query, published so many hours ago."""
    now = datetime.now(UTC)
    return [replace(matching(outlet, f"старое-{one}"), at=now - timedelta(hours=one)) for one in hours]


async def test_old_items_that_come_into_view_are_found_and_not_told(scene: Scene) -> None:
    await scene.start()
    losing, growing, popular = (scene.outlets.open(name, name.title()) for name in ("losing", "growing", "popular"))
    old = {outlet: _before(outlet, *range(2, 20)) for outlet in (losing, growing)}
    losing.pieces, growing.pieces = old[losing][:5], old[growing][:5]
    popular.pieces = [_before(popular, days * 24)[0] for days in (9, 30, 4, 50, 20)]
    await scene.subscribe()
    await scene.watch(losing, growing, popular)

    losing.pieces = [*old[losing][:2], *old[losing][3:7]]
    growing.pieces = old[growing]
    popular.pieces = [popular.pieces[2], *_before(popular, 60 * 24), popular.pieces[0], *_before(popular, 5 * 24)]
    for outlet in (losing, growing, popular):
        await outlet.read()
    for outlet, title in zip((losing, growing, popular), _NEW, strict=True):
        outlet.publish(outlet.piece("new", title, f"{title}. Об этом говорили участники коалиции желающих."))
        assert title in (await scene.chat.next_message(SOON_S)).text
    assert links(scene.chat) == dict.fromkeys((f"{outlet.site}new" for outlet in (losing, growing, popular)), 1)
    assert "старое-1440" in await scene.ask("/search старое 1440")


async def test_a_feed_with_other_ids_and_without_dates_is_not_told_again(scene: Scene) -> None:
    await scene.start()
    outlet = scene.outlets.open("renamed")
    outlet.pieces = [matching(outlet, f"встреча-{number}") for number in range(8)]
    outlet.is_dated = False
    await scene.subscribe()
    await scene.watch(outlet)
    outlet.pieces = [
        replace(piece, url=f"{outlet.site}2026/{number}.html", guid=f"{number}", paragraphs=())
        for number, piece in enumerate(outlet.pieces)
    ]
    await outlet.read()
    outlet.publish(piece := matching(outlet, "новая"))
    await scene.chat.next_message(SOON_S)
    assert links(scene.chat) == {piece.url: 1}


async def test_a_page_that_says_something_else_at_its_address_is_told_again(scene: Scene) -> None:
    await scene.start()
    outlet = scene.outlets.open("status")
    await scene.watch(outlet)
    await scene.subscribe()
    first = matching(outlet, "первая")
    outlet.publish(first)
    message = await scene.chat.next_message(SOON_S)
    other = outlet.piece(
        "next",
        "Порт закрыт из-за шторма до утра понедельника",
        "Суда коалиции желающих ушли в открытое море, ветер 30 м/с.",
    )
    outlet.pieces[0] = replace(other, url=first.url, guid=first.guid, at=datetime.now(UTC) + timedelta(seconds=2))
    again = await scene.chat.next_message(SOON_S)
    assert again.text.splitlines()[1] != message.text.splitlines()[1]
    assert again.reply_to is None
    assert links(scene.chat) == {first.url: 2}
