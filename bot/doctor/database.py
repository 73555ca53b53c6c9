"""The database: its file, its disk, who uses it, and the sources in it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.doctor.findings import Finding, failure, ok, skipped, warning
from bot.model import KnownSource, SourceHealth
from bot.services.alarms import LEAST_FREE_BYTES, are_many

_MB = 1024**2
_LEAST_LEFT = 50 * _MB
_LONG_LOG = 256 * _MB
"""The log is emptied at 16 MB, unless somebody reads on and on."""
_OTHERS = 0o077
_WRITTEN_BY_OTHERS = 0o002
_STICKY = 0o1000
_OVER_NETWORK = frozenset({"nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "fuse.sshfs", "ceph", "glusterfs"})
_LATE = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Place:
    """Where the database is, or is to be."""

    path: str
    exists: bool
    folder_exists: bool
    can_write_folder: bool
    """Or the nearest folder above it that exists: the others are made."""
    folder_mode: int
    is_file: bool = True
    can_write: bool = True
    mode: int = 0o600
    is_own: bool = True
    """Whether the user of this process owns the file."""
    foreign: Sequence[str] = ()
    """The files beside it that belong to another user."""
    file_system: str = ""
    size: int = 0
    """Bytes, as all below."""
    log_size: int = 0
    free: int = 0


@dataclass(frozen=True, slots=True)
class Stored:
    """What the database says."""

    sources: Sequence[KnownSource] = ()
    source_due_at: datetime | None = None
    """When the oldest due source could first be polled."""
    debt_due_at: datetime | None = None
    """When the oldest due message could first be sent."""
    error: str = ""
    """Why it says nothing."""


def check_rights(place: Place) -> Iterator[Finding]:
    """Whether the bot can write its files, and nobody else can read them."""
    found = list(_wrong_rights(place))
    yield from found
    if not found:
        yield ok("rights", f"{place.path}: only its owner reads it" if place.exists else f"{place.path}: can be made")


def _wrong_rights(place: Place) -> Iterator[Finding]:
    if not place.can_write_folder:
        yield failure(
            "rights",
            f"{place.path}: its folder cannot be written to",
            "let the bot's user own the folder, since SQLite makes files beside the database",
        )
    elif place.folder_mode & _WRITTEN_BY_OTHERS and not place.folder_mode & _STICKY:
        yield warning("rights", f"{place.path}: everybody can write to its folder", "chmod o-w that folder")
    if not place.exists:
        return
    if not place.is_file:
        yield failure("rights", f"{place.path} is no file", "let DATABASE name a file")
    elif not place.can_write:
        yield failure("rights", f"{place.path} cannot be written to", "let the bot's user own it: chown, chmod 600")
    elif place.mode & _OTHERS:
        yield warning(
            "rights", f"{place.path} may be read by other users: it says who looks for what", f"chmod 600 {place.path}"
        )
    if not place.is_own:
        yield warning("rights", f"{place.path} belongs to another user", "run dozor as the user that the bot runs as")
    if place.foreign:
        yield failure(
            "rights",
            f"{', '.join(place.foreign)}: of another user than the database",
            "stop the bot, let them have one owner (chown), and start it again",
        )
    if place.file_system in _OVER_NETWORK:
        yield failure(
            "rights",
            f"{place.path} is on a network file system ({place.file_system}), where SQLite's locks do not hold",
            "move it to a disk of this machine",
        )


def check_disk(place: Place) -> Iterator[Finding]:
    """Whether there is room."""
    size = f"the database has {_megabytes(place.size)}"
    free = f"{_megabytes(place.free)} are free"
    if place.free < _LEAST_LEFT:
        yield failure("disk", f"{free}; {size}", "make room: without any, the bot waits")
    elif place.free < LEAST_FREE_BYTES:
        yield warning("disk", f"{free}; {size}", "make room, or lower KEEP_ARTICLES and run dozor vacuum")
    elif place.free < place.size:
        yield warning("disk", f"{free}, too little for a copy of the database; {size}", "vacuum and backup need one")
    else:
        yield ok("disk", f"{free}; {size}, its log {_megabytes(place.log_size)}")
    if place.log_size > _LONG_LOG:
        yield warning(
            "disk",
            f"the database's log (-wal) has {_megabytes(place.log_size)}",
            "end what reads the database without a pause, such as an open sqlite3; then it shrinks at the next start",
        )


def check_use(*, is_running: bool, exists: bool) -> Finding:
    """Who holds the database: one process at most may."""
    if is_running:
        return ok("process", "a process holds the database: the bot runs (or dozor vacuum)")
    return ok(
        "process", "no process holds the database: the bot does not run" if exists else "there is no database yet"
    )


def check_sources(stored: Stored | None) -> Iterator[Finding]:
    """Whether sources can be read."""
    if stored is None:
        yield skipped("sources", "there is no database yet; the bot makes it when it runs for the first time")
        return
    if stored.error:
        yield failure(
            "sources", f"the database cannot be read: {stored.error}", "restore the latest backup, if it stays so"
        )
        return
    polled = [one for one in stored.sources if one.health is not SourceHealth.RETIRED]
    failing = [one for one in polled if one.failing_since is not None]
    what = f"{len(failing)} of {len(polled)} fail"
    remedy = "dozor sources check says what is wrong with each"
    if not polled:
        yield warning(
            "sources", "there are none, so there is no news", "dozor sources add, /sources, or DEFAULT_PACK=true"
        )
    elif len(failing) == len(polled):
        yield failure("sources", what, f"{remedy}; if all fail, it is the network, DNS or SOURCES_PROXY")
    elif are_many(len(failing), len(polled)):
        yield warning("sources", what, remedy)
    else:
        yield ok("sources", what)


def check_queues(stored: Stored | None, now: datetime, *, is_running: bool) -> Iterator[Finding]:
    """Whether what is due is done, while the bot runs; the finding is a bot that does nothing."""
    if stored is None or stored.error or not is_running:
        yield skipped("queues", "the bot does not run" if not is_running else "the database cannot be read")
        return
    waits = (("a source", stored.source_due_at), ("a message", stored.debt_due_at))
    late = [f"{what} for {_hours(now - at)}" for what, at in waits if at is not None and now - at > _LATE]
    if late:
        yield warning(
            "queues",
            f"due, though the bot runs: {', '.join(late)}",
            "look into its log: a stage may be stuck, the network or Telegram away, or the clock was wrong",
        )
    else:
        yield ok("queues", "nothing that is due waits for long")


def check_packs(count: int, stored: Stored | None) -> Finding:
    """Whether the sources of packs are where the packs say; `count` is how many the built-in ones have, 0 if unused."""
    straying = [one for one in stored.sources if one.pack and one.foreign_site is not None] if stored else []
    if straying:
        some = ", ".join(f"{one.title or one.url} from {one.foreign_site}" for one in straying[:3])
        what = f"{len(straying)} of packs answer from another site: {some}"
        return warning("packs", what, "dozor sources list shows them; if that is right, correct the pack")
    if not count:
        return ok("packs", "DEFAULT_PACK is off")
    return ok("packs", f"the built-in ones have {count} sources, each where its pack says")


def _hours(time: timedelta) -> str:
    return f"{time.total_seconds() / 3600:.1f} h"


def _megabytes(size: int) -> str:
    return f"{size / _MB:,.0f} MB"
