"""The keys by which an item of a source is recognised.

Feeds repeat guids, change them, and leave them out; they reorder, pin and edit. So an item has several keys, and any of
them identifies it:

    guid       unless the feed gives it to several items
    address    in canonical form, unless the feed gives it to several items
    title      with the publication time
    content    title and text, word for word, if there is enough text

A key that several items of one document share is left out. A title alone identifies nothing: «Курс доллара на сегодня»
is news every day. So the `name`, which is the title alone, only counts if many items match at once
(`articles/recognition.py`).
"""

import hashlib
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.articles.addresses import canonical_url
from bot.model import Item, ParsedFeed

_GUID, _ADDRESS = "guid:", "url:"
_WORD = re.compile(r"\w+")
_STRESS = "\u0301"
_LEAST_TEXT = 80
"""Characters; shorter texts may recur ("Подробности по ссылке")."""


@dataclass(frozen=True, slots=True)
class ItemIdentity:
    """The keys of an item, and its version."""

    keys: tuple[str, ...]
    """The most reliable first; at least one."""
    content_hash: str
    """Changes with every edit of the title or text."""
    canonical_url: str = ""
    name: str = ""
    """The key of the title alone; empty if there is no title, or if several items of the document share it."""

    @property
    def keys_and_name(self) -> tuple[str, ...]:
        return (*self.keys, self.name) if self.name else self.keys

    @property
    def address_key(self) -> str:
        """The key of its address; empty if it has none, or shares it."""
        return next((key for key in self.keys if key.startswith(_ADDRESS)), "")

    @property
    def ids(self) -> set[str]:
        """Its keys of guid and address."""
        return {key for key in self.keys if key.startswith((_GUID, _ADDRESS))}


@dataclass(frozen=True, slots=True)
class IdentifiedItem:
    """An item, and what identifies it."""

    item: Item
    identity: ItemIdentity


@dataclass(frozen=True, slots=True)
class IdentifiedFeed:
    """A document with its items, each with its identity."""

    feed: ParsedFeed
    items: tuple[IdentifiedItem, ...]
    """Those of the feed, in its order."""


def normalised_title(title: str) -> str:
    """The words of a title in lower case, without ё, stress marks, punctuation and quotes."""
    return " ".join(_WORD.findall(title.casefold().replace("ё", "е").replace(_STRESS, "")))


def content_hash(title: str, text: str) -> str:
    """A hash of an article's version."""
    return _digest(f"{title}\n{text}")


def item_address_key(canonical: str) -> str:
    """The key of an item at that canonical address."""
    return f"{_ADDRESS}{_digest(canonical)}"


def item_keys(items: Sequence[Item]) -> list[ItemIdentity]:
    """The identities of a document's items, in document order. An item listed twice gets the same identity twice."""
    candidates = [_candidates(item) for item in items]
    distinct = {(one.keys, one.content_hash): one for one in candidates}.values()
    shared = Counter(key for one in distinct for key in (*one.keys, one.name))
    identities = []
    for one in candidates:
        own = tuple(key for key in one.keys if shared[key] == 1)
        name = one.name if shared[one.name] == 1 else ""
        identities.append(replace(one, keys=own or (_content_key(one.content_hash),), name=name))
    return identities


def identify(feed: ParsedFeed) -> IdentifiedFeed:
    """Identify the items of a document."""
    identities = item_keys(feed.items)
    pairs = zip(feed.items, identities, strict=True)
    return IdentifiedFeed(feed, tuple(IdentifiedItem(item, identity) for item, identity in pairs))


def _candidates(item: Item) -> ItemIdentity:
    """The identity with all keys of the item, perhaps none."""
    version = content_hash(item.title, item.text)
    title = normalised_title(item.title)
    canonical = canonical_url(item.url) if item.url else ""
    keys = []
    if item.guid:
        keys.append(f"{_GUID}{_digest(item.guid)}")
    if canonical:
        keys.append(item_address_key(canonical))
    if title and item.published_at is not None:
        keys.append(f"title:{_digest(f'{title} {item.published_at:%Y-%m-%dT%H:%M}')}")
    if len(item.text) >= _LEAST_TEXT:
        keys.append(_content_key(version))
    return ItemIdentity(tuple(keys), version, canonical, f"name:{_digest(title)}" if title else "")


def _content_key(version: str) -> str:
    return f"content:{version}"


def _digest(text: str) -> str:
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()
