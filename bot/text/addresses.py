"""Addresses in a text: of pages, of mail, and of files. Each is one word, since nobody means the words in it.

The regular expressions are possessive, and bounded where they may fail late, so that no text makes them slow.
"""

import re

_SIGN = r"(?:[\w/%~#=&?+@$*|-]|[.:,;!()](?=[\w/(]))"
"""A character of the path of a page."""
_NAME = r"\w{1,64}+"
_DOMAINS = r"(?:\.[a-z][a-z0-9-]++)++"
_KIND = (
    r"(?i:docx?|xlsx?|pptx?|pdf|txt|csv|rtf|odt|jpe?g|png|gif|svg|webp|bmp|tiff?|mp[34]|avi|mov|mkv|wav|rar|7z|gz"
    r"|exe|dll|apk|iso|html?|php|aspx?|xml|json|css)(?!\w)"
)
"""How files end; not as names of other things do (`Node.js`, `ASP.NET`), nor as domains (`point.md`)."""
_IN_FOLDER = r"(?:[\w~%+-]|\.(?=\w))"

ADDRESS = (
    rf"(?<=[A-Za-z0-9])://{_SIGN}++"
    rf"|(?:[.+-]{_NAME}){{0,6}}+@{_NAME}(?:[.-]{_NAME})++"
    rf"|(?:[.#-]{{1,2}}+(?!{_KIND}){_NAME}){{0,6}}+\.{_KIND}"
    rf"|(?<=[A-Za-z0-9])(?:-[a-z0-9]{{1,64}}+){{1,6}}+{_DOMAINS}/{_SIGN}*+"
    rf"|(?<=[A-Za-z0-9]){_DOMAINS}(?:/{_SIGN}*+)?"
    r"|(?<=\b[A-Za-z]):\\(?:[\w\\~%$#-]|\.(?=\w))*+"
)
"""The rest of an address after its first word."""
ADDRESS_BEGINS = r"[:.@#+-][\w/\\#+]"
"""The two characters that such a rest, or two pluses, begin with: nearly no other word is followed by them."""
PATH = rf"(?<![\w)\]>./~])~?/{_IN_FOLDER}{{1,64}}+(?:/{_IN_FOLDER}{{1,64}}+)++/?+"
"""A file, from the root or from home, in one folder or more."""

_ADDRESS_ONLY = re.compile(rf"[/\\]|(?i:\Awww\.)|[^@]@[^@]+\.|\.{_KIND}\Z")


def is_address(word: str) -> bool:
    """Whether a word as texts are split is an address, and not only a name that looks like one (`Booking.com`)."""
    return _ADDRESS_ONLY.search(word) is not None
