"""What operators see of a run: each article's way in the log, and what happens in the metrics."""

import json
import socket
from collections.abc import Mapping
from typing import Any

import aiohttp
import pytest
from prometheus_client.parser import text_string_to_metric_families

from tests.end_to_end.program import Program, until
from tests.end_to_end.scene import SOON_S, Scene, matching, passing


@pytest.fixture
def program(program: Program) -> Program:
    """A run of it says what it does for machines, and shows its metrics."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        listen = f"127.0.0.1:{one.getsockname()[1]}"
    seen = {"PAGES": "true", "EDIT_INTERVAL": "1", "LOG_FORMAT": "json", "LOG_LEVEL": "INFO", "HTTP_LISTEN": listen}
    program.settings |= seen
    return program


def _lines(scene: Scene) -> list[Mapping[str, Any]]:
    return [json.loads(line) for line in scene.program.said().splitlines(keepends=True) if line.endswith("\n")]


def _lives(scene: Scene) -> list[list[Mapping[str, Any]]]:
    """The lines of each article, in the order in which these were found."""
    lives: dict[int, list[Mapping[str, Any]]] = {}
    for line in _lines(scene):
        if "step" in line:
            lives.setdefault(line["article"], []).append(line)
    return list(lives.values())


async def _measured(scene: Scene) -> tuple[str, dict[tuple[str, ...], float]]:
    at = scene.program.settings["HTTP_LISTEN"]
    async with aiohttp.ClientSession() as session, session.get(f"http://{at}/metrics") as answer:
        text = await answer.text()
    families = text_string_to_metric_families(text)
    return text, {(one.name, *one.labels.values()): one.value for family in families for one in family.samples}


async def test_an_article_is_followed_from_its_feed_to_its_message_and_what_happens_is_counted(scene: Scene) -> None:
    await scene.start()
    first, second = scene.outlets.open("courier", "Курьер"), scene.outlets.open("herald", "Вестник")
    await scene.watch(first, second)
    await scene.subscribe()
    piece, other = matching(first, "порт"), passing(first, "другое")
    first.print(piece, "Подробности сообщат позже.")
    first.publish(other, piece)
    message = await scene.chat.next_message(SOON_S)
    assert piece.title in message.text
    second.publish(again := second.piece("port", piece.title, *piece.paragraphs))
    second.print(again, "Подробности сообщат позже.")
    assert "Вестник" in (await scene.chat.next_edit(message, SOON_S)).text
    await until(lambda: "added" in {line.get("step") for line in _lines(scene)}, SOON_S, "the last line")

    lives = {tuple(line["step"] for line in life): life for life in _lives(scene)}
    told = lives["found", "page", "grouped", "owed", "sent"]
    joined = lives["found", "page", "grouped", "added"]
    silent = lives["found", "page", "grouped"]
    assert [line["outcome"] for line in (told[1], told[-1], joined[-1])] == ["text", "ok", "ok"]
    assert told[0]["source"] != joined[0]["source"]
    assert told[2]["story"] == joined[2]["story"] == told[-1]["story"] != silent[2]["story"]
    assert told[-1]["dispatch"] == joined[-1]["dispatch"]
    assert (told[2]["queries"], silent[2]["queries"], told[3]["chats"]) == (1, 0, 1)
    assert [line["at"] for line in told] == sorted(line["at"] for line in told)

    text, found = await _measured(scene)
    assert found["dozor_polls_total", "news"] == 2
    assert found["dozor_articles_recorded_total", "news"] == 3
    assert found["dozor_articles_matched_total", "yes"] == 2
    assert found["dozor_pages_read_total", "text"] >= 1
    assert found["dozor_messages_total", "send", "ok"] >= 1
    assert found["dozor_messages_total", "edit", "ok"] >= 1
    assert found["dozor_messages_total", "answer", "ok"] >= 2
    assert found["dozor_told_after_sighting_seconds_count", "at-once"] == 1
    assert found["dozor_updates_received_total",] >= 2
    assert found["dozor_database_transaction_seconds_count",] > 0
    assert found["dozor_loop_lag_seconds_count",] > 0
    assert found["dozor_sources", "working"] == 2
    assert found["dozor_stage_failing", "deliver"] == 0
    # Neither says anything that people wrote, nor who reads it.
    ways = "\n".join(json.dumps(line, ensure_ascii=False) for life in _lives(scene) for line in life)
    for secret in (piece.title, "Курьер", "коалици", scene.outlets.base, str(scene.chat.id), "Anna"):
        assert secret not in text
        assert secret not in ways
    assert await scene.program.stop() == 0
