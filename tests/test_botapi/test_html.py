"""Markup and its entities: what Telegram's parser makes of it, and what it refuses."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.botapi.entities import SPLITTABLE, Entity, fixed, utf16_length
from tests.botapi.formatting import format_text
from tests.botapi.html import HtmlError, parse_html, to_html
from tests.botapi.refusals import ApiError

Short = tuple[str, int, int]


def short(entities: list[Entity]) -> list[Short]:
    return [(entity.type, entity.offset, entity.length) for entity in entities]


@pytest.mark.parametrize(
    ("markup", "text", "entities"),
    [
        ("просто", "просто", []),
        ("<b>жирно</b> и <i>косо</i>", "жирно и косо", [("bold", 0, 5), ("italic", 8, 4)]),
        ("<STRONG>a</strong><em>b</EM>", "ab", [("bold", 0, 1), ("italic", 1, 1)]),
        ("<b>🇺🇦</b>x", "🇺🇦x", [("bold", 0, 4)]),
        ("👍<u>да</u>", "👍да", [("underline", 2, 2)]),
        ("<b><i>оба</i></b>", "оба", [("bold", 0, 3), ("italic", 0, 3)]),
        ("<i><b>оба</b></i>", "оба", [("bold", 0, 3), ("italic", 0, 3)]),
        ("<s>a</s><strike>b</strike><del>c</del>", "abc", [("strikethrough", i, 1) for i in range(3)]),
        ("<tg-spoiler>a</tg-spoiler><span class='tg-spoiler'>b</span>", "ab", [("spoiler", 0, 1), ("spoiler", 1, 1)]),
        ("<blockquote>a</blockquote>", "a", [("blockquote", 0, 1)]),
        ("<blockquote expandable>a</blockquote>", "a", [("expandable_blockquote", 0, 1)]),
        ("<b></b>a", "a", []),
        ("<b>a</>", "a", [("bold", 0, 1)]),
        ("a &lt;b&gt; &amp; &quot;c&quot; &#1071;&#x42f;", 'a <b> & "c" ЯЯ', []),
        ("AT&T, R&D; &nbsp; & &#0; &#x110000;", "AT&T, R&D; &nbsp; & &#0; &#x110000;", []),
        ("&amp;lt;", "&lt;", []),
        ("&ltb", "&ltb", []),
        ("<code>a</code>", "a", [("code", 0, 1)]),
        ("a > b", "a > b", []),
    ],
)
def test_markup_becomes_text_and_entities(markup: str, text: str, entities: list[Short]) -> None:
    parsed, found = parse_html(markup)
    assert (parsed, short(found)) == (text, entities)


@pytest.mark.parametrize(
    ("markup", "entity"),
    [
        ("<a href='HTTP://Example.org'>x</a>", Entity("text_link", 0, 1, url="http://example.org/")),
        ("<a href=example.org>x</a>", Entity("text_link", 0, 1, url="http://example.org/")),
        ('<a href="https://e.org/?a=1&amp;b=&quot;">x</a>', Entity("text_link", 0, 1, url='https://e.org/?a=1&b="')),
        ("<a>e.org/a</a>", Entity("text_link", 0, 7, url="http://e.org/a")),
        ("<a href='tg://user?id=42'>x</a>", Entity("text_mention", 0, 1, user_id=42)),
        ("<a href='http://127.0.0.1:8080/x'>x</a>", Entity("text_link", 0, 1, url="http://127.0.0.1:8080/x")),
        ("<pre><code class='language-python'>x</code></pre>", Entity("pre", 0, 1, language="python")),
        ("<code class='language-python'>x</code>", Entity("code", 0, 1)),
        ('<tg-emoji emoji-id="5368">👍</tg-emoji>', Entity("custom_emoji", 0, 2, custom_emoji_id="5368")),
        (
            '<tg-time unix="16" format="wDT">x</tg-time>',
            Entity("date_time", 0, 1, unix_time=16, date_time_format="wDT"),
        ),
        ('<tg-time unix="1647531900">x</tg-time>', Entity("date_time", 0, 1, unix_time=1647531900)),
    ],
)
def test_attributes_are_read(markup: str, entity: Entity) -> None:
    assert parse_html(markup)[1] == [entity]


@pytest.mark.parametrize("address", ["javascript:alert(1)", "http://localhost/x", "mailto:a@example.org", "просто"])
def test_a_link_that_leads_nowhere_keeps_its_words_only(address: str) -> None:
    assert parse_html(f'<a href="{address}">слова</a>') == ("слова", [])


@pytest.mark.parametrize(
    ("markup", "reason"),
    [
        ("<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
        ("<b><i>x</i>", 'Can\'t find end tag corresponding to start tag "b"'),
        ("я<p>x</p>", 'Unsupported start tag "p" at byte offset 2'),
        ("x <br/> y", 'Unsupported start tag "br/" at byte offset 2'),
        ("1 < 2 > 0", 'Unsupported start tag "" at byte offset 2'),
        ("<!-- x -->", 'Unsupported start tag "!--" at byte offset 0'),
        ("x <b", "Unclosed start tag at byte offset 2"),
        ("1 <2", "Unclosed start tag at byte offset 2"),
        ("x</b>", "Unexpected end tag at byte offset 1"),
        ("<b>я</i>", 'Unmatched end tag at byte offset 5, expected "</b>", found "</i>"'),
        ("<b>x</b", "Unclosed end tag at byte offset 4"),
        ("<a href='x", "Unclosed start tag at byte offset 0"),
        ("<a href=", 'Unclosed start tag "a" at byte offset 0'),
        ("<a href=x!y>z</a>", "Unexpected end of name token at byte offset 8"),
        ("<a ='x'>z</a>", 'Empty attribute name in the tag "a" at byte offset 0'),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ("<tg-emoji emoji-id='x'>y</tg-emoji>", "Invalid custom emoji identifier specified"),
        ("<tg-time unix='soon'>y</tg-time>", "Invalid Unix time specified"),
        ("<tg-time unix='1' format='Q'>y</tg-time>", "Invalid date-time format specified"),
    ],
)
def test_bad_markup_is_refused_with_its_place(markup: str, reason: str) -> None:
    with pytest.raises(HtmlError) as refused:
        parse_html(markup)
    assert str(refused.value) == reason
    with pytest.raises(ApiError) as answered:
        format_text(markup, "HTML")
    assert answered.value.description == f"Bad Request: can't parse entities: {reason}"


@pytest.mark.parametrize(
    ("markup", "entities"),
    [
        ("<b>a</b><b>b</b>", [("bold", 0, 2)]),
        ("<b>a<b>b</b></b>", [("bold", 0, 2)]),
        ("<b>a<code>b</code>c</b>", [("bold", 0, 1), ("code", 1, 1), ("bold", 2, 1)]),
        ("<code>a<b>b</b></code>", [("code", 0, 2)]),
        ("<a href='e.org'>a<code>b</code></a>", [("text_link", 0, 2)]),
        ("<blockquote>a<blockquote>b</blockquote></blockquote>", [("blockquote", 0, 2)]),
        ("<blockquote>a<a href='e.org'>b</a></blockquote>", [("blockquote", 0, 2), ("text_link", 1, 1)]),
        ("<b>a<i>b</i></b><code>c<b>d</b></code>", [("bold", 0, 1), ("bold", 1, 1), ("italic", 1, 1), ("code", 2, 2)]),
        ("<b><blockquote>a</blockquote></b>", [("blockquote", 0, 1), ("bold", 0, 1)]),
    ],
)
def test_nesting_is_put_right(markup: str, entities: list[Short]) -> None:
    assert short(list(format_text(markup, "HTML").entities)) == entities


def test_spaces_around_the_text_are_cut_and_entities_follow() -> None:
    formatted = format_text(" \n a <b>b </b>\n\n ", "HTML")
    assert formatted.text == "a <b>b".replace("<b>", "")
    assert short(list(formatted.entities)) == [("bold", 2, 1)]
    # In front of the first entity only: what is formatted is not cut from its left.
    assert format_text("  <b> a</b>", "HTML").text == " a"


def test_what_telegram_recognises_becomes_entities_too() -> None:
    text = "/add@dozor_bot — https://example.org/путь, @name #тег a@b.org и 1/2"
    found = format_text(text, None).entities
    named = [(e.type, text[e.offset : e.end]) for e in found]
    assert named == [
        ("bot_command", "/add@dozor_bot"),
        ("url", "https://example.org/путь"),
        ("mention", "@name"),
        ("hashtag", "#тег"),
        ("email", "a@b.org"),
    ]


def test_formatting_past_the_hundredth_entity_is_dropped_without_a_word() -> None:
    formatted = format_text(" ".join(f"<b>{n}</b>" for n in range(110)), "HTML")
    assert len(formatted.text.split()) == 110
    assert len(formatted.entities) == 100
    assert formatted.text[formatted.entities[-1].offset :].startswith("99")


def test_listed_entities_are_taken_as_they_are() -> None:
    listed = [Entity("bold", 3, 2), Entity("text_link", 0, 2, url="https://e.org/")]
    formatted = format_text("👍\r<b>", None, listed)
    assert formatted.text == "👍<b>"
    assert short(list(formatted.entities)) == [("text_link", 0, 2), ("bold", 2, 2)]


@pytest.mark.parametrize(
    "entity", [Entity("bold", 0, 4), Entity("bold", 4, 1), Entity("bold", 1, 1), Entity("bold", -1, 2)]
)
def test_listed_entities_must_fit_the_text(entity: Entity) -> None:
    with pytest.raises(ApiError, match="entity beginning at UTF-16 offset"):
        format_text("👍x", None, [entity])


words = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="<>&\"'"), min_size=1, max_size=6)
markup = st.recursive(
    words,
    lambda inner: st.builds(
        "<{0}>{1}</{0}>".format,
        st.sampled_from(["b", "i", "u", "s", "tg-spoiler", "code", "pre", "blockquote"]),
        st.lists(inner, min_size=1, max_size=3).map("".join),
    ),
    max_leaves=12,
)


@given(markup)
def test_entities_obey_the_rules_whatever_the_nesting(text: str) -> None:
    plain, entities = parse_html(text)
    kept = fixed(entities)
    assert fixed(kept) == kept
    assert all(e.offset >= 0 and e.length > 0 and e.end <= utf16_length(plain) for e in kept)
    for outer in kept:
        for inner in kept:
            if outer is inner or inner.end <= outer.offset or outer.end <= inner.offset:
                continue
            nested = (outer.offset <= inner.offset and inner.end <= outer.end) or (
                inner.offset <= outer.offset and outer.end <= inner.end
            )
            assert nested
            assert outer.type != inner.type
            assert "code" not in {outer.type, inner.type} or "blockquote" in {outer.type, inner.type}


@given(
    st.lists(
        st.builds(
            Entity,
            st.sampled_from([*SPLITTABLE, "code", "blockquote", "text_link"]),
            st.integers(0, 9),
            st.integers(1, 9),
        ),
        max_size=8,
    )
)
def test_overlapping_entities_are_cut_until_they_nest(entities: list[Entity]) -> None:
    kept = fixed(entities)
    assert fixed(kept) == kept
    borders = [(a, b) for a in kept for b in kept if a.offset < b.offset < a.end < b.end]
    assert borders == []
    asked = {(e.type, at) for e in entities if e.type in SPLITTABLE for at in range(e.offset, e.end)}
    code = {at for e in kept if e.type == "code" for at in range(e.offset, e.end)}
    styled = {(e.type, at) for e in kept if e.type in SPLITTABLE for at in range(e.offset, e.end)}
    assert styled == {(kind, at) for kind, at in asked if at not in code}


@given(markup)
def test_markup_made_of_entities_parses_to_the_same(text: str) -> None:
    plain, entities = parse_html(text)
    kept = fixed(entities)
    again, parsed = parse_html(to_html(plain, kept))
    assert (again, fixed(parsed)) == (plain, kept)
