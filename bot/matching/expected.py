"""What is missing in a query that cannot be read."""

from enum import StrEnum


class Expected(StrEnum):
    """What is missing in a query, as the key of a text."""

    WORD = "query-expected-word"
    CLOSING_QUOTE = "query-expected-closing-quote"
    CLOSING_BRACKET = "query-expected-closing-bracket"
    OPENING_BRACKET = "query-expected-opening-bracket"
    LONGER_PREFIX = "query-expected-longer-prefix"
    STAR_AT_END = "query-expected-star-at-end"
    NUMBER = "query-expected-number"
    TIMES = "query-expected-times"
    SITE = "query-expected-site"
    URL = "query-expected-url"
    LANGUAGE = "query-expected-language"
    PHRASE_BEFORE = "query-expected-phrase-before"
    WORD_BEFORE = "query-expected-word-before"
    SOMETHING_TO_FIND = "query-expected-something-to-find"
    BOTH_BEFORE = "query-expected-both-before"
    SHORTER_QUERY = "query-expected-shorter-query"
    FEWER_TERMS = "query-expected-fewer-terms"
    FEWER_NEAR = "query-expected-fewer-near"
    FEWER_COMBINATIONS = "query-expected-fewer-combinations"
    FEWER_BRACKETS = "query-expected-fewer-brackets"
