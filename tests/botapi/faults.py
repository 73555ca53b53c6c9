"""What goes wrong on purpose: scripted, or by chance with a seed.

A fault strikes before the method is run, so that nothing happened, or after it (`stored=True`), so that the message
stands although the bot hears otherwise. The journal names the fault of each answer.
"""

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass
from random import Random

from .refusals import ApiError, Refusal

SENDS = frozenset(
    {
        "sendMessage",
        "sendDocument",
        "sendPhoto",
        "sendMediaGroup",
        "forwardMessage",
        "forwardMessages",
        "copyMessage",
        "copyMessages",
        "editMessageText",
        "editMessageCaption",
        "editMessageReplyMarkup",
    }
)
"""What puts a message into a chat, or changes one there."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One way in which a request goes wrong.

    Without `error`, `page`, `answer`, `reset` and `restart` it is only slow.
    """

    error: ApiError | None = None
    """Answer this."""
    page: int | None = None
    """Answer an HTML page with this HTTP status, as a proxy on the way does."""
    answer: tuple[int, str] | None = None
    """Answer this HTTP status with this body, whatever sense that makes."""
    reset: bool = False
    """Cut the connection instead of answering."""
    restart_s: float | None = None
    """Cut all connections, and listen again only after so many seconds."""
    delay_s: float = 0.0
    """Wait so many seconds first."""
    until: asyncio.Event | None = None
    """Wait until it is set."""
    stored: bool = False
    """Strike after the method was run."""

    @property
    def name(self) -> str:
        """For the journal."""
        kinds = {
            "error": self.error,
            "page": self.page,
            "answer": self.answer,
            "reset": self.reset or None,
            "restart": self.restart_s,
            "slow": self.delay_s or self.until,
        }
        return "+".join(kind for kind, value in kinds.items() if value is not None)

    @property
    def is_fatal(self) -> bool:
        """Whether it keeps the bot from its answer."""
        answers = (self.error, self.page, self.answer, self.restart_s)
        return self.reset or any(answer is not None for answer in answers)

    @classmethod
    def refuse(cls, refusal: Refusal, *, stored: bool = False, **fields: object) -> "Fault":
        """Answer that refusal, with its fields (`retry_after=5`)."""
        return cls(error=refusal.error(**fields), stored=stored)


@dataclass(slots=True)
class Rule:
    """When a fault strikes: at matching requests, after `skip` of them, `times` times (None: always)."""

    fault: Fault
    methods: frozenset[str]
    chat_id: str | None
    skip: int
    times: int | None
    probability: float

    def strikes(self, method: str, chat_id: str, random: Random) -> bool:
        if method not in self.methods or self.chat_id not in {None, chat_id} or self.times == 0:
            return False
        if self.skip > 0:
            self.skip -= 1
            return False
        if random.random() >= self.probability:
            return False
        if self.times is not None:
            self.times -= 1
        return True


class Faults:
    """The rules in force. The first that strikes counts."""

    def __init__(self, seed: int = 0) -> None:
        self._random = Random(seed)
        self._rules: list[Rule] = []

    def add(
        self,
        fault: Fault,
        *,
        methods: Iterable[str] = SENDS,
        chat_id: int | None = None,
        nth: int = 1,
        times: int | None = 1,
        probability: float = 1.0,
    ) -> None:
        """Let a fault strike from the `nth` matching request on, `times` times (None: for good)."""
        chat = None if chat_id is None else str(chat_id)
        self._rules.append(Rule(fault, frozenset(methods), chat, nth - 1, times, probability))

    @property
    def are_spent(self) -> bool:
        """Whether all have struck as often as they were to."""
        return all(rule.times == 0 for rule in self._rules)

    def clear(self) -> None:
        self._rules.clear()

    def pick(self, method: str, chat_id: str) -> Fault | None:
        """The fault that strikes this request."""
        return next((rule.fault for rule in self._rules if rule.strikes(method, chat_id, self._random)), None)
