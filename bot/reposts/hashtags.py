"""Hashtags of a post, without their sign: of the subscriptions that bring it, and of its language."""

from collections.abc import Iterable
from functools import lru_cache
from unicodedata import category, normalize

from babel import Locale, UnknownLocaleError

from bot.errors import QueryError
from bot.matching import parse
from bot.matching.tree import Both, Either, Node, Often, Phrase, Quoted, Tag, phrases
from bot.model import PostLook, SubscriptionId
from bot.text.inert import clean

_LONGEST = 60
"""Characters; Telegram takes more, but nobody reads them."""
_IN_A_TAG = frozenset({"Lu", "Ll", "Lt", "Lm", "Lo", "Nd"})
"""Categories of the characters that Telegram takes for a part of a hashtag."""


def hashtag_of(text: str) -> str:
    """What a person typed as a hashtag, without the sign; empty if it has no letters.

    Of a query, the first thing that it looks for: «коалиция желающих» is `коалиция_желающих`.
    """
    said = clean(text).strip()
    words = normalize("NFC", said if said.startswith("#") else _first_thing(said))
    tag = "_".join("".join(sign if category(sign) in _IN_A_TAG else " " for sign in words).split())
    if len(tag) > _LONGEST:
        cut = tag[:_LONGEST]
        tag = cut[: cut.rfind("_")] if "_" in cut else cut
    return tag if any(category(sign) in _IN_A_TAG - {"Nd"} for sign in tag) else ""


def hashtags(look: PostLook, subscriptions: Iterable[SubscriptionId], language: str) -> tuple[str, ...]:
    """The hashtags of a post that these subscriptions bring, each once, and of the language of its article."""
    found = [look.hashtags.get(subscription, "") for subscription in subscriptions]
    if look.names_language:
        found.append(_name(language))
    once: dict[str, str] = {}
    for tag in found:
        once.setdefault(tag.casefold(), tag)
    return tuple(filter(None, once.values()))


@lru_cache
def _name(language: str) -> str:
    """The name of a language in itself; empty if it is unknown."""
    try:
        return hashtag_of(f"#{Locale.parse(language).language_name or ''}")
    except (UnknownLocaleError, ValueError):
        return ""


def _first_thing(text: str) -> str:
    """The words of the first phrase that a query looks for; the text itself if it is no query."""
    try:
        phrase = _first_phrase(parse(text).root)
    except QueryError:
        phrase = None
    return text if phrase is None else " ".join(word.text for word in phrase.words)


def _first_phrase(node: Node) -> Phrase | None:
    match node:
        case Phrase() | Quoted() | Often() | Tag():
            return next(phrases(node))
        case Both(parts) | Either(parts):
            return next(filter(None, map(_first_phrase, parts)), None)
        case _:
            return None
