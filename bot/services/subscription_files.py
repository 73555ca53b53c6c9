"""Lists of subscriptions as files: what is written is read back as it was."""

from collections.abc import Iterable

FILE_NAME = "dozor-subscriptions.txt"
_HEADING = "# dozor: subscriptions"
"""The first line, by which such a file is known under any name."""


def write_subscriptions(lines: Iterable[str]) -> bytes:
    """A file of subscriptions, as `subscription_lines` writes them."""
    return "".join(f"{' '.join(line.split())}\n" for line in [_HEADING, *lines]).encode()


def read_subscriptions(body: bytes, name: str = "") -> str | None:
    """The lines of such a file, as one would type them; None for any other file.

    Older versions of the program wrote no heading: their files are known by their `name`.
    """
    heading, _, lines = body.decode("utf-8-sig", "replace").partition("\n")
    if heading.strip() == _HEADING:
        return lines
    is_older = name.startswith(FILE_NAME.partition(".")[0])
    return f"{heading}\n{lines}" if is_older else None
