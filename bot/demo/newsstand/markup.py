"""Writes HTML that no text can break out of."""

import html
from html.entities import codepoint2name
from typing import NewType

Html = NewType("Html", str)

# As editors of old sites write them; letters stay letters.
_ENTITIES = {
    code: f"&{codepoint2name[code]};" for code in map(ord, "\N{NO-BREAK SPACE}«»“”‘’„—–…€£§°") if code in codepoint2name
}
_VOID = frozenset({"br", "hr", "img", "link", "meta"})


def escaped(text: str, *, entities: bool = False) -> Html:
    """The text as HTML; with `entities`, typographic signs become named ones."""
    markup = html.escape(text, quote=False)
    return Html(markup.translate(_ENTITIES) if entities else markup)


def element(name: str, *content: Html, **attributes: str) -> Html:
    """An element. An attribute's name may end in "_" where Python has a keyword of that name."""
    written = "".join(f' {key.rstrip("_")}="{html.escape(value)}"' for key, value in attributes.items())
    if name in _VOID:
        return Html(f"<{name}{written}>")
    return Html(f"<{name}{written}>{''.join(content)}</{name}>")


def together(*parts: Html) -> Html:
    """The parts, one a line."""
    return Html("\n".join(parts))
