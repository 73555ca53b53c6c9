"""Message entities: what they are, and how Telegram puts them in order.

Offsets and lengths are in UTF-16 code units. The order and the rules of nesting follow `sort_entities` and
`fix_entities` of tdlib's MessageEntity.cpp and "Nested entities" of core.telegram.org/bots/api:

- bold, italic, underline, strikethrough and spoiler ("splittable") may contain and be part of anything but code and
  pre; the same kind is merged where it touches or overlaps, and cut where another kind of entity begins or ends;
- quotes do not contain one another; of two that would, the outer one stays;
- all others ("continuous") do not contain one another; of two that would, the outer one stays.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

SPLITTABLE = ("bold", "italic", "underline", "strikethrough", "spoiler")
QUOTES = frozenset({"blockquote", "expandable_blockquote"})
PREFORMATTED = frozenset({"code", "pre"})

# The smaller, the further outside, where two entities cover the same text.
_PRIORITY = {
    "blockquote": 0,
    "expandable_blockquote": 0,
    "pre": 11,
    "code": 20,
    "text_link": 49,
    "text_mention": 49,
    "bold": 90,
    "italic": 91,
    "underline": 92,
    "strikethrough": 93,
    "spoiler": 94,
    "custom_emoji": 99,
}
_DEFAULT_PRIORITY = 50


@dataclass(frozen=True, slots=True)
class Entity:
    """Formatting, or something recognised, in the `length` UTF-16 units from `offset` on."""

    type: str
    offset: int
    length: int
    url: str | None = None
    language: str | None = None
    custom_emoji_id: str | None = None
    user_id: int | None = None
    unix_time: int | None = None
    date_time_format: str | None = None

    @property
    def end(self) -> int:
        return self.offset + self.length

    def to_json(self) -> dict[str, Any]:
        """As Telegram writes it; a mentioned person is filled in by who knows the people."""
        optional = {
            "url": self.url,
            "language": self.language,
            "custom_emoji_id": self.custom_emoji_id,
            "unix_time": self.unix_time,
            "date_time_format": self.date_time_format,
        }
        return {"type": self.type, "offset": self.offset, "length": self.length} | {
            key: value for key, value in optional.items() if value is not None
        }


def utf16_length(text: str) -> int:
    """How many UTF-16 code units the text takes."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def in_order(entities: Iterable[Entity]) -> list[Entity]:
    """By offset; of those that begin together, the outer ones first."""
    return sorted(entities, key=lambda e: (e.offset, -e.length, _PRIORITY.get(e.type, _DEFAULT_PRIORITY)))


def fixed(entities: Iterable[Entity]) -> list[Entity]:
    """The entities in order, without empty ones, and by the rules of nesting."""
    ordered = in_order(entity for entity in entities if entity.length > 0)
    if _are_valid(ordered):
        return ordered
    quotes = _apart([entity for entity in ordered if entity.type in QUOTES])
    others = _apart([entity for entity in ordered if entity.type not in QUOTES and entity.type not in SPLITTABLE])
    others = [entity for entity in others if all(_may_stand_with(entity, quote) for quote in quotes)]
    others = in_order(others + quotes)
    styles = {kind: _united([entity for entity in ordered if entity.type == kind]) for kind in SPLITTABLE}
    starts = {entity.offset for united in styles.values() for entity in united}
    borders = sorted(starts | {border for other in others for border in (other.offset, other.end)})
    code = [other for other in others if other.type in PREFORMATTED]
    pieces = [piece for united in styles.values() for entity in united for piece in _cut(entity, borders)]
    return in_order(others + [p for p in pieces if not any(c.offset <= p.offset and p.end <= c.end for c in code)])


def _are_valid(ordered: Sequence[Entity]) -> bool:
    """Whether sorted entities already obey the rules, so that nothing need be cut or merged."""
    around: list[Entity] = []
    style_end: dict[str, int] = {}
    for entity in ordered:
        while around and around[-1].end <= entity.offset:
            around.pop()
        overlaps = bool(around) and entity.end > around[-1].end
        touches_its_like = style_end.get(entity.type, -1) >= entity.offset
        if overlaps or touches_its_like or not _may_be_in(entity.type, {outer.type for outer in around}):
            return False
        if entity.type in SPLITTABLE:
            style_end[entity.type] = entity.end
        around.append(entity)
    return True


def _may_be_in(kind: str, outer: set[str]) -> bool:
    if outer & PREFORMATTED:
        return False
    if kind in SPLITTABLE:
        return True
    if kind in PREFORMATTED:
        return outer <= QUOTES
    return outer <= set(SPLITTABLE) | (set() if kind in QUOTES else QUOTES)


def _apart(ordered: Sequence[Entity]) -> list[Entity]:
    kept: list[Entity] = []
    for entity in ordered:
        if not kept or entity.offset >= kept[-1].end:
            kept.append(entity)
    return kept


def _may_stand_with(entity: Entity, quote: Entity) -> bool:
    inside = quote.offset <= entity.offset and entity.end <= quote.end
    outside = entity.end <= quote.offset or quote.end <= entity.offset
    return inside or outside


def _united(ordered: Sequence[Entity]) -> list[Entity]:
    """Entities of one style, made one where they touch or overlap."""
    united: list[Entity] = []
    for entity in ordered:
        if united and entity.offset <= united[-1].end:
            united[-1] = replace(united[-1], length=max(united[-1].end, entity.end) - united[-1].offset)
        else:
            united.append(entity)
    return united


def _cut(entity: Entity, borders: Sequence[int]) -> list[Entity]:
    edges = [entity.offset, *(border for border in borders if entity.offset < border < entity.end), entity.end]
    return [replace(entity, offset=start, length=end - start) for start, end in pairwise(edges)]
