"""A subscription is written as a line, and read back as it was."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.model import Chat, ChatKey, ChatKind, Exclusion, ExclusionId, Language, ReplyMode, Subscription, SubscriptionId
from bot.services.subscription_lines import Line, read_line, short_name, written

_CHAT = Chat(ChatKey(1), 1, ChatKind.PRIVATE, "x", Language.RUSSIAN)
_WORDS = st.lists(st.text("абвxyz1", min_size=1, max_size=8), min_size=1, max_size=4).map(" ".join)


def _subscription(line: Line) -> Subscription:
    own = [Exclusion(ExclusionId(1), query, SubscriptionId(1)) for query in line.excluded]
    return Subscription(
        SubscriptionId(1),
        ChatKey(1),
        _CHAT,
        0,
        line.text,
        line.text,
        paused=False,
        silent=False,
        replies=ReplyMode.NONE,
        main_only=line.main_only,
        name=line.name,
        folder=line.folder,
        exclusions=(*own, Exclusion(ExclusionId(2), "всем")),
    )


@given(
    st.builds(
        Line,
        _WORDS,
        st.booleans(),
        st.lists(_WORDS, max_size=3).map(tuple),
        st.just("") | st.text().map(short_name),
        st.just("") | st.text().map(short_name),
    )
)
@example(Line("нефть", main_only=True, excluded=("газ", 'source:"РБК"'), name="Сырьё", folder="клиент А"))
def test_what_is_written_is_read_back(line: Line) -> None:
    assert read_line(written(_subscription(line))) == line


@pytest.mark.parametrize(
    ("typed", "line"),
    [
        ("нефть", Line("нефть")),
        ("  🎯нефть ", Line("нефть", main_only=True)),
        ("нефть➖газ ➖ ", Line("нефть", excluded=("газ",))),
        ("нефть 🏷️ «Сырьё»", Line("нефть", name="Сырьё")),
        ("нефть 📁 a 📁 b", Line("нефть", folder="b")),
        ("➖ футбол", Line("", excluded=("футбол",))),
    ],
)
def test_lines_that_people_type(typed: str, line: Line) -> None:
    assert read_line(typed) == line


@given(st.text())
def test_a_name_is_on_one_line_and_stays_as_it_is(text: str) -> None:
    name = short_name(text)
    assert len(name.splitlines()) <= 1
    assert short_name(name) == name
