"""Slow to make, and the same for all tests: made once in a process."""

from functools import cache

from bot.text.forms import Morphology


@cache
def morphology() -> Morphology:
    """It only remembers what it has looked up. Not for two threads at a time."""
    return Morphology()
