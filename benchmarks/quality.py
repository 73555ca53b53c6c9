"""Quality: the product's own answers, for scorers, and its figures on what was labelled by hand.

python -m benchmarks.quality

extract(page, url) -> str               the text of the article on a page
summarise(title, text, query) -> str    what a notification shows of an article's text
"""

from benchmarks.pages import extract
from benchmarks.pages import main as pages
from benchmarks.summaries import main as summaries
from benchmarks.summaries import summarise

__all__ = ["extract", "summarise"]


def main() -> None:
    print("# pages")
    pages()
    print("# summaries")
    summaries([])


if __name__ == "__main__":
    main()
