"""Texts with the places that match in braces: «Речь о {коалиции желающих}.»"""

from bot.model import Hit, ReadArticle, Span
from bot.summaries import Summary, summarise


def unmarked(text: str) -> tuple[str, tuple[Span, ...]]:
    """The text without its braces, and the places that were between them."""
    plain = ""
    spans: list[Span] = []
    start = 0
    for character in text:
        if character == "{":
            start = len(plain)
        elif character == "}":
            spans.append(Span(start, len(plain)))
        else:
            plain += character
    return plain, tuple(spans)


def marked(summary: Summary) -> str:
    text, end = "", 0
    for span in summary.spans:
        text += summary.text[end : span.start] + "{" + summary.text[span.start : span.end] + "}"
        end = span.end
    return text + summary.text[end:]


def article(title: str, text: str) -> tuple[ReadArticle, Hit]:
    title, in_title = unmarked(title)
    text, in_text = unmarked(text)
    return ReadArticle(title, text, source="", site="", language=""), Hit(in_title, in_text)


def summary_of(title: str, text: str, limit: int = 700) -> str:
    return marked(summarise(*article(title, text), limit=limit))
