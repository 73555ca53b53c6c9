"""`dozor vacuum`: shrinks the database after deletions."""

import argparse
import sys

from bot.config import Settings
from storage import vacuum

_MB = 1e6


def run(settings: Settings, _: argparse.Namespace) -> int:
    before, after = vacuum(settings.database)
    sys.stdout.write(f"{after / _MB:,.1f} MB, {(before - after) / _MB:,.1f} less than before\n")
    return 0
