"""What somebody types: Telegram takes the markup that is made of it, and shows the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import PostTextRefused
from bot.model import POST_LIMIT
from bot.reposts.markup import html_of, runs_of
from bot.reposts.post_text import Formatting, PostTextProblem, typed, written
from tests.botapi.entities import Entity, utf16_length
from tests.botapi.formatting import Formatted, format_text

_KEPT = {
    *("bold", "italic", "underline", "strikethrough", "spoiler", "blockquote", "expandable_blockquote"),
    *("code", "pre", "text_link", "date_time"),
}
_PIECES = ("слово", " ", "\n", "<b>", "&amp;", '"', "😀", "@name", "#тег", "dev.ua", "a", "\u2060", "{title}", "é")
_DETAILS = {
    "text_link": {"url": 'https://a.example/?q="x"&y=<1>'},
    "pre": {"language": "c++"},
    "custom_emoji": {"custom_emoji_id": "5"},
    "text_mention": {"user_id": 7},
    "date_time": {"unix_time": 1_764_268_920, "date_time_format": "t"},
}


def _formatting(message: Formatted) -> list[Formatting]:
    return [
        Formatting(
            one.type, one.offset, one.length, one.url or one.language or one.date_time_format or "", one.unix_time or 0
        )
        for one in message.entities
    ]


@st.composite
def _messages(draw: st.DrawFn) -> Formatted:
    """A message as somebody may have sent it."""
    text = "".join(draw(st.lists(st.sampled_from(_PIECES), min_size=1, max_size=15))) + "!"
    places = [utf16_length(text[:at]) for at in range(len(text) + 1)]
    entities = []
    for _ in range(draw(st.integers(0, 8))):
        start, end = sorted(draw(st.lists(st.sampled_from(places), min_size=2, max_size=2)))
        kind = draw(st.sampled_from([*sorted(_KEPT), "custom_emoji", "text_mention"]))
        entities.append(Entity(kind, start, end - start, **_DETAILS.get(kind, {})))  # type: ignore[arg-type]
    return format_text(text, None, entities)


def _shown(message: Formatted, *kinds: str) -> dict[str, set[int]]:
    """The places that each kind of formatting covers."""
    return {
        kind: {at for one in message.entities if one.type == kind for at in range(one.offset, one.end)}
        for kind in kinds
    }


@given(_messages())
def test_telegram_takes_what_was_typed_and_shows_the_same(message: Formatted) -> None:
    html = written(message.text, _formatting(message))
    again = format_text(html, "HTML")
    cut = utf16_length(message.text) - utf16_length(message.text.lstrip(" \n"))
    assert again.text == message.text.strip(" \n")
    shown = _shown(again, *_KEPT)
    length = utf16_length(again.text)
    assert shown == {
        kind: {at - cut for at in places if 0 <= at - cut < length} for kind, places in _shown(message, *_KEPT).items()
    }
    assert html_of(runs_of(html)) == html


_nonsense = st.builds(Formatting, st.sampled_from(sorted(_KEPT)), st.integers(), st.integers(), st.text(max_size=5))


@given(st.text(max_size=20), st.lists(_nonsense, max_size=9))
def test_nonsense_is_taken_or_refused(text: str, formatting: list[Formatting]) -> None:
    try:
        html = written(text, formatting)
    except PostTextRefused:
        return
    format_text(html, "HTML")


def test_a_link_leads_to_the_web_alone_and_a_custom_emoji_becomes_the_plain_one() -> None:
    formatting = [
        Formatting("text_link", 0, 4, "https://a.example/?a=1&b=2"),
        Formatting("text_link", 5, 4, "tg://user?id=7"),
        Formatting("text_mention", 10, 4),
        Formatting("custom_emoji", 15, 2, "5"),
        Formatting("mention", 18, 5),
    ]
    assert written("веб1 тг22 имя3 😀 @name", formatting) == (
        '<a href="https://a.example/?a=1&amp;b=2">веб1</a> тг22 имя3 😀 @name'
    )


@pytest.mark.parametrize(
    ("text", "formatting", "problem"),
    [
        (" \n\u2060", [], PostTextProblem.EMPTY),
        ("😀" * (POST_LIMIT // 2) + "!", [], PostTextProblem.TOO_LONG),
        ("аб" * 101, [Formatting("bold", 2 * at, 1) for at in range(101)], PostTextProblem.TOO_MUCH_FORMATTING),
        (
            "абвг",
            [Formatting("text_link", at, 1, f"https://a.example/{at}{'x' * 1_900}") for at in range(4)],
            PostTextProblem.TOO_MANY_ADDRESSES,
        ),
    ],
)
def test_too_much_is_refused_with_its_reason(text: str, formatting: list[Formatting], problem: PostTextProblem) -> None:
    with pytest.raises(PostTextRefused) as refused:
        written(text, formatting)
    assert refused.value.reason == problem
    assert refused.value.count >= refused.value.most


def test_the_longest_text_is_taken() -> None:
    assert len(written("я" * POST_LIMIT)) == POST_LIMIT
    assert typed("  <я>\n\n") == "&lt;я&gt;"
