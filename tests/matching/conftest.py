import pytest

from bot.matching import Matcher
from bot.text.forms import Morphology


@pytest.fixture(scope="session")
def morphology() -> Morphology:
    """One for all tests: it only remembers what it has looked up."""
    return Morphology()


@pytest.fixture
def matcher(morphology: Morphology) -> Matcher:
    return Matcher(morphology)
