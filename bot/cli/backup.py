"""`dozor backup`: a verified copy of the database, and how many of such copies are kept."""

import argparse
import re
import sys
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from bot.config import Settings
from bot.model import BackupSummary
from bot.runtime.clock import SystemClock
from storage import back_up

_MB = 1e6
_STAMP = re.compile(r"-\d{8}T\d{6}Z")


def run(settings: Settings, options: argparse.Namespace) -> int:
    file: Path = options.file
    target = file if options.keep is None or file.is_dir() else dated(file, SystemClock().now())
    sys.stdout.write(f"{target}: {described(back_up(settings.database, target))}; read back and verified\n")
    if options.keep is not None:
        for old in expired(file, (one.name for one in file.parent.iterdir()), options.keep):
            file.with_name(old).unlink(missing_ok=True)
            sys.stdout.write(f"{file.with_name(old)}: deleted, as {options.keep} newer ones are there\n")
    return 0


def dated(file: Path, now: datetime) -> Path:
    """The file with a time in its name, such as `dozor-20261128T145100Z.db`."""
    return file.with_name(f"{file.stem}-{now:%Y%m%dT%H%M%SZ}{file.suffix}")


def expired(file: Path, names: Iterable[str], keep: int) -> list[str]:
    """Which of the names in the folder are backups by `dated` beyond the newest ones, the oldest first."""
    backups = [name for name in names if _is_dated(name, file)]
    return sorted(backups)[:-keep]


def _is_dated(name: str, file: Path) -> bool:
    fits = name.startswith(file.stem) and name.endswith(file.suffix)
    return fits and _STAMP.fullmatch(name[len(file.stem) : len(name) - len(file.suffix)]) is not None


def described(summary: BackupSummary) -> str:
    """Its size, its age, and what is in it."""
    as_of = f", as of {summary.as_of:%Y-%m-%d %H:%M} UTC" if summary.as_of else ""
    return (
        f"{summary.size / _MB:,.1f} MB{as_of}, schema {summary.schema}, {summary.chats:,} chats, "
        f"{summary.subscriptions:,} subscriptions, {summary.articles:,} articles"
    )
