"""Methods that bring messages from one chat into another, and albums.

By `get_forwarded_messages` of tdlib's MessagesManager.cpp: of several messages, those that are not there or may not be
brought are skipped without a word, and parts of an album become an album again.
"""

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from .access import readable_chat
from .entities import Entity
from .messages import caption_of
from .params import Params
from .posting import find, place, put, standing
from .refusals import Refusal
from .telegram import Method, Outcome, Telegram
from .world import Chat, Message

Json = dict[str, Any]

_MAX_AT_ONCE = 100
_ALBUM = range(2, 11)


def forward_message(telegram: Telegram, params: Params) -> Outcome:
    source = readable_chat(telegram.world, params.text("from_chat_id"))
    found = find(source, params, Refusal.FORWARD_NOT_FOUND)
    _check_forwarding(source)
    if not _may_leave(found, source):
        raise Refusal.FORWARD_FORBIDDEN.error()
    message = _forward(telegram, params, found, None)
    return Outcome(telegram.world.message_json(message), message)


def forward_messages(telegram: Telegram, params: Params) -> Outcome:
    _check_forwarding(readable_chat(telegram.world, params.text("from_chat_id")))
    found = _several(telegram, params)
    groups = _groups(telegram, found)
    brought = [_forward(telegram, params, one, groups.get(one.media_group_id)) for one in found]
    return _ids(brought)


def copy_message(telegram: Telegram, params: Params) -> Outcome:
    """A caption of the request's stands in place of the message's; a keyboard does not come along."""
    source = readable_chat(telegram.world, params.text("from_chat_id"))
    found = find(source, params, Refusal.COPY_NOT_FOUND)
    if not _may_leave(found, source):
        raise Refusal.COPY_FORBIDDEN.error()
    text, entities = found.text, found.entities
    if found.attachment is not None and "caption" in params.values:
        caption = caption_of(params)
        text, entities = caption.text, caption.entities
    message = _copy(telegram, params, found, None, text=text, entities=entities)
    return Outcome({"message_id": message.id}, message)


def copy_messages(telegram: Telegram, params: Params) -> Outcome:
    found = _several(telegram, params)
    groups = _groups(telegram, found)
    brought = []
    for one in found:
        is_bare = params.flag("remove_caption") and one.attachment is not None
        text, entities = ("", ()) if is_bare else (one.text, one.entities)
        brought.append(_copy(telegram, params, one, groups.get(one.media_group_id), text=text, entities=entities))
    return _ids(brought)


def send_media_group(telegram: Telegram, params: Params) -> Outcome:
    """Photos and documents, uploaded as `attach://…` or named by the id of a known file."""
    listed = params.structure("media")
    if not isinstance(listed, list) or len(listed) not in _ALBUM:
        raise Refusal.ALBUM_SIZE.error()
    place(telegram, params)  # a chat that takes nothing must not leave a file behind
    parts = []
    for item in listed:
        reference = str(item["media"])
        upload = params.uploads.get(reference.removeprefix("attach://")) or telegram.files.get(reference)
        if upload is None:
            raise Refusal.FILE_UNKNOWN.error()
        parts.append((telegram.attach(str(item["type"]), upload), caption_of(Params(item))))
    group = telegram.new_media_group()
    brought = [
        put(telegram, params, text=caption.text, entities=caption.entities, attachment=attachment, media_group_id=group)
        for attachment, caption in parts
    ]
    return Outcome([telegram.world.message_json(message) for message in brought], brought[0])


def how_many(method: str, params: Params) -> int:
    """How many messages a request is about: each of them counts where there may be so many a minute."""
    name = {"forwardMessages": "message_ids", "copyMessages": "message_ids", "sendMediaGroup": "media"}.get(method)
    listed = params.structure(name) if name else None
    return max(1, len(listed)) if isinstance(listed, list) else 1


def _several(telegram: Telegram, params: Params) -> list[Message]:
    """The messages that can be brought. Raises ApiError."""
    source = readable_chat(telegram.world, params.text("from_chat_id"))
    listed = params.structure("message_ids")
    ids = [int(one) for one in listed] if isinstance(listed, list) else []
    if not ids or len(ids) > _MAX_AT_ONCE:
        raise Refusal.NOTHING_TO_FORWARD.error()
    if any(later <= earlier for earlier, later in pairwise(ids)):
        raise Refusal.NOT_INCREASING.error()
    found = [message for one in ids if (message := standing(source, one)) is not None and _may_leave(message, source)]
    if not found:
        raise Refusal.NOTHING_TO_FORWARD.error()
    return found


def _check_forwarding(source: Chat) -> None:
    if source.is_protected:
        raise Refusal.FORWARD_PROTECTED.error()


def _may_leave(message: Message, source: Chat) -> bool:
    return message.service is None and not (message.is_protected or source.is_protected)


def _groups(telegram: Telegram, found: Sequence[Message]) -> dict[str | None, str]:
    """By an album of which more than one part is brought: what it is called where it is brought to."""
    parts = Counter(message.media_group_id for message in found if message.media_group_id is not None)
    return {name: telegram.new_media_group() for name, count in parts.items() if count > 1}


def _forward(telegram: Telegram, params: Params, found: Message, group: str | None) -> Message:
    origin = telegram.world.origin_json(found)
    return _copy(telegram, params, found, group, text=found.text, entities=found.entities, origin=origin)


def _copy(
    telegram: Telegram,
    params: Params,
    found: Message,
    group: str | None,
    *,
    text: str,
    entities: tuple[Entity, ...],
    origin: Json | None = None,
) -> Message:
    return put(
        telegram,
        params,
        text=text,
        entities=entities,
        attachment=found.attachment,
        link_preview=found.link_preview,
        media_group_id=group,
        origin=origin,
    )


def _ids(brought: Sequence[Message]) -> Outcome:
    return Outcome([{"message_id": message.id} for message in brought], brought[0])


METHODS: dict[str, Method] = {
    "forwardMessage": forward_message,
    "forwardMessages": forward_messages,
    "copyMessage": copy_message,
    "copyMessages": copy_messages,
    "sendMediaGroup": send_media_group,
}
