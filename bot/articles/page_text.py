"""Decides, purely, whether a page holds the article that its feed announced, and what of it is taken over.

A wall of consent, a form to log in, and the front page to which a removed article leads answer with status 200, too.
They share few words with what the feed says.
"""

from urllib.parse import urlsplit

from bot.articles.addresses import canonical_url
from bot.articles.page import ArticlePage
from bot.feeds.sites import registered_site
from bot.model import WantedPage
from bot.text.folding import fold
from bot.text.tokens import tokenize

_LEAST_SHARED = 0.4
_LEAST_IN_TEXT = 0.15
"""Shares of the words of title and lead that the page has, and that its text has without its title: a wall often bears
the title of what it hides.
"""
_STEM, _STEM_OF_SHORT = 5, 4
"""Letters: the forms of a word share so many."""
_SHORT = 6
_SHORTEST_WORD = 4
_LONGEST_LEAD = 1_000
_COMPARED = 20_000
"""Characters of a page: to take their words takes some 5 ms."""
_LEAST_SEGMENT = 8
_LEAST_NUMBER = 5


def holds_article(wanted: WantedPage, page: ArticlePage, url: str) -> bool:
    """Whether the page that came from `url` has more of the article than the feed."""
    if len(page.text) <= len(wanted.text) or _is_front_page(url, wanted.address):
        return False
    said = _stems(f"{wanted.title}\n{wanted.text[:_LONGEST_LEAD]}")
    in_text = _stems(page.text[:_COMPARED])
    there = in_text | _stems(page.title)
    is_in_text = len(said & in_text) >= max(1, _LEAST_IN_TEXT * len(said))
    return is_in_text and len(said & there) >= _LEAST_SHARED * len(said)


def better_address(wanted: WantedPage, page: ArticlePage) -> str | None:
    """The canonical address that a page gives for its article; None if it is of no use.

    It stays within the article's site, for which alone its source may speak, and it must name the same thing: pages
    that all give one address would become one story.
    """
    known, given = wanted.canonical_url, canonical_url(page.address)
    if not known or given == known or registered_site(given) != registered_site(known):
        return None
    return given if _names(known) & _names(given) else None


def _names(url: str) -> set[str]:
    """The parts of an address that name an article: long segments of its path, and long numbers."""
    segments = [segment.partition(".")[0] for segment in urlsplit(url).path.split("/")]
    numbers = "".join(sign if sign.isdecimal() else " " for sign in urlsplit(url).path + " " + urlsplit(url).query)
    long_numbers = {number for number in numbers.split() if len(number) >= _LEAST_NUMBER}
    return {one for one in segments if len(one) >= _LEAST_SEGMENT} | long_numbers


def _is_front_page(url: str, asked: str) -> bool:
    """Whether a redirect led from an article to the front page of a site."""
    return not urlsplit(url).path.strip("/") and not urlsplit(url).query and bool(urlsplit(asked).path.strip("/"))


def _stems(text: str) -> set[str]:
    words = (fold(token.text) for token in tokenize(text))
    return {word[: _STEM if len(word) > _SHORT else _STEM_OF_SHORT] for word in words if len(word) >= _SHORTEST_WORD}
