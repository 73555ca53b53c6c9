"""The `dozor` command."""

import argparse
import asyncio
import os
import sys
from collections.abc import Callable, Coroutine
from importlib import import_module
from importlib.metadata import version
from importlib.util import find_spec
from types import ModuleType
from typing import Any, TypeVar

from bot.cli import sources
from bot.cli.match import match, point_at
from bot.config import Settings, load_settings
from bot.errors import DatabaseInUse, DatabaseTooNew, DozorError, QueryError
from bot.i18n import Translations
from bot.logs import configure_logging
from bot.model import Language
from bot.services.sources import SettingKind, SettingWish
from storage import vacuum

T = TypeVar("T")

_HOW_TO_BEGIN = """\
BOT_TOKEN is not set.
Write to https://t.me/BotFather, send /newbot, and put the token that you get into .env as BOT_TOKEN=…
To look around without one: dozor demo"""


_MOST_DAYS = 100_000
_MB = 1e6
_INTERRUPTED = 130
"""What a shell makes of a program that was stopped by Ctrl+C."""


def main() -> None:
    """Run the command; the exit code is 0, 1 for an error that is said in a line, or 2 for wrong arguments.

    A command returns its exit code, or the line that it fails with.
    """
    options = _parser().parse_args()
    try:
        settings = load_settings()
        configure_logging(settings)
        code = options.call(settings, options)
        sys.stdout.flush()
        sys.exit(code)
    except* BrokenPipeError:  # whoever read the output has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    except* KeyboardInterrupt:
        sys.exit(_INTERRUPTED)
    except* DatabaseInUse as group:
        sys.exit(f"dozor: another process is using {_first(group)}; only one may, so stop it first")
    except* DatabaseTooNew as group:
        sys.exit(
            f"dozor: {_first(group)} was changed by a newer version: start that one, or restore an older copy of it"
        )
    except* (DozorError, OSError) as group:
        sys.exit(f"dozor: {_first(group)}")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="dozor", description="A media-monitoring Telegram bot.")
    parser.add_argument("--version", action="version", version=f"dozor {version('dozor')}")
    commands = parser.add_subparsers(required=True)
    running = commands.add_parser("run", help="run the bot on Telegram; settings come from the environment or .env")
    running.add_argument("--or-demo", action="store_true", help="without a BOT_TOKEN, start the demo instead")
    running.set_defaults(call=_run)
    showing = commands.add_parser("demo", help="run the same bot in this terminal, on a bundled newsstand")
    showing.set_defaults(call=_demo)
    matching = commands.add_parser("match", help="show which forms a query covers, and what meets it")
    matching.add_argument("query", help="as one would write it to the bot")
    matching.add_argument("files", nargs="*", metavar="FILE", help="an article, its title first; if none, the archive")
    matching.set_defaults(call=_match)
    _add_sources(commands)
    shrinking = commands.add_parser("vacuum", help="shrink the database by what was forgotten; the bot must not run")
    shrinking.set_defaults(call=_vacuum)
    return parser


