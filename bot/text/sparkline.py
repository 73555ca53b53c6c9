"""Draws numbers as a line of bars: `▁▂▅▇▃▁▂`. Ragged in proportional fonts, so it belongs in `<code>`."""

from collections.abc import Sequence

_BARS = "▁▂▃▄▅▆▇"


def sparkline(counts: Sequence[int]) -> str:
    """A bar for each count, in proportion to the greatest; the lowest bar is for nothing alone.

    Counts must not be negative.
    """
    most = max(counts, default=0)
    # Rounded up, so that even one of very many stands out from none.
    return "".join(_BARS[-(-count * (len(_BARS) - 1) // most)] if most else _BARS[0] for count in counts)
