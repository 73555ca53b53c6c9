"""What a poll makes of its source, without a network and without a database."""

import pytest

from bot.feeds.schedule import is_our_own
from bot.model import OtherHosts


@pytest.mark.parametrize(
    ("others", "expected"),
    [
        (OtherHosts(have_answered=True), False),
        (OtherHosts(have_answered=True, answered_before=OtherHosts.COUNTED), False),
        (OtherHosts(have_answered=False, answered_before=OtherHosts.COUNTED), True),
        # Two may fall silent together by chance.
        (OtherHosts(have_answered=False, answered_before=OtherHosts.COUNTED - 1), False),
        (OtherHosts(have_answered=False), False),
    ],
)
def test_a_trouble_is_our_own_if_many_have_fallen_silent_together(others: OtherHosts, *, expected: bool) -> None:
    assert is_our_own(others) is expected
