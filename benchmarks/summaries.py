"""Summaries: what is wrong with those of labelled articles, in three languages.

    python -m benchmarks.summaries [--odd | --even] [--show]

`summarise` is for scorers.
"""

import argparse
from collections import Counter
from collections.abc import Sequence
from functools import cache

from bot.matching import Matcher, parse
from bot.model import Hit, ReadArticle
from bot.summaries import summarise as product_summary
from bot.text.forms import Morphology
from bot.text.language import detect
from tests.summaries.labelled import LANGUAGES, LIMIT, faults, labelled


@cache
def _matcher() -> Matcher:
    return Matcher(Morphology())


def summarise(title: str, text: str, query: str) -> str:
    """What a notification shows of an article's text. Raises QueryError if the query cannot be read."""
    article = _article(title, text)
    return product_summary(article, _matcher().evaluate(parse(query), article) or Hit(), limit=LIMIT).text


def is_met(title: str, text: str, query: str) -> bool:
    return _matcher().evaluate(parse(query), _article(title, text)) is not None


def _article(title: str, text: str) -> ReadArticle:
    return ReadArticle(title, text, source="", site="", language=detect(f"{title}\n{text}") or "")


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the figures of each language; `arguments` are those of the command line if none are given."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--odd", action="store_true", help="only the articles at odd places")
    parser.add_argument("--even", action="store_true", help="only those at even places")
    parser.add_argument("--show", action="store_true", help="show the summaries that have a fault")
    options = parser.parse_args(arguments)
    for language in LANGUAGES:
        counted: Counter[str] = Counter()
        articles = list(labelled(language))[options.odd : None : 2 if options.odd or options.even else 1]
        lengths = []
        for one in articles:
            shown = summarise(one.title, one.text, one.query)
            found = faults(one, shown, is_met=is_met(one.title, shown, one.query))
            lengths.append(len(shown))
            counted.update(found)
            counted["any fault"] += bool(found)
            if found and options.show:
                print(f"{one.title} | {one.query}\n  {', '.join(sorted(found))}\n  {shown}\n")
        print(f"{language}: {len(articles)} articles, longest {max(lengths)}, mean {sum(lengths) / len(lengths):.0f}")
        for name, number in counted.most_common():
            print(f"  {name:16} {number:3}  {number / len(articles):.1%}")


if __name__ == "__main__":
    main()
