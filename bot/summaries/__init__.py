"""Summarises an article in two or three of its own sentences, chosen for the match.

outline    a text into sentences, each judged: real, a fragment, a label around the text, the title once more
summary    which of them to show, in their order, with the places that matched
cutting    a sentence that is too long by itself
"""

from bot.summaries.summary import Summary, summarise

__all__ = ["Summary", "summarise"]
