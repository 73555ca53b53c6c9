from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.delivery.timing import (
    CARD_EDITED_EVERY,
    FOREVER,
    GATHERED_FOR,
    LATE_AFTER,
    STALE_AFTER,
    is_quiet,
    next_at,
    next_hour,
    plan,
    zone_of,
)
from bot.model import (
    BURST_WINDOW,
    ChatKind,
    DeliveryPreferences,
    Gather,
    Haste,
    OpenCard,
    QuietHours,
    Rhythm,
    TellAll,
    TellOne,
    Wait,
    Waiting,
)

_NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
_DIGESTS = 6
"""After 20, 40, 80, 160 and 320 seconds a window is over."""
_ZONES = ["Europe/Kyiv", "America/New_York", "Asia/Kathmandu", "Australia/Adelaide", "UTC", "Pacific/Apia"]

_zones = st.sampled_from(_ZONES)
_times = st.times(timezones=st.none()).map(lambda at: at.replace(second=0, microsecond=0))
_moments = st.datetimes(datetime(2015, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001  hypothesis adds the zone


@st.composite
def _quiet_hours(draw: st.DrawFn) -> QuietHours:
    start = draw(_times)
    return QuietHours(start, draw(_times.filter(lambda end: end != start)), draw(st.booleans()))


_arrivals = st.builds(
    DeliveryPreferences,
    zone=st.none() | _zones,
    rhythm=st.sampled_from(Rhythm),
    daily_at=_times,
    quiet=st.none() | _quiet_hours(),
    paused_until=st.none() | _moments,
    burst=st.integers(1, 20),
)


def _waiting(
    stories: int = 1,
    *,
    age: timedelta = timedelta(),
    had_to_wait: bool = False,
    sent_at: int = 0,
    published: timedelta = timedelta(),
    haste: Haste = Haste.AT_ONCE,
) -> Waiting:
    """`age` is since when it waits, `published` how long before that it was."""
    at = _NOW - age
    return Waiting(
        stories,
        at,
        had_to_wait,
        tuple(_NOW - timedelta(minutes=sent_at - nth) for nth in range(sent_at)),
        at - published,
        haste,
    )


def _at(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)


@given(_times, _zones, _moments)
def test_a_time_of_the_day_comes_within_the_next_days_and_is_what_the_clock_shows(
    local: time, name: str, after: datetime
) -> None:
    zone = ZoneInfo(name)
    moment = next_at(local, zone, after)
    assert after < moment <= after + timedelta(hours=49)  # Apia once skipped a day
    shown = moment.astimezone(zone)
    was_skipped = shown.replace(tzinfo=None, hour=0, minute=0) + (
        timedelta(hours=local.hour, minutes=local.minute)
    ) != shown.replace(tzinfo=None)
    assert not was_skipped or shown.utcoffset() != (moment - timedelta(hours=2)).astimezone(zone).utcoffset()


@given(_zones, _moments)
def test_full_hours_are_full_by_the_local_clock(name: str, after: datetime) -> None:
    moment = next_hour(ZoneInfo(name), after)
    assert after < moment <= after + timedelta(hours=1)
    assert (moment.astimezone(ZoneInfo(name)).minute, moment.second) == (0, 0)


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        ("2026-03-28T12:00+02:00", "2026-03-29T04:30+03:00"),  # 03:30 is skipped
        ("2026-10-24T12:00+03:00", "2026-10-25T03:30+03:00"),  # 03:30 is shown twice; the first
        ("2026-10-25T03:30+03:00", "2026-10-26T03:30+02:00"),  # and not the second
    ],
)
def test_a_daily_digest_comes_once_on_the_days_when_the_clock_is_changed(after: str, expected: str) -> None:
    assert next_at(time(3, 30), ZoneInfo("Europe/Kyiv"), _at(after)) == _at(expected)


@pytest.mark.parametrize(
    ("now", "opens"),
    [
        ("2026-03-28T23:30+02:00", "2026-03-29T07:00+03:00"),
        ("2026-10-24T23:30+03:00", "2026-10-25T07:00+02:00"),
        ("2026-06-01T06:59+03:00", "2026-06-01T07:00+03:00"),
    ],
)
def test_quiet_hours_end_by_the_local_clock_over_midnight(now: str, opens: str) -> None:
    preferences = DeliveryPreferences("Europe/Kyiv", quiet=QuietHours(time(23), time(7), holds_back=True))
    assert plan(
        preferences, Waiting(1, _at(now), had_to_wait=False, sent_at=(), published_at=_at(now)), _at(now)
    ) == Wait(_at(opens))


