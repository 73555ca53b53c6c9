"""Articles whose sentences were told apart by hand, and what is wrong with a summary of one.

In the files, "# title | query" begins an article, "¦" stands between the sentences of a line, "~" before what is no
sentence of the article (datelines, captions, times of entries), "^" before a sentence that leans on the one before it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

LANGUAGES = ("ru", "uk", "en")
LIMIT = 400
_ARTICLES = Path(__file__).parent / "articles"
_LEAD = 25
"""Characters by which a lead is known."""
_NOISE = 8
"""Characters; what is shorter may stand in a sentence as well."""
_SHORTENED = re.compile(r"\s*\([^()]*\)")


@dataclass(frozen=True, slots=True)
class Sentence:
    text: str
    is_noise: bool
    leans: bool


@dataclass(frozen=True, slots=True)
class Labelled:
    title: str
    query: str
    text: str
    sentences: Sequence[Sentence]

    @property
    def lead(self) -> str:
        return next(one.text for one in self.sentences if not one.is_noise and one.text[-1] in '.!?…»"')


def labelled(language: str) -> Iterator[Labelled]:
    """The articles of a language; half of them, those at odd places, were not looked at before all was done."""
    for article in re.split(r"^# ", (_ARTICLES / f"{language}.txt").read_text(encoding="utf-8"), flags=re.MULTILINE)[
        1:
    ]:
        head, _, body = article.strip().partition("\n")
        title, query = head.split(" | ")
        marked = [line.split(" ¦ ") for line in body.splitlines()]
        text = "\n".join(" ".join(one.lstrip("~^") for one in line) for line in marked)
        sentences = [
            Sentence(one.lstrip("~^"), one.startswith("~"), one.startswith("^")) for line in marked for one in line
        ]
        yield Labelled(title, query, text, sentences)


def faults(article: Labelled, summary: str, *, is_met: bool) -> set[str]:
    """What is wrong with a summary. `is_met` says whether the title and the summary together meet the query."""
    found = set()
    if not is_met:
        found.add("match not shown")
    if len(summary) > LIMIT:
        found.add("too long")
    if article.lead[:_LEAD] not in summary and not article.text.startswith("Главное") and len(article.lead) > _LEAD:
        found.add("lead left out")
    if summary.count("«") != summary.count("»") or summary.count('"') % 2:
        found.add("quote open")
    if "…" in summary and "…" not in article.text:
        found.add("cut")
    if any(len(one.text) >= _NOISE and one.is_noise and one.text in summary for one in article.sentences):
        found.add("noise shown")
    return found | set(_walked(article, summary))


def _walked(article: Labelled, summary: str) -> Iterator[str]:
    """What is wrong between the sentences: the summary is read from its beginning, a sentence after another."""
    rest, before = summary, -1
    for place, one in enumerate(article.sentences):
        shown = next((form for form in _forms(one.text) if rest.startswith(form)), "")
        if shown:
            if one.leans and before != place - 1:
                yield "leaning"
            rest, before = rest.removeprefix(shown).lstrip(), place
            if shown[-1] not in '.!?…:;»"':
                rest = rest.removeprefix(".").lstrip()
        elif one.is_noise and before == place - 1:
            before = place
    if rest:
        yield "broken off"


def _forms(sentence: str) -> Iterator[str]:
    """A sentence as it may be shown: whole, without brackets, without who reports it."""
    for form in (sentence, _SHORTENED.sub("", sentence)):
        yield form
        for comma in reversed([found.start() for found in re.finditer(", ", form)]):
            if len(form) - comma < LIMIT // 2:
                yield form[:comma] + "."
