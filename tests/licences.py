"""May Dozor be handed on with what it needs? The licences of all that an installation brings along.

    python -m tests.licences

Reads what the installed packages say of themselves, so it needs no network. Every licence that a package states must
be permitted: packages are used as they are, by a program under the MIT licence that contains none of them. A package
with another licence needs a word in `WORDS`, which holds for the licence that it had when that was written.
"""

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import Distribution, distribution

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

PROGRAM = "dozor"
PERMITTED = frozenset(
    {
        "0BSD",
        "Apache-2.0",
        "BSD-2-Clause",
        "BSD-3-Clause",
        "CC0-1.0",
        "CNRI-Python",
        "ISC",
        "MIT",
        "MIT-0",
        "PSF-2.0",
        "Public-Domain",
        "Unicode-3.0",
        "Unlicense",
        "Zlib",
    }
)
"""SPDX names of licences that ask for no more than to be named (https://spdx.org/licenses/)."""
SPDX = {
    "apache 2.0": "Apache-2.0",
    "apache license, version 2.0": "Apache-2.0",
    "apache software license": "Apache-2.0",
    "apl 2": "Apache-2.0",
    "bsd license": "BSD-3-Clause",
    "gnu library or lesser general public license (lgpl)": "LGPL-3.0-or-later",
    "gplv3 license": "GPL-3.0-only",
    "lgpl": "LGPL-3.0-or-later",
    "mit license": "MIT",
    "mit, bsd": "MIT AND BSD-3-Clause",
    "mozilla public license 2.0 (mpl 2.0)": "MPL-2.0",
    "public domain": "Public-Domain",
    "python software foundation license": "PSF-2.0",
    "the bsd 2-clause license": "BSD-2-Clause",
}
"""What packages write instead of SPDX names."""
WORDS = {
    "certifi": ("MPL-2.0", "a file of certificates, handed on unchanged"),
    "pebble": ("LGPL-3.0-or-later", "imported as a library, which anybody may replace"),
    "publicsuffixlist": ("MPL-2.0", "a list with its reader, handed on unchanged"),
    "pymorphy3-dicts-uk": (
        "GPL-3.0-only",
        "data in a package of its own, with its source; who hands on an image hands it on under these terms",
    ),
    "tld": ("MPL-1.1 OR GPL-2.0-only OR LGPL-2.1-or-later", "taken under the MPL, handed on unchanged"),
}
"""What is not permitted as such: the licence, and why Dozor may be handed on with it."""
_LONGEST_NAME = 60
"""Characters: longer is the text of a licence, not its name."""


@dataclass(frozen=True, slots=True)
class Licensed:
    """A package that is installed, with what it says of its licence."""

    name: str
    statements: frozenset[str]
    """Expressions in SPDX names, as far as they are known."""

    @property
    def objections(self) -> frozenset[str]:
        """The statements that are neither permitted nor explained; an empty one if nothing is stated."""
        explained = WORDS.get(self.name, ("", ""))[0]
        stated = self.statements or frozenset({""})
        return frozenset(one for one in stated if not is_permitted(one) and (not one or one != explained))


def is_permitted(expression: str) -> bool:
    """Whether a licence expression (SPDX, without brackets) leaves a way of permitted licences alone."""
    ways = re.split(r"\s+OR\s+", expression)
    return any(all(name in PERMITTED for name in re.split(r"\s+AND\s+", way)) for way in ways)


def statements(found: Distribution) -> frozenset[str]:
    """What a package says of its licence, in every place; of its expression alone, if it has one."""
    about = found.metadata
    if expressions := about.get_all("License-Expression"):
        return frozenset(expressions)
    classified = [
        one.rpartition(" :: ")[2] for one in about.get_all("Classifier") or () if one.startswith("License :: ")
    ]
    written = [one.strip() for one in about.get_all("License") or ()]
    names = [*classified, *(one for one in written if 0 < len(one) <= _LONGEST_NAME and one != "UNKNOWN")]
    return frozenset(SPDX.get(name.lower(), name) for name in names if name != "OSI Approved")


def needed(name: str = PROGRAM) -> Iterator[Licensed]:
    """What an installation of a package brings along on this machine, each once."""
    seen: set[tuple[str, str]] = set()
    waiting = [(name, "")]
    told: set[str] = set()
    while waiting:
        package, extra = waiting.pop()
        key = str(canonicalize_name(package))
        if (key, extra) in seen:
            continue
        seen.add((key, extra))
        found = distribution(package)
        if key not in told and key != PROGRAM:
            told.add(key)
            yield Licensed(key, statements(found))
        for text in found.requires or ():
            wanted = Requirement(text)
            if wanted.marker is None or wanted.marker.evaluate({"extra": extra}):
                waiting += [(wanted.name, one) for one in ("", *wanted.extras)]


def main() -> int:
    """Print every package with its licence; 1 if one is neither permitted nor explained."""
    found = sorted(needed(), key=lambda one: one.name)
    for one in found:
        word = WORDS.get(one.name, ("", ""))[1]
        print(f"{one.name:24}{', '.join(sorted(one.statements)) or 'no licence'}{word and f': {word}'}")  # noqa: T201
    refused = {one.name: ", ".join(sorted(one.objections)) or "no licence" for one in found if one.objections}
    for name, objection in refused.items():
        print(f"{name}: {objection} is not permitted, and tests/licences.py has no word for it", file=sys.stderr)  # noqa: T201
    return 1 if refused else 0


if __name__ == "__main__":
    sys.exit(main())