def test_quiet_hours_within_an_hour_that_is_shown_twice_end_twice() -> None:
    preferences = DeliveryPreferences("Europe/Kyiv", quiet=QuietHours(time(1), time(3, 30), holds_back=True))
    now = _at("2026-10-25T03:10+02:00")
    assert plan(preferences, Waiting(1, now, had_to_wait=False, sent_at=(), published_at=now), now) == Wait(
        _at("2026-10-25T03:30+02:00")
    )


@given(_quiet_hours(), _zones, _moments)
def test_quiet_hours_are_those_between_their_ends_by_the_local_clock(
    quiet: QuietHours, zone: str, now: datetime
) -> None:
    local = now.astimezone(ZoneInfo(zone)).time()
    minutes = (local.hour * 60 + local.minute - quiet.start.hour * 60 - quiet.start.minute) % 1440
    length = (quiet.end.hour * 60 + quiet.end.minute - quiet.start.hour * 60 - quiet.start.minute) % 1440
    assert is_quiet(DeliveryPreferences(zone, quiet=quiet), now) == (minutes < length)


@given(
    _arrivals,
    st.tuples(st.integers(1, 40), st.integers(0, 20)),
    _moments,
    st.tuples(st.timedeltas(timedelta(), timedelta(days=3)), st.timedeltas(timedelta(), timedelta(days=90))),
    st.sampled_from(Haste),
)
def test_a_wait_ends_later_and_leads_to_news_in_the_end(
    preferences: DeliveryPreferences,
    counts: tuple[int, int],
    oldest_at: datetime,
    ages: tuple[timedelta, timedelta],
    haste: Haste,
) -> None:
    (stories, sent), (age, late) = counts, ages
    now = oldest_at + age
    waiting = Waiting(stories, oldest_at, False, tuple([now] * sent), oldest_at - late, haste)
    for _ in range(5):
        planned = plan(preferences, waiting, now)
        if not isinstance(planned, Wait):
            break
        assert planned.until > now
        now = planned.until
    assert not isinstance(planned, Wait)
    is_held = bool(preferences.quiet and preferences.quiet.holds_back and is_quiet(preferences, now))
    assert haste is Haste.URGENT or not is_held
    assert preferences.paused_until is None or preferences.paused_until <= now
    assert isinstance(planned, TellOne) or stories > 1


@given(st.integers(1, 8), st.lists(st.tuples(st.floats(0, 300), st.integers(1, 12)), max_size=80))
def test_a_burst_is_told_soon_and_ever_more_rarely(burst: int, bursts: list[tuple[float, int]]) -> None:
    preferences, now, sent_at, owed = DeliveryPreferences(burst=burst), _NOW, list[datetime](), list[datetime]()
    for pause, stories in [*bursts, *[(600.0, 0)] * 3]:
        now += timedelta(seconds=pause)
        owed += [now] * stories
        while owed:
            planned = plan(
                preferences,
                Waiting(len(owed), owed[0], had_to_wait=False, sent_at=tuple(sent_at), published_at=owed[0]),
                now,
            )
            if isinstance(planned, Wait):
                break
            owed = owed[1:] if isinstance(planned, TellOne) else []
            sent_at.append(now)
    assert not owed
    for first, following in zip(sent_at, sent_at[burst + _DIGESTS :], strict=False):
        assert following - first >= BURST_WINDOW


def test_few_stories_go_one_by_one_and_many_as_a_digest() -> None:
    assert plan(DeliveryPreferences(), _waiting(6), _NOW) == TellOne()
    gathers = Gather(_NOW + GATHERED_FOR)
    assert plan(DeliveryPreferences(), _waiting(7), _NOW) == gathers
    assert plan(DeliveryPreferences(), _waiting(3, sent_at=4), _NOW) == gathers
    in_channel = replace(_waiting(7), kind=ChatKind.CHANNEL)
    assert isinstance(plan(DeliveryPreferences(), in_channel, _NOW), TellAll)
    assert plan(DeliveryPreferences(burst=7), _waiting(3, sent_at=4), _NOW) == TellOne()


