"""What the judge of `benchmarks.chaos` accepts, and what it does not."""

from collections.abc import Collection

import pytest

from benchmarks.chaos_judge import Command, Played, Restore, judge
from tests.botapi import Record
from tests.botapi.journal import Call


def _sent(chat: int, at: float, story: int) -> Call:
    params = {"chat_id": str(chat), "text": f'<a href="https://courier.example/news-{story}">Новость</a>'}
    return Call(0, at, "sendMessage", params, answered_at=at + 0.1, ok=True, stored=(chat, 1))


@pytest.mark.parametrize(
    ("killed_at", "left", "unexcused"),
    [(10.3, (), 0), (12.0, (), 1), (12.0, (2,), 1), (12.0, (1, 2), 0), (30.0, (1,), 1)],
)
def test_a_repetition_is_excused_by_a_kill_only_if_the_message_was_under_way(
    killed_at: float, left: Collection[int], unexcused: int
) -> None:
    record = Record((_sent(1, 10, 0), _sent(1, 40, 0)))
    verdict = judge(record, Played([1], 1, [], {}, {killed_at: left}, 0))
    assert (verdict.lost, verdict.repeated, verdict.unexcused) == (0, 1, unexcused)


def test_the_card_of_a_burst_tells_its_stories_when_it_becomes_the_digest() -> None:
    card = Call(0, 10, "sendMessage", {"chat_id": "1", "text": "⚡ 2"}, answered_at=10.1, ok=True, stored=(1, 1))
    told = {"chat_id": "1", "text": "🗞 " + "".join(_sent(1, 50, story).params["text"] for story in range(2))}
    digest = Call(0, 50, "editMessageText", told, answered_at=50.1, ok=True)
    verdict = judge(Record((card, digest, digest)), Played([1], 2, [], {}, {}, 0))
    assert (verdict.lost, verdict.repeated, verdict.reordered) == (0, 0, 0)


def test_an_outage_puts_off_what_is_recorded() -> None:
    record = Record((_sent(1, 10, 0), _sent(1, 40, 0)))
    played = Played([1], 1, [], {}, {24.0: ()}, 0, outages=[(5, 20)])
    assert judge(record, played).unexcused == 0


def test_a_chat_is_silent_from_when_the_fault_is_over_until_it_hears() -> None:
    record = Record((_sent(1, 2, 0), _sent(1, 25, 1), _sent(2, 2, 0), _sent(2, 32, 1)))
    played = Played([1, 2], 2, [], {}, {}, 0, published=[1, 14], outages=[(10, 20)])
    assert judge(record, played).silent_s == pytest.approx(12.1)
    played = Played([1, 2], 2, [], {}, {30: ()}, 0, published=[1, 14], outages=[(10, 20)], away=[(1, 19, 24)])
    assert judge(record, played).silent_s == pytest.approx(2.1)


@pytest.mark.parametrize(
    ("told_at", "again_at", "under_way", "unexcused"),
    [
        (15, [40], (), 0),
        (15, [40, 50], (), 1),
        (5, [40], (), 1),
        (5, [40], (1,), 0),
        (31, [40], (), 1),
        (15, [20], (), 1),
    ],
)
def test_what_was_told_after_a_backup_may_be_told_again_once_after_its_restore(
    told_at: float, again_at: Collection[float], under_way: Collection[int], unexcused: int
) -> None:
    record = Record((_sent(1, told_at, 0), *(_sent(1, at, 0) for at in again_at)))
    verdict = judge(record, Played([1], 1, [], {}, {}, 0, restores=[Restore(10, 30, under_way)]))
    assert (verdict.lost, verdict.unexcused) == (0, unexcused)


def test_a_command_after_a_backup_is_forgotten_by_its_restore_and_no_other_is() -> None:
    commands = [Command(1, at, f"answer {at}") for at in (-5.0, 20.0, 35.0)]
    verdict = judge(Record(()), Played([1], 0, commands, {}, {}, 0, restores=[Restore(10, 30, ())]))
    assert (verdict.commands_lost, verdict.commands_forgotten) == (2, 1)
