import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.delivery.markup import linked, refusal_of, without_markup
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


def test_the_address_of_a_link_is_markup_of_nothing() -> None:
    url = 'https://a.example/?a=1&lt=2&b="><b>3</b>'
    html = linked("сюда", url, 500)
    assert html == '<a href="https://a.example/?a=1&amp;lt=2&amp;b=&quot;&gt;&lt;b&gt;3&lt;/b&gt;">сюда</a>'
    (link,) = format_text(html, "HTML").entities
    assert (link.type, link.url) == ("text_link", url)


@given(_texts, st.integers(3, 40))
def test_what_is_cut_fits(text: str, limit: int) -> None:
    assert len(shorten(text, limit).encode("utf-16-le")) // 2 <= limit


@pytest.mark.parametrize(
    ("reason", "kind"),
    [
        ("left", "removed"),
        ("kicked", "removed"),
        ("Forbidden: bot was kicked from the channel chat", "removed"),
        ("Forbidden: bot was blocked by the user", "blocked"),
        ("Bad Request: need administrator rights in the channel chat", "rights"),
        ("Bad Request: TOPIC_CLOSED", "closed"),
        ("Bad Request: message thread not found", "closed"),
        ("Bad Request: chat not found", "gone"),
        ("Bad Request: something new", "other"),
    ],
)
def test_a_refusal_is_said_in_the_words_of_the_chat(reason: str, kind: str) -> None:
    assert refusal_of(reason) == kind
