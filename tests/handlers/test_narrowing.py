"""«Не по теме» under a notification."""

import re

import pytest

from bot.delivery.owing import owe
from bot.model import ChatKind, Language
from bot.runtime.clock import SystemClock
from handlers.narrowing_pages import Offered
from tests.botapi import Message
from tests.handlers.conftest import Talk
from tests.handlers.test_archive import read
from tests.handlers.test_stories import send_next

_TITLES = [
    "Санкции против банков расширили",
    "Новые санкции ударили по экспорту нефти",
    "Сенат обсудил санкции против порта",
    "Санкции отложили до весны из-за спора послов",
    "Суд снял санкции с завода",
    "Министр назвал санкции бесполезными",
    "Футбольный клуб попал под санкции союза",
    "Хоккей без санкций: лига вернула сборную",
]
_TEXT = "{title}. Об этом рассказали в ведомстве."


async def _told(talk: Talk, *queries: str, text: str = _TEXT) -> Message:
    """The notification about the last of these, after the others are archived."""
    await read(talk, *_TITLES[:-1], text=text)
    await talk.ask("/add " + "\n".join(queries or ["санкции"]))
    if len(queries) < 2:  # the first alert of a subscription comes a second later
        assert "Так это будет выглядеть" in (await send_next(talk, in_s=2)).text
    await read(talk, _TITLES[-1], text=text, before=len(_TITLES))
    while await talk.storage.fan_out(SystemClock().now(), 10, owe):
        pass
    return await send_next(talk, in_s=4)


def _labels(message: Message) -> list[str]:
    return [button.text for button in message.buttons]


async def _pressed(talk: Talk, message: Message, *labels: str) -> Message:
    for label in labels:
        await talk.chat.press(message, label)
        message = await talk.chat.next_edit(message)
    return message


async def test_a_word_is_excluded_with_a_tap_and_back_with_another(talk: Talk) -> None:
    message = await _told(talk)
    text = message.text
    assert _labels(message) == ["Почему?", "Не по теме", "🔇 Хватит"]
    offered = await _pressed(talk, message, "Не по теме")
    assert offered.text == text
    labels = _labels(offered)
    (hockey,) = [label for label in labels if label.startswith("− хоккей")]
    assert labels[-2:] == ["🔤 Формы слов", "← Назад"]
    (source,) = [label for label in labels if label.startswith("− источник «Вестник» · ")]
    found = source.rpartition(" ")[2]
    assert not any("санкци" in label for label in labels)
    done = await _pressed(talk, offered, hockey)
    assert done.text == text
    count = hockey.rpartition(" ")[2]
    assert _labels(done) == [f"✅ Без «хоккей»: убрало бы {count} из {found}", "↩ Вернуть", "← Готово"]
    (one,) = await talk.storage.subscriptions((await talk.known()).key)
    assert [excluded.query for excluded in one.exclusions] == ["хоккей"]
    assert "Без слов: хоккей" in await talk.ask("/list 1")
    assert not (await (await talk.chat.press(done, "✅")).answered())["text"]
    again = await _pressed(talk, done, "↩ Вернуть")
    assert _labels(again) == labels
    (one,) = await talk.storage.subscriptions((await talk.known()).key)
    assert not one.exclusions
    assert _labels(await _pressed(talk, again, "← Назад")) == ["Почему?", "Не по теме", "🔇 Хватит"]


async def test_the_source_is_excluded_and_the_forms_are_shown_in_place(talk: Talk) -> None:
    message = await _told(talk)
    text = message.text
    forms = await _pressed(talk, message, "Не по теме", "🔤")
    assert "санкциям" in forms.text
    news = await _pressed(talk, forms, "← К новости")
    assert news.text == text
    done = await _pressed(talk, news, "Не по теме", "− источник")
    assert re.fullmatch(r"✅ Без «Вестник»: убрало бы (\d) из \1", _labels(done)[0])
    assert "Без источников: Вестник" in await talk.ask("/list 1")


