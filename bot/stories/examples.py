"""What is written about much today, as queries that a newcomer may press: a name or a noun phrase of a big story.

    titles of a story ──► candidates (phrases in their dictionary form, names) ──► those that our own matcher finds in
    two titles at least, and in few other stories ──► the one that says most

Better none than one that reads badly: whatever is doubtful is left out, and fixed examples take its place.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from operator import itemgetter

from bot.errors import QueryError
from bot.matching import Matcher, Query, Reading, parse
from bot.matching.tree import Phrase
from bot.model import BigStory, Language, ReadArticle
from bot.stories.example_words import GENERIC, GRAVE, HEADLINE_VERBS, SMALL
from bot.stories.frequencies import RAREST, known_rarity, stem_of
from bot.text.forms import Morphology
from bot.text.forms.noun_phrases import dictionary_forms, is_common, is_nominative_name
from bot.text.forms.slavic import Slavic

_BEGINNING = 3
"""Letters that the forms of a word share."""
_LONGEST = 36
"""Characters of a button that has a row to itself."""
_SHORTEST = 4
_MOST_WORDS = 4
_FEWEST_REPORTS = 3
_FEWEST_TITLES = 2
_SHARE = 0.3
"""The least share of its story's titles."""
_MOST_OTHERS = 2
"""Other stories of the day whose titles have it: more of them make it a subject, not an event."""
_PHRASE_RARITY = 3.5
"""The least rarity of a phrase's words on average, see `bot.stories.frequencies`."""
_NAME_RARITY = 6.0
_TITLE_CASE = 0.6
"""The share of its words with a capital above which a title's capitals say nothing."""
_TITLE_CASE_WORDS = 4
"""Fewer say nothing of how a title is written."""
_WORD = re.compile(r"[^\W_]++(?:['’ʼ&-][^\W_]++)*+")
_OPENING, _CLOSING = ("«", "“", "„", '"'), ("»", "”", "“", '"')
_TIGHT = re.compile(r" ?[«»“”„\"]? ?")
"""What may stand between two words of a phrase."""


@dataclass(frozen=True, slots=True)
class _Title:
    text: str
    words: tuple[str, ...]
    begins: tuple[bool, ...]
    """Whether each word begins the title, or a sentence or quote within it."""
    opens: tuple[bool, ...]
    """Whether each word begins a quotation, or what is called so."""
    is_quoted: tuple[bool, ...]
    """Whether each word has quotes of its own."""
    joins: tuple[bool, ...]
    """Whether each word stands in a row with the one before it."""

    @property
    def is_title_case(self) -> bool:
        capitals = sum(word[0].isupper() for word in self.words)
        return len(self.words) >= _TITLE_CASE_WORDS and capitals > _TITLE_CASE * len(self.words)

    def runs(self, least: int) -> Iterator[tuple[int, int]]:
        """The places of words in a row, at least so many."""
        for start in range(len(self.words)):
            for end in range(start + 1, min(len(self.words), start + _MOST_WORDS) + 1):
                if end - start > 1 and not self.joins[end - 1]:
                    break
                if end - start >= least:
                    yield start, end


def choose_examples(
    stories: Sequence[BigStory], language: Language, matcher: Matcher, morphology: Morphology
) -> Iterator[str | None]:
    """Queries that name stories of a day, one a story at most, in their order; no two share a word.

    All titles are in the language. It comes up with None where it has worked on a story and found nothing: each step
    takes some 50 ms, so that others can use the matcher in between.
    """
    titles = []
    for story in stories:
        titles.append([matcher.read(_article(title, language)) for title in story.titles])
        yield None
    chosen = set[str]()
    for number, story in enumerate(stories):
        elsewhere = [*titles[:number], *titles[number + 1 :]]
        found = (
            () if len(story.titles) < _FEWEST_REPORTS else _found(story, titles[number], language, matcher, morphology)
        )
        example = None
        for _, text, query in sorted(found, key=itemgetter(0), reverse=True):
            stems = set(map(stem_of, _words(text)))
            others = sum(any(matcher.evaluate(query, title) for title in other) for other in elsewhere)
            if others <= _MOST_OTHERS and chosen.isdisjoint(stems):
                chosen |= stems
                example = text
                break
        yield example


def _found(
    story: BigStory, titles: Sequence[Reading], language: Language, matcher: Matcher, morphology: Morphology
) -> Iterator[tuple[float, str, Query]]:
    """The candidates of a story that enough of its titles have, with their merit."""
    read = [_read(title) for title in dict.fromkeys(story.titles)]
    slavic = morphology.slavic(language)
    sounds = [f" {' '.join(title.words).lower()}" for title in read]
    for text in dict.fromkeys(_slavic(read, slavic) if slavic else _english(read, morphology)):
        if not _is_presentable(text, language) or sum(_may_have(sound, text) for sound in sounds) < _FEWEST_TITLES:
            continue
        query = _plain_query(text)
        if query is None:
            continue
        met = sum(matcher.evaluate(query, title) is not None for title in titles)
        if met >= max(_FEWEST_TITLES, _SHARE * len(titles)):
            yield _merit(text, met, story, language), text, query


def _read(title: str) -> _Title:
    words, begins, opens, quoted, joins, end = [], [], [], [], [], 0
    for found in _WORD.finditer(title):
        between = title[end : found.start()]
        opens.append(between.endswith(_OPENING))
        quoted.append(opens[-1] and title.startswith(_CLOSING, found.end()))
        words.append(found[0])
        begins.append(not end or bool(re.search(r"[.:!?«“„\"—–|]", between)))
        joins.append(bool(end) and bool(_TIGHT.fullmatch(between)) and bool(between))
        end = found.end()
    return _Title(title, tuple(words), tuple(begins), tuple(opens), tuple(quoted), tuple(joins))


