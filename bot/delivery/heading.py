"""The first line of a message: what the lock screen shows."""

from collections.abc import Sequence

from bot.text.shortening import shorten

HEADING_LIMIT = 40
"""Characters."""
BETWEEN = " · "
_NAMED = 2
"""Subscriptions that a heading names."""


def named(subscriptions: Sequence[str], room: int) -> tuple[str, str]:
    """The shortest of the subscriptions, and how many there are besides, in so many characters together."""
    shortest = sorted((shorten(one, room) for one in subscriptions), key=len)
    for count in range(min(_NAMED, len(shortest)), 0, -1):
        besides = f" +{len(shortest) - count}" if len(shortest) > count else ""
        names = BETWEEN.join(shortest[:count])
        if len(names) + len(besides) <= room:
            return names, besides
    return (shorten(shortest[0], room - len(besides)), besides) if shortest else ("", "")
