"""Quality: the product's own answers, for scorers, and its figures on articles that were labelled by hand.

python -m benchmarks.quality

summarise(title, text, query) -> str    what a notification shows of an article's text
"""

from benchmarks.summaries import main as summaries
from benchmarks.summaries import summarise

__all__ = ["summarise"]


def main() -> None:
    print("# summaries")
    summaries([])


if __name__ == "__main__":
    main()
