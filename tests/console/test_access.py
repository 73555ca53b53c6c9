from datetime import timedelta

import pytest

from bot.console.access import BROWSER_KEPT, SESSION_LASTS, Access, Refusal
from bot.console.tries import PER_MINUTE, Tries, guesser_of
from tests.clock import SteppedClock

_TOKEN = "correct-horse-battery"


def _access(clock: SteppedClock) -> Access:
    return Access(_TOKEN, clock)


def test_five_guesses_a_minute_and_then_not_even_the_right_one_is_looked_at() -> None:
    clock = SteppedClock()
    access = _access(clock)
    waits = [access.refuse(f"wrong {number}", "1.2.3.4") for number in range(PER_MINUTE)]
    assert waits[: PER_MINUTE - 1] == [Refusal()] * (PER_MINUTE - 1)
    assert access.refuse(_TOKEN, "1.2.3.4") == Refusal(60.0)
    clock.move(seconds=59)
    assert access.refuse(_TOKEN, "1.2.3.4") == Refusal(1.0)
    clock.move(seconds=1)
    assert access.refuse(_TOKEN, "1.2.3.4") is None


def test_the_minute_slides() -> None:
    clock = SteppedClock()
    access = _access(clock)
    tried = 0
    for _ in range(600):  # ten minutes of guessing every second
        refusal = access.refuse("wrong", "1.2.3.4")
        tried += refusal == Refusal() or (refusal is not None and refusal.wait_s == 0)
        clock.move(seconds=1)
    assert tried <= 11 * PER_MINUTE


def test_right_tokens_are_not_counted_and_others_have_tries_of_their_own() -> None:
    access = _access(SteppedClock())
    assert [access.refuse(_TOKEN, "1.2.3.4") for _ in range(100)] == [None] * 100
    for _ in range(2 * PER_MINUTE):
        access.refuse("wrong", "6.6.6.6")
    assert access.refuse(_TOKEN, "1.2.3.4") is None


@pytest.mark.parametrize("given", ["", _TOKEN[:-1], f"{_TOKEN} ", _TOKEN.upper(), "ключ", "\udcff", "x" * 10_000])
def test_what_only_resembles_the_token_is_wrong(given: str) -> None:
    assert _access(SteppedClock()).refuse(given, "1.2.3.4") == Refusal()


def test_a_session_ends_by_itself_and_by_signing_out_and_others_stay() -> None:
    clock = SteppedClock()
    access = _access(clock)
    first, second = access.begin_session(), access.begin_session()
    assert first != second
    assert access.has_session(first)
    access.end_session(first)
    assert not access.has_session(first)
    clock.move(seconds=SESSION_LASTS.total_seconds() - 1)
    assert access.has_session(second)
    clock.move(seconds=1)
    assert not access.has_session(second)


def test_sessions_of_another_run_are_nobodys() -> None:
    clock = SteppedClock()
    assert not _access(clock).has_session(_access(clock).begin_session())


def test_whoever_signed_in_before_is_not_locked_out_by_strangers_with_the_same_address() -> None:
    clock = SteppedClock()
    access = _access(clock)
    secret = access.begin_session()
    clock.move(seconds=(SESSION_LASTS + timedelta(hours=1)).total_seconds())
    for _ in range(2 * PER_MINUTE):
        access.refuse("wrong", access.guesser(None, "127.0.0.1"))
    assert access.refuse(_TOKEN, access.guesser("made up", "127.0.0.1")) == Refusal(60.0)
    assert access.refuse(_TOKEN, access.guesser(secret, "127.0.0.1")) is None
    for _ in range(PER_MINUTE):
        access.refuse("wrong", access.guesser(secret, "127.0.0.1"))
    assert access.refuse(_TOKEN, access.guesser(secret, "127.0.0.1")) == Refusal(60.0)
    clock.move(seconds=BROWSER_KEPT.total_seconds())
    assert access.guesser(secret, "127.0.0.1") == "127.0.0.1"


def test_few_sessions_are_kept_and_the_latest() -> None:
    clock = SteppedClock()
    access = _access(clock)
    secrets = []
    for _ in range(200):
        secrets.append(access.begin_session())
        clock.move(seconds=1)
    assert [access.has_session(secret) for secret in secrets].count(True) == 64
    assert access.has_session(secrets[-1])


def test_guessers_are_addresses_and_all_of_a_network_of_ipv6_is_one() -> None:
    assert guesser_of("192.0.2.1") == guesser_of("::ffff:192.0.2.1") != guesser_of("192.0.2.2")
    assert guesser_of("2001:db8::1") == guesser_of("2001:db8::ffff:1%eth0") != guesser_of("2001:db8:0:1::1")
    assert guesser_of("") == guesser_of("garbage")


def test_very_many_guessers_take_no_more_room_and_share_what_is_left() -> None:
    clock, tries = SteppedClock(), Tries()
    for number in range(5_000):
        tries.note_wrong(f"guesser {number}", clock.now())
    assert len(tries._wrong_at) <= 4_097
    assert tries.wait_s("guesser 4999", clock.now()) > 0
    assert tries.wait_s("guesser 1", clock.now()) == 0
    clock.move(seconds=61)
    tries.note_wrong("anybody", clock.now())
    assert len(tries._wrong_at) == 1
