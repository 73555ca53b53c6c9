"""How a channel publishes, as its people choose it: options with their values, and what comes of a choice."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import time, timedelta
from enum import StrEnum
from types import MappingProxyType

from bot.model import (
    AkinChoice,
    ChannelSettings,
    Desk,
    LinkPreview,
    OwnPostChoice,
    PostLook,
    Publishing,
    SubscriptionId,
    Undecided,
)

YES, NO = "yes", "no"
MOST_SLOTS = 24
_MOST_APPROVALS = 2
_LONGEST_WAIT = timedelta(days=7)
_UNDECIDED = re.compile(r"(drop|post)-(\d{1,5})", re.ASCII)
_SLOT = re.compile(r"([+-])([01]\d|2[0-3])([0-5]\d)", re.ASCII)


class ChannelOption(StrEnum):
    """What can be chosen of a channel. The values are those of the types in `bot.model`, if nothing else is said."""

    PUBLISHING = "how"
    APPROVALS = "approvals"
    UNDECIDED = "undecided"
    """As `undecided_value` writes it."""
    SLOT = "slot"
    """As `slot_value` writes it."""
    PREVIEW = "preview"
    EMPHASIS = "bold"
    """`YES` or `NO`, as for the next two."""
    GROWTH = "grows"
    LANGUAGE = "language"
    AKIN = "akin"
    OWN_POSTS = "own"


def undecided_value(undecided: Undecided) -> str:
    """What becomes of a card that nobody decides on, as a choice."""
    return f"{'post' if undecided.publishes else 'drop'}-{undecided.after // timedelta(minutes=1)}"


def slot_value(at: time, *, is_wanted: bool) -> str:
    """That posts like to go at a time of day, or no longer, as a choice."""
    return f"{'+' if is_wanted else '-'}{at:%H%M}"


def changed(settings: ChannelSettings, option: ChannelOption, value: str) -> ChannelSettings:
    """The settings after a choice. Raises ValueError for a value that is none."""
    return _RULES[option](settings, value)


def decided_at(settings: ChannelSettings, desk: Desk) -> ChannelSettings:
    """Cards are decided on there from now on, and nothing goes without them."""
    return replace(settings, publishing=Publishing.APPROVED, desk=desk)


def with_slots(settings: ChannelSettings, slots: frozenset[time]) -> ChannelSettings:
    """Posts like to go at these times of day. Raises ValueError if they are too many."""
    if len(slots) > MOST_SLOTS:
        raise ValueError(slots)
    return replace(settings, slots=tuple(sorted(slots)))


def with_hashtag(settings: ChannelSettings, subscription: SubscriptionId, tag: str) -> ChannelSettings:
    """What a subscription brings carries the hashtag; none if it is empty."""
    others = {one: known for one, known in settings.look.hashtags.items() if one != subscription}
    return looking_like(settings, replace(settings.look, hashtags=others | ({subscription: tag} if tag else {})))


def with_template(settings: ChannelSettings, template: str) -> ChannelSettings:
    """Posts are made of that template, which was checked; of the first one if it is empty."""
    return looking_like(settings, replace(settings.look, template=template))


def with_signature(settings: ChannelSettings, signature: str) -> ChannelSettings:
    """Posts carry that signature, which was checked; none if it is empty."""
    return looking_like(settings, replace(settings.look, signature=signature))


def looking_like(settings: ChannelSettings, look: PostLook) -> ChannelSettings:
    """Posts look like that from now on."""
    return replace(settings, look=look)


def _publishing(settings: ChannelSettings, value: str) -> ChannelSettings:
    publishing = Publishing(value)
    if publishing is Publishing.APPROVED and settings.desk is None:
        raise ValueError("nobody decides")
    return replace(settings, publishing=publishing)


def _approvals(settings: ChannelSettings, value: str) -> ChannelSettings:
    if not 1 <= int(value) <= _MOST_APPROVALS:
        raise ValueError(value)
    return replace(settings, approvals=int(value))


def _undecided(settings: ChannelSettings, value: str) -> ChannelSettings:
    found = _UNDECIDED.fullmatch(value)
    after = timedelta(minutes=int(found[2])) if found else timedelta(0)
    if found is None or not timedelta(0) < after <= _LONGEST_WAIT:
        raise ValueError(value)
    return replace(settings, undecided=Undecided(after, publishes=found[1] == "post"))


def _slot(settings: ChannelSettings, value: str) -> ChannelSettings:
    found = _SLOT.fullmatch(value)
    if found is None:
        raise ValueError(value)
    at = time(int(found[2]), int(found[3]))
    others = frozenset(settings.slots) - {at}
    return with_slots(settings, others | {at} if found[1] == "+" else others)


def _preview(settings: ChannelSettings, value: str) -> ChannelSettings:
    return looking_like(settings, replace(settings.look, preview=LinkPreview(value)))


def _flag(change: Callable[[PostLook, bool], PostLook]) -> Callable[[ChannelSettings, str], ChannelSettings]:
    def rule(settings: ChannelSettings, value: str) -> ChannelSettings:
        if value not in {YES, NO}:
            raise ValueError(value)
        return looking_like(settings, change(settings.look, value == YES))

    return rule


_RULES: Mapping[ChannelOption, Callable[[ChannelSettings, str], ChannelSettings]] = MappingProxyType(
    {
        ChannelOption.PUBLISHING: _publishing,
        ChannelOption.APPROVALS: _approvals,
        ChannelOption.UNDECIDED: _undecided,
        ChannelOption.SLOT: _slot,
        ChannelOption.PREVIEW: _preview,
        ChannelOption.EMPHASIS: _flag(lambda look, is_on: replace(look, emphasises=is_on)),
        ChannelOption.GROWTH: _flag(lambda look, is_on: replace(look, grows=is_on)),
        ChannelOption.LANGUAGE: _flag(lambda look, is_on: replace(look, names_language=is_on)),
        ChannelOption.AKIN: lambda settings, value: replace(settings, akin=AkinChoice(value)),
        ChannelOption.OWN_POSTS: lambda settings, value: replace(settings, own_posts=OwnPostChoice(value)),
    }
)
