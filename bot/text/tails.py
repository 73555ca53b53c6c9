"""What is left of a text when all that is no part of the article is cut."""

from collections.abc import Sequence

from bot.text.boilerplate import without_boilerplate
from bot.text.lines import Line
from bot.text.related import without_related


def without_tails(lines: Sequence[Line]) -> list[Line]:
    """The lines of an article alone: no credits, calls, buttons, tickers, nor links to other articles."""
    return without_related(without_boilerplate(list(lines)))
