"""`python -m bot.demo.newsstand` serves the outlets until it is interrupted, and prints their addresses."""

import argparse
import asyncio
import contextlib
import sys
from pathlib import Path

from bot.demo.newsstand import DATA, Newsstand, ScriptError
from bot.runtime.clock import SystemClock


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bot.demo.newsstand", description=__doc__)
    parser.add_argument("--data", type=Path, default=DATA, metavar="DIRECTORY", help="the outlets' TOML files")
    parser.add_argument("--port", type=int, default=0, help="of 127.0.0.1; by default any free one")
    parser.add_argument("--speed", type=float, default=60.0, help="how many times as fast as real time (60)")
    options = parser.parse_args()
    try:
        asyncio.run(_serve(options.data, options.port, options.speed))
    except KeyboardInterrupt:
        return 0
    except (ScriptError, OSError, ValueError) as error:
        print(f"newsstand: {error}", file=sys.stderr)  # noqa: T201  # a command speaks to its user
        return 1
    return 0


async def _serve(data: Path, port: int, speed: float) -> None:
    async with Newsstand(SystemClock(), speed=speed, data=data, port=port) as stand:
        for source in stand.sources:
            print(*source, sep="\t", flush=True)  # noqa: T201  # as above
        with contextlib.suppress(asyncio.CancelledError):
            await asyncio.Event().wait()


if __name__ == "__main__":
    sys.exit(main())
