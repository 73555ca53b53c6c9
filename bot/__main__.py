"""The `dozor` command."""

import os
import sys

from bot.cli.arguments import make_parser
from bot.config import load_settings
from bot.errors import DatabaseDamaged, DatabaseInUse, DatabaseTooNew, DozorError
from bot.logs import configure_logging

_OR_RECOVER = "; without one, `sqlite3 DATABASE .recover` saves what can be read"
_INTERRUPTED = 130
"""A shell's exit code for a program that Ctrl+C stopped."""


def main() -> None:
    """Run the command; the exit code is 0, 1 for an error with a one-line message, or 2 for wrong arguments.

    A command returns its exit code, or the error's line.
    """
    options = make_parser().parse_args()
    try:
        if options.needs_settings:
            settings = load_settings()
            configure_logging(settings)
            code = options.call(settings, options)
        else:
            code = options.call(options)
        sys.stdout.flush()
        sys.exit(code)
    except* BrokenPipeError:  # the reader of the output has seen enough
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
    except* DatabaseDamaged as group:
        sys.exit(f"dozor: {_first(group)}; put a backup in its place: dozor restore FILE --replace{_OR_RECOVER}")
    except* (DozorError, OSError) as group:
        sys.exit(f"dozor: {_first(group)}")


def _first(group: BaseException) -> BaseException:
    while isinstance(group, BaseExceptionGroup):
        group = group.exceptions[0]
    return group


if __name__ == "__main__":
    main()
