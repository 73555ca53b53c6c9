"""How rare words have been lately: the counts of the articles of the last days."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

import numpy as np

from bot.model import CountedArticle
from bot.stories.fingerprint import unpack
from bot.stories.frequencies import Counts


class RecentCounts:
    """The counts of the articles that were found in the last days, those of each day apart."""

    def __init__(self) -> None:
        self.total = Counts()
        self.counted = 0
        """The articles before this number are counted."""
        self._of_days: dict[date, Counts] = {}

    def forget(self, before: date) -> None:
        """Forget what was found on the days before."""
        kept = {day: counts for day, counts in self._of_days.items() if day >= before}
        if len(kept) < len(self._of_days):
            self._of_days = kept
            self.total = Counts()
            for counts in kept.values():
                self.total.merge(counts)

    def add(self, articles: Sequence[CountedArticle]) -> None:
        """Count articles; they come in the order of their numbers."""
        of_days: defaultdict[date, list[CountedArticle]] = defaultdict(list)
        for article in articles:
            of_days[article.found_on].append(article)
        for day, found in of_days.items():
            read = [unpack(article.fingerprint) for article in found if article.fingerprint]
            if read:
                languages, terms = [one.language for one in read], np.concatenate([one.terms for one in read])
                for counts in (self._of_days.setdefault(day, Counts()), self.total):
                    counts.add(languages, terms)
        self.counted = articles[-1].number + 1