async def test_only_the_main_things_is_the_first_choice(talk: Talk) -> None:
    below = "{title}.\n" + "Дальше говорили о другом. " * 20 + "\nТак решило ведомство."
    offered = await _pressed(talk, await _told(talk, "ведомство", text=below), "Не по теме")
    assert re.fullmatch(r"🎯 Только главное · убрало бы (\d) из \1", _labels(offered)[0])
    done = await _pressed(talk, offered, "🎯")
    assert re.fullmatch(r"✅ Только главное: убрало бы (\d) из \1", _labels(done)[0])
    assert "только главное" in await talk.ask("/list 1")
    assert _labels(await _pressed(talk, done, "↩ Вернуть")) == _labels(offered)
    assert "только главное" not in await talk.ask("/list 1")


async def test_of_several_subscriptions_one_is_chosen(talk: Talk) -> None:
    message = await _told(talk, "санкции", "лига")
    which = await _pressed(talk, message, "Не по теме")
    assert _labels(which) == ["санкции", "лига", "← Назад"]
    offered = await _pressed(talk, which, "лига")
    await _pressed(talk, offered, "− источник")
    first, second = await talk.storage.subscriptions((await talk.known()).key)
    assert (len(first.exclusions), len(second.exclusions)) == (0, 1)


async def test_what_is_gone_or_somebody_elses_changes_nothing(talk: Talk) -> None:
    message = await _told(talk)
    offered = await _pressed(talk, message, "Не по теме")
    cut = next(button.data for button in offered.buttons if button.text.startswith("− источник"))
    assert cut is not None
    there = talk.api.private(talk.api.person("Boris", language_code="ru"))
    await there.say("/add санкции")
    theirs = await there.next_message()
    for data in (cut, cut.replace("cut", "main"), cut.replace("cut", "undo"), cut.replace("cut", "forms")):
        await (await there.forge(theirs, data)).answered()
    assert not (await talk.storage.subscriptions((await talk.known()).key))[0].exclusions
    forged = await talk.chat.forge(offered, cut[: cut.rindex(":")] + ":99")
    assert (await forged.answered())["text"] == "Кнопка устарела, обновил."
    await talk.ask("/remove 1")
    press = await talk.chat.press(message, "Почему?" if "Почему?" in _labels(message) else "← Назад")
    await press.answered()
    press = await talk.chat.forge(message, cut)
    assert (await press.answered())["text"] == "Кнопка устарела, обновил."


@pytest.mark.parametrize("kept", ["нефть", "7", "[1, 2, 3]", "[" * 4_000, '{"a": 1}'])
def test_another_kept_text_is_no_offer(kept: str) -> None:
    assert Offered.read(kept) is None


async def test_in_a_group_only_administrators_narrow(talk: Talk) -> None:
    boris = talk.api.person("Boris")
    group = talk.api.supergroup("Редакция", talk.anna, boris)
    await group.say("/add@dozor_test_bot санкции", by=talk.anna)
    added = await group.next_message()
    chat = await talk.storage.see_chat(group.id, ChatKind.SUPERGROUP, "Редакция", Language.RUSSIAN, SystemClock().now())
    assert (await talk.storage.subscriptions(chat.key))[0].exclusions == ()
    press = await group.forge(added, "story:narrow:1:1", by=boris)
    assert "администраторы" in (await press.answered())["text"]


@pytest.mark.parametrize("language", Language)
async def test_its_labels_fit_in_every_language(talk: Talk, language: Language) -> None:
    message = await _told(talk)
    await talk.ask(f"/language {language}")
    offered = await _pressed(talk, message, "Не по теме")
    assert all(len(label) <= 36 for label in _labels(offered))
    done = await _pressed(talk, offered, "−" + _labels(offered)[0].partition("−")[2])
    assert all(len(label) <= 38 for label in _labels(done))
