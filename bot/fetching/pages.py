"""What a document is, at sight: an HTML page where a feed was expected, a challenge, a page that holds a feed."""

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
"""As such, in XHTML; or as a browser shows it, which is how some services of rendering hand it over."""
_LAST_TAG = re.compile(
    rb"</(?:rss|feed|(?:rdf:)?rdf|urlset|sitemapindex|opml|html)\s*>\s*+(?:<!--(?:[^-]|-(?!->))*+-->\s*+)*+[\w\s]{0,40}\Z",
    re.IGNORECASE,
)
"""With remarks of caches behind it, and what is left of chunks."""
_END_BYTES = 2_048
_LONGEST_JSON = 1_000_000
"""Bytes; more would take over 10 ms."""
_LOOKED_AT = 20_000
"""Characters from the beginning of a page: challenges are small and say so early."""


def is_page(text: str) -> bool:
    """Whether it begins as an HTML page does."""
    return _PAGE_START.match(text[:_LOOKED_AT]) is not None


def is_challenge(text: str) -> bool:
    """Whether a page asks for proof that a person, or a browser, is there."""
    return _CHALLENGE.search(text[:_LOOKED_AT]) is not None


def feed_within(page: str) -> str | None:
    """The feed that a page holds; None if it holds none near its beginning."""
    start = _FEED_WITHIN.search(page, 0, _LOOKED_AT)
    if start is None:
        return None
    closing = f"</{start['name']}>" if start["start"] == "<" else f"&lt;/{start['name']}&gt;"
    end = page.rfind(closing)
    feed = page[start.start() : end + len(closing) if end >= 0 else None]
    return feed if start["start"] == "<" else unescape(feed)


def is_whole(body: bytes | bytearray) -> bool:
    """Whether a document ends as such documents do, so that nothing of it is missing."""
    if _LAST_TAG.search(body[-_END_BYTES:]):
        return True
    if len(body) > _LONGEST_JSON or not (body[:1] == b"{" and body.rstrip()[-1:] == b"}"):
        return False
    try:
        return isinstance(json.loads(body), dict)
    except (ValueError, RecursionError):
        return False
