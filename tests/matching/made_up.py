"""Queries and articles that have the same few words, of every kind."""

from hypothesis import strategies as st

from bot.errors import QueryError
from bot.matching import parse
from bot.model import ReadArticle

VOCABULARY = [
    "нефть",
    "нефти",
    "Газ",
    "газ",
    "газа",
    "лев",
    "Лев",
    "ЛЬВА",
    "г.",
    "XIX",
    "oil",
    "Oil's",
    "премьер-министру",
    "U.S.",
    "А.С.",
    "С-300",
    "с",
    "300",
    "Erdoğan",
    "Facebook'е",
    "bbc.com",
    "#нефть",
    "#Oil's",
    "@oil_news",
    "@bbc.com",
    "a#газ",
    "Газ-нефть",
    "ceasefire",
    "cease-fire",
    "e-mail",
    "С300",
    "10",
    "000",
    "10000",
    "5млн",
    "9-го",
    "https://oil.com/газ-лев",
]
SEPARATORS = st.sampled_from([" ", " ", " ", " ", ", ", ". ", "! ", "\n", " — "])
TEXTS = st.lists(st.tuples(st.sampled_from(VOCABULARY), SEPARATORS), max_size=14).map(
    lambda pieces: "".join(word + separator for word, separator in pieces)
)
ARTICLES = st.builds(
    ReadArticle,
    title=TEXTS.map(lambda text: text.replace("\n", " ")),
    text=TEXTS,
    source=st.sampled_from(["РБК Новости", "BBC"]),
    site=st.sampled_from(["rbc.ru", "news.bbc.com"]),
    language=st.sampled_from(["ru", "en", "de", ""]),
    author=st.sampled_from(["", "Иван Петров", "Петров Сергей, Анна-Мария Ёлкина", "BBC"]),
    url=st.sampled_from(["", "https://www.rbc.ru/Spring/%D0%BB%D0%B5%D0%B2", "http://xn--e1afmkfd.xn--p1ai/a_(b)"]),
)
WORDS = st.sampled_from(
    [
        *["нефть", "газ", "Лев", "лев", "XIX", "oil", "город", "неф*", "премьер-министр", "министр", "газы"],
        *["cease-fi*", "С-3*", "Газ-н*"],
        *["U.S.", "US", "А.С.", "С-300", "Erdogan", "Facebook", "BBC", "fac*"],
        *["ceasefire", "cease", "fire", "email", "e-mail", "С300", "10000", "10", "000", "5 млн", "9", "Газ-нефть"],
    ]
)
PHRASES = st.lists(WORDS, min_size=1, max_size=3).map(" ".join)
CHOICES = st.lists(st.lists(WORDS, min_size=1, max_size=2).map(" ".join), min_size=1, max_size=3).map(
    lambda alternatives: f"({' | '.join(alternatives)})"
)
QUOTED = st.builds(
    lambda prefix, parts, unwanted, near: f'{prefix}"{" ".join([*parts, *(f"-{one}" for one in unwanted)])}"{near}',
    st.sampled_from(["", "", "=", "!", "title:"]),
    st.lists(CHOICES | WORDS, min_size=1, max_size=3),
    st.lists(CHOICES | WORDS, max_size=1),
    st.sampled_from(["", "~0", "~1", "~3", "~>0", "~>2"]),
)
OFTEN = st.tuples(QUOTED | WORDS.map('"{}"'.format) | st.sampled_from(["#нефть", "=oil"]), st.integers(2, 3)).map(
    lambda wanted: "{}^{}".format(*wanted)
)
LEAVES = st.one_of(
    QUOTED,
    OFTEN,
    st.sampled_from(["#нефть", "#газ", "title:#Нефть", "#неф*", "@oil_news", "@oil*", "@bbc", "#oil"]),
    PHRASES.map('"{}"'.format),
    WORDS.map("={}".format),
    WORDS.map("!{}".format),
    WORDS.map("title:{}".format),
    PHRASES.map('lead:"{}"'.format),
    st.tuples(PHRASES, st.integers(0, 3)).map(lambda near: '"{}"~{}'.format(*near)),
    st.sampled_from(["site:bbc.com", "site:rbc.ru", 'source:"РБК"', "lang:ru"]),
    st.sampled_from(["author:Петров", 'author:"петров иван"', "author:Елкина", "author:BBC", 'author:"Анна-Мария"']),
    st.sampled_from(["url:spring", "url:/Лев", "url:https://rbc.ru", "url:пример.рф/a", "url:xn--e1afmkfd", "url:(b)"]),
)
QUERIES = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.lists(inner, min_size=2, max_size=3).map(lambda parts: "(" + " + ".join(parts) + ")"),
        st.lists(inner, min_size=2, max_size=3).map(lambda parts: "(" + " | ".join(parts) + ")"),
        st.tuples(inner, inner).map(lambda pair: "({} -{})".format(*pair)),
    ),
    max_leaves=6,
)


def finds(text: str) -> bool:
    """Whether a text is a query, and not one of exclusions alone."""
    try:
        parse(text)
    except QueryError:
        return False
    return True
