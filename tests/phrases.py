"""Phrases that read translated, with what to say instead, each with a sentence that has it and one that must pass."""

from typing import NamedTuple


class Phrase(NamedTuple):
    """A phrase to avoid. In `pattern`, a regular expression in any letter case, a space is any white space."""

    pattern: str
    instead: str
    bad: str
    good: str


PHRASES = (
    # Words of a dialect that only this project spoke.
    Phrase(
        r"\bplacing\b|\bplaced in(?:to)? (?:a|its) story\b",
        "group, grouping",
        "The placing of articles.",
        "The grouping of articles.",
    ),
    Phrase(r"\b(?:a|one) polled\b(?! [a-z])", "the poll's verdict", "A polled, says why.", "A source is polled."),
    Phrase(
        r"\b(?:from|leads?|led|stands?|comes?|feeds) elsewhere\b",
        "name the place",
        "What comes from elsewhere.",
        "What comes from another site.",
    ),
    Phrase(r"\bwording\b", "phrase, text", "The wording of answers.", "The phrases of answers."),
    Phrase(r"\btown\b", "scenario", "A town of feeds.", "A scenario of feeds."),
    Phrase(r"\brespite\b", "cooldown, pause", "A respite for the chat.", "A pause for the chat."),
    Phrase(r"\bthaw(?:s|ed|ing)?\b", "release", "Thaw a dispatch.", "Release a dispatch."),
    Phrase(r"\barrang(?:e|es|ed|ing)\b", "set preferences, order", "As a chat arranged it.", "As a chat prefers it."),
    Phrase(
        r"\b(?:how|when|order|way) (?:the )?(?:news|messages) arrive",
        "delivery preferences",
        "How news arrive in a chat.",
        "A chat's delivery preferences.",
    ),
    Phrase(
        r"\border of arrival\b", "the order of articles", "The same order of arrival.", "The same order of articles."
    ),
    # Words that no reader of manuals meets.
    Phrase(r"\bborne\b", "tolerated", "It is borne for a minute.", "It is tolerated for a minute."),
    Phrase(
        r"\bbe (?:it|they)\b(?! [a-z]+ed\b)", "even if, whether", "A leap, be it short.", "A leap, even if it is short."
    ),
    Phrase(r"\bseldom\b", "rarely", "It is seldom polled.", "It is rarely polled."),
    Phrase(
        r"\bhinders?\b|\bhindered\b", "prevent, affect", "One does not hinder others.", "One does not affect others."
    ),
    Phrase(r"\bamid\b", "in, between", "A text amid links.", "A text between links."),
    Phrase(
        r"\bamidst\b|\bthereof\b|\bthereby\b|\bwherein\b|\bwhereby\b",
        "say it in two sentences",
        "A list and the length thereof.",
        "A list and its length.",
    ),
    Phrase(r"\bupon\b", "on", "Nothing to act upon.", "Nothing to act on."),
    Phrase(r"\breckon(?:s|ed|ing)?\b", "compute, calculate", "It is reckoned at once.", "It is computed at once."),
    Phrase(r"\blest\b", "so that … not", "Pass, lest it waits.", "Pass, so that it does not wait."),
    Phrase(r"\bnowise\b|\bforthwith\b|\bhitherto\b", "an everyday word", "It ends forthwith.", "It ends at once."),
    Phrase(r"\bfares?\b", "state, is doing", "How a source fares.", "The state of a source."),
    # Constructions of another language.
    Phrase(r"\bof whomever\b|\bwhomever\b", "anybody's, of any chat", "A source of whomever.", "Anybody's source."),
    Phrase(r"\bfor whom\b", "who … for", "The chats for whom it is.", "The chats that it is for."),
    Phrase(
        r"\bnone of whose\b|\bof whose\b",
        "a sentence of its own",
        "A host none of whose polls end.",
        "A host without a poll that ends.",
    ),
    Phrase(
        r"\bwhose (?:it|they) (?:is|are|was|were)\b", "the owner", "The site whose it is.", "The site that owns it."
    ),
    Phrase(r"\bwhatever there is\b", "everything", "It takes whatever there is.", "It takes everything."),
    Phrase(
        r"\bis of (?:before|after|when)\b",
        "dates from before",
        "It is of before the start.",
        "It dates from before the start.",
    ),
    Phrase(
        r"\bthere (?:are|were) none\b",
        "without, if it has no …",
        "If there are none, it waits.",
        "Without articles, it waits.",
    ),
    Phrase(
        r"\bin (?:a|the) manner\b|\bin (?:another|which|what) manner\b",
        "as, like, with settings",
        "Asked for in a manner of its own.",
        "Requested with its own settings.",
    ),
    Phrase(r"\bof one'?s own\b", "your own", "A server of one's own.", "Your own server."),
    Phrase(
        r"\bnobody waits\b", "nothing waits, no answer waits", "So nobody waits for it.", "So nothing waits for it."
    ),
    Phrase(
        r"\bgo(?:es)? on (?:as|where|with|until|from|at)\b",
        "continue, resume",
        "It goes on where it stopped.",
        "It resumes where it stopped.",
    ),
    Phrase(
        r"\bis let (?:pass|go|be|in)\b|\bare let (?:pass|go|be|in)\b",
        "is accepted, may pass",
        "It is let pass.",
        "It may pass.",
    ),
    Phrase(r"\bno more of\b", "stop, mute", "No more of this story.", "Mute this story."),
    Phrase(
        r"\bnot\b[^.;:]{1,30}\bany more\b|\bnobody [a-z]+ any more\b",
        "no longer",
        "It does not wait any more.",
        "It no longer waits.",
    ),
    Phrase(r"\bnothing but\b", "only", "It has nothing but a date.", "It has only a date."),
    Phrase(r"\ball but for\b|, but for\b", "except", "All of it, but for the date.", "All of it except the date."),
    Phrase(r"\bby way of\b", "through, by", "Told by way of the database.", "Told through the database."),
    Phrase(r"\bin doubt it\b|^in doubt\b", "when in doubt, …", "In doubt it is news.", "When in doubt, it is news."),
    Phrase(r"\bput(?:s|ting)? an end to\b", "end, stop", "Each puts an end to the other.", "Each ends the other."),
    Phrase(r"\bat sight\b", "clearly, by its look", "New at sight.", "Clearly new."),
    Phrase(r"\bby what\b", "how, by which", "By what they are told apart.", "How they are told apart."),
    Phrase(
        r"\bof (?:its|their|his) kind is\b|\bof which kind\b",
        "the kind of",
        "It says of which kind it is.",
        "It names its kind.",
    ),
    Phrase(
        r"\bwhat [^.,;:()]{1,40} that is [a-z]+(?:ed|en)?[.,;]",
        "name the thing",
        "What stands there that is asked.",
        "The place that is asked.",
    ),
    Phrase(
        r"\bas it (?:is|was) (?:arranged|asked for|meant)\b",
        "as requested",
        "It comes as it is asked for.",
        "It comes as requested.",
    ),
    Phrase(
        r"\bwhat (?:reads|looks|stands|was) as it did\b",
        "unchanged",
        "What reads as it did is kept.",
        "Unchanged items are kept.",
    ),
    Phrase(
        r"\b(?:is|are) asked for otherwise\b|\botherwise than\b",
        "differently from, other than",
        "Asked otherwise than usual.",
        "Asked differently from usual.",
    ),
    Phrase(r"\bwhoever\b", "who, the chat that, any reader", "Whoever asks is told.", "A chat that asks is told."),
    Phrase(
        r"\b(?:begins?|begun|began|starts?|asked) anew\b",
        "starts afresh, again",
        "It begins anew.",
        "It starts afresh.",
    ),
    Phrase(r"\bso far as\b", "as far as, if", "So far as it says.", "As far as it says."),
    Phrase(
        r"\bmore seldom\b|\bmore often than not\b",
        "rarely, usually",
        "It comes more often than not.",
        "It usually comes.",
    ),
)
