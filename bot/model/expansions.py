"""What a query expands to, as storage keeps it."""

from dataclasses import dataclass

from bot.model.identities import QueryId


@dataclass(frozen=True, slots=True)
class Expansion:
    """What a query looks for, in bytes that `bot.matching.expansions` reads."""

    forms: int
    """The version of the forms, from 0 to 2^32 - 1."""
    body: bytes


@dataclass(frozen=True, slots=True)
class ExpandedQuery:
    """A query that was expanded, to be stored with what it expands to."""

    query: QueryId
    text: str
    """Its canonical text; a query that reads otherwise by then is another one."""
    expansion: Expansion
