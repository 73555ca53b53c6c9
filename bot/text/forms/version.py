"""The version of the word forms: what was expanded with another version is expanded anew.

`tests/matching/test_forms_version.py` fails when forms change and `NUMBER` does not.
"""

from functools import cache
from importlib.metadata import version
from zlib import crc32

NUMBER = 1
"""Raise it with every change of what a query expands to: of forms, of patterns, or of how canonical text is parsed."""
_DICTIONARIES = ("babel", "lemminflect", "pymorphy3", "pymorphy3-dicts-ru", "pymorphy3-dicts-uk")


@cache
def forms_version() -> int:
    """A number from 0 to 2^32 - 1 that stands for this program's forms and its dictionaries."""
    return crc32(" ".join([str(NUMBER), *map(version, _DICTIONARIES)]).encode())
