"""What is new in a story, as people see it, with the program killed in between and a day gone by."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import timedelta

import pytest

from storage.sqlite.instants import INSTANTS, Happened
from tests.botapi import Message
from tests.end_to_end.outlets import Outlet, Piece
from tests.end_to_end.program import Program, until
from tests.end_to_end.scene import SOON_S, Scene, reports

_QUERY = "порт Северного"
_FIRST = (
    "Взрыв прогремел в порту Северного",
    "В порту Северного прогремел взрыв, сообщил губернатор. Причины выясняются, порт Северного закрыт.",
)
_TOLL = (
    "Трое погибли в порту Северного, охранник задержан",
    "Губернатор рассказал о пострадавших. При взрыве в порту Северного погибли 3 человека, задержан охранник.",
)
_MORE = (
    "Число погибших в порту Северного выросло до 4",
    "В больнице скончался ещё один человек. Число погибших в порту Северного выросло до 4.",
)
_REOPENED = (
    "Порт Северного возобновил работу",
    "Порт Северного возобновил работу после взрыва. Суда снова заходят в гавань.",
)
_VERDICT = (
    "Охранника порта Северного осудили",
    "Суд вынес приговор охраннику порта Северного. Он проведёт в колонии семь лет.",
)


def _let_pass(program: Program, time: timedelta) -> None:
    """Let whatever has happened, by the database of the program, be so much longer ago."""
    with closing(sqlite3.connect(program.folder / "dozor.db")) as db, db:
        for table, columns in INSTANTS.items():
            for column in (name for name, origin in columns.items() if isinstance(origin, Happened)):
                db.execute(f"UPDATE {table} SET {column} = {column} - ?", (time // timedelta(milliseconds=1),))  # noqa: S608  names of ours


def _is_on_disk(program: Program) -> bool:
    with closing(sqlite3.connect(program.folder / "dozor.db")) as db:
        is_under_way = db.execute(
            "SELECT EXISTS (SELECT 1 FROM dispatches WHERE state = 'sending')"
            " OR EXISTS (SELECT 1 FROM posts WHERE lease_until IS NOT NULL)"
        ).fetchone()[0]
    return not is_under_way


@pytest.fixture
def outlets_of(scene: Scene) -> Iterator[Outlet]:
    scene.program.settings["EDIT_INTERVAL"] = "1"
    return (scene.outlets.open(name, name.upper()) for name in ("alpha", "beta", "gamma", "delta", "epsilon"))


async def _published_while_killed(
    scene: Scene, piece: Piece, outlet: Outlet, *, later: timedelta | None = None
) -> None:
    # Killed before what it said is on disk, the program may say it once more.
    await until(lambda: _is_on_disk(scene.program), SOON_S, "what was said is on disk")
    await scene.program.kill()
    if later is not None:
        _let_pass(scene.program, later)
    outlet.publish(piece)
    await scene.start()


async def test_it_comes_in_a_silent_reply_that_grows_for_an_hour_and_sounds_after_a_day(
    scene: Scene, outlets_of: Iterator[Outlet]
) -> None:
    alpha, beta, gamma, delta, epsilon = outlets_of
    await scene.start()
    await scene.watch(alpha, beta, gamma, delta, epsilon)
    await scene.subscribe(_QUERY)
    alpha.publish(first := alpha.piece("first", *_FIRST))

    def of_story(outlet: Outlet, title: str, text: str) -> Piece:
        return replace(outlet.piece(title, title, text), url=first.url)

    message = await scene.chat.next_message(SOON_S)
    assert message.text.startswith(f"🔔 {_QUERY}\n")

    await _published_while_killed(scene, of_story(beta, *_TOLL), beta)
    reply = await scene.chat.next_message(SOON_S)
    assert reply.text.splitlines()[:3] == [
        "↳ Новое: погибшие, задержание",
        _TOLL[0],
        "При взрыве в порту Северного погибли 3 человека, задержан охранник.",
    ]
    _is_reply(reply, message, is_silent=True)

    await _published_while_killed(scene, of_story(gamma, *_MORE), gamma)
    edited = await scene.chat.next_edit(reply, SOON_S)
    assert edited.text.splitlines()[:2] == reply.text.splitlines()[:2]
    assert reports(edited) == (0, ["GAMMA"])
    assert not scene.chat.unread

    await _published_while_killed(scene, of_story(delta, *_REOPENED), delta, later=timedelta(hours=2))
    second = await scene.chat.next_message(SOON_S)
    assert second.text.splitlines()[:2] == ["↳ Новое", _REOPENED[0]]
    _is_reply(second, message, is_silent=True)
    while reports(message := await scene.chat.next_edit(message, SOON_S)) != (3, ["DELTA", "GAMMA", "BETA"]):
        pass

    await _published_while_killed(scene, of_story(epsilon, *_VERDICT), epsilon, later=timedelta(hours=25))
    late = await scene.chat.next_message(SOON_S)
    assert late.text.splitlines()[:2] == [f"↳ Новое: приговор · {_QUERY}", _VERDICT[0]]
    _is_reply(late, message, is_silent=False)
    assert not scene.chat.unread


def _is_reply(reply: Message, message: Message, *, is_silent: bool) -> None:
    assert (reply.reply_to, reply.is_silent) == (message.id, is_silent)
    assert [button.text for button in reply.buttons] == ["🔇 Хватит об этом"]
