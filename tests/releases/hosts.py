"""Names of hosts that stand on loopback, at whatever port: addresses in a database are to outlast the test."""

import socket
from typing import Any
from unittest.mock import patch

import aiohappyeyeballs

BASE = "http://news.example"
"""Where all outlets of kept databases are."""
_WRITTEN_PORT = 80
_look_up, _connect = socket.getaddrinfo, aiohappyeyeballs.start_connection


def let_hosts_stand_at(port: int) -> None:
    """From now on, whatever ends in `.example` is on loopback, and what is asked for at port 80 is found at `port`.

    A look-up alone could not say the port: who asks for an address keeps the one that is written.
    """

    def look_up(host: str | bytes | None, *arguments: Any, **options: Any) -> Any:  # noqa: ANN401  getaddrinfo's
        name = host.decode() if isinstance(host, bytes) else host
        return _look_up("127.0.0.1" if name and name.endswith(".example") else name, *arguments, **options)

    async def connect(addr_infos: Any, **options: Any) -> socket.socket:  # noqa: ANN401  as the library has it
        there = [(*info, (at[0], port, *at[2:]) if at[1] == _WRITTEN_PORT else at) for *info, at in addr_infos]
        return await _connect(there, **options)

    patch("socket.getaddrinfo", look_up).start()
    patch("aiohappyeyeballs.start_connection", connect).start()
