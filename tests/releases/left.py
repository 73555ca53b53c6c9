"""What a program has left behind: packed, and unpacked."""

import json
import sqlite3
import tarfile
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from tests.botapi.state import load
from tests.botapi.world import Chat
from tests.end_to_end.outlets import Outlet, Piece

FOLDER = Path(__file__).parent / "kept"
DATABASE, TELEGRAM, OUTLETS, MANIFEST = "dozor.db", "telegram.json", "outlets.json", "manifest.json"


@dataclass(frozen=True, slots=True)
class Manifest:
    """What was so when the program was killed."""

    left_at: str
    """When, in ISO form."""
    schema: int
    """How many migrations its database had seen."""
    chats: Mapping[str, int]
    """Those of the story, by name: their ids at Telegram."""
    subscriptions: Mapping[str, Sequence[str]]
    """What each chat follows, by name."""
    removed: Sequence[str]
    """What Anna has removed, and may bring back."""
    told: Mapping[str, Mapping[str, int]]
    """How often each address was told in each chat, by its id."""
    owed: Mapping[str, Sequence[str]]
    """Addresses that were owed to a chat and not told yet, by name; they are told once."""
    never: Mapping[str, Sequence[str]]
    """Addresses that a chat is not to be told of, by name: it has muted the story, or excluded the topic."""
    edited: Sequence[str]
    """Addresses of Anna's messages that are due for an edit."""
    cards: int
    """Cards at Anna's desk that wait for a decision, or will."""

    @property
    def left(self) -> datetime:
        return datetime.fromisoformat(self.left_at)


def pack(folder: Path, outlets: Sequence[Outlet], manifest: Manifest, target: Path) -> None:
    """Write what is in the folder of a program, with its outlets, as one file."""
    with closing(sqlite3.connect(folder / DATABASE)) as db:
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        db.execute("PRAGMA journal_mode = DELETE")
    listed = {outlet.site.rstrip("/").rpartition("/")[2]: list(map(_written, outlet.pieces)) for outlet in outlets}
    (folder / OUTLETS).write_text(json.dumps(listed, ensure_ascii=False), "utf-8")
    (folder / MANIFEST).write_text(json.dumps(asdict(manifest), ensure_ascii=False, indent=1), "utf-8")
    target.parent.mkdir(exist_ok=True)
    with tarfile.open(target, "w:xz", preset=9) as packed:
        for name in (DATABASE, TELEGRAM, OUTLETS, MANIFEST):
            packed.add(folder / name, name, filter=_nobodys)


def _nobodys(member: tarfile.TarInfo) -> tarfile.TarInfo:
    member.uid = member.gid = member.mtime = 0
    member.uname = member.gname = ""
    return member


def _written(piece: Piece) -> dict[str, object]:
    return asdict(piece) | {"at": piece.at.isoformat()}


def unpack(packed: Path, folder: Path) -> Manifest:
    """Lay out what was left, in a folder that is made."""
    folder.mkdir(parents=True, exist_ok=True)
    with tarfile.open(packed) as members:
        for name in (DATABASE, TELEGRAM, OUTLETS, MANIFEST):
            written = members.extractfile(name)
            assert written is not None, name
            (folder / name).write_bytes(written.read())
    return Manifest(**json.loads((folder / MANIFEST).read_text("utf-8")))


def pieces_of(folder: Path) -> Mapping[str, list[Piece]]:
    """What each outlet listed, by its name."""
    listed = json.loads((folder / OUTLETS).read_text("utf-8"))
    return {name: list(map(_piece, pieces)) for name, pieces in listed.items()}


def _piece(written: dict[str, object]) -> Piece:
    fields = written | {"at": datetime.fromisoformat(str(written["at"])), "paragraphs": tuple(written["paragraphs"])}  # type: ignore[arg-type]
    return Piece(**fields)  # type: ignore[arg-type]


def told_in(chats: Mapping[int, Chat], bot: int) -> dict[str, dict[str, int]]:
    """How often each address is told in each chat, as it stands there."""
    told: dict[str, dict[str, int]] = {}
    for chat in chats.values():
        for message in chat.messages.values():
            url = (message.link_preview or {}).get("url")
            if message.writer_id == bot and not message.is_deleted and url:
                counts = told.setdefault(str(chat.id), {})
                counts[str(url)] = counts.get(str(url), 0) + 1
    return told


def told_at_telegram(folder: Path) -> dict[str, dict[str, int]]:
    """The same of a server that has ended. Raises FileNotFoundError."""
    state = load(folder / TELEGRAM)
    if state is None:
        raise FileNotFoundError(folder / TELEGRAM)
    return told_in(state.world.chats, state.world.bot.id)
