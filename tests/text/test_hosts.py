import pytest

from bot.text.hosts import to_ascii, to_readable


@pytest.mark.parametrize(
    ("written", "ascii", "readable"),
    [
        ("BBC.com", "bbc.com", "bbc.com"),
        ("пример.рф", "xn--e1afmkfd.xn--p1ai", "пример.рф"),
        ("XN--E1AFMKFD.xn--p1ai", "xn--e1afmkfd.xn--p1ai", "пример.рф"),
        ("xn--zz--.com", "xn--zz--.com", "xn--zz--.com"),
        ("я" * 64 + ".рф", "я" * 64 + ".рф", "я" * 64 + ".рф"),
    ],
)
def test_a_host_has_one_name(written: str, ascii: str, readable: str) -> None:  # noqa: A002
    assert to_ascii(written) == ascii
    assert to_readable(ascii) == readable
