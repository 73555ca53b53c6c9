"""Asks a running bot whether it is alive: `python -m bot.console.probe`, for the health check of a container.

It asks `/healthz` at `HTTP_LISTEN`, and loads next to nothing, since it runs every minute. Ends with 0 if the bot is
alive, else with 1 and a line.
"""

import os
import sys
from collections.abc import Mapping
from http.client import HTTPConnection, HTTPException
from urllib.parse import urlsplit

_ANSWERS_WITHIN_S = 5.0
_EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104  it is asked, and does not listen
"""How to reach, from the same machine, a server that listens at all addresses."""
_OK = 200


def main() -> None:
    sys.exit(trouble(os.environ))


def trouble(environment: Mapping[str, str]) -> str | None:
    """What is wrong with the bot that was started with these settings, in a line; None if it is alive."""
    listen = environment.get("HTTP_LISTEN", "")
    try:
        at = urlsplit(f"//{listen}")
        host, port = at.hostname or "", at.port
    except ValueError:
        host, port = "", None
    if not host or not port:
        return "dozor: HTTP_LISTEN must be set in the environment, such as 127.0.0.1:9464"
    asked = HTTPConnection(_EVERYWHERE.get(host, host), port, timeout=_ANSWERS_WITHIN_S)
    try:
        asked.request("GET", "/healthz")
        status = asked.getresponse().status
    except (OSError, HTTPException) as error:
        return f"dozor: nobody answers at {listen}: {str(error) or type(error).__name__}"
    finally:
        asked.close()
    return None if status == _OK else f"dozor: /healthz answers {status}"


if __name__ == "__main__":
    main()
