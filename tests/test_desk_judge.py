"""What the judge of `benchmarks.desk` accepts, and what it does not."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import pytest

from benchmarks.desk_cards import Outcome, Stage, outcome_of, read_card
from benchmarks.desk_judge import Played, Pressed, Verdict, Wrote, judge
from tests.botapi import Record
from tests.botapi.journal import Call

_DESK, _CHANNEL = -10, -20
_LINK = '<b><a href="https://courier.example/news-7">Заголовок</a></b>\nСуть.'
_OFFERED = "→ <b>Оборона</b> · 1 источник"
_POSTED = '✅ 18:44 · Анна · <a href="https://t.me/c/20/5">открыть</a>'
_PLAYED = Played({_DESK: _CHANNEL}, {7: _CHANNEL}, ("Анна", "Борис"), unticked=("hidden", "Тайник"))


def _call(at: float, method: str, where: tuple[int, int], text: str = "", data: str = "", **fields: Any) -> Call:  # noqa: ANN401  fields of Call
    params: dict[str, Any] = {"chat_id": str(where[0]), "message_id": str(where[1]), "text": text}
    if data:
        params["reply_markup"] = json.dumps({"inline_keyboard": [[{"text": "x", "callback_data": data}]]})
    call = Call(0, at, method, params, answered_at=at + 0.1, ok=True, stored=where)
    return replace(call, **fields)


def _card(at: float, last: str, data: str = "") -> Call:
    method = "sendMessage" if at <= 1 else "editMessageText"
    return _call(at, method, (_DESK, 3), f"{_LINK}\n\n{last}", data)


def _post(at: float = 40, message: int = 5, text: str = _LINK, **fields: Any) -> Call:  # noqa: ANN401  fields of Call
    return _call(at, "sendMessage", (_CHANNEL, message), text, **fields)


def _pressed(at: float, label: str = "✅ Опубликовать", data: str = "a", by: str = "Анна") -> Pressed:
    return Pressed(f"{by} {at}", at, by, _DESK, 3, label, data)


def _toast(press: Pressed, text: str = "", after_s: float = 0.1, **fields: Any) -> Call:  # noqa: ANN401  fields of Call
    params = {"callback_query_id": press.id, "text": text}
    call = Call(0, press.at, "answerCallbackQuery", params, answered_at=press.at + after_s, ok=True)
    return replace(call, **fields)


def _judged(*calls: Call, presses: Sequence[Pressed] = (), **played: Any) -> Verdict:  # noqa: ANN401  fields of Played
    return judge(Record(calls), replace(_PLAYED, presses=presses, **played))


def _faults(verdict: Verdict) -> Mapping[str, int]:
    """What the verdict finds wrong, and how often."""
    counts = {
        "unexcused": verdict.unexcused,
        "silent": verdict.silent,
        "missing": len(verdict.missing),
        "untrue": len(verdict.untrue),
        "unticked": len(verdict.unticked),
        "stale": len(verdict.stale),
        "without_effect": len(verdict.without_effect),
    }
    return {name: count for name, count in counts.items() if count}


def test_a_story_that_is_approved_and_posted_once_is_as_it_should_be() -> None:
    press = _pressed(10)
    due = _card(11, "✅ Анна: выйдет в 18:44")
    verdict = _judged(_card(1, _OFFERED, "a"), _toast(press), due, _post(), _card(41, _POSTED), presses=[press])
    assert _faults(verdict) == {}
    assert (verdict.cards, verdict.posts, verdict.repeated, verdict.outcomes) == (1, 1, 0, {"done": 1})
    assert verdict.wait_p95_s == pytest.approx(0.1)


def test_what_was_approved_and_never_came_is_missing() -> None:
    press, cancel = _pressed(10), _pressed(12, "✖️ Отменить", by="Борис")
    calls = (_card(1, _OFFERED, "a"), _toast(press), _card(11, "✅ Анна: выйдет в 18:44", "a"))
    assert _faults(_judged(*calls, presses=[press])) == {"missing": 1, "untrue": 1}
    undone = (*calls, _toast(cancel), _card(13, _OFFERED))
    assert _faults(_judged(*undone, presses=[press, cancel])) == {}
    assert _faults(_judged()) == {"missing": 1}, "a story that never came to its desk"
    preview = _call(50, "editMessageText", (_DESK, 3), _LINK)
    assert _faults(_judged(_card(1, _OFFERED, "a"), preview)) == {}, "a card whose post somebody looks at"


@pytest.mark.parametrize(
    ("fields", "kills", "unexcused"),
    [
        ({}, {}, 1),
        ({"fault": "reset"}, {}, 0),
        ({"heard": False}, {}, 0),
        ({}, {40.3: ()}, 0),
        ({}, {44.0: ()}, 1),
        ({}, {44.0: (_CHANNEL,)}, 0),
    ],
)
def test_a_repeated_post_is_excused_only_if_the_first_was_under_way(
    fields: Mapping[str, Any], kills: Mapping[float, Sequence[int]], unexcused: int
) -> None:
    verdict = _judged(_card(1, _POSTED), _post(**fields), _post(60, 6), kills=kills)
    assert (verdict.repeated, verdict.unexcused) == (1, unexcused)


@pytest.mark.parametrize(
    ("last", "posts", "untrue"),
    [
        (_POSTED, [5], 0),
        (_POSTED, [], 1),
        (_POSTED, [6], 1),
        (_POSTED.replace("Анна", "администратор"), [5], 1),
        (_OFFERED, [], 0),
        (_OFFERED, [5], 1),
        ("✖️ Нет · Борис, 18:45", [5], 1),
        ("✅ Анна: выйдет в 18:44", [], 1),
        ("🕐 Завтра в 9:00 · Анна", [], 0),
    ],
)
def test_a_card_says_at_the_end_what_is_so(last: str, posts: Sequence[int], untrue: int) -> None:
    calls = (_card(1, last), *(_post(message=one) for one in posts))
    assert len(_judged(*calls).untrue) == untrue


def test_a_card_shows_the_post_as_it_stands_and_knows_when_it_was_deleted() -> None:
    other = _call(50, "editMessageText", (_CHANNEL, 5), f"{_LINK}\nИ ещё.")
    assert _faults(_judged(_card(1, _POSTED), _post(), other)) == {"untrue": 1}
    gone = _call(50, "deleteMessage", (_CHANNEL, 5))
    assert _faults(_judged(_card(1, _POSTED), _post(), gone)) == {"untrue": 1}
    assert _faults(_judged(_card(1, "🗑 Удалено · Анна, 18:50"), _post(), gone)) == {}


@pytest.mark.parametrize(
    "text",
    [f"{_LINK}\nещё <a href='https://hidden.example/news-7'>X</a>", f"{_LINK} Тайник", f"{_LINK}\n(Тайник)"],
)
def test_nothing_of_an_unticked_source_may_ever_have_stood(text: str) -> None:
    edit = _call(45, "editMessageText", (_CHANNEL, 5), text)
    back = _call(50, "editMessageText", (_CHANNEL, 5), _LINK)
    assert _faults(_judged(_card(1, _POSTED), _post(), edit, back)) == {"unticked": 1}


def test_only_a_person_makes_a_button_stale() -> None:
    press, stale = _pressed(20, data="b"), "Карточка изменилась, посмотрите ещё раз"
    calls = [_card(1, _OFFERED, "a"), _card(15, _OFFERED, "b"), _toast(press, stale)]
    assert _faults(_judged(*calls, presses=[press])) == {"stale": 1}
    other = _pressed(19, "✖️ Нет", "b", "Борис")
    assert _faults(_judged(*calls, _toast(other), _card(21, _OFFERED), presses=[press, other])) == {}
    before = _pressed(5, "✖️ Нет", "a", "Борис")
    judged = _judged(*calls, _toast(before), presses=[press, before])
    assert _faults(judged) == {"stale": 1}, "what the button was shown after"
    assert _faults(_judged(*calls, presses=[press], replies=[Wrote(18, "Борис", _DESK, 3)])) == {}
    old = _pressed(20, data="a")
    judged = _judged(*calls[:2], _toast(old, stale), presses=[old])
    assert _faults(judged) == {}, "a button of an earlier card, or a forged one"


def test_a_press_shows_what_it_did_or_says_who_was_first() -> None:
    press = _pressed(20, "✖️ Нет")
    calls = [_card(1, _OFFERED, "a")]
    assert _faults(_judged(*calls, _toast(press), presses=[press])) == {"without_effect": 1}
    assert _faults(_judged(*calls, _toast(press), _card(30, "✖️ Нет · Анна, 18:45"), presses=[press])) == {}
    named = _toast(press, "Уже опубликовано: Борис, 18:44")
    assert _faults(_judged(*calls, named, presses=[press])) == {}
    prompt = _call(21, "sendMessage", (_DESK, 4), "Анна, ответьте")
    prompt = replace(prompt, params=prompt.params | {"reply_parameters": json.dumps({"message_id": 3})})
    assert _faults(_judged(*calls, _toast(press), prompt, presses=[press])) == {}


def test_rights_are_as_they_are() -> None:
    one, other = _pressed(20, "✅ Опубликовать"), _pressed(60, "✅ Опубликовать", by="Борис")
    calls = [_card(1, _OFFERED, "a"), _toast(one, "У вас нет права публиковать в «Оборона»"), _toast(other)]
    calls += [_post(70), _card(71, _POSTED)]
    verdict = _judged(*calls, presses=[one, other], never={"Борис": "✅"})
    assert (len(verdict.barred), len(verdict.unentitled)) == (1, 1)
    verdict = _judged(*calls, presses=[one, other], sometimes={"Анна": "✅|🗑"})
    assert (len(verdict.barred), len(verdict.unentitled)) == (0, 0)
    forged = replace(other, is_forged=True)
    assert len(_judged(*calls, presses=[forged]).unentitled) == 1, "of a card of another desk"


def test_a_question_about_a_card_is_a_part_of_it() -> None:
    press = replace(_pressed(20, "Оставить", "u"), message=4)
    asked = _call(10, "sendMessage", (_DESK, 4), "Заголовок изменили.", "u")
    asked = replace(asked, params=asked.params | {"reply_parameters": json.dumps({"message_id": 3})})
    calls = [_card(1, _OFFERED, "a"), asked, _toast(press)]
    assert _faults(_judged(*calls, presses=[press])) == {"without_effect": 1}
    assert _faults(_judged(*calls, _card(25, _OFFERED), presses=[press])) == {}
    unnamed = _toast(press, "Уже отклонено, 18:44")
    assert _faults(_judged(*calls[:2], unnamed, _card(25, _OFFERED), presses=[press])) == {"without_effect": 1}


def test_silence_is_excused_by_a_kill_or_by_a_try() -> None:
    press = _pressed(20, "⋯")
    calls = [_card(1, _OFFERED, "a")]
    assert _faults(_judged(*calls, presses=[press])) == {"silent": 1}
    assert _faults(_judged(*calls, presses=[press], kills={21.0: ()})) == {}
    cut_off = _toast(press, fault="reset", ok=False)
    assert _faults(_judged(*calls, cut_off, _card(22, _OFFERED), presses=[press])) == {}


def test_waits_are_those_without_a_kill() -> None:
    presses = [_pressed(at, "⋯") for at in (20, 21, 30)]
    calls = [_card(1, _OFFERED, "a"), *map(_toast, presses, ("",) * 3, (0.2, 0.4, 9.0)), _card(40, _OFFERED)]
    verdict = _judged(*calls, presses=presses, kills={35.0: ()})
    assert (verdict.wait_p50_s, verdict.wait_p95_s) == pytest.approx((0.4, 0.4))


@pytest.mark.parametrize(
    ("last", "stage"),
    [
        (_OFFERED, Stage.OFFERED),
        ("✏️ Меняет текст: Борис, до 18:54", Stage.EDITED),
        ("→ <b>Оборона</b> · когда?", Stage.CHOOSING),
        ("🕐 Завтра в 9:00 · Аня", Stage.SCHEDULED),
        ("✅ 1 из 2 · Аня", Stage.HALF),
        ("✅ Аня: выйдет в 18:44", Stage.DUE),
        (
            '✅ <tg-time unix="1" format="t">18:44</tg-time> · Аня · <a href="https://t.me/c/2/9">открыть</a>',
            Stage.POSTED,
        ),
        ("✖️ Нет · Борис, 18:45", Stage.REFUSED),
        ("⌛ За 6 часов никто не решил", Stage.LAPSED),
        (f"{_OFFERED}\n⚠️ Похоже на рекламу: «erid»", Stage.OFFERED),
        ("🗑 Удалено · Анна, 18:50", Stage.DELETED),
    ],
)
def test_the_last_line_of_a_card_is_read(last: str, stage: Stage) -> None:
    card = read_card(f"{_LINK}\n\n{last}")
    assert card is not None
    assert (card.story, card.stage, card.post) == (7, stage, "Заголовок\nСуть.")
    assert card.opens == (9 if stage is Stage.POSTED else None)


@pytest.mark.parametrize(
    ("toast", "outcome"),
    [
        ("Уже опубликовано: Анна, 18:44", Outcome.NAMED),
        ("Уже опубликовано, 18:44", Outcome.UNNAMED),
        ("Похоже, о том же, что вышло в 18:44. Это другое? Нажмите ещё раз", Outcome.TOLD),
        ("Выйдет в 18:44. Пока можно отменить.", Outcome.DONE),
        ("Отменено. Карточка снова ждёт решения.", Outcome.DONE),
        ("Текст сейчас меняет Борис, до 18:54", Outcome.NAMED),
        ("Карточка изменилась, посмотрите ещё раз", Outcome.STALE),
        ("У вас нет права публиковать в «Оборона»", Outcome.REFUSED),
        ("Боту нельзя удалять посты старше 48 часов. Удалите его в канале", Outcome.TOLD),
        ("Не удалось проверить, нажмите ещё раз", Outcome.RETRY),
        ("", Outcome.DONE),
        (None, Outcome.UNANSWERED),
    ],
)
def test_toasts_are_told_apart(toast: str | None, outcome: Outcome) -> None:
    assert outcome_of(toast, _PLAYED.editors) is outcome


def test_what_the_program_never_heard_of_is_no_card_of_its_own() -> None:
    unheard = replace(_card(1, _OFFERED, "a"), stored=(_DESK, 2), fault="reset", ok=False)
    press = replace(_pressed(20, "⋯"), message=2)
    calls = [unheard, _card(1, _OFFERED, "a"), _toast(press), _card(21, _POSTED), _post()]
    assert _faults(_judged(*calls, presses=[press])) == {}


def test_a_story_that_changes_takes_back_what_was_approved() -> None:
    press = _pressed(10)
    back = _card(14, f"{_OFFERED}\n⚠️ Заголовок изменили. Был: «X»")
    assert _faults(_judged(_card(1, _OFFERED, "a"), _toast(press), back, presses=[press])) == {}


def test_a_card_that_shows_already_what_a_press_does_is_left_as_it_is() -> None:
    press = _pressed(20, "← Назад")
    tried = replace(_card(21, _OFFERED, "a"), stored=None, ok=False, description="Bad Request: message is not modified")
    assert _faults(_judged(_card(1, _OFFERED, "a"), _toast(press), tried, presses=[press])) == {}
