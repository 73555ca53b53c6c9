"""The language that a terminal is spoken to in."""

import pytest

from bot.demo.reader import system_language
from bot.model import Language


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({"LANG": "uk_UA.UTF-8"}, Language.UKRAINIAN),
        ({"LANG": "ru"}, Language.RUSSIAN),
        ({"LANG": "uk_UA.UTF-8", "LC_ALL": "en_GB.UTF-8"}, Language.ENGLISH),
        ({"LC_ALL": "", "LC_MESSAGES": "ru_RU.KOI8-R", "LANG": "uk_UA"}, Language.RUSSIAN),
        ({"LANG": "de_DE.UTF-8"}, Language.ENGLISH),
        ({"LANG": "C"}, Language.ENGLISH),
        ({}, Language.ENGLISH),
    ],
)
def test_the_demo_speaks_the_language_of_the_system(environment: dict[str, str], language: Language) -> None:
    assert system_language(environment) is language
