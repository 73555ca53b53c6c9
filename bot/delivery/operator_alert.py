"""Tells operators at once when the database fails, without using the database."""

import logging
from collections.abc import Iterable, Sequence

from bot.delivery.pace import Pace
from bot.errors import DatabaseLocked, DeliveryError, DiskFull, RateLimited, StorageError, TelegramUnavailable
from bot.i18n import Texts
from bot.model import OutgoingMessage
from bot.ports import Messenger
from bot.runtime.clock import Clock
from bot.runtime.outages import Outages
from bot.runtime.supervise import Backoff

_log = logging.getLogger(__name__)

_LASTING_S = 10.0
"""A shorter failure, such as another program's backup, needs no action."""
_LOOK_S = 1.0
_TRIES = 5


class Alert:
    """Tells each operator once that the database fails, and once that it works again."""

    def __init__(
        self,
        outages: Outages,
        messenger: Messenger,
        pace: Pace,
        texts: Texts,
        operators: Sequence[int],
        *,
        clock: Clock,
    ) -> None:
        """`operators` are the ids of people, which are also the ids of their private chats."""
        self._outages = outages
        self._messenger = messenger
        self._pace = pace
        self._texts = texts
        self._operators = operators
        self._clock = clock

    async def run(self) -> None:
        while True:
            await self._until_lasting(failing=True)
            error = self._outages.error
            informed = await self._tell(self._operators, self._described(error))
            await self._until_lasting(failing=False)
            await self._tell(informed, self._texts.html("outage-over"))

    async def _until_lasting(self, *, failing: bool) -> None:
        """Return when the database has failed, or worked, for a while without a break."""
        lasted_s = 0.0
        while lasted_s < _LASTING_S:
            await self._clock.sleep(_LOOK_S)
            lasted_s = lasted_s + _LOOK_S if (self._outages.error is not None) is failing else 0.0

    def _described(self, error: StorageError | None) -> str:
        match error:
            case DiskFull():
                return self._texts.html("outage-disk-full")
            case DatabaseLocked():
                return self._texts.html("outage-locked")
            case _:
                return self._texts.html("outage-other", why=str(error))

    async def _tell(self, operators: Iterable[int], html: str) -> list[int]:
        """The operators who were told of it."""
        informed: list[int] = []
        left, backoff = [*operators], Backoff()
        for _ in range(_TRIES):
            tried, left = left, []
            for operator in tried:
                try:
                    async with self._pace.answer(operator):
                        await self._messenger.send(operator, OutgoingMessage(html))
                    informed.append(operator)
                except (RateLimited, TelegramUnavailable) as error:
                    _log.warning("operator %d could not be told yet: %s", operator, error)
                    left.append(operator)
                except DeliveryError as error:
                    _log.warning("operator %d cannot be told: %s", operator, error)
            if not left:
                break
            await self._clock.sleep(backoff.next())
        return informed
