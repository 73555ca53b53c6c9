import json
import logging
from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest

from bot.config import LogFormat, Settings
from bot.logs import configure_logging
from bot.model import ArticleId
from bot.runtime.article_log import Step, about, log_step


@pytest.fixture(autouse=True)
def logging_as_it_was() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)


@pytest.mark.parametrize("log_format", LogFormat)
def test_no_secret_is_logged_whatever_it_stands_in(log_format: LogFormat, capsys: pytest.CaptureFixture[str]) -> None:
    token, proxy = "123456:AAH-secret", "socks5://user:word@proxy.example:1080"
    configure_logging(
        Settings(_env_file=None, bot_token=token, telegram_proxy=proxy, log_format=log_format, log_level="DEBUG")
    )
    log = logging.getLogger("anything")
    log.warning("POST https://api.telegram.org/bot%s/getMe through %s", token, proxy)
    log.info("source 3: gone: https://reader:geheim@feeds.example/rss, ask someone@example.org")
    half = ValueError(f"half of it: {token.partition(':')[2]}")
    log.error("failed", exc_info=(ValueError, half, None))
    lines = capsys.readouterr().err
    assert "/getMe" in lines
    assert "failed" in lines
    assert "AAH-secret" not in lines
    assert "word@proxy" not in lines
    assert "geheim" not in lines
    assert "feeds.example/rss, ask someone@example.org" in lines


def test_json_lines_are_json(capsys: pytest.CaptureFixture[str]) -> None:
    configure_logging(Settings(_env_file=None, log_format=LogFormat.JSON))
    logging.getLogger("here").info("слово %d", 5)
    entry = json.loads(capsys.readouterr().err)
    assert (entry["level"], entry["logger"], entry["message"]) == ("INFO", "here", "слово 5")


def test_json_lines_say_when_in_utc_and_what_they_are_about(capsys: pytest.CaptureFixture[str]) -> None:
    configure_logging(Settings(_env_file=None, log_format=LogFormat.JSON))
    log_step(ArticleId(7), Step.FOUND, source=3, withheld=None)
    logging.getLogger("here").warning("no news", extra=about(dispatch=5, articles=(7, 8), story=None))
    step, other = map(json.loads, capsys.readouterr().err.splitlines())
    assert datetime.fromisoformat(step["at"]).utcoffset() == timedelta(0)
    assert (step["article"], step["step"], step["source"]) == (7, "found", 3)
    assert "withheld" not in step
    assert (other["dispatch"], other["articles"], other["story"]) == (5, [7, 8], None)


@pytest.mark.parametrize(
    ("log_format", "level", "steps"),
    [(LogFormat.TEXT, "INFO", 0), (LogFormat.TEXT, "DEBUG", 2), (LogFormat.JSON, "INFO", 1)],
)
def test_the_way_of_articles_is_for_machines(
    log_format: LogFormat, level: str, steps: int, capsys: pytest.CaptureFixture[str]
) -> None:
    configure_logging(Settings(_env_file=None, log_format=log_format, log_level=level))
    log_step(ArticleId(7), Step.FOUND, level=logging.DEBUG, source=3, withheld="baseline")
    log_step(ArticleId(8), Step.GROUPED, story=2, queries=1)
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == steps
    assert all("article" in line for line in lines)
