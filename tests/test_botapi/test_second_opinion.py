"""The same requests judged by an independent model of Telegram's rules, the validator of `teremok`.

Both must agree on whether a request passes. Left out is where teremok knowingly differs from tdlib, and the server
follows tdlib: a bare `&` and unknown attributes (refused there), `<a>` without an address (refused there), ids of
emoji that are no numbers (taken there), `<tg-time>` (unknown there), length in UTF-16 units and before parsing
(code points, after parsing).
"""

import pytest
from aiogram import Bot
from aiogram.methods import SendMessage
from aiogram.types import InlineKeyboardMarkup
from hypothesis import example, given
from hypothesis import strategies as st
from teremok.validation import ApiRuleViolation, validate_html, validate_method

from tests.botapi.formatting import format_text
from tests.botapi.html import HtmlError, parse_html
from tests.botapi.keyboards import check_markup
from tests.botapi.refusals import ApiError

TAGS = ["b", "strong", "i", "em", "u", "ins", "s", "strike", "del", "tg-spoiler", "code", "pre", "blockquote"]
ATTRIBUTES = ["<a href='https://e.org'>", '<span class="tg-spoiler">', "<blockquote expandable>", "<SPAN class='x'>"]
REFERENCES = ["&lt;", "&gt;", "&amp;", "&quot;", "&#1071;", "&#x42f;"]
MALFORMED = ["<", "</", "<b", "<p>", "<br/>", "<!-- x -->", "< b>", "</i ", "<h1>", "<img src='x'>"]

# Angle brackets and ampersands come in whole tokens only; a lone quote is text.
texts = st.text(st.sampled_from("aя🙂 \n'\""), max_size=3)
tokens = st.one_of(
    texts,
    st.sampled_from(TAGS).map("<{}>".format),
    st.sampled_from([*TAGS, "a", "span", "p"]).map("</{}>".format),
    st.sampled_from(ATTRIBUTES),
    st.sampled_from(REFERENCES),
    st.sampled_from(MALFORMED),
)
balanced = st.recursive(
    texts | st.sampled_from(REFERENCES),
    lambda inner: st.builds("<{0}>{1}</{0}>".format, st.sampled_from(TAGS), st.lists(inner, max_size=3).map("".join)),
    max_leaves=8,
)


def ours(markup: str) -> bool:
    try:
        parse_html(markup)
    except HtmlError:
        return False
    return True


def theirs(markup: str) -> bool:
    try:
        validate_html(markup)
    except ApiRuleViolation:
        return False
    return True


@given(st.lists(tokens, max_size=6).map("".join) | balanced)
@example("<b>x</b >")
@example("<b>x</i>")
@example("1 < 2")
def test_markup_passes_here_as_it_passes_there(markup: str) -> None:
    assert ours(markup) == theirs(markup)


bot = Bot("42:second-opinion")
lengths = st.integers(0, 3) | st.integers(4094, 4099)
data_sizes = st.integers(1, 70)


def judged(text: str, keyboard: InlineKeyboardMarkup | None) -> bool:
    try:
        format_text(text, None)
        check_markup(keyboard.model_dump(exclude_none=True) if keyboard else None)
    except ApiError:
        return False
    return True


@given(lengths, data_sizes, st.sampled_from(["d", "я"]))
def test_lengths_pass_here_as_they_pass_there(length: int, size: int, letter: str) -> None:
    text = "я" * length
    button = {"text": "x", "callback_data": letter * size}
    keyboard = InlineKeyboardMarkup.model_validate({"inline_keyboard": [[button]]})
    try:
        validate_method(bot, SendMessage(chat_id=1, text=text, parse_mode=None, reply_markup=keyboard))
        passes = True
    except ApiRuleViolation:
        passes = False
    assert judged(text, keyboard) == passes


@pytest.mark.parametrize("markup", ["AT&T", "<b id='x'>y</b>", "<a>e.org</a>", '<tg-time unix="1">x</tg-time>'])
def test_where_the_two_differ_the_server_follows_tdlib(markup: str) -> None:
    assert (ours(markup), theirs(markup)) == (True, False)
