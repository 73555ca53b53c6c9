"""What programs under measurement are told, so that they reach this machine alone: hosts and settings."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

_look_up = socket.getaddrinfo


def _look_up_here(host: str | bytes | None, *arguments: Any, **options: Any) -> Any:  # noqa: ANN401  getaddrinfo's
    name = host.decode() if isinstance(host, bytes) else host
    return _look_up("127.0.0.1" if name and name.endswith(".bench.example") else name, *arguments, **options)


def settings_of(database: Path, api: str, token: str, **others: str) -> dict[str, str]:
    """The settings of a program that reads loopback's feeds all the time, and writes to a Bot API server there."""
    return {
        "BOT_TOKEN": token,
        "TELEGRAM_API": api,
        "DATABASE": f"sqlite:///{database}",
        "DEFAULT_PACK": "false",
        "ALLOW_PRIVATE_NETWORKS": "true",
        "POLL_INTERVAL_FLOOR": "1",
        "POLL_INTERVAL_CEILING": "1",
        "PAGES": "false",
        **others,
    }


@contextmanager
def hosts_stand_here() -> Iterator[None]:
    with patch("socket.getaddrinfo", _look_up_here):
        yield
