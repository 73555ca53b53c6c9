"""Notes whether Telegram answers, whatever it is asked, and whatever it says."""

from aiogram import Bot
from aiogram.client.session.middlewares.base import BaseRequestMiddleware, NextRequestMiddlewareType
from aiogram.exceptions import TelegramAPIError, TelegramNetworkError, TelegramServerError
from aiogram.methods import Response, TelegramMethod
from aiogram.methods.base import TelegramType

from bot.runtime.reachability import Reachability


class NotesAnswers(BaseRequestMiddleware):
    """Watches requests go by."""

    def __init__(self, telegram: Reachability) -> None:
        self._telegram = telegram

    async def __call__(
        self,
        make_request: NextRequestMiddlewareType[TelegramType],
        bot: Bot,
        method: TelegramMethod[TelegramType],
    ) -> Response[TelegramType]:
        try:
            answer = await make_request(bot, method)
        except (TelegramNetworkError, TelegramServerError):
            self._telegram.note_failure()
            raise
        except TelegramAPIError:  # a refusal is an answer
            self._telegram.note_answer()
            raise
        self._telegram.note_answer()
        return answer
