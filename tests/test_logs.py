import json
import logging
from collections.abc import Iterator

import pytest

from bot.config import LogFormat, Settings
from bot.logs import configure_logging


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
    half = ValueError(f"half of it: {token.partition(':')[2]}")
    log.error("failed", exc_info=(ValueError, half, None))
    lines = capsys.readouterr().err
    assert "/getMe" in lines
    assert "failed" in lines
    assert "AAH-secret" not in lines
    assert "word@proxy" not in lines


def test_json_lines_are_json(capsys: pytest.CaptureFixture[str]) -> None:
    configure_logging(Settings(_env_file=None, log_format=LogFormat.JSON))
    logging.getLogger("here").info("слово %d", 5)
    entry = json.loads(capsys.readouterr().err)
    assert (entry["level"], entry["logger"], entry["message"]) == ("INFO", "here", "слово 5")
