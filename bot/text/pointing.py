"""Points at a place in a text from the line below."""

import unicodedata

from rich.cells import cell_len, split_text

from bot.text.inert import without_piles


def pointed_at(text: str, place: int, before: int, after: int) -> tuple[str, int]:
    """The text around a place, on one line, and the number of screen cells left of the place.

    At most `before` and `after` cells are shown on each side, including ellipses. Line breaks and tabs become spaces;
    invisible characters, and those that reverse a line, are removed.
    """
    head, tail = _shown(text[:place]), _shown(text[place:])
    if cell_len(head) > before:
        head = "…" + split_text(head, cell_len(head) - before + 1)[1]
    if cell_len(tail) > after:
        tail = split_text(tail, after - 1)[0] + "…"
    return head + tail, cell_len(head)


def _shown(text: str) -> str:
    spaced = "".join(" " if sign.isspace() else sign for sign in without_piles(text))
    return "".join(sign for sign in spaced if unicodedata.category(sign) not in {"Cc", "Cf"})
