"""A backup that the program's own command makes while the bot runs, a restore, and a database that is damaged."""

import sqlite3
from contextlib import closing
from pathlib import Path

from tests.end_to_end.program import until
from tests.end_to_end.scene import SOON_S, Scene, links, matching


def _answers(scene: Scene) -> int:
    return sum("Слежу: другой запрос" in message.text for message in scene.chat.messages)


async def _command(scene: Scene, *arguments: str) -> tuple[int, str]:
    """The exit code of another `dozor`, and what it said."""
    beside = scene.program.beside(f"command-{len(list(scene.program.folder.glob('command-*.log')))}")
    beside.start(*arguments)
    return await beside.ended(), beside.said()


async def test_what_was_told_after_the_backup_is_told_again_and_nothing_is_lost(scene: Scene) -> None:
    await scene.start()
    outlet = scene.outlets.open("courier")
    await scene.watch(outlet)
    await scene.subscribe()
    outlet.publish(before := matching(outlet, "раньше"))
    await until(lambda: before.url in links(scene.chat), SOON_S, "the first article")
    code, said = await _command(scene, "backup", "copy.db")
    assert (code, "1 subscriptions" in said) == (0, True)
    await scene.chat.say("/add другой запрос")
    await until(lambda: _answers(scene) == 1, SOON_S, "a subscription")
    outlet.publish(after := matching(outlet, "потом"))
    await until(lambda: after.url in links(scene.chat), SOON_S, "the second article")
    code, said = await _command(scene, "restore", "copy.db", "--replace")
    assert (code, "another process is using dozor.db" in said) == (1, True)
    await scene.program.kill()

    code, said = await _command(scene, "restore", "copy.db", "--replace")
    assert code == 0, said
    await scene.start()
    await until(lambda: links(scene.chat)[after.url] == 2, SOON_S, "what was told after the backup")
    assert links(scene.chat)[before.url] == 1
    await scene.chat.say("/add другой запрос")
    await until(lambda: _answers(scene) == 2, SOON_S, "a subscription")
    outlet.publish(last := matching(outlet, "наконец"))
    await until(lambda: last.url in links(scene.chat), SOON_S, "news after the restore")


async def test_a_damaged_database_is_not_opened_until_a_backup_is_in_its_place(scene: Scene) -> None:
    database = scene.program.folder / "dozor.db"
    assert (await _command(scene, "backup", "copy.db"))[0] == 0
    _damage(database)
    scene.program.start()
    assert await scene.program.ended() == 1
    (line,) = scene.program.said().splitlines()
    assert line.startswith("dozor: dozor.db is damaged: ")
    assert "dozor restore FILE --replace" in line
    code, said = await _command(scene, "restore", "copy.db", "--replace")
    assert (code, "kept as dozor.db.before-" in said) == (0, True)
    await scene.start()
    await scene.subscribe()


def _damage(file: Path) -> None:
    """Let an index hold no row, though its table has some; a run has found that."""
    with closing(sqlite3.connect(file, isolation_level=None)) as db:
        db.execute("INSERT INTO hosts (name, due_at) VALUES ('one.example', 1)")
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        (page,) = db.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'hosts_due'").fetchone()
        (size,) = db.execute("PRAGMA page_size").fetchone()
    with file.open("r+b") as opened:
        opened.seek((page - 1) * size + 3)
        opened.write(bytes(2))  # the number of its cells
    Path(f"{file}.running").write_text("damaged", "ascii")  # as a run leaves it that has found damage
