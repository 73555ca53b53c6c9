"""What happens in the program is counted, under labels that are all known before."""

from datetime import timedelta
from inspect import getmembers, isfunction

import pytest
from prometheus_client import CollectorRegistry

from bot.console.meter import PrometheusMeter
from bot.model import Haste, PageOutcome
from bot.ports import Meter
from bot.ports.meter import MessageAction, MessageOutcome, PollOutcome


def _samples(registry: CollectorRegistry) -> dict[tuple[str, tuple[str, ...]], float]:
    return {
        (sample.name, tuple(sample.labels.values())): sample.value
        for metric in registry.collect()
        for sample in metric.samples
        if not sample.name.endswith("_created")
    }


@pytest.fixture
def registry() -> CollectorRegistry:
    return CollectorRegistry()


@pytest.fixture
def meter(registry: CollectorRegistry) -> PrometheusMeter:
    return PrometheusMeter(registry)


def _measure_everything(meter: Meter) -> None:
    for poll in PollOutcome:
        meter.polled(poll, 0.3)
    meter.recorded(news=2, archived=3, edited=1)
    for page in (*PageOutcome, None):
        meter.read_page(page)
    meter.matched(4, 0.02)
    meter.matched(0, 0.01)
    meter.grouped(met=True)
    meter.grouped(met=False)
    meter.owed(7)
    for action in MessageAction:
        for outcome in MessageOutcome:
            meter.messaged(action, outcome)
    for haste in Haste:
        meter.told(haste, timedelta(minutes=5), timedelta(seconds=-1))
    meter.asked_to_wait(5)
    meter.received(9)
    meter.transacted(12, 0.04)
    meter.lagged(0.002)


def test_all_series_are_there_before_anything_happens(registry: CollectorRegistry, meter: PrometheusMeter) -> None:
    at_first = _samples(registry)
    assert set(at_first.values()) == {0.0}
    _measure_everything(meter)
    assert _samples(registry).keys() == at_first.keys(), "a rate over a series that appears misses its first count"
    assert all(value > 0 for (name, _), value in _samples(registry).items() if name.endswith(("_total", "_count")))


def test_a_meter_that_counts_overrides_every_method() -> None:
    silent, counting = (
        {name for name, _ in getmembers(kind, isfunction) if not name.startswith("_")}
        for kind in (Meter, PrometheusMeter)
    )
    assert silent == counting
    assert all(getattr(PrometheusMeter, name) is not getattr(Meter, name) for name in silent)
    _measure_everything(Meter())


def test_counts_stand_under_their_labels(registry: CollectorRegistry, meter: PrometheusMeter) -> None:
    _measure_everything(meter)
    found = _samples(registry)
    assert found["dozor_articles_recorded_total", ("archived",)] == 3
    assert found["dozor_pages_read_total", ("again",)] == 1
    assert found["dozor_match_seconds_count", ()] == 4, "one for each article"
    assert found["dozor_match_seconds_sum", ()] == pytest.approx(0.02)
    assert found["dozor_messages_total", ("edit", "rate-limited")] == 1
    assert found["dozor_told_after_publication_seconds_sum", ("daily",)] == 300
    assert found["dozor_told_after_sighting_seconds_sum", ("urgent",)] == 0, "a clock that was set back"
    assert found["dozor_database_writes_total", ()] == 12
