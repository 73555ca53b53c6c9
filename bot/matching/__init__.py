"""Queries, and which articles meet them.

query       parses a person's text into a tree
quotes      what stands between quotes: brackets, and what must not stand nearby
planner     tree → what the index keeps of a query
patterns    the word forms that each word of a query matches
expansions  the patterns of a query as bytes, to be stored; indexed: what of them the index has
evaluate    tree × article → the places that match; the reference
prominence  where these are: in the title, in the lead, below it, or once in passing
unmet       why an article does not meet a tree
candidates  tree → a filter for a full-text index
index       very many queries × article → the matching ones, fast; always agrees with evaluate
advice      alternatives that a query's author may have meant
"""

from bot.matching.evaluate import Reading
from bot.matching.matcher import Matcher, WordForms
from bot.matching.query import Query, parse, parse_canonical
from bot.matching.unmet import Distance, Lack, Unmet

__all__ = ["Distance", "Lack", "Matcher", "Query", "Reading", "Unmet", "WordForms", "parse", "parse_canonical"]
