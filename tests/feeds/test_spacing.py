"""The distance between requests to one host."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.feeds.spacing import HostSpacing, host_of

NOON = datetime(2025, 11, 17, 12, 0, tzinfo=UTC)


def after(seconds: float) -> datetime:
    return NOON + timedelta(seconds=seconds)


def test_requests_to_one_host_keep_their_distance() -> None:
    spacing = HostSpacing(2)
    times = [spacing.reserve(f"https://T.me/s/channel{number}", NOON) for number in range(4)]
    assert times == [NOON, after(2), after(4), after(6)]
    assert spacing.reserve("https://example.org/", NOON) == NOON
    assert spacing.reserve("http://t.me:80/s/late", after(60)) == after(60)


def test_a_restart_does_not_forget_the_last_request() -> None:
    spacing = HostSpacing(2)
    spacing.asked("https://t.me/s/a", after(-1))
    spacing.asked("https://t.me/s/b", after(-100))
    assert spacing.reserve("https://t.me/s/c", NOON) == after(1)


def test_a_host_that_gets_too_much_is_left_alone() -> None:
    spacing = HostSpacing(2)
    spacing.hold("https://t.me/s/a", after(60))
    spacing.hold("https://t.me/s/a", after(30))
    assert spacing.reserve("https://t.me/s/b", NOON) == after(60)


def test_hosts_are_forgotten_in_time() -> None:
    spacing = HostSpacing(2)
    for number in range(20_000):
        spacing.reserve(f"https://host{number}.example.org/", after(number))
    assert len(spacing._free_at) < 5_000


def test_what_is_no_address() -> None:
    assert host_of("http://[x/") == host_of("") == ""


@given(st.lists(st.tuples(st.sampled_from("abc"), st.floats(0, 5)), max_size=40), st.floats(0.1, 10))
def test_the_distance_always_holds(requests: list[tuple[str, float]], gap_s: float) -> None:
    spacing, now = HostSpacing(gap_s), NOON
    last: dict[str, datetime] = {}
    for host, passed_s in requests:
        now += timedelta(seconds=passed_s)
        at = spacing.reserve(f"https://{host}/", now)
        assert at >= now
        assert host not in last or at - last[host] >= timedelta(seconds=gap_s)
        last[host] = at
