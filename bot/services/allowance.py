"""How much chats may have."""

from collections.abc import Collection
from dataclasses import dataclass, field, replace

from bot.model import NO_QUOTAS, Chat, Quotas


@dataclass(frozen=True, slots=True)
class Allowance:
    """The quotas of this bot, and the Telegram ids of people without quotas."""

    quotas: Quotas = NO_QUOTAS
    exempt: Collection[int] = frozenset()
    _own: dict[int, int] = field(default_factory=dict)
    """The quotas of single chats, by Telegram's ids."""

    def of(self, chat: Chat) -> Quotas:
        """The quotas of a chat."""
        if chat.telegram_id in self.exempt:
            return NO_QUOTAS
        own = self._own.get(chat.telegram_id)
        return self.quotas if own is None else replace(self.quotas, subscriptions=own, sources=own)

    def set_own(self, telegram_id: int, most: int | None) -> None:
        """Let a chat have so many subscriptions and sources, 0 for no limit; None for the usual quotas."""
        if most is None:
            self._own.pop(telegram_id, None)
        else:
            self._own[telegram_id] = most


EVERYTHING = Allowance()
"""No quotas for anybody."""
