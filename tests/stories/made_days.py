"""Days of headlines, made up for the choice of examples."""

from collections.abc import Iterator
from pathlib import Path

from bot.model import BigStory, Language

_FOLDER = Path(__file__).with_name("days")


def days(language: Language, folder: Path = _FOLDER) -> Iterator[list[BigStory]]:
    """The stories of each day."""
    lines = (folder / f"{language}.txt").read_text("utf-8").split("\n")
    text = "\n".join(line for line in lines if not line.startswith("#"))
    for day in text.split("---\n"):
        titles = [tuple(block.strip().split("\n")) for block in day.strip().split("\n\n")]
        yield [BigStory(story, len(story)) for story in titles]
