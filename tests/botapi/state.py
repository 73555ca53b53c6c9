"""A snapshot of everything but the files that were uploaded, so that the server can be stopped and started again."""

from dataclasses import dataclass, field
from pathlib import Path

from pydantic import TypeAdapter

from .updates import Backlog
from .webhook import Webhook
from .world import World


@dataclass(slots=True)
class State:
    world: World
    backlog: Backlog = field(default_factory=Backlog)
    webhook: Webhook = field(default_factory=Webhook)
    calls: int = 0
    """How many requests there were."""


_ADAPTER = TypeAdapter(State)


def save(state: State, path: Path) -> None:
    """Write the snapshot; the old one stands until the new one is complete."""
    draft = path.with_suffix(".new")
    draft.write_bytes(_ADAPTER.dump_json(state))
    draft.replace(path)


def load(path: Path) -> State | None:
    """The snapshot, or None if there is none. Raises pydantic.ValidationError."""
    return _ADAPTER.validate_json(path.read_bytes()) if path.exists() else None
