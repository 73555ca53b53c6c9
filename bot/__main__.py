"""The `dozor` command."""

import argparse
import asyncio
import sys
from collections.abc import Callable, Coroutine
from importlib import import_module
from importlib.metadata import version
from importlib.util import find_spec
from typing import Any

from bot.app import demo, run
from bot.config import load_settings
from bot.errors import DatabaseInUse, DozorError
from bot.logs import configure_logging

_HOW_TO_BEGIN = """\
BOT_TOKEN is not set.
Write to https://t.me/BotFather, send /newbot, and put the token that you get into .env as BOT_TOKEN=…
To look around without one: dozor demo"""


def main() -> None:
    """Run the command; the exit code is 0, 1 for an error that is said in a line, or 2 for wrong arguments."""
    options = _parser().parse_args()
    try:
        settings = load_settings()
        configure_logging(settings)
        token = settings.bot_token.get_secret_value() if settings.bot_token else ""
        if options.command == "demo" or (options.or_demo and not token):
            _run_loop(demo(settings))
        elif token:
            _run_loop(run(settings, token))
        else:
            sys.exit(_HOW_TO_BEGIN)
    except* DatabaseInUse as group:
        sys.exit(f"dozor: another process is using {_first(group)}; only one may")
    except* DozorError as group:
        sys.exit(f"dozor: {_first(group)}")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="dozor", description="A media-monitoring Telegram bot.")
    parser.add_argument("--version", action="version", version=f"dozor {version('dozor')}")
    commands = parser.add_subparsers(dest="command", required=True)
    running = commands.add_parser("run", help="run the bot on Telegram; settings come from the environment or .env")
    running.add_argument("--or-demo", action="store_true", help="without a BOT_TOKEN, start the demo instead")
    commands.add_parser("demo", help="run the same bot in this terminal, on a bundled newsstand")
    parser.set_defaults(or_demo=False)
    return parser


def _run_loop(main: Coroutine[Any, Any, None]) -> None:
    with asyncio.Runner(loop_factory=_loop_factory()) as runner:
        runner.run(main)


def _loop_factory() -> Callable[[], asyncio.AbstractEventLoop] | None:
    """That of uvloop, where there is one: it has no wheels for Windows."""
    return import_module("uvloop").new_event_loop if find_spec("uvloop") else None


def _first(group: BaseException) -> BaseException:
    while isinstance(group, BaseExceptionGroup):
        group = group.exceptions[0]
    return group


if __name__ == "__main__":
    main()