def test_what_was_told_by_a_clock_that_was_ahead_holds_nothing_up() -> None:
    sent_at = (_NOW + timedelta(minutes=9), *[_NOW + timedelta(days=400)] * 20)
    assert (
        plan(DeliveryPreferences(), Waiting(1, _NOW, had_to_wait=False, sent_at=sent_at, published_at=_NOW), _NOW)
        == TellOne()
    )


def test_what_was_held_or_is_old_goes_together() -> None:
    assert isinstance(plan(DeliveryPreferences(), _waiting(2, had_to_wait=True), _NOW), TellAll)
    assert isinstance(plan(DeliveryPreferences(), _waiting(2, age=STALE_AFTER), _NOW), TellAll)
    assert plan(DeliveryPreferences(), _waiting(1, age=STALE_AFTER, had_to_wait=True), _NOW) == TellOne()


def test_what_was_published_long_ago_is_not_alone_and_goes_together() -> None:
    assert plan(DeliveryPreferences(), _waiting(1, published=LATE_AFTER), _NOW) == Wait(_NOW + timedelta(seconds=20))
    for stories, had_to_wait, planned in (
        (1, True, TellOne),
        (2, True, TellAll),
        (40, True, TellAll),
        (2, False, Gather),
    ):
        gathered = _waiting(stories, age=timedelta(seconds=20), had_to_wait=had_to_wait, published=LATE_AFTER)
        assert isinstance(plan(DeliveryPreferences(), gathered, _NOW), planned)


def test_a_card_grows_when_it_says_too_little_and_is_a_digest_in_its_time() -> None:
    until = _NOW + GATHERED_FOR

    def planned(stories: int, at: datetime) -> object:
        waiting = replace(_waiting(stories, had_to_wait=True), card=OpenCard(7, until))
        # What a person set in the meantime stops no card that stands already.
        return plan(DeliveryPreferences(paused_until=FOREVER), waiting, at)

    assert planned(7, _NOW) == Wait(_NOW + CARD_EDITED_EVERY)
    assert planned(7, until - timedelta(seconds=1)) == Wait(until)
    assert planned(8, _NOW) == Gather(until)
    assert isinstance(planned(0, until), TellAll)


def test_what_somebody_wants_one_by_one_comes_so_however_much_it_is() -> None:
    waiting = replace(_waiting(40, had_to_wait=True, sent_at=20, published=LATE_AFTER), one_by_one=True)
    assert plan(DeliveryPreferences(), waiting, _NOW) == TellOne()
    paused = DeliveryPreferences(paused_until=FOREVER)
    assert plan(paused, waiting, _NOW) == Wait(FOREVER)


def test_a_pause_without_an_end_has_none() -> None:
    paused = DeliveryPreferences(paused_until=FOREVER, quiet=QuietHours(time(1), time(2), holds_back=True))
    for haste in Haste:
        assert plan(paused, _waiting(haste=haste), _NOW) == Wait(FOREVER)


@pytest.mark.parametrize(
    ("haste", "opens"),
    [
        (Haste.URGENT, None),
        (Haste.AT_ONCE, "2026-03-01T14:30+00:00"),
        (Haste.HOURLY, "2026-03-01T14:30+00:00"),
        (Haste.DAILY, "2026-03-01T18:30+00:00"),
    ],
)
def test_each_waits_for_its_time_and_only_what_is_urgent_breaks_the_quiet_hours(
    haste: Haste, opens: str | None
) -> None:
    quiet = QuietHours(time(11), time(14, 30), holds_back=True)
    preferences = DeliveryPreferences(quiet=quiet, daily_at=time(18, 30))
    assert plan(preferences, _waiting(haste=haste), _NOW) == (TellOne() if opens is None else Wait(_at(opens)))


def test_what_is_urgent_goes_one_by_one_in_a_burst_too_but_together_after_a_wait() -> None:
    assert plan(DeliveryPreferences(), _waiting(9, sent_at=9, haste=Haste.URGENT), _NOW) == TellOne()
    held = _waiting(2, had_to_wait=True, haste=Haste.URGENT)
    assert isinstance(plan(DeliveryPreferences(), held, _NOW), TellAll)


def test_a_zone_that_the_world_has_given_up_counts_as_utc() -> None:
    assert zone_of(DeliveryPreferences("Mars/Olympus")) is UTC
