"""Logging for people or for machines, without secrets."""

import json
import logging
import re
import sys
from collections.abc import Sequence
from datetime import UTC, datetime

from pydantic import SecretStr

from bot.config import LogFormat, Settings
from bot.fetching.proxies import DIRECT
from bot.runtime.article_log import ARTICLES

_QUIET = ("aiogram.event", "aiohttp.access", "pymorphy3")
"""Loggers that report every update, request or dictionary; shown only at DEBUG."""

_USER = re.compile(r"://[^\s/@\"'<>]{1,200}@")
"""The user and password of an address."""


def configure_logging(settings: Settings) -> None:
    """Log to standard error, as set in `settings`.

    The way of each article is there in JSON; as text, which people read, only at DEBUG.
    """
    formatter: logging.Formatter
    if settings.log_format is LogFormat.JSON:
        formatter = _JsonFormatter()
    else:
        formatter = logging.Formatter("%(asctime)s %(levelname)-7s %(name)s: %(message)s")
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_Redacting(formatter, secrets_of(settings)))
    logging.basicConfig(level=settings.log_level, handlers=[handler], force=True)
    quiet = logging.NOTSET if settings.log_level == "DEBUG" else logging.WARNING
    for name in _QUIET:
        logging.getLogger(name).setLevel(quiet)
    logging.getLogger(ARTICLES).setLevel(logging.NOTSET if settings.log_format is LogFormat.JSON else quiet)


class _Redacting(logging.Formatter):
    """Removes secrets from finished lines, tracebacks included, no matter which code logged them."""

    def __init__(self, formatter: logging.Formatter, secrets: Sequence[str]) -> None:
        super().__init__()
        self._formatter = formatter
        self._secrets = secrets

    def format(self, record: logging.LogRecord) -> str:
        line = self._formatter.format(record)
        for secret in self._secrets:
            line = line.replace(secret, "***")
        return _USER.sub("://***@", line) if "@" in line else line


class _JsonFormatter(logging.Formatter):
    """An object a line, its time in ISO 8601 and UTC; what the line is about (`article_log.about`) is in its fields."""

    def format(self, record: logging.LogRecord) -> str:
        entry = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
            **getattr(record, "fields", {}),
        }
        if record.exc_info:
            entry["trace"] = self.formatException(record.exc_info)
        return json.dumps(entry, ensure_ascii=False)


def secrets_of(settings: Settings) -> list[str]:
    """The token, its secret half (enough to act as the bot), other secrets, and proxies with their passwords."""
    secrets = [
        value.get_secret_value()
        for value in (
            settings.bot_token,
            settings.telegram_proxy,
            settings.sources_proxy,
            settings.webhook_secret,
            settings.http_token,
            *settings.source_proxies.values(),
        )
        if isinstance(value, SecretStr) and value.get_secret_value() != DIRECT
    ]
    if settings.bot_token is not None:
        secrets.append(settings.bot_token.get_secret_value().partition(":")[2])
    return secrets
