import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.fetching.robots import read_robots

_AGENT = "Dozor/1.0 (+mailto:somebody@example.org)"
_SITE = "https://one.example"


@pytest.mark.parametrize(
    ("text", "path", "allowed"),
    [
        ("", "/a", True),
        ("User-agent: *\nDisallow:", "/a", True),
        ("User-agent: *\nDisallow: /", "/a", False),
        ("User-agent: *\nDisallow: /a", "/about", False),
        ("User-agent: *\nDisallow: /a$", "/about", True),
        ("User-agent: *\nDisallow: /a$", "/a", False),
        ("User-agent: *\nDisallow: /a\nAllow: /a/b", "/a/b/c", True),
        ("User-agent: *\nAllow: /a\nDisallow: /a", "/a", True),
        ("User-agent: *\nDisallow: /*?", "/a?x=1", False),
        ("User-agent: *\nDisallow: /*?", "/a", True),
        ("User-agent: *\nDisallow: /*.pdf$", "/a.pdf", False),
        ("User-agent: *\nDisallow: /*.pdf$", "/a.pdf.html", True),
        ("User-agent: *\nDisallow: /*a*a$", "/xa", True),
        ("User-agent: *\nDisallow: /новости", "/%D0%BD%D0%BE%D0%B2%D0%BE%D1%81%D1%82%D0%B8/1", False),
        ("User-agent: *\nDisallow: /\n\nUser-agent: Dozor\nDisallow: /b", "/a", True),
        ("User-agent: Dozor\nDisallow:\n\nUser-agent: *\nDisallow: /", "/a", True),
        ("User-agent: Googlebot\nUser-agent: dozor/2\nDisallow: /", "/a", False),
        ("User-agent: Googlebot\nDisallow: /", "/a", True),
        ("User-agent: a\nUser-agent: dozor\nDisallow: /b\nUser-agent: c\nDisallow: /", "/a", True),
        ("User-agent: a\nUser-agent: dozor\nDisallow: /b\nUser-agent: c\nDisallow: /", "/b", False),
        ("User-agent: DozorNews\nDisallow: /", "/a", True),
        ("User-agent: *  # everybody\r\nDisallow: /a # this\r\n", "/a", False),
        ("Disallow: /", "/a", True),
        ("<html>User-agent: * Disallow: /</html>", "/a", True),
    ],
)
def test_the_rules_are_read_as_the_standard_says(text: str, path: str, allowed: bool) -> None:
    assert read_robots(text, _AGENT).allow(_SITE + path) is allowed


@pytest.mark.parametrize(
    ("written", "delay_s"), [("3", 3.0), ("0.5", 0.5), ("86400", 10.0), ("-1", 0.0), ("inf", 0.0), ("soon", 0.0)]
)
def test_a_delay_is_granted_up_to_a_limit(written: str, delay_s: float) -> None:
    assert read_robots(f"User-agent: *\nCrawl-delay: {written}", _AGENT).delay_s == delay_s


@given(st.text(), st.text())
def test_no_text_breaks_it(text: str, path: str) -> None:
    read_robots(f"User-agent: *\nDisallow: {text}\n{text}", _AGENT).allow(f"{_SITE}/{path}")
