"""`dozor doctor` beside the bot, and as another program on the same token would run it."""

import json
import shutil
from typing import Any

from tests.end_to_end.program import Program
from tests.end_to_end.scene import Scene


async def _examined(doctor: Program) -> dict[str, dict[str, Any]]:
    """What it prints, by the names of the checks; the last finding of each."""
    before = len(doctor.said())
    doctor.start("doctor", "--json")
    code = await doctor.ended()
    said = json.loads(doctor.said()[before:])
    assert code == int(not said["ok"])
    assert said["ok"] is not any(one["state"] == "failure" for one in said["checks"])
    return {one["check"]: one for one in said["checks"]}


async def test_beside_the_bot_it_disturbs_nothing_and_elsewhere_it_sees_the_bot(scene: Scene) -> None:
    scene.program.settings["BOT_TOKN"] = "1"
    await scene.start()
    await scene.subscribe()
    beside = scene.program.beside("doctor")
    beside.settings["LOG_LEVEL"] = "WARNING"
    found = await _examined(beside)
    assert {one["state"] for one in found.values()} <= {"ok", "warning", "skipped"}
    assert found["process"]["what"].startswith("a process holds the database")
    assert found["rival"]["state"] == "skipped", "the bot's own requests are no rival"
    assert found["settings"]["state"] == "warning"
    assert "another program" not in scene.program.said(), "the bot has not seen a rival either"

    elsewhere = scene.program.beside("elsewhere")
    elsewhere.folder = scene.program.folder.parent / "elsewhere"
    elsewhere.folder.mkdir()
    found = await _examined(elsewhere)
    assert found["rival"]["state"] == "failure"
    assert [file.name for file in elsewhere.folder.iterdir() if file.suffix == ".db"] == []
    assert "1 подписка" in await scene.ask("/list")

    assert await scene.program.stop() == 0
    shutil.copy(scene.program.folder / "dozor.db", elsewhere.folder)
    await scene.chat.say("/add запрос")
    found = await _examined(elsewhere)
    assert found["rival"]["state"] == "ok"
    assert found["webhook"]["what"].endswith("updates that wait: 1")
    await scene.start()
    assert "Слежу: запрос" in (await scene.chat.next_message()).text, "the update was neither taken nor confirmed"
