"""The machine's clock leaps while the program runs, or between two runs: nothing is lost, repeated or put off."""

from collections import Counter
from datetime import timedelta

import pytest

from tests.end_to_end.outlets import Outlet, Piece
from tests.end_to_end.program import until
from tests.end_to_end.scene import SOON_S, Scene

_RIGHT = timedelta(0)
_EVENTS = {
    "baseline": "урожай пшеницы вырос втрое",
    "before": "шторм повредил маяк порта",
    "wrong-1": "театр открыл новый сезон",
    "wrong-2": "суд отменил налог завода",
    "wrong-3": "музей нашёл старинную карту",
    "after": "поезд застрял среди снега",
    "later": "школа получила спутник учёных",
}
"""What has nothing to do with one another, so that each is a story."""
_LOOKED_S = 60.0

_DAY = timedelta(days=1)


def _news(outlet: Outlet, slug: str) -> Piece:
    event = _EVENTS[slug]
    return outlet.piece(slug, event.capitalize(), f"Участники коалиции желающих узнали, что {event}.")


async def _watched(scene: Scene) -> Outlet:
    outlet = scene.outlets.open("vestnik")
    outlet.publish(_news(outlet, "baseline"))
    await scene.watch(outlet)
    await scene.subscribe()
    return outlet


def _times_told(scene: Scene, outlet: Outlet) -> Counter[str]:
    """How often each event was told, by itself or in a digest; the baseline is only shown with the subscription."""
    return Counter(
        slug
        for message in scene.chat.messages
        for slug in _EVENTS
        if slug != "baseline" and f'"{outlet.site}{slug}"' in message.html
    )


async def _told(scene: Scene, outlet: Outlet, *slugs: str) -> None:
    """Wait until these, and nothing else, were told, each once."""
    try:
        await until(lambda: _times_told(scene, outlet) == Counter(slugs), _LOOKED_S, "not everything was told")
    except TimeoutError:
        pytest.fail(f"told: {_times_told(scene, outlet)}; the program says: {scene.program.said()[-3_000:]}")


async def _answers(scene: Scene) -> None:
    answers = [message for message in scene.chat.messages if "Дозор" in message.text]
    await scene.chat.say("/start")
    await until(
        lambda: sum("Дозор" in message.text for message in scene.chat.messages) > len(answers), SOON_S, "no answer"
    )


@pytest.mark.parametrize("ahead", [_DAY, -_DAY, 400 * _DAY], ids=str)
async def test_news_and_answers_go_on_while_the_clock_is_wrong_and_when_it_is_right_again(
    scene: Scene, ahead: timedelta
) -> None:
    await scene.start()
    outlet = await _watched(scene)
    outlet.publish(_news(outlet, "before"))
    await _told(scene, outlet, "before")
    scene.program.set_clock(ahead)
    for slug in ("wrong-1", "wrong-2", "wrong-3"):
        outlet.publish(_news(outlet, slug))
        await outlet.read(_LOOKED_S)
    await _told(scene, outlet, "before", "wrong-1", "wrong-2", "wrong-3")
    await _answers(scene)
    scene.program.set_clock(_RIGHT)
    outlet.publish(_news(outlet, "after"))
    await _told(scene, outlet, "before", "wrong-1", "wrong-2", "wrong-3", "after")
    await _answers(scene)
    await scene.program.stop()
    await scene.start()
    outlet.publish(_news(outlet, "later"))
    await _told(scene, outlet, "before", "wrong-1", "wrong-2", "wrong-3", "after", "later")


@pytest.mark.parametrize("ahead", [_DAY, -_DAY], ids=str)
async def test_a_run_that_begins_with_a_right_clock_goes_on_where_one_with_a_wrong_clock_was_killed(
    scene: Scene, ahead: timedelta
) -> None:
    scene.program.set_clock(ahead)
    await scene.start()
    outlet = await _watched(scene)
    outlet.publish(_news(outlet, "wrong-1"))
    await _told(scene, outlet, "wrong-1")
    await outlet.read()  # what was told is recorded by then
    await scene.program.kill()
    scene.program.set_clock(_RIGHT)
    await scene.start()
    outlet.publish(_news(outlet, "after"))
    await _told(scene, outlet, "wrong-1", "after")
    await _answers(scene)


async def test_a_clock_that_is_set_right_soon_after_the_start_puts_nothing_off(scene: Scene) -> None:
    scene.program.set_clock(timedelta(minutes=40))
    await scene.start()
    outlet = await _watched(scene)
    outlet.publish(_news(outlet, "wrong-1"))
    await _told(scene, outlet, "wrong-1")
    scene.program.set_clock(_RIGHT)
    outlet.publish(_news(outlet, "after"))
    await _told(scene, outlet, "wrong-1", "after")
    await until(lambda: "the clock" in scene.program.said(), SOON_S, "nothing is said of the clock")
    said = [line for line in scene.program.said().splitlines() if "bot.runtime.clock_watch" in line]
    assert len(said) == 1, said
