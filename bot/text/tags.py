"""The tags of HTML, and how to tell which ones in a title are markup."""

import re
from collections.abc import Iterator

BLOCKS = """
    address article blockquote body br caption center dd details div dl dt fieldset footer h1 h2 h3 h4 h5 h6 header
    hgroup hr html li main ol option p pre section summary table tbody tfoot thead tr ul
""".split()  # noqa: SIM905 - words read better than a list of strings
NOISE = frozenset(
    """
    aside audio button canvas dialog figcaption form head iframe map menu nav object select video
    """.split()  # noqa: SIM905 - words read better than a list of strings
)
_INLINE = """
    a abbr acronym b bdi bdo big cite code data del dfn em embed figure font i img input ins kbd label mark nobr q s
    samp small source span strike strong sub sup td th time tt u var wbr
""".split()  # noqa: SIM905 - words read better than a list of strings
_OF_A_HEAD = ("base", "frame", "frameset", "link", "meta")
_KNOWN_TAG = re.compile(rf"<(/?)({'|'.join((*BLOCKS, *NOISE, *_INLINE, *_OF_A_HEAD))})\b([^<>]*+)>", re.IGNORECASE)
_BREAKS = frozenset({"br", "hr", "wbr"})
_STYLES = frozenset("b big em font i s small span strike strong sub sup u".split())  # noqa: SIM905  words read better
_BEFORE_A_WORD = frozenset(" \t\n\xa0([{«“„‘\"'/")
_AFTER_A_WORD = frozenset(" \t\n\xa0)]}>»”“’\"'/.,:;!?…&")


def without_tags(title: str) -> str:
    """The title without markup; tags that it talks about stay: «Intent to ship: <a> as <area>», «List<Map>».

    Markup is: tags with attributes, tags of styles and breaks, paired tags, and tags that touch words.
    """
    tags = list(_KNOWN_TAG.finditer(title))
    kept = set(_mentions(title, tags))
    pieces, end = [], 0
    for at, tag in enumerate(tags):
        if at not in kept:
            pieces.append(title[end : tag.start()])
            end = tag.end()
    return "".join((*pieces, title[end:]))


def _mentions(title: str, tags: list["re.Match[str]"]) -> Iterator[int]:
    """The indexes of the tags that the title talks about."""
    closed = set(_pairs(tags))
    for at, tag in enumerate(tags):
        slash, name, rest = tag[1], tag[2].lower(), tag[3]
        if at in closed or name in _BREAKS or name in _STYLES or "=" in rest:
            continue
        before, after = title[tag.start() - 1 : tag.start()], title[tag.end() : tag.end() + 1]
        ends = not after or after in _AFTER_A_WORD
        if slash:
            is_word = before in _BEFORE_A_WORD and after in _AFTER_A_WORD
        elif before:
            is_word = ends and (before in _BEFORE_A_WORD or before.isalnum() or before in "_,")  # a type: "List<Map>"
        else:
            is_word = ends and name not in BLOCKS
        if is_word:
            yield at


def _pairs(tags: list["re.Match[str]"]) -> Iterator[int]:
    """The indexes of paired tags."""
    opened: dict[str, list[int]] = {}
    for at, tag in enumerate(tags):
        same = opened.setdefault(tag[2].lower(), [])
        if not tag[1]:
            same.append(at)
        elif same:
            yield from (same.pop(), at)
