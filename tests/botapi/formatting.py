"""From the text of a request to the text of a message: clean, parse, trim, limit, recognise.

Follows `fix_formatted_text` of tdlib's MessageEntity.cpp. Limits: 4,096 characters after parsing (1,024 in a
caption), counted in code points (`create_input_message_content` of tdlib's MessageContent.cpp; measured in
FerroxLabs/wayland#934: 4,096 emoji pass, 4,097 do not); 100 entities of formatting, the rest silently dropped
(rubenlagus/TelegramBots#854); about 9,500 bytes of entities, beyond which the message is refused
(tdlib/telegram-bot-api#165).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from .entities import Entity, fixed, in_order, utf16_length
from .html import HtmlError, parse_html
from .recognition import recognised
from .refusals import Refusal

MAX_TEXT = 4096
MAX_CAPTION = 1024
MAX_ENTITIES = 100
MAX_ENTITIES_BYTES = 9500
# What an entity takes beside its address: a constructor, an offset, a length, each of 4 bytes (the TL encoding).
_ENTITY_BYTES = 12

_CONTROL = re.compile(r"[\0-\x09\x0b\x0c\x0e-\x1f]")
_REMOVED = re.compile("[\r\u2028-\u202e\u0333\u033f\u030a]")
# Characters that show nothing: a text of these alone counts as empty (tdlib's is_empty_string).
_INVISIBLE = re.compile(r"[\s\u00ad\u180e\u200b-\u200f\u2060-\u206f\ufe00-\ufe0f\ufeff\u3164\u2800]*")


@dataclass(frozen=True, slots=True)
class Formatted:
    """What a message says."""

    text: str
    entities: tuple[Entity, ...] = ()


def format_text(
    text: str, parse_mode: str | None, entities: Sequence[Entity] = (), *, limit: int = MAX_TEXT, edit: bool = False
) -> Formatted:
    """A bot's text as the message will have it. Raises ApiError as Telegram would.

    `entities` are those that the request lists itself; a parse mode goes before them.
    """
    if not text:
        raise Refusal.TEXT_EMPTY.error()
    if parse_mode:
        text, entities = _parsed(cleaned(text), parse_mode)
    else:
        text, entities = cleaned(text), [_moved(entity, text) for entity in entities]
    text, trimmed = _trimmed(text, fixed(entities))
    if _INVISIBLE.fullmatch(text):
        raise Refusal.TEXT_BLANK.error()
    if len(text) > limit:
        too_long = Refusal.EDIT_TOO_LONG if edit else Refusal.TEXT_TOO_LONG
        raise (too_long if limit == MAX_TEXT else Refusal.CAPTION_TOO_LONG).error()
    if sum(_ENTITY_BYTES + len((entity.url or "").encode()) for entity in trimmed) > MAX_ENTITIES_BYTES:
        raise Refusal.ENTITIES_TOO_LONG.error()
    return Formatted(text, tuple(with_recognised(text, trimmed[:MAX_ENTITIES])))


def cleaned(text: str) -> str:
    """Control characters become spaces; carriage returns and line separators vanish (tdlib's clean_input_string)."""
    return _REMOVED.sub("", _CONTROL.sub(" ", text))


def with_recognised(text: str, entities: Sequence[Entity] = ()) -> list[Entity]:
    """The entities together with what Telegram makes links of by itself.

    What is formatted as a link or as code is not searched.
    """
    taken = [e for e in entities if e.type in {"code", "pre", "text_link", "text_mention", "custom_emoji", "date_time"}]
    found = [
        Entity(kind, utf16_length(text[:start]), utf16_length(text[start:end]))
        for kind, start, end in recognised(text)
        if kind != "bank_card_number"
    ]
    free = [one for one in found if all(one.end <= other.offset or other.end <= one.offset for other in taken)]
    return in_order([*entities, *free])


def _parsed(text: str, parse_mode: str) -> tuple[str, list[Entity]]:
    if parse_mode.lower() != "html":
        raise Refusal.UNKNOWN_PARSE_MODE.error()
    try:
        return parse_html(text)
    except HtmlError as error:
        raise Refusal.CANNOT_PARSE.error(reason=error) from None


def _moved(entity: Entity, text: str) -> Entity:
    """Where a listed entity is once its text is clean. Raises ApiError if it does not fit the text."""
    units = text.encode("utf-16-le", "surrogatepass")
    if not 0 <= entity.offset <= entity.end <= len(units) // 2:
        raise Refusal.ENTITY_OUTSIDE.error(offset=entity.offset, end=entity.end)
    try:
        before, inside = (
            utf16_length(cleaned(units[2 * start : 2 * end].decode("utf-16-le")))
            for start, end in ((0, entity.offset), (entity.offset, entity.end))
        )
    except UnicodeDecodeError:
        raise Refusal.ENTITY_CUTS_SYMBOL.error(offset=entity.offset) from None
    return replace(entity, offset=before, length=inside)


def _trimmed(text: str, entities: Sequence[Entity]) -> tuple[str, list[Entity]]:
    """Without spaces and line ends behind, and without those in front of the first entity."""
    text = text.rstrip(" \n")
    end = utf16_length(text)
    kept = in_order(e if e.end <= end else replace(e, length=end - e.offset) for e in entities if e.offset < end)
    room = kept[0].offset if kept else end
    cut = min(len(text) - len(text.lstrip(" \n")), room)
    return text[cut:], [replace(e, offset=e.offset - cut) for e in kept] if cut else kept
