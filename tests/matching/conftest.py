import pytest

from bot.matching import Matcher
from bot.text.forms import Morphology
from tests import kept


@pytest.fixture(scope="session")
def morphology() -> Morphology:
    return kept.morphology()


@pytest.fixture
def matcher(morphology: Morphology) -> Matcher:
    return Matcher(morphology)
