import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.console.hosts import Hosts
from bot.model.console import ListenAt
from bot.text.authority import Authority, read_authority

_LOOPBACK = Hosts(ListenAt("127.0.0.1", 9100))
_LOCALHOST = Hosts(ListenAt("localhost", 9100))
_SIX = Hosts(ListenAt("::1", 9100))
_ALL = Hosts(ListenAt("0.0.0.0", 9100))  # noqa: S104  nothing listens
_NAMED = Hosts(
    ListenAt("10.0.0.5", 9100), (Authority("dozor.example.org"), Authority("metrics", 8443), Authority("s", 443))
)


@pytest.mark.parametrize(
    ("hosts", "given_host", "came_in_at"),
    [
        (_LOOPBACK, "127.0.0.1:9100", "127.0.0.1"),
        (_LOOPBACK, "LOCALHOST.:9100", "127.0.0.1"),
        (_LOCALHOST, "localhost:9100", "127.0.0.1"),
        (_LOCALHOST, "127.0.0.1:9100", "127.0.0.1"),
        (_SIX, "[::1]:9100", "::1"),
        (_SIX, "[0:0::1]:9100", "::1"),
        (_ALL, "192.0.2.7:9100", "192.0.2.7"),
        (_ALL, "192.0.2.7:9100", "::ffff:192.0.2.7"),
        (_ALL, "127.0.0.1:9100", "127.0.0.1"),
        (_NAMED, "10.0.0.5:9100", "10.0.0.5"),
        (_NAMED, "Dozor.Example.Org", "10.0.0.5"),
        (_NAMED, "dozor.example.org.:1234", "10.0.0.5"),
        (_NAMED, "metrics:8443", "10.0.0.5"),
        (_NAMED, "s", "10.0.0.5"),
        (Hosts(ListenAt("127.0.0.1", 80)), "127.0.0.1", "127.0.0.1"),
    ],
)
def test_its_own_address_and_listed_names_are_allowed(hosts: Hosts, given_host: str, came_in_at: str) -> None:
    assert hosts.allow(given_host, came_in_at)


@pytest.mark.parametrize(
    ("hosts", "given_host"),
    [
        *(
            (_LOOPBACK, "127.0.0.1"),
            (_LOOPBACK, "127.0.0.1:9101"),
            (_LOOPBACK, "127.0.0.2:9100"),
            (_LOOPBACK, "127.1:9100"),
        ),
        *((_LOOPBACK, "evil.example:9100"), (_LOOPBACK, "127.0.0.1.evil.example:9100"), (_LOOPBACK, "[::1]:9100")),
        *((_LOOPBACK, "x@127.0.0.1:9100"), (_LOOPBACK, "127.0.0.1:9100, evil.example"), (_LOOPBACK, "")),
        *((_LOOPBACK, "localhost.evil.example:9100"), (_LOOPBACK, "0.0.0.0:9100"), (_LOOPBACK, "2130706433:9100")),
        *((_ALL, "0.0.0.0:9100"), (_ALL, "localhost:9100"), (_ALL, "evil.example:9100"), (_ALL, ":9100")),
        *((_NAMED, "metrics"), (_NAMED, "metrics:9100"), (_NAMED, "example.org"), (_NAMED, "x.dozor.example.org")),
        *((_NAMED, "localhost:9100"), (_NAMED, "127.0.0.1:9100"), (_NAMED, "s:80")),
    ],
)
def test_every_other_host_is_refused(hosts: Hosts, given_host: str) -> None:
    assert not hosts.allow(given_host, "127.0.0.1" if hosts is not _ALL else "192.0.2.7")


@given(st.text(max_size=30) | st.from_regex(r"[a-z0-9.\[\]:@-]{1,30}", fullmatch=True))
def test_no_text_passes_that_does_not_read_as_the_host_itself(text: str) -> None:
    if _LOOPBACK.allow(text, "127.0.0.1"):
        assert read_authority(text) in {Authority("127.0.0.1", 9100), Authority("localhost", 9100)}


@given(st.from_regex(r"[a-z][a-z0-9-]{0,10}\.[a-z]{2,5}", fullmatch=True), st.integers(1, 65_535))
def test_a_listed_name_is_allowed_alone(name: str, port: int) -> None:
    hosts = Hosts(ListenAt("127.0.0.1", 9100), (Authority(name),))
    assert hosts.allow(f"{name.upper()}.:{port}", "127.0.0.1")
    assert not hosts.allow(f"x{name}:{port}", "127.0.0.1")
    assert not hosts.allow(f"{name}.x:{port}", "127.0.0.1")
