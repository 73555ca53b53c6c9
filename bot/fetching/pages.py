"""Tells what a document is by its looks: an HTML page instead of a feed, a challenge, a page with a feed inside."""

import json
import re
from html import unescape

_PAGE_START = re.compile(
    r"\s*+(?>(?:<!--.{0,1000}?-->\s*+|<\?xml[^>]{0,200}>\s*+){0,4})<(?:!doctype\s+html|html|head|body|script|meta|title)\b",
    re.IGNORECASE | re.DOTALL,
)
_CHALLENGE = re.compile(
    r"cf-challenge|cf_chl|challenge-platform|cf-browser-verification|just a moment\.\.\.|attention required"
    r"|ddos-guard|ddos protection|__ddg|qrator|variti|servicepipe|stormwall|incapsula|_incapsula_|imperva|datadome"
    r"|perimeterx|px-captcha|g-recaptcha|h-captcha|hcaptcha|smartcaptcha|showcaptcha|are you (?:a )?(?:human|robot)"
    r"|checking your browser|enable javascript and cookies|вы не робот|ви не робот|проверка браузера|перевірка браузера"
    r"|security check|access denied|доступ (?:ограничен|запрещ[её]н|заборонено)|awswaf|captcha",
    re.IGNORECASE,
)
_FEED_WITHIN = re.compile(
    r"(?P<start><|&lt;)(?P<name>rss|feed|rdf:rdf)\b(?=[^>&]{0,500}(?:xmlns|version))", re.IGNORECASE
)
"""Either plain, within XHTML, or escaped, as a browser displays it and some rendering services return it."""
_LAST_TAG = re.compile(
    rb"</(?:rss|feed|(?:rdf:)?rdf|urlset|sitemapindex|opml|html)\s*>\s*+(?:<!--(?:[^-]|-(?!->))*+-->\s*+)*+[\w\s]{0,40}\Z",
    re.IGNORECASE,
)
"""Allows comments by caches, and remains of chunks, after the tag."""
_END_BYTES = 2_048
_LONGEST_JSON = 1_000_000
"""In bytes; parsing more takes over 10 ms."""
_LOOKED_AT = 20_000
"""Characters at the start of a page that are searched: challenges are small, and say so early."""


def is_page(text: str) -> bool:
    """Whether the text begins like an HTML page."""
    return _PAGE_START.match(text[:_LOOKED_AT]) is not None


def is_challenge(text: str) -> bool:
    """Whether a page asks for proof of a person or a browser."""
    return _CHALLENGE.search(text[:_LOOKED_AT]) is not None


def feed_within(page: str) -> str | None:
    """The feed inside a page; None if there is none near its start."""
    start = _FEED_WITHIN.search(page, 0, _LOOKED_AT)
    if start is None:
        return None
    closing = f"</{start['name']}>" if start["start"] == "<" else f"&lt;/{start['name']}&gt;"
    end = page.rfind(closing)
    feed = page[start.start() : end + len(closing) if end >= 0 else None]
    return feed if start["start"] == "<" else unescape(feed)


def is_whole(body: bytes | bytearray) -> bool:
    """Whether a document has its proper end, so that nothing is missing."""
    if _LAST_TAG.search(body[-_END_BYTES:]):
        return True
    if len(body) > _LONGEST_JSON or not (body[:1] == b"{" and body.rstrip()[-1:] == b"}"):
        return False
    try:
        return isinstance(json.loads(body), dict)
    except (ValueError, RecursionError):
        return False
