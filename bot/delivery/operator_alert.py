"""Tells operators at once when the database fails, without using the database, and of other lasting troubles."""

import logging
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence

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
_TROUBLE_LOOK_S = 60.0
_TROUBLE_LASTS = 3
"""Looks in a row: after so many, a trouble has begun, or is over."""

Check = Callable[[], Awaitable[str | None]]
"""What is wrong, in a few words or figures; None if all is well."""


class Operators:
    """The people who are told of troubles."""

    def __init__(self, messenger: Messenger, pace: Pace, operators: Sequence[int], *, clock: Clock) -> None:
        """`operators` are the ids of people, which are also the ids of their private chats."""
        self._messenger = messenger
        self._pace = pace
        self._clock = clock
        self.everybody = operators

    async def tell(self, operators: Iterable[int], html: str) -> list[int]:
        """Those of the operators who could be told."""
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


class Alert:
    """Tells each operator once that the database fails, and once that it works again."""

    def __init__(self, outages: Outages, operators: Operators, texts: Texts, *, clock: Clock) -> None:
        self._outages = outages
        self._operators = operators
        self._texts = texts
        self._clock = clock

    async def run(self) -> None:
        while True:
            await self._until_lasting(failing=True)
            error = self._outages.error
            informed = await self._operators.tell(self._operators.everybody, self._described(error))
            await self._until_lasting(failing=False)
            await self._operators.tell(informed, self._texts.html("outage-over"))

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


class Troubles:
    """Tells operators once of each trouble that lasts, and once of its end."""

    def __init__(
        self,
        checks: Mapping[str, Check],
        operators: Operators,
        texts: Texts,
        *,
        clock: Clock,
        every_s: float = _TROUBLE_LOOK_S,
    ) -> None:
        """The text `trouble-NAME` tells of what the check of that name finds, `trouble-NAME-over` of its end.

        It looks every so many seconds.
        """
        self._every_s = every_s
        self._checks = checks
        self._operators = operators
        self._texts = texts
        self._clock = clock
        self._in_a_row = dict.fromkeys(checks, 0)
        """How often in a row each check has said something else than what the operators know."""
        self._informed: dict[str, list[int]] = {}
        """By trouble: who knows of it."""

    async def run(self) -> None:
        while True:
            await self.look()
            await self._clock.sleep(self._every_s)

    async def look(self) -> None:
        for name, check in self._checks.items():
            wrong = await check()
            if (wrong is not None) == (name in self._informed):
                self._in_a_row[name] = 0
                continue
            self._in_a_row[name] += 1
            if self._in_a_row[name] < _TROUBLE_LASTS:
                continue
            self._in_a_row[name] = 0
            if wrong is None:
                await self._operators.tell(self._informed.pop(name), self._texts.html(f"trouble-{name}-over"))
            else:
                text = self._texts.html(f"trouble-{name}", what=wrong)
                self._informed[name] = await self._operators.tell(self._operators.everybody, text)
