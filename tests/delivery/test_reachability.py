from collections.abc import Callable

import pytest
from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest, TelegramNetworkError, TelegramRetryAfter, TelegramServerError
from aiogram.methods import GetMe, Response

from bot.delivery.reachability import NotesAnswers
from bot.runtime.reachability import Reachability
from tests.clock import SteppedClock

_ME = GetMe()


async def _ask(telegram: Reachability, error: Exception | None = None) -> None:
    async def request(*_: object) -> Response[object]:
        if error is not None:
            raise error
        return Response(ok=True, result=True)

    await NotesAnswers(telegram)(request, Bot("1:x"), _ME)  # type: ignore[arg-type]


async def test_it_is_known_since_when_telegram_does_not_answer() -> None:
    clock = SteppedClock()
    telegram = Reachability(clock)
    assert (telegram.failing_since, telegram.has_answered) == (clock.now(), False)
    clock.move(seconds=5)
    await _ask(telegram)
    assert (telegram.failing_since, telegram.has_answered) == (None, True)
    began = clock.now()
    for _ in range(3):
        with pytest.raises(TelegramNetworkError):
            await _ask(telegram, TelegramNetworkError(_ME, "x"))
        clock.move(seconds=5)
    assert (telegram.failing_since, telegram.has_answered) == (began, True)


@pytest.mark.parametrize(
    ("error", "is_answer"),
    [
        (lambda: TelegramBadRequest(_ME, "x"), True),
        (lambda: TelegramRetryAfter(_ME, "x", 5), True),
        (lambda: TelegramServerError(_ME, "x"), False),
        (lambda: TelegramNetworkError(_ME, "x"), False),
    ],
)
async def test_a_refusal_is_an_answer_and_a_failure_is_none(error: Callable[[], Exception], is_answer: bool) -> None:
    telegram = Reachability(SteppedClock())
    with pytest.raises(type(error())):
        await _ask(telegram, error())
    assert telegram.has_answered is is_answer
