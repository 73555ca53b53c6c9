import pytest

from bot.console.probe import trouble


@pytest.mark.parametrize("listen", ["", "127.0.0.1", ":9464", "127.0.0.1:port", "[::1"])
def test_without_an_address_it_says_what_to_set(listen: str) -> None:
    assert "HTTP_LISTEN must be set" in str(trouble({"HTTP_LISTEN": listen}))


def test_where_nobody_listens_it_says_so(unused_tcp_port: int) -> None:
    assert f"nobody answers at 0.0.0.0:{unused_tcp_port}" in str(trouble({"HTTP_LISTEN": f"0.0.0.0:{unused_tcp_port}"}))
