"""`dozor restore`: puts a backup in the place of the database."""

import argparse
import sys

from bot.cli.backup import described
from bot.config import Settings
from bot.runtime.clock import SystemClock
from storage import inspect_backup, restore

_WHAT_IS_MISSING = """\
What happened after that time is unknown to the bot now:
- Messages that it sent since then may come again: nothing tells it that they were sent.
- Subscriptions, settings and decisions made since then are gone, and so is what people have had forgotten: it is back.
- Buttons under messages that were sent since then do nothing.
"""


def run(settings: Settings, options: argparse.Namespace) -> int:
    if options.check:
        sys.stdout.write(f"{options.file}: {described(inspect_backup(options.file))}; it can be restored\n")
        return 0
    restored = restore(options.file, settings.database, replace=options.replace, now=SystemClock().now())
    if restored.kept is not None:
        sys.stdout.write(f"the database as it was is kept as {restored.kept}\n")
    sys.stdout.write(f"restored {described(restored.summary)}\n{_WHAT_IS_MISSING}")
    return 0
