"""What the methods work on: the world, the queue of updates, the files, the time."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from .bell import Bell
from .clock import Clock
from .params import Params, Upload
from .updates import UpdateQueue
from .webhook import Webhook
from .world import Message, World

Json = dict[str, Any]

_PHOTO_SIZE = {"width": 1280, "height": 720}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a method answers, and the message that it made or changed."""

    result: Any
    message: Message | None = None


@dataclass(slots=True)
class Telegram:
    world: World
    queue: UpdateQueue
    clock: Clock
    webhook: Webhook = field(default_factory=Webhook)
    bell: Bell = field(default_factory=Bell)
    """Rung after every change of the world."""
    files: dict[str, Upload] = field(default_factory=dict)
    """What was uploaded, by file id."""

    def now_s(self) -> int:
        return int(self.clock.now())

    def new_media_group(self) -> str:
        """What ties the parts of a new album together."""
        self.world.last_media_group_id += 1
        return str(self.world.last_media_group_id)

    def attach(self, kind: str, upload: Upload) -> Json:
        """Store a file; what a message says that carries it as a photo or a document."""
        described = self.keep_file(upload)
        return {"photo": [described | _PHOTO_SIZE]} if kind == "photo" else {"document": described}

    def keep_file(self, upload: Upload) -> Json:
        """Store a file; a document as Telegram describes it."""
        file_id = f"file-{len(self.files) + 1}"
        self.files[file_id] = upload
        return {
            "file_id": file_id,
            "file_unique_id": f"unique-{len(self.files)}",
            "file_name": upload.name,
            "mime_type": upload.content_type,
            "file_size": len(upload.content),
        }


Method = Callable[[Telegram, Params], Outcome]
