"""The arguments of `dozor`: which subcommands there are, and what each takes."""

import argparse
from collections.abc import Callable
from importlib import import_module
from importlib.metadata import version
from pathlib import Path

from bot.config import Settings

Command = Callable[[Settings, argparse.Namespace], int | str]

_MOST_DAYS = 100_000


def make_parser() -> argparse.ArgumentParser:
    """The parser of `dozor`: each subcommand sets `call`, which takes the settings and the options.

    `call` returns the exit code, or the error's line. Without `needs_settings`, it takes the options alone, and reads
    the settings by itself.
    """
    parser = argparse.ArgumentParser(prog="dozor", description="A media-monitoring Telegram bot.")
    parser.set_defaults(needs_settings=True)
    parser.add_argument("--version", action="version", version=f"dozor {version('dozor')}")
    commands = parser.add_subparsers(required=True)
    running = commands.add_parser("run", help="run the bot on Telegram; settings come from the environment or .env")
    running.add_argument("--or-demo", action="store_true", help="without a BOT_TOKEN, start the demo instead")
    running.set_defaults(call=_command("run"))
    showing = commands.add_parser("demo", help="run the same bot in this terminal, on a bundled newsstand")
    showing.set_defaults(call=_command("demo"))
    matching = commands.add_parser("match", help="show which forms a query covers, and what it matches")
    matching.add_argument("query", help="as one would write it to the bot")
    matching.add_argument(
        "articles",
        nargs="*",
        metavar="ARTICLE",
        help="an address, or a file, its title first; if none, the archive",
    )
    matching.set_defaults(call=_command("match"))
    _add_sources(commands)
    tracing = commands.add_parser("trace", help="tell what became of an article, also while the bot runs")
    tracing.add_argument("address", metavar="URL", help="the address of the article, in any spelling")
    tracing.add_argument(
        "--query", action="append", metavar="QUERY", help="say whether it meets this query, or why not"
    )
    tracing.add_argument(
        "--chat", type=int, metavar="ID", help="say what became of it for all subscriptions that this chat manages"
    )
    tracing.set_defaults(call=_command("trace"))
    _add_backups(commands)
    _add_doctor(commands)
    shrinking = commands.add_parser("vacuum", help="return the space of deleted data to the disk; the bot must not run")
    shrinking.set_defaults(call=_command("vacuum"))
    return parser


def _add_backups(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    saving = commands.add_parser(
        "backup", help="copy the database to a file and verify the copy, also while the bot runs"
    )
    saving.add_argument("file", type=Path, metavar="FILE", help="it is replaced once the new backup is complete")
    saving.add_argument(
        "--keep",
        type=_count,
        metavar="N",
        help="write FILE with the time in its name, and delete all but the newest N of such backups",
    )
    saving.set_defaults(call=_command("backup"))
    restoring = commands.add_parser("restore", help="put a backup in the place of the database; the bot must not run")
    restoring.add_argument("file", type=Path, metavar="FILE", help="what `dozor backup` has written")
    how = restoring.add_mutually_exclusive_group()
    how.add_argument("--replace", action="store_true", help="if there is a database, keep it under another name")
    how.add_argument("--check", action="store_true", help="only say whether FILE can be restored, and what it holds")
    restoring.set_defaults(call=_command("restore"))


def _add_sources(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser("sources", help="what is polled: list, add, remove, import, export, set, check")
    actions = parser.add_subparsers(required=True)

    def add(name: str, help_: str, module: str = "sources") -> argparse.ArgumentParser:
        action = actions.add_parser(name, help=help_, description=help_)
        action.set_defaults(call=_command(module), action=name)
        return action

    add("list", "print all sources and their state")
    action = add(
        "add",
        "let every chat watch feeds, sites or @channels",
    )
    action.add_argument("addresses", nargs="+", metavar="ADDRESS")
    action.add_argument("--pack", default="own", help="where they belong: language/category")
    action = add(
        "remove",
        "take sources out again; chats that have added them themselves keep them",
    )
    action.add_argument("addresses", nargs="+", metavar="ADDRESS")
    action = add(
        "import",
        "let every chat watch the sources of an OPML file, in packs by its outlines, or of a text, an address a line",
    )
    action.add_argument("file", metavar="FILE", help="- for the standard input")
    action = add(
        "export",
        "write the sources of all packs as OPML",
    )
    action.add_argument("file", nargs="?", metavar="FILE", help="the standard output, if none")
    action = add(
        "set",
        "set how a source is asked for and read; an empty value takes a setting away; the bot must not run",
    )
    action.add_argument("address", metavar="ADDRESS", help="as `dozor sources list` prints it")
    action.add_argument("--user-agent", metavar="NAME")
    action.add_argument("--header", action="append", metavar="'NAME: VALUE'", help="sent to its own host, over https")
    action.add_argument("--any-certificate", choices=("yes", "no"), help="accept any certificate from its host")
    action.add_argument("--pages", choices=("auto", "off"), help="whether the pages of its articles are read")
    action.add_argument("--zone", metavar="ZONE", help="the time zone of dates without one, such as Europe/Kyiv")
    action = add(
        "check",
        "fetch sources and say what is wrong with them; ends with 1 if anything is",
        "check_sources",
    )
    action.add_argument("addresses", nargs="*", metavar="ADDRESS", help="if none, those of the database or the pack")
    action.add_argument("--days", type=_days, default=7, help="nothing new for so long is a failure (default: 7)")


def _count(written: str) -> int:
    if not written.isascii() or not written.isdecimal() or int(written) < 1:
        raise argparse.ArgumentTypeError(f"a whole number above 0 is needed, not {written!r}")
    return int(written)


def _add_doctor(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    help_ = "say what keeps the bot from running well, and what helps; also while it runs"
    parser = commands.add_parser(
        "doctor",
        help=help_,
        description=f"{help_[0].upper()}{help_[1:]}. It changes nothing, and takes 15 seconds at most.",
        epilog="The exit status is 1 if a check fails, and 0 otherwise, also with warnings. If the bot does not run, it"
        " asks Telegram for updates without confirming any, to see whether another program does so with the same token:"
        " that interrupts the other program for an instant.",
    )
    parser.add_argument("--json", action="store_true", help="print the findings as JSON, for scripts")

    def call(options: argparse.Namespace) -> int:
        code: int = import_module("bot.cli.doctor").run(options)
        return code

    parser.set_defaults(call=call, needs_settings=False)


def _days(written: str) -> float:
    try:
        days = float(written)
    except ValueError:
        days = 0
    if not 0 < days < _MOST_DAYS:
        raise argparse.ArgumentTypeError(f"a number above 0 is needed, not {written!r}")
    return days


def _command(module: str) -> Command:
    """The `run` of a module of this package, imported when it is called: some take a second to load."""

    def call(settings: Settings, options: argparse.Namespace) -> int | str:
        code: int | str = import_module(f"bot.cli.{module}").run(settings, options)
        return code

    return call
