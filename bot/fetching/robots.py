"""Reads robots.txt (RFC 9309): what a site lets programs fetch, and how fast.

urllib's reader takes the first rule that matches instead of the longest and knows no wildcards, and Protego makes
backtracking patterns of what a site writes. Here each rule is compared in time linear in the address.
"""

import re
from dataclasses import dataclass
from urllib.parse import quote, unquote, urlsplit

from bot.text.hosts import has_long_host

_MOST = 500_000
"""Characters that are read; RFC 9309 asks for 500 KiB."""
LONGEST_DELAY_S = 10.0
"""The longest pause between two requests that is granted, in seconds."""
_MOST_RULES = 5_000
_LONGEST_PATH = 2_048
_PRODUCT = re.compile(r"[A-Za-z_-]+")


@dataclass(frozen=True, slots=True)
class _Rule:
    path: str
    allows: bool


@dataclass(frozen=True, slots=True)
class RobotRules:
    """The rules for one program."""

    rules: tuple[_Rule, ...] = ()
    delay_s: float = 0.0
    """The pause between two requests that the site asks for, in seconds, up to `LONGEST_DELAY_S`."""

    def allow(self, url: str) -> bool:
        """Whether the address may be fetched: the longest rule that matches decides, and of two an allowing one."""
        if has_long_host(url):  # taking it apart would take long
            return False
        parts = urlsplit(url)
        path = _normal(parts.path or "/") + (f"?{_normal(parts.query)}" if parts.query else "")
        met = (rule for rule in self.rules if _matches(rule.path, path[:_LONGEST_PATH]))
        best = max(met, key=lambda rule: (len(rule.path), rule.allows), default=None)
        return best is None or best.allows


def read_robots(text: str, user_agent: str) -> RobotRules:
    """The rules for a program: those of the groups that name it, else those for all. Never fails."""
    product = _PRODUCT.match(user_agent)
    name = product[0].lower() if product else ""
    own: list[tuple[str, str]] = []
    of_all: list[tuple[str, str]] = []
    named: set[str] = set()
    is_head = False
    is_known = False
    for line in text[:_MOST].splitlines():
        field, colon, value = line.partition("#")[0].partition(":")
        field, value = field.strip().lower(), value.strip()
        if not colon:
            continue
        if field == "user-agent":
            agent = _PRODUCT.match(value)
            if not is_head:
                named.clear()
            named.add("*" if value == "*" else agent[0].lower() if agent else "")
            is_head = True
            is_known = is_known or (name != "" and name in named)
            continue
        is_head = False
        if name and name in named:
            own.append((field, value))
        if "*" in named:
            of_all.append((field, value))
    return _rules(own if is_known else of_all)


def _rules(lines: list[tuple[str, str]]) -> RobotRules:
    rules = [
        _Rule(_normal(value)[:_LONGEST_PATH], field == "allow")
        for field, value in lines
        if field in {"allow", "disallow"} and value
    ]
    delays = [delay for field, value in lines if field == "crawl-delay" and (delay := _seconds(value)) is not None]
    return RobotRules(tuple(rules[:_MOST_RULES]), min(max(delays, default=0.0), LONGEST_DELAY_S))


def _seconds(written: str) -> float | None:
    try:
        seconds = float(written)
    except ValueError:
        return None
    return seconds if 0 <= seconds < float("inf") else None


def _normal(path: str) -> str:
    """The path with its escapes written in one way."""
    return quote(unquote(path, errors="surrogateescape"), safe="/*$?=&:;,@!~+'()[]", errors="surrogateescape")


def _matches(rule: str, path: str) -> bool:
    is_whole = rule.endswith("$")
    first, *others = rule.removesuffix("$").split("*")
    if not path.startswith(first):
        return False
    at = len(first)
    if not others:
        return not is_whole or at == len(path)
    *middle, last = others
    for part in middle:
        found = path.find(part, at)
        if found < 0:
            return False
        at = found + len(part)
    return path.endswith(last) and len(path) - len(last) >= at if is_whole else path.find(last, at) >= 0
