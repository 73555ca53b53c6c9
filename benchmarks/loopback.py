"""The hosts of benchmarks, `*.bench.example`, stand on this machine."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

_look_up = socket.getaddrinfo


def _look_up_here(host: str | bytes | None, *arguments: Any, **options: Any) -> Any:  # noqa: ANN401  getaddrinfo's
    name = host.decode() if isinstance(host, bytes) else host
    return _look_up("127.0.0.1" if name and name.endswith(".bench.example") else name, *arguments, **options)


@contextmanager
def hosts_stand_here() -> Iterator[None]:
    with patch("socket.getaddrinfo", _look_up_here):
        yield
