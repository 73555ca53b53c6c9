"""What Telegram by itself makes links of in the text of a message.

By `find_entities` of tdlib's MessageEntity.cpp: names with an @, commands, hashtags, cashtags, addresses with and
without a scheme, e-mails, bank cards (which bots are not told of); and by its server, telephones. Whether what looks
like a host is one is told by its last label: of an address without a scheme, that has to be a top-level domain
(«Gazeta.ua»), in small letters or in capitals throughout («газета.Ru» is none).
"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import cache

from publicsuffixlist import PublicSuffixList

Found = tuple[str, int, int]
"""The type of an entity, and where it begins and ends, in characters."""

_WORD = frozenset({"Lu", "Ll", "Lt", "Lm", "Lo", "Nd", "Nl", "No"})
_HASHTAG = frozenset({"Lu", "Ll", "Lt", "Lm", "Lo", "Nd"})
_SHORT_NAMES = frozenset({"gif", "vid", "pic"})
_MENTION = re.compile(r"@([A-Za-z0-9_]+)")
_COMMAND = re.compile(r"/[A-Za-z0-9_]{1,64}(?![A-Za-z0-9_])(@[A-Za-z0-9_]{3,32}(?![A-Za-z0-9_])|(?!@))")
_CASHTAG = re.compile(r"\$(?:1INCH|[A-Z]{1,8}(?![A-Z]))")
_PHONE = re.compile(r"\+(?:[ ().-]{0,3}\d){7,15}(?!\d)", re.ASCII)
_CARD = re.compile(r"[\d -]{13,}", re.ASCII)
_CARD_DIGITS = range(13, 20)
_OWN_SCHEME = re.compile(r"(?:tonsite|ton|tg)://[A-Za-z0-9_-]{1,253}", re.IGNORECASE)
_PORT = re.compile(r":0*([1-9]\d{0,4})(?!\d)")
_SCHEME = re.compile(r"(?:https?|ftp|tonsite)://", re.IGNORECASE)
_NUMBER = re.compile(r"0|[1-9]\d?|1\d\d|2[0-4]\d|25[0-5]", re.ASCII)
_EMAIL = re.compile(
    r"(?:[A-Za-z0-9_-]{0,26}[.+]){0,10}[A-Za-z0-9_-]{1,35}"
    r"@(?:[A-Za-z0-9](?:[A-Za-z0-9_-]{0,28}[A-Za-z0-9])?\.){1,6}[A-Za-z]{2,8}"
)
_NO_PATH_ENDS_SO = ".:;,('?!`"
_NOT_IN_USER = frozenset("\n/[]{}()'`<>\"@«»")
_NOT_IN_PATH = frozenset('\n<>"«»')


def recognised(text: str) -> list[Found]:
    """Everything that becomes a link by itself, in its order; of what overlaps, what begins first, or is longer."""
    found = [*_mentions(text), *_commands(text), *_hashtags(text), *_cashtags(text), *_own_links(text), *_links(text)]
    found += [("phone_number", *match.span()) for match in _PHONE.finditer(text)]
    found += [("bank_card_number", *match.span()) for match in _CARD.finditer(text) if _is_card(match[0])]
    kept: list[Found] = []
    for one in sorted(found, key=lambda one: (one[1], -one[2])):
        if not kept or one[1] >= kept[-1][2]:
            kept.append(one)
    return kept


def _is_word(text: str, at: int) -> bool:
    return 0 <= at < len(text) and (text[at] == "_" or unicodedata.category(text[at]) in _WORD)


def _is_in_hashtag(text: str, at: int) -> bool:
    if not 0 <= at < len(text):
        return False
    sign = text[at]
    return sign in "_\u200c\xb7" or "\u0d80" <= sign <= "\u0dff" or unicodedata.category(sign) in _HASHTAG


def _mentions(text: str) -> Iterator[Found]:
    for match in _MENTION.finditer(text):
        name = match[1]
        is_name = 4 <= len(name) <= 32 or name.lower() in _SHORT_NAMES
        if is_name and not _is_word(text, match.start() - 1) and not _is_word(text, match.end()):
            yield "mention", match.start(), match.end()


def _commands(text: str) -> Iterator[Found]:
    for match in _COMMAND.finditer(text):
        start, end = match.span()
        beside = text[start - 1 : start] + text[end : end + 1]
        if not (_is_word(text, start - 1) or _is_word(text, end) or set(beside) & set("/<>")):
            yield "bot_command", start, end


def _hashtags(text: str) -> Iterator[Found]:
    for match in re.finditer("#", text):
        start = end = match.end()
        while _is_in_hashtag(text, end):
            end += 1
        tag = text[start : min(end, start + 256)]
        has_letter = any(unicodedata.category(sign)[0] == "L" for sign in tag)
        if has_letter and text[end : end + 1] != "#" and not _is_in_hashtag(text, match.start() - 1):
            yield "hashtag", match.start(), start + len(tag)


def _cashtags(text: str) -> Iterator[Found]:
    for match in _CASHTAG.finditer(text):
        before, after = match.start() - 1, match.end()
        if not any(_is_in_hashtag(text, at) or text[max(at, 0) : at + 1] == "$" for at in (before, after)):
            yield "cashtag", match.start(), match.end()


def _is_card(text: str) -> bool:
    """Whether the digits pass the check of Luhn, as those of all cards do."""
    digits = [int(sign) for sign in text if sign.isdecimal()]
    doubled = [sum(divmod(2 * digit, 10)) for digit in digits[-2::-2]]
    return len(digits) in _CARD_DIGITS and (sum(digits[-1::-2]) + sum(doubled)) % 10 == 0


def _own_links(text: str) -> Iterator[Found]:
    for match in _OWN_SCHEME.finditer(text):
        yield "url", match.start(), _after_path(text, match.end())


def _links(text: str) -> Iterator[Found]:
    start = 0
    while (dot := text.find(".", start)) >= 0:
        link = _link_around(text, dot, start)
        if link is None:
            start = dot + 1
            continue
        begin, end, is_link = link
        start = max(end, dot + 1)
        if not is_link:
            continue
        while start < len(text) and text[start] == ".":
            start += 1
        if _EMAIL.fullmatch(text, begin, end):
            yield "email", begin, end
        elif text.startswith("mailto:", begin) and _EMAIL.fullmatch(text, begin + 7, end):
            yield "email", begin + 7, end
        elif fixed := _fixed(text[begin:end]):
            yield "url", begin, begin + fixed


def _link_around(text: str, dot: int, start: int) -> tuple[int, int, bool] | None:
    """Where what may be a link around a dot begins and ends, and whether it may be one."""
    host_end, at_sign = dot, -1
    while host_end < len(text) and (_is_in_host(text[host_end]) or text[host_end] == "@"):
        at_sign = host_end if text[host_end] == "@" else at_sign
        host_end += 1
    begin = _back(text, dot, start, _is_in_host)
    if at_sign >= 0:
        begin = _back(text, begin, start, _is_in_user)
    end = host_end
    if port := _PORT.match(text, end):
        end = port.end() if int(port[1]) <= 65_535 else end
    end = _after_path(text, end)
    while end > dot + 1 and text[end - 1] == ".":
        end -= 1
    if end <= dot + 1:
        return None
    is_link = True
    if begin > start and text[begin - 1] == "@":
        user = _back(text, begin - 1, start, _is_in_user)
        is_link = at_sign < 0 and user < begin - 1
        begin = user
    if begin > start:
        if text.endswith("://", start, begin):
            scheme = re.search(r"(https?|ftp|tonsite)://\Z", text[start:begin], re.IGNORECASE)
            letters = re.search(r"[^\W_]*\Z", text[start : begin - 3])
            is_link = is_link and scheme is not None and (letters or [""])[0].lower() not in {"shttp", "tftp", "sftp"}
            begin -= len(scheme[0]) if scheme and is_link else 0
        elif _is_word(text, begin - 1) or text[begin - 1] in "/#@":
            is_link = False
    return begin, end if is_link else dot + 1, is_link


def _back(text: str, at: int, start: int, belongs: Callable[[str], bool]) -> int:
    """Where the run of such signs begins that ends here."""
    while at > start and belongs(text[at - 1]):
        at -= 1
    return at


def _is_in_host(sign: str) -> bool:
    if sign < "\xc0":
        return sign in ".-_~" or (sign.isascii() and sign.isalnum())
    return _is_in_address(sign)


def _is_in_user(sign: str) -> bool:
    return sign not in _NOT_IN_USER and _is_in_address(sign)


def _is_in_address(sign: str) -> bool:
    if "\u2000" <= sign <= "\u206f":
        return sign in "\u200c\u200d" or "\u2010" <= sign <= "\u2015"
    return unicodedata.category(sign)[0] != "Z" and sign not in "\t\r"


def _after_path(text: str, end: int) -> int:
    """Where an address ends whose host, and port, end here."""
    if end >= len(text) or text[end] not in "/?#":
        return end
    path_end = end + 1
    while path_end < len(text) and text[path_end] not in _NOT_IN_PATH and _is_in_address(text[path_end]):
        path_end += 1
    while path_end > end + 1 and text[path_end - 1] in _NO_PATH_ENDS_SO:
        path_end -= 1
    return path_end if text[end] == "/" or path_end > end + 1 else end


def _fixed(link: str) -> int:
    """How much of a link Telegram takes; nothing, if its host cannot be one."""
    scheme = _SCHEME.match(link)
    rest = link[scheme.end() :] if scheme else link
    host = re.split(r"[/?#]", rest, maxsplit=1)[0]
    path = rest[len(host) :]
    host = host.partition("@")[2] if "@" in host else host
    host = host.rpartition(":")[0] if ":" in host else host
    if not _is_host(host, has_scheme=scheme is not None):
        return 0
    kept = _balanced(path)
    while kept and path[kept - 1] in _NO_PATH_ENDS_SO:
        kept -= 1
    return len(link) - len(path) + kept


def _is_host(host: str, *, has_scheme: bool) -> bool:
    labels = host.split(".")
    if len(labels) < 2 or any(not label or len(label.encode()) >= 64 or label[-1] == "-" for label in labels):
        return False
    if len(labels) == 4 and all(_NUMBER.fullmatch(label) for label in labels):
        return True
    last = labels[-1]
    if host.replace(".", "").isdecimal() or len(last) < 2 or "_" in labels[-2]:
        return False
    if last.startswith("xn--"):
        return len(last) > 5 and last[4:].isascii() and last[4:].isalnum()
    return not {"_", "-"} & set(last) and (has_scheme or _is_top_level(last))


def _is_top_level(label: str) -> bool:
    lower = label.lower()
    return lower in _top_level() and (lower == label or lower[1:] != label[1:])


@cache
def _top_level() -> frozenset[str]:
    suffixes: frozenset[str] = frozenset(PublicSuffixList(only_icann=True)._publicsuffix)
    return frozenset({"onion", "ton", *(suffix for suffix in suffixes if "." not in suffix)})


def _balanced(path: str) -> int:
    """Where the first bracket stands that closes nothing; the end, if there is none."""
    depth = {"(": 0, "[": 0, "{": 0}
    closing = {")": "(", "]": "[", "}": "{"}
    for at, sign in enumerate(path):
        if sign in depth:
            depth[sign] += 1
        elif sign in closing:
            depth[closing[sign]] -= 1
            if depth[closing[sign]] < 0:
                return at
    return len(path)
