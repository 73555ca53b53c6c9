from ipaddress import IPv6Address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.text.authority import Authority, is_loopback, is_wildcard, read_authority

_NAMES = st.from_regex(r"[a-z0-9_][a-z0-9_-]{0,20}(\.[a-z][a-z0-9_-]{0,20}){0,3}", fullmatch=True)
_PORTS = st.none() | st.integers(0, 65_535)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("example.org", Authority("example.org")),
        ("EXAMPLE.org.:08080", Authority("example.org", 8080)),
        ("127.0.0.1:9100", Authority("127.0.0.1", 9100)),
        ("[::1]:9100", Authority("::1", 9100)),
        ("[0:0:0:0:0:0:0:1]", Authority("::1")),
        ("[FD00::00A]:1", Authority("fd00::a", 1)),
        ("[::FFFF:127.0.0.1]:1", Authority("::ffff:7f00:1", 1)),
        ("dozor_1:9100", Authority("dozor_1", 9100)),
        ("127.1", Authority("127.1")),
        ("0x7f.0.0.1", Authority("0x7f.0.0.1")),
        ("127.0.0.01", Authority("127.0.0.01")),
    ],
)
def test_hosts_and_ports_are_read(text: str, read: Authority) -> None:
    assert read_authority(text) == read


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            ":9100",
            ".",
            "..",
            ".example.org",
            "a..b",
            "example.org..",
            "::1",
            "::1:9100",
            "[::1",
            "::1]",
            "[]",
            "[::1]x",
        ),
        *("[127.0.0.1]", "[example.org]", "[fe80::1%eth0]", "[::1]:", "example.org:", "example.org:99999", "a:b"),
        *("a:１", "user@example.org", "example.org/", "example.org#", "example.org\n", " example.org", "a b", "a,b"),
        *("example.org:80:80", "дозор.укр", "a\x00", "localhost\\", "%6cocalhost", "ⓛocalhost"),
    ],
)
def test_whatever_is_no_host_is_none(text: str) -> None:
    assert read_authority(text) is None


@given(_NAMES, _PORTS)
def test_names_come_back_whatever_their_case(name: str, port: int | None) -> None:
    written = name.upper() + ("" if port is None else f":{port}")
    assert read_authority(written) == read_authority(written.lower())
    assert read_authority(f"{name}.") == Authority(name)


@given(st.integers(0, 2**128 - 1).map(IPv6Address), _PORTS)
def test_every_spelling_of_an_address_is_one(address: IPv6Address, port: int | None) -> None:
    suffix = "" if port is None else f":{port}"
    spellings = {str(address), address.exploded, address.exploded.upper()}
    assert {read_authority(f"[{spelling}]{suffix}") for spelling in spellings} == {Authority(str(address), port)}


@given(st.text(max_size=40))
def test_what_is_read_is_read_as_the_same_again(text: str) -> None:
    if (read := read_authority(text)) is not None:
        host = f"[{read.host}]" if ":" in read.host else read.host
        assert read_authority(host if read.port is None else f"{host}:{read.port}") == read
        assert read.host == read.host.strip().lower()


@pytest.mark.parametrize(
    ("host", "is_it"),
    [
        *(("127.0.0.1", True), ("127.255.0.9", True), ("::1", True), ("localhost", True)),
        *(("0.0.0.0", False), ("::", False), ("10.0.0.1", False), ("::ffff:7f00:1", False), ("127.1", False)),  # noqa: S104
        *(("localhost.example.org", False), ("127.0.0.1.example.org", False), ("ip6-localhost", False)),
    ],
)
def test_loopback_is_its_addresses_and_one_name(host: str, is_it: bool) -> None:
    assert is_loopback(host) is is_it
    assert is_wildcard(host) is (host in {"0.0.0.0", "::"})  # noqa: S104  it is compared
