"""Very much news is offered in three ways; who is not asked gets an hourly digest, and is told so."""

import re
from datetime import timedelta

import pytest

from bot.delivery.breadth import GATHERED
from bot.model import AS_THE_CHAT, Manner, Rhythm, Subscription
from tests.handlers.conftest import Talk
from tests.handlers.test_archive import read

_SYLLABLES = ("бар", "вел", "гом", "дун", "жит", "зор", "кем", "лус")


async def _flooded(talk: Talk) -> None:
    """Over fifty stories a day mention oil, one of them in its title."""
    titles = [f"{first}{second}он {second}ет{first}" for first in _SYLLABLES for second in _SYLLABLES]
    apart = "{title}\n" + "{title}, и об этом много говорили. " * 12 + "\nВспомнили и о нефти."
    await read(talk, "Нефть подорожала", *titles, text=apart, apart=timedelta(minutes=1))


async def _only(talk: Talk) -> Subscription:
    (one,) = await talk.storage.subscriptions((await talk.known()).key)
    return one


@pytest.mark.parametrize(
    ("way", "said", "manner", "main_only"),
    [
        (0, "Сразу · только главное", AS_THE_CHAT, True),
        (1, "Раз в час, дайджестом", Manner(Rhythm.HOURLY), False),
        (2, "Сразу", Manner(Rhythm.AT_ONCE), False),
    ],
)
async def test_each_way_that_is_offered_subscribes(
    talk: Talk, way: int, said: str, manner: Manner, *, main_only: bool
) -> None:
    await _flooded(talk)
    await talk.chat.say("нефть")
    offer = await talk.chat.next_message()
    daily = re.search(
        r"Около (\d+) \w+ в день, из них 1 с этим словом в заголовке или начале. Как присылать", offer.text
    )
    assert daily is not None
    labels = [button.text for button in offer.buttons]
    assert labels[:3] == [
        "🎯 Только главное · 1 в день",
        "🗞 Дайджест раз в час",
        f"Всё сразу · {daily[1]} в день",
    ]
    await talk.chat.press(offer, labels[way])
    page = await talk.chat.next_edit(offer)
    assert page.text.startswith("✅ Слежу: нефть")
    assert said in page.text.splitlines()
    one = await _only(talk)
    assert (one.manner, one.main_only, one.silent) == (manner, main_only, False)


async def test_what_is_typed_becomes_a_digest_which_a_press_takes_back(talk: Talk) -> None:
    await _flooded(talk)
    await talk.chat.say("/add нефть")
    answer = await talk.chat.next_message()
    assert " в день, поэтому дайджест раз в час, без звука." in answer.text
    one = await _only(talk)
    assert (one.manner, one.silent) == (GATHERED, True)
    await talk.chat.press(answer, "Сразу")
    assert (await talk.chat.next_edit(answer)).text.startswith("✅ нефть\nСразу")
    one = await _only(talk)
    assert (one.manner, one.silent) == (Manner(Rhythm.AT_ONCE), False)


async def test_a_chat_that_has_another_rhythm_keeps_it(talk: Talk) -> None:
    await _flooded(talk)
    await talk.ask("/digest hourly")
    assert "поэтому дайджест" not in await talk.ask("/add нефть")
    assert (await _only(talk)).manner == AS_THE_CHAT


async def test_of_a_list_what_brings_very_much_becomes_a_digest_unless_its_line_says_otherwise(talk: Talk) -> None:
    await _flooded(talk)
    answer = await talk.ask("/add нефть\nнефть | газ 🔔 срочно\nРига")
    gathered, urgent, other = answer.splitlines()
    assert re.fullmatch(r"✅ Слежу: нефть · \d+ \w+ в день, поэтому дайджест раз в час \(иначе: /list\)", gathered)
    assert urgent == "✅ Слежу: нефть | газ · срочно"
    assert other == "✅ Слежу: Рига · только с большой буквы"
    chosen = [(one.manner, one.silent) for one in await talk.storage.subscriptions((await talk.known()).key)]
    assert chosen == [(GATHERED, True), (Manner(is_urgent=True), False), (AS_THE_CHAT, False)]
