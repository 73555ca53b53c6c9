"""Numbers as titles have them: in figures, in words, in thousands."""

import re

_ORDER = (
    "",
    "",
    "два две двое двух двоих двум двумя дві двоє двом two twice couple",
    "три трое трех троих трем тремя троє трьох трьом three",
    "четыре четверо четырех четверых чотири четверо чотирьох чотирьом four",
    "пять пятеро пяти пятерых п'ять п'ятеро п'яти п'ятьох five",
    "шесть шестеро шести шестерых шість шестеро шести шістьох шістьом six",
    "семь семеро семи семерых сім семеро семи сімох сімом seven",
    "восемь восьмеро восьми вісім восьмеро вісьмох eight",
    "девять девяти девятеро дев'ять дев'яти дев'ятьох nine",
    "десять десяти десятеро десятьох ten",
    "одиннадцать одиннадцати одинадцять одинадцяти eleven",
    "двенадцать двенадцати дванадцять дванадцяти twelve dozen",
    "тринадцать тринадцати тринадцять тринадцяти thirteen",
    "четырнадцать четырнадцати чотирнадцять чотирнадцяти fourteen",
    "пятнадцать пятнадцати п'ятнадцять п'ятнадцяти fifteen",
    "шестнадцать шестнадцати шістнадцять шістнадцяти sixteen",
    "семнадцать семнадцати сімнадцять сімнадцяти seventeen",
    "восемнадцать восемнадцати вісімнадцять вісімнадцяти eighteen",
    "девятнадцать девятнадцати дев'ятнадцять дев'ятнадцяти nineteen",
    "двадцать двадцати двадцять twenty",
)
_TENS = {
    30: "тридцать тридцати тридцять thirty",
    40: "сорок сорока forty",
    50: "пятьдесят пятидесяти п'ятдесят fifty",
    60: "шестьдесят шестидесяти шістдесят sixty",
    70: "семьдесят семидесяти сімдесят seventy",
    80: "восемьдесят восьмидесяти вісімдесят eighty",
    90: "девяносто дев'яносто ninety",
    100: "сто ста сотня сотни hundred",
}
_WORDS = {word: str(value) for value, words in enumerate(_ORDER) for word in words.split()} | {
    word: str(value) for value, words in _TENS.items() for word in words.split()
}
_THOUSANDS = re.compile("тыс(?:яч.{0,3})?|тис(?:яч.{0,3})?|thousand")
_SEPARATED = re.compile(r"\d{1,3}(?:,\d{3})+")
_MOST_DIGITS = 9
"""More of them are no number that anybody counts."""


def in_figures(word: str) -> str | None:
    """A word in small letters that says a number, in figures; None for other words. «One» says nothing."""
    return _WORDS.get(word)


def plain(figures: str) -> str:
    """Figures without separators of thousands and with a point: «60,000» is 60000, «6,8» is 6.8."""
    if _SEPARATED.fullmatch(figures):
        return figures.replace(",", "")
    return figures.replace(",", ".")


def is_thousands(word: str) -> bool:
    """Whether a word in small letters makes thousands of the number before it."""
    return _THOUSANDS.fullmatch(word) is not None


def in_thousands(figures: str) -> str:
    """A number that is followed by «thousand»; itself if it is no such number."""
    if len(figures) > _MOST_DIGITS or figures.count(".") > 1:
        return figures
    return f"{float(figures) * 1_000:.0f}"
