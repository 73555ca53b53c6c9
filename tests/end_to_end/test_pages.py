"""What stands on an article's page alone is told, and no page holds its article up for long, nor across a kill."""

import asyncio
import sqlite3
from contextlib import closing

import pytest
from aiohttp import web

from tests.end_to_end.outlets import Outlet, Piece
from tests.end_to_end.program import Program, until
from tests.end_to_end.scene import SOON_S, Scene, links

_LEAD = "Порт Северного возобновил погрузку зерна после шторма, сообщила администрация порта."
_PARAGRAPHS = (
    "Первым к причалу подошёл балкер под флагом Панамы, он простоял на рейде четверо суток.",
    "По словам начальника смены Олега Ветрова, краны осмотрели ночью и повреждений не нашли.",
    "Очередь судов администрация обещает разобрать за неделю, если прогноз не ухудшится снова.",
    "Склады осмотрели наблюдатели коалиции желающих, которые остались в городе до понедельника.",
)


@pytest.fixture
def program(program: Program) -> Program:
    program.settings["PAGES"] = "true"
    return program


def _port(outlet: Outlet, slug: str = "port") -> Piece:
    return outlet.piece(slug, "Порт Северного возобновил погрузку зерна", _LEAD)


async def _watching(scene: Scene) -> Outlet:
    await scene.start()
    outlet = scene.outlets.open("courier")
    await scene.watch(outlet)
    await scene.subscribe()
    return outlet


async def test_what_stands_in_the_fifth_paragraph_of_the_page_is_told(scene: Scene) -> None:
    outlet = await _watching(scene)
    piece = _port(outlet)
    outlet.print(piece, *_PARAGRAPHS)
    outlet.publish(piece)
    await until(lambda: piece.url in links(scene.chat), SOON_S, "the article")
    assert "коалиции желающих" in scene.chat.messages[-1].text


async def test_what_stands_on_a_page_that_comes_late_is_told_as_news(scene: Scene) -> None:
    scene.program.settings["PAGE_WAIT_S"] = "1"
    outlet, may_answer = await _watching(scene), asyncio.Event()
    piece = _port(outlet)
    outlet.print(piece, *_PARAGRAPHS)
    print_ = outlet.pages["port"]

    async def slow(request: web.Request) -> web.StreamResponse:
        await may_answer.wait()
        return await print_(request)

    outlet.pages["port"] = slow
    outlet.publish(piece)
    await until(lambda: _count(scene, "articles WHERE recorded IS NOT NULL AND is_news") == 1, SOON_S, "it is recorded")
    assert piece.url not in links(scene.chat)
    may_answer.set()
    await until(lambda: piece.url in links(scene.chat), SOON_S, "the article")
    assert "обновлено" not in scene.chat.messages[-1].text


async def test_killed_while_an_article_waits_for_its_page_the_program_loses_nothing(scene: Scene) -> None:
    scene.program.settings["PAGE_WAIT_S"] = "600"
    outlet, asked = await _watching(scene), asyncio.Event()

    async def hang(_: web.Request) -> web.StreamResponse:
        asked.set()
        await asyncio.sleep(3600)
        return web.Response()

    piece = _port(outlet)
    hinted = outlet.piece("talks", "Участники коалиции желающих собрались в Риме", "Речь шла о снабжении.")
    outlet.pages |= {"port": hang, "talks": hang}
    outlet.publish(hinted, piece)
    await asyncio.wait_for(asked.wait(), SOON_S)
    assert _count(scene, "articles WHERE read_no IS NULL AND waiting") == 2
    await scene.program.kill()
    outlet.print(piece, *_PARAGRAPHS)
    outlet.print(hinted)
    await scene.start()
    await until(lambda: {piece.url, hinted.url} == links(scene.chat).keys(), SOON_S, "both articles")
    assert set(links(scene.chat).values()) == {1}


def _count(scene: Scene, what: str) -> int:
    with closing(sqlite3.connect(scene.program.folder / "dozor.db")) as db:
        count: int = db.execute(f"SELECT count(*) FROM {what}").fetchone()[0]  # noqa: S608  of the tests
        return count
