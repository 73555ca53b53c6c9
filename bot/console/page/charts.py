"""Numbers as bars of inline SVG, without scripts and without styles of their own."""

from collections.abc import Sequence
from dataclasses import dataclass

_LOWEST = 0.6
"""The height of a bar for the least number that is not 0, so that it can be seen."""


@dataclass(frozen=True, slots=True)
class Bars:
    """A chart: the path of its bars, in units of its view box."""

    width: int
    height: int
    path: str
    """Of the bars; empty if all numbers are 0."""
    latest: str
    """Of the last bar, which is set off."""
    most: int
    """The number that the highest bar stands for."""


def bars(numbers: Sequence[int], height: int = 20, width: int = 4, gap: int = 1) -> Bars:
    """A bar for each number, in proportion to the greatest; none for 0. Numbers must not be negative."""
    most = max(numbers, default=0)
    drawn = [
        _bar(place * (width + gap), width, _height(number, most, height), height)
        for place, number in enumerate(numbers)
    ]
    total = max(1, len(numbers) * (width + gap) - gap)
    return Bars(total, height, "".join(drawn[:-1]), drawn[-1] if drawn else "", most)


def _height(number: int, most: int, height: int) -> float:
    return max(_LOWEST, round(height * number / most, 2)) if number else 0.0


def _bar(left: int, width: int, tall: float, height: int) -> str:
    return f"M{left} {height}v{-tall:g}h{width}v{tall:g}z" if tall else ""


def shares(numbers: Sequence[int], width: int = 1_000) -> list[tuple[int, int]]:
    """Where each part of one bar begins, and how wide it is, in proportion; a part that is not 0 can be seen."""
    total = sum(numbers)
    if not total:
        return [(0, 0) for _ in numbers]
    least = width // 100
    widths = [max(least, width * number // total) if number else 0 for number in numbers]
    widths[widths.index(max(widths))] -= sum(widths) - width
    places, left = [], 0
    for one in widths:
        places.append((left, one))
        left += one
    return places
