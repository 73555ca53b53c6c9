"""Texts that hurt what reads them: each repeats something that a careless pattern or loop looks at again and again."""

from collections.abc import Mapping
from itertools import count, islice

_UNITS = {
    "one letter": "а",
    "one capital": "А",
    "two letters": "аб",
    "letters of two alphabets": "аa",
    "one digit": "1",
    "digits and stops": "1.",
    "digits and commas": "1,2",
    "stops": ".",
    "ends of sentences": "!?…",
    "stops and blanks": ". ",
    "initials": "А.",
    "abbreviations": "U.S.",
    "letters and stops": "а.",
    "names of hosts": "aa.aa.",
    "hyphens": "-",
    "hyphenated": "а-",
    "hyphenated Latin": "a-",
    "apostrophes": "'",
    "letters and apostrophes": "а'",
    "ampersands": "&",
    "references begun": "&#",
    "references escaped over and over": "amp;",
    "tags begun": "<",
    "attributes begun": "<a href=",
    "tags": "<b>",
    "blocks": "<div>",
    "values begun": '<a ="',
    "values of tags": '<a =">"',
    "values in two kinds of quotes": "<a =\"><a ='>",
    "menus": "<nav>",
    "scripts": "<script ",
    "drawings": "<svg>",
    "links": "<a>х",
    "bullets in paragraphs": "<p>- х</p>",
    "headings in paragraphs": "<p>Related<p>х.",
    "escaped tags": "&lt;p ",
    "comments": "<!--",
    "sections": "<![CDATA[",
    "commands": "/а ",
    "hashtags": "#а",
    "mentions": "@a",
    "colons": ":",
    "addresses": "http://a.b/c ",
    "addresses run together": "://a.b",
    "addresses of mail begun": "a.b-c+",
    "names of files begun": "a-b.pd",
    "paths of files": " /a/b",
    "hyphenated names of hosts": "a-a.a-",
    "numbers and units": "1кг",
    "escapes": "%4",
    "users of addresses": "a@",
    "slashes": "/",
    "underscores": "_",
    "open brackets": "(",
    "closed brackets": ")",
    "open quotes": "«",
    "straight quotes": '"',
    "quotes within quotes": "«а „",
    "closed quotes": "а»",
    "marks": "\u0301",
    "marks of two kinds": "\u0301\u0327",
    "letters and marks": "а\u0301",
    "joined emoji": "👩\u200d",
    "flags": "🇺🇦",
    "invisible": "\u200b",
    "letters and invisible": "а\u200b",
    "turned round": "\u202e",
    "blanks": " ",
    "letters and blanks": "а  ",
    "no-break blanks": "\u00a0",
    "lines": "\n",
    "short lines": "а\n",
    "wrapped lines": "аб\nв",
    "short sentences": "А б. ",
    "sentences without blanks": "Аб.Вг?",
    "a name": "Иван Петров ",
    "a name in capitals": "ООН ",
    "dates": "12.01.2026 10:20 ",
    "headings of links": "Читайте также\n",
    "headings of one link": "Читайте также: ",
    "bylines": "Фото by ",
    "datelines": "МОСКВА, 5 мая — ",
    "bullets": "- а\n",
    "titles": "Иван Петров\n",
    "stars": "*",
    "bars": "|",
    "operators": "а + ",
    "backslashes": "\\",
}


def _words(length: int) -> str:
    """Words that are all different."""
    letters = "абвгдежзийклмнопрстуфхцчшщ"

    def word(number: int) -> str:
        found = ""
        while number:
            number, digit = divmod(number, len(letters))
            found += letters[digit]
        return found

    return " ".join(islice(map(word, count(1)), length // 3))


def _text(unit: str, length: int) -> str:
    return unit * (length // len(unit))


def shapes(length: int) -> Mapping[str, str]:
    """Hostile texts of about so many characters, by name."""
    made = {name: _text(unit, length) for name, unit in _UNITS.items()}
    made |= {f"{name}, then a letter": text[:-1] + "а" for name, text in made.items() if name in _BEFORE_A_LETTER}
    made["a letter, then marks"] = "а" + made["marks"]
    made["a host of marks"] = "http://a" + made["marks of two kinds"]
    made["a reference, then more of it"] = "&" + made["references escaped over and over"]
    made["a comment that never ends"] = "<!--" + made["hyphens"]
    made["a tag that never ends"] = "<a " + made["straight quotes"]
    made["different words"] = _words(length)
    made["different lines"] = made["different words"].replace(" ", "\n")
    made["different capitals"] = made["different words"].title()
    return {name: text[:length] for name, text in made.items()}


_BEFORE_A_LETTER = {"stops", "ends of sentences", "marks", "hyphens", "blanks", "lines", "closed brackets", "one digit"}


WORST = (
    "one letter", "letters of two alphabets", "digits and stops", "stops, then a letter",
    "ends of sentences, then a letter", "initials", "names of hosts", "hyphenated", "references escaped over and over",
    "tags begun", "attributes begun", "links", "addresses", "open brackets", "quotes within quotes", "a host of marks",
    "joined emoji", "blanks, then a letter", "short sentences", "headings of one link", "different capitals",
)  # fmt: skip
"""One of each kind: what the tests take. `benchmarks/hostile.py` takes all."""
FEW = WORST[::5]
"""For what only hands over to a function that meets all of the worst."""