def _article(title: str, language: Language) -> ReadArticle:
    return ReadArticle(title, "", "", "", language)


def _may_have(sound: str, text: str) -> bool:
    """Whether words of a title begin as those of a text do. Most texts fail that, and a closer look takes long."""
    return all(f" {word[: min(len(word) - 1, _BEGINNING)]}" in sound for word in _words(text))


def _plain_query(text: str) -> Query | None:
    try:
        query = parse(text)
    except QueryError:
        return None
    return query if isinstance(query.root, Phrase) and query.root.is_plain else None


def _words(text: str) -> list[str]:
    return [word.lower() for word in text.split() if word.lower() not in SMALL]


def _rarity(text: str, language: Language) -> float:
    rarities = [known_rarity(stem_of(word), language) for word in _words(text)]
    return sum(rarities) / len(rarities)


def _merit(text: str, met: int, story: BigStory, language: Language) -> float:
    """What speaks for a candidate, counted in titles that have it: a phrase says more than a word."""
    is_written = any(text.lower() in title.lower() for title in story.titles)
    return met * (1 + 0.4 * (" " in text)) + 0.2 * text.count(" ") + 0.5 * is_written + _rarity(text, language) / RAREST


def _is_presentable(text: str, language: Language) -> bool:
    words = _words(text)
    if not _SHORTEST <= len(text) <= _LONGEST or not words or any(sign.isdigit() for sign in text):
        return False
    if any(word in GENERIC for word in words) or any(word.startswith(GRAVE) for word in words):
        return False
    return _rarity(text, language) >= (_PHRASE_RARITY if len(words) > 1 else _NAME_RARITY)


def _slavic(titles: Sequence[_Title], slavic: Slavic) -> Iterator[str]:
    first = list[str]()
    small = {stem_of(word) for title in titles for word in title.words if word.islower()}
    for title in titles:
        if title.is_title_case:
            continue
        for start, end in title.runs(2):
            words = list(title.words[start:end])
            begins = title.begins[start] and not title.opens[start]
            if begins and is_common(words[0], slavic) and not words[0].isupper():
                words[0] = words[0].lower()
            phrases = dictionary_forms(words, slavic)
            if title.begins[start]:
                first += phrases
            else:
                yield from phrases
        for word, begins, is_quoted in zip(title.words, title.begins, title.is_quoted, strict=True):
            if _is_slavic_name(word, slavic, begins=begins and not is_quoted):
                yield word.lower() if stem_of(word.lower()) in small else word
    yield from first


def _is_slavic_name(word: str, slavic: Slavic, *, begins: bool) -> bool:
    if not word[0].isupper() or (begins and is_common(word, slavic)):
        return False
    return word.isascii() or word.isupper() or is_nominative_name(word, slavic)


def _english(titles: Sequence[_Title], morphology: Morphology) -> Iterator[str]:
    first = []
    for title in titles:
        if title.is_title_case:
            continue
        for start, end in title.runs(2):
            words = list(title.words[start:end])
            if _is_english_phrase(words, morphology) and not title.begins[start]:
                yield " ".join(words)
            if not _is_english_name(words[0], morphology) and words[1][0].islower():
                words[0] = words[0].lower()
            if _is_english_phrase(words, morphology) and title.begins[start]:
                first.append(" ".join(words))
    yield from first  # whose first word has its capital in any case
    yield from _most_written(titles, morphology)


def _most_written(titles: Sequence[_Title], morphology: Morphology) -> Iterator[str]:
    """Single names, the one that is written most first."""
    names = Counter(
        word.removesuffix("'s").removesuffix("’s")
        for title in titles
        if not title.is_title_case
        for word, begins in zip(title.words, title.begins, strict=True)
        if word[0].isupper() and (not begins or _is_english_name(word, morphology))
    )
    yield from (name for name, _ in names.most_common() if _is_english_name(name, morphology))


def _is_english_name(word: str, morphology: Morphology) -> bool:
    return word[0].isupper() and not morphology.english.parts_of_speech(word.lower())


def _is_english_phrase(words: Sequence[str], morphology: Morphology) -> bool:
    """Whether words in a row are one noun phrase: two nouns, an adjective and a noun, or two nouns with «of»."""
    match [word if word[0].isupper() else word.lower() for word in words]:
        case [first, "of", "the", second]:
            return _is_noun(first, morphology) and second not in HEADLINE_VERBS
        case [first, "of", second]:
            return _is_noun(first, morphology) and _is_noun(second, morphology)
        case [first, second] if first[0].isupper() and second[0].isupper():
            return first.isalpha() and second.isalpha()
        case [first, second] if first[0].isupper():
            return _is_english_name(first, morphology) and _is_noun(second, morphology)
        case [first, second]:
            return _describes(first, morphology) and _is_noun(second, morphology)
    return False


def _is_noun(word: str, morphology: Morphology) -> bool:
    lower = word.lower()
    return lower not in HEADLINE_VERBS and (word[0].isupper() or "NOUN" in morphology.english.parts_of_speech(lower))


def _describes(word: str, morphology: Morphology) -> bool:
    parts = morphology.english.parts_of_speech(word)
    if word in HEADLINE_VERBS or word.endswith(("ing", "ed", "ly")):
        return False
    return "ADJ" in parts or ("NOUN" in parts and not word.endswith("s"))
