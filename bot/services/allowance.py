"""How much chats may have."""

from collections.abc import Collection
from dataclasses import dataclass

from bot.model import NO_QUOTAS, Chat, Quotas


@dataclass(frozen=True, slots=True)
class Allowance:
    """The quotas of this bot, and the Telegram ids of people without quotas."""

    quotas: Quotas = NO_QUOTAS
    exempt: Collection[int] = frozenset()

    def of(self, chat: Chat) -> Quotas:
        """The quotas of a chat."""
        return NO_QUOTAS if chat.telegram_id in self.exempt else self.quotas


EVERYTHING = Allowance()
"""No quotas for anybody."""
