"""The people who act, and what they wait for."""

from dataclasses import dataclass
from typing import Any

from .telegram import Telegram
from .world import User

Json = dict[str, Any]

DEFAULT_TIMEOUT_S = 60.0
"""It matters only where something is broken; a machine that tests many things at once is slow."""


@dataclass(frozen=True, slots=True)
class Person:
    """A user of Telegram."""

    user: User

    @property
    def id(self) -> int:
        return self.user.id


@dataclass(frozen=True, slots=True)
class Press:
    """A button that was pressed."""

    id: str
    telegram: Telegram

    async def answered(self, timeout: float = DEFAULT_TIMEOUT_S) -> Json:  # noqa: ASYNC109  as tests say it
        """The bot's answer: `text` and `show_alert`. Raises TimeoutError after `timeout` seconds."""
        return await self.telegram.bell.until(lambda: self.telegram.world.callbacks[self.id], timeout)


@dataclass(frozen=True, slots=True)
class InlineAsked:
    """Something that was typed after the bot's name."""

    id: str
    telegram: Telegram

    async def answered(self, timeout: float = DEFAULT_TIMEOUT_S) -> Json:  # noqa: ASYNC109  as tests say it
        """The bot's answer: `results`, `button`, `cache_time`. Raises TimeoutError after `timeout` seconds."""
        return await self.telegram.bell.until(lambda: self.telegram.world.inline_queries[self.id], timeout)
