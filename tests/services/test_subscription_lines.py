"""A subscription is written as a line, and read back as it was."""

from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.model import (
    Chat,
    ChatKey,
    ChatKind,
    Delivery,
    Exclusion,
    ExclusionId,
    Language,
    ReplyMode,
    Rhythm,
    Subscription,
    SubscriptionId,
    haste_of,
)
from bot.services.delivery_choices import DeliveryChoice, all_chosen
from bot.services.subscription_lines import Line, read_line, short_name, written

_CHAT = Chat(ChatKey(1), 1, ChatKind.PRIVATE, "x", Language.RUSSIAN)
_PROMINENCE = {DeliveryChoice.MAIN_ONLY, DeliveryChoice.EVERYTHING}
_WORDS = st.lists(st.text("абвxyz1", min_size=1, max_size=8), min_size=1, max_size=4).map(" ".join)


def _subscription(line: Line) -> Subscription:
    how = all_chosen(line.delivery, Delivery())
    own = [Exclusion(ExclusionId(1), query, SubscriptionId(1)) for query in line.excluded]
    return Subscription(
        SubscriptionId(1),
        ChatKey(1),
        _CHAT,
        0,
        line.text,
        line.text,
        paused=False,
        silent=how.silent,
        manner=how.manner,
        haste=haste_of(Rhythm.AT_ONCE, how.manner),
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
        st.lists(st.sampled_from(DeliveryChoice)).map(tuple),
    )
)
@example(Line("нефть", main_only=True, excluded=("газ", 'source:"РБК"'), name="Сырьё", folder="клиент А"))
def test_what_is_written_is_read_back(line: Line) -> None:
    """And it comes as it did, by the fewest words."""
    line = replace(line, delivery=tuple(one for one in line.delivery if one not in _PROMINENCE))
    read = read_line(written(_subscription(line)))
    assert all_chosen(read.delivery, Delivery()) == all_chosen(line.delivery, Delivery())
    assert replace(read, delivery=()) == replace(line, delivery=())


@pytest.mark.parametrize(
    ("typed", "line"),
    [
        ("нефть", Line("нефть")),
        ("  🎯нефть ", Line("нефть", main_only=True)),
        ("нефть➖газ ➖ ", Line("нефть", excluded=("газ",))),
        ("нефть 🏷️ «Сырьё»", Line("нефть", name="Сырьё")),
        ("нефть 📁 a 📁 b", Line("нефть", folder="b")),
        ("➖ футбол", Line("", excluded=("футбол",))),
        ("нефть 🔔 Раз в час,без звука", Line("нефть", delivery=(DeliveryChoice.HOURLY, DeliveryChoice.SILENT))),
        ("нефть ➖ газ 🔔️ urgent 📁 a", Line("нефть", False, ("газ",), "", "a", (DeliveryChoice.URGENT,))),
        ("🔔 срочно", Line("🔔 срочно")),
        ("нефть 🔔 раз в неделю", Line("нефть 🔔 раз в неделю")),
    ],
)
def test_lines_that_people_type(typed: str, line: Line) -> None:
    assert read_line(typed) == line


@given(st.text())
def test_a_name_is_on_one_line_and_stays_as_it_is(text: str) -> None:
    name = short_name(text)
    assert len(name.splitlines()) <= 1
    assert short_name(name) == name
