"""Queries, and which articles meet them.

query      a person's text, read into a tree
patterns   the forms that each word of it is met by
evaluate   the tree × an article → the places that meet it; the judge
candidates the tree → what a full-text index is asked for
index      very many queries × an article → those that it meets, fast; says what the judge would say
advice     what a person who wrote a query might have meant instead
"""

from bot.matching.evaluate import Reading
from bot.matching.matcher import Matcher, WordForms
from bot.matching.query import Query, parse, reread

__all__ = ["Matcher", "Query", "Reading", "WordForms", "parse", "reread"]
