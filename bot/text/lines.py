"""A line of a text that was markup."""

from typing import NamedTuple


class Line(NamedTuple):
    """A line of an article's text."""

    text: str
    linked: int = 0
    """Characters within links."""
    is_listed: bool = False
    """Whether it is an item of a list, or a row of a table."""

    @property
    def is_link(self) -> bool:
        """Whether nearly all of it is in links."""
        return self.linked * 5 >= len(self.text) * 4 > 0
