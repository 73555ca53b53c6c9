"""What an article says, in some of its own sentences, chosen for what was looked for in it.

outline     a text into sentences, each judged: real, a fragment, a label around the text, the title once more
trimming    what stands before a sentence: a dateline, a time, a subheading
quotes      which quotes are open
units       what is shown as a whole: a sentence, or a quote of several
leaning     whether a sentence points back to another one
shortening  a sentence without brackets, without who reports it, or cut at a clause
clauses     a sentence without the clauses that only add to it
view        the article as units, and what matched in them
plans       which units to show, and how: the way with the least wrong with it
summary     that, filled up, as a text with the places that matched
"""

from bot.summaries.summary import Summary, summarise

__all__ = ["Summary", "summarise"]