def _add_sources(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser("sources", help="what is polled: list, add, remove, import, export, set, check")
    actions = parser.add_subparsers(required=True)

    def add(name: str, help_: str, call: Callable[[Settings, argparse.Namespace], Any]) -> argparse.ArgumentParser:
        action = actions.add_parser(name, help=help_, description=help_)
        action.set_defaults(call=lambda settings, options: _in_loop(call(settings, options)))
        return action

    add("list", "print all sources and how they fare", lambda settings, _: sources.list_sources(settings))
    action = add(
        "add",
        "let every chat watch feeds, sites or @channels",
        lambda settings, options: sources.add_sources(settings, options.addresses, options.pack),
    )
    action.add_argument("addresses", nargs="+", metavar="ADDRESS")
    action.add_argument("--pack", type=sources.pack_name, default="own", help="where they belong: language/category")
    action = add(
        "remove",
        "take sources out again; chats that have added them themselves keep them",
        lambda settings, options: sources.remove_sources(settings, options.addresses),
    )
    action.add_argument("addresses", nargs="+", metavar="ADDRESS")
    action = add(
        "import",
        "let every chat watch the sources of an OPML file, in packs by its outlines, or of a text, an address a line",
        lambda settings, options: sources.import_sources(settings, options.file),
    )
    action.add_argument("file", metavar="FILE", help="- for the standard input")
    action = add(
        "export",
        "write the sources of all packs as OPML",
        lambda settings, options: sources.export_sources(settings, options.file),
    )
    action.add_argument("file", nargs="?", metavar="FILE", help="the standard output, if none")
    action = add(
        "set",
        "set how a source is asked for and read; an empty value takes a setting away; the bot must not run",
        lambda settings, options: sources.set_source(settings, options.address, _wishes(options)),
    )
    action.add_argument("address", metavar="ADDRESS", help="as `dozor sources list` prints it")
    action.add_argument("--user-agent", metavar="NAME")
    action.add_argument("--header", action="append", metavar="'NAME: VALUE'", help="sent to its own host, over https")
    action.add_argument("--any-certificate", choices=("yes", "no"), help="let whatever certificate its host has pass")
    action.add_argument("--zone", metavar="ZONE", help="of times without one: Europe/Kyiv")
    action = add(
        "check",
        "fetch sources and say what is wrong with them; ends with 1 if anything is",
        lambda settings, options: sources.check_sources(settings, options.addresses, options.days),
    )
    action.add_argument("addresses", nargs="*", metavar="ADDRESS", help="if none, those of the database or the pack")
    action.add_argument("--days", type=_days, default=7, help="nothing new for so long is a failure (default: 7)")


def _wishes(options: argparse.Namespace) -> list[SettingWish]:
    wishes = [SettingWish(SettingKind.HEADER, header) for header in options.header or ()]
    if options.user_agent is not None:
        wishes.append(SettingWish(SettingKind.AGENT, options.user_agent))
    if options.any_certificate is not None:
        wishes.append(SettingWish(SettingKind.CERTIFICATE, "any" if options.any_certificate == "yes" else ""))
    if options.zone is not None:
        wishes.append(SettingWish(SettingKind.ZONE, options.zone))
    return wishes


def _days(written: str) -> float:
    try:
        days = float(written)
    except ValueError:
        days = 0
    if not 0 < days < _MOST_DAYS:
        raise argparse.ArgumentTypeError(f"a number above 0 is needed, not {written!r}")
    return days


def _run(settings: Settings, options: argparse.Namespace) -> int | str:
    if settings.bot_token is None:
        return _demo(settings, options) if options.or_demo else _HOW_TO_BEGIN
    _in_loop(_app().run(settings, settings.bot_token.get_secret_value()))
    return 0


def _demo(settings: Settings, _: argparse.Namespace) -> int:
    if "log_level" not in settings.model_fields_set:  # a conversation is no place for reports of how the loop does
        configure_logging(settings.model_copy(update={"log_level": "WARNING"}))
    _in_loop(_app().demo(settings))
    return 0


def _app() -> ModuleType:
    """Imported when it is needed: aiogram takes a second to load, and most commands do without it."""
    import_module("bot.runtime.lazy_aiogram").import_aiogram()
    return import_module("bot.app")


def _match(settings: Settings, options: argparse.Namespace) -> bool | str:
    """As grep does: 0 if anything was found, 1 if nothing."""
    try:
        return not _in_loop(match(options.query, options.files, settings.database))
    except QueryError as error:
        expected = Translations()[Language.ENGLISH].plain(error.expected)
        return f"dozor: {point_at(error, options.query, expected)}"


def _vacuum(settings: Settings, _: argparse.Namespace) -> int:
    before, after = vacuum(settings.database)
    sys.stdout.write(f"{after / _MB:,.1f} MB, {(before - after) / _MB:,.1f} less than before\n")
    return 0


def _in_loop(main: Coroutine[Any, Any, T]) -> T:
    with asyncio.Runner(loop_factory=_loop_factory()) as runner:
        return runner.run(main)


def _loop_factory() -> Callable[[], asyncio.AbstractEventLoop] | None:
    """That of uvloop, where there is one: it has no wheels for Windows."""
    return import_module("uvloop").new_event_loop if find_spec("uvloop") else None


def _first(group: BaseException) -> BaseException:
    while isinstance(group, BaseExceptionGroup):
        group = group.exceptions[0]
    return group


if __name__ == "__main__":
    main()
