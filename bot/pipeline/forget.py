"""Deletes what is kept of chats that want to be forgotten, and tells them when it is done."""

import logging

from bot.delivery.pace import Pace
from bot.errors import AnswerUnclear, DeliveryError, MessageRefused, RateLimited, TelegramUnavailable
from bot.i18n import Translations
from bot.model import ForgottenChat, OutgoingMessage
from bot.ports import ForgettingStorage, Messenger
from bot.runtime.clock import Clock
from bot.runtime.supervise import Bell

_log = logging.getLogger(__name__)

_AGAIN_S = 1.0
"""When to look again whether what was under way has ended."""
_TOLD_AGAIN_S = 30.0


class Forget:
    """The stage: forgets all chats that asked for it, also those of an earlier run.

    Nothing is sent to the chat meanwhile: the message whose button was pressed says what happens, and then that it is
    done.
    """

    def __init__(
        self,
        storage: ForgettingStorage,
        messenger: Messenger,
        pace: Pace,
        translations: Translations,
        *,
        clock: Clock,
        forgotten: Bell,
    ) -> None:
        self._storage = storage
        self._messenger = messenger
        self._pace = pace
        self._translations = translations
        self._clock = clock
        self._forgotten = forgotten

    async def run(self) -> None:
        while True:
            for chat in await self._storage.forgotten_chats():
                await self.forget(chat)
            await self._forgotten.wait(_TOLD_AGAIN_S)

    async def forget(self, chat: ForgottenChat) -> None:
        """Forget a chat to the end. If Telegram cannot be reached, only the last answer is left."""
        await self._say(chat, "forget-begun")
        while not await self._storage.forget_rest(chat.key):
            await self._clock.sleep(_AGAIN_S)
        if await self._say(chat, "forgotten"):
            await self._storage.end_forgetting(chat.key)

    async def _say(self, chat: ForgottenChat, key: str) -> bool:
        """Let the message say so; False if that is worth another attempt."""
        if chat.message_id is None:
            return True
        message = OutgoingMessage(self._translations[chat.language].html(key))
        try:
            async with self._pace.answer(chat.telegram_id):
                await self._messenger.edit(chat.telegram_id, chat.message_id, message)
        except (RateLimited, TelegramUnavailable) as error:
            _log.warning("chat %d could not be told yet that it is forgotten: %s", chat.telegram_id, error)
            return isinstance(error, AnswerUnclear)
        except MessageRefused as error:  # it was deleted
            _log.info("the message that asked whether to forget a chat is gone: %s", error)
        except DeliveryError as error:
            _log.info("a forgotten chat cannot be told: %s", error)
        return True
