"""What the soak benchmark calls a leak."""

from random import Random

import pytest

from benchmarks.soak_figures import Sample, fit, trends


def _samples(memory: float, slope: float, noise: float) -> list[Sample]:
    random = Random(1)
    made = []
    for number in range(400):
        day = number / 40
        made.append(Sample(day, memory + slope * day + random.gauss(0, noise), 100, 30, 5, 20.0, 20.0, 16.0, 0.1, 0.01))
    return made


@pytest.mark.parametrize(("slope", "verdict"), [(0.0, "flat"), (0.5, "flat"), (4.0, "grows"), (-4.0, "flat")])
def test_what_grows_for_certain_by_over_a_hundredth_a_day_is_a_leak(slope: float, verdict: str) -> None:
    memory, *_ = trends(_samples(200.0, slope, noise=3.0), warm_up=3.0)
    assert memory.verdict == verdict
    assert abs(memory.slope - slope) < memory.margin * 2


def test_what_varies_too_much_is_not_called_flat_without_a_word() -> None:
    memory, *_ = trends(_samples(200.0, 0.0, noise=200.0), warm_up=3.0)
    assert memory.verdict == "flat, as far as can be told"


def test_the_interval_is_that_of_students_t() -> None:
    slope, margin = fit([(0, 1), (1, 3), (2, 2), (3, 5), (4, 4)])
    assert slope == pytest.approx(0.8)
    assert margin == pytest.approx(3.182 * 0.34641, rel=0.01)  # from tables, with three degrees of freedom
    assert fit([(0, 1), (1, 2), (2, 3)]) == (0.0, float("inf"))
