"""Quality: the product's own answers, for scorers, and its figures on what was labelled by hand.

python -m benchmarks.quality

extract(page, url) -> str               the text of the article on a page
summarise(title, text, query) -> str    what a notification shows of an article's text
similarity(first, second) -> float      how alike two reports are; mappings with `title` and `text`
decide(first, second) -> str            what the second is to the first: "same", "akin" or "new"
stream(items) -> list                   for each report its story, its answer, and whether it is a development
"""

from benchmarks.pages import extract
from benchmarks.pages import main as pages
from benchmarks.story_quality import decide, similarity, stream
from benchmarks.summaries import main as summaries
from benchmarks.summaries import summarise

__all__ = ["decide", "extract", "similarity", "stream", "summarise"]


def main() -> None:
    print("# pages")
    pages()
    print("# summaries")
    summaries([])


if __name__ == "__main__":
    main()
