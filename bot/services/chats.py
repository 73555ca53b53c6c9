"""Chats: meeting them and losing them; texts that wait for a button."""

from bot.delivery.notices import lost_chat
from bot.feeds.pack import packs_off
from bot.model import Cause, Chat, ChatKind, KeptTextId, Language
from bot.ports import ChatStorage
from bot.runtime.clock import Clock


class Chats:
    """The chats that the bot knows."""

    def __init__(self, storage: ChatStorage, clock: Clock, default_language: Language) -> None:
        self._storage = storage
        self._clock = clock
        self.default_language = default_language
        """Of chats whose own is unknown."""

    async def meet(self, telegram_id: int, kind: ChatKind, title: str, language_code: str | None) -> Chat:
        """The chat, awake from now on; a new one gets the language of `language_code` if the bot has it."""
        language = self.language_of(language_code)
        now, off = self._clock.now(), packs_off(language)
        return await self._storage.see_chat(telegram_id, kind, title, language, now, packs_off=off)

    def language_of(self, language_code: str | None) -> Language:
        """The language to speak with a person whose Telegram speaks that one."""
        code = (language_code or "").partition("-")[0]
        return Language(code) if code in set(Language) else self.default_language

    async def known(self, telegram_id: int) -> Chat | None:
        """The chat with that Telegram id; None if the bot never saw it."""
        return await self._storage.known_chat(telegram_id)

    async def lose(self, telegram_id: int, reason: str) -> None:
        chat = await self._storage.known_chat(telegram_id)
        if chat is not None:
            await self._storage.mark_unreachable(chat.key, lost_chat(chat.title, reason), self._clock.now())

    async def reopen_topic(self, chat: Chat, topic: int) -> None:
        await self._storage.reopen_topic(chat.key, topic)

    async def move(self, old_telegram_id: int, new_telegram_id: int) -> None:
        await self._storage.move_chat(old_telegram_id, new_telegram_id)

    async def set_language(self, chat: Chat, language: Language) -> None:
        await self._storage.set_language(chat.key, language, packs_off(language))

    async def keep_text(self, chat: Chat, text: str, cause: Cause) -> KeptTextId:
        """Keep the text of a question until a button answers it."""
        return await self._storage.keep_text(chat.key, text, self._clock.now(), cause)

    async def kept_text(self, text: KeptTextId, chat: Chat) -> str | None:
        return await self._storage.kept_text(text, chat.key)
