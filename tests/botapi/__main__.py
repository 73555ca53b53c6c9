"""The server on its own: `python -m tests.botapi`. Loopback only; stops at SIGINT or SIGTERM."""

import argparse
import asyncio
import signal
import sys
from pathlib import Path

import uvloop

from . import control
from .server import TOKEN, BotApi
from .windows import Limits


def main() -> None:
    options = _parse(sys.argv[1:])
    uvloop.run(_serve(options))


async def _serve(options: argparse.Namespace) -> None:
    stopped = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stopped.set)
    api = BotApi(
        token=options.token,
        username=options.username,
        port=options.port,
        journal=options.journal,
        sync=options.sync,
        state=options.state,
        limits=Limits.telegram() if options.limits else None,
        latency_s=options.latency,
        seed=options.seed,
    )
    api.extend(control.Control(api).routes())
    async with api:
        # The one line on standard output: the program that started the server waits for it.
        sys.stdout.write(f"{api.url}\n")
        sys.stdout.flush()
        await stopped.wait()


def _parse(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m tests.botapi",
        description="A Bot API server for tests, on loopback. Prints its address, then serves until it is stopped.",
        epilog=control.__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--port", type=int, default=0, help="port to listen on; 0: any that is free (%(default)s)")
    parser.add_argument("--token", default=TOKEN, help="the bot's token (%(default)s)")
    parser.add_argument("--username", default="dozor_test_bot", help="the bot's name (%(default)s)")
    parser.add_argument("--journal", type=Path, help="file to which everything that happens is appended, as JSON lines")
    parser.add_argument("--sync", action="store_true", help="let the journal outlive a power cut too")
    parser.add_argument("--state", type=Path, help="snapshot that is read at the start and written at the end")
    parser.add_argument("--limits", action="store_true", help="answer 429 as Telegram does: 30/s, 1/s a chat, 20/min")
    parser.add_argument("--latency", type=float, default=0.0, help="seconds there and back (%(default)s)")
    parser.add_argument("--seed", type=int, default=0, help="of faults that strike by chance (%(default)s)")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    main()
