from hypothesis import given
from hypothesis import strategies as st

from bot.delivery.parts import without_markup
from bot.text.shortening import shorten
from tests.botapi.formatting import format_text

_texts = st.text(st.sampled_from("аб <>&;\"/='b😀\n"), max_size=60)


@given(_texts)
def test_text_without_markup_is_never_read_as_markup(html: str) -> None:
    plain = without_markup(html)
    found = {entity.type for entity in format_text(f"x{plain}", "HTML").entities}
    assert found <= {"bot_command"}, "what is not recognised in plain text is markup"


def test_text_without_markup_says_the_same() -> None:
    html = '<b>Рим: &lt;план&gt;</b> <a href="https://x.example/?a&amp;b">тут</a>'
    assert format_text(without_markup(html), "HTML").text == "Рим: <план> тут"


@given(_texts, st.integers(3, 40))
def test_what_is_cut_fits(text: str, limit: int) -> None:
    assert len(shorten(text, limit).encode("utf-16-le")) // 2 <= limit
