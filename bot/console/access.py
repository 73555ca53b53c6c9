"""Who may look: those who know the token, or have shown it and hold a session for that.

Sessions are kept in memory, so a restart ends them, and a sign-out does at once. Of a session that is over, the browser
is remembered: it guesses on its own account, so strangers who share an address with the operator (that of a proxy)
cannot keep the operator out by guessing wrong.
"""

import hmac
import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from secrets import token_urlsafe

from bot.console.tries import Tries
from bot.runtime.clock import Clock

_log = logging.getLogger(__name__)

SESSION_LASTS = timedelta(hours=12)
BROWSER_KEPT = timedelta(days=30)
_MOST_BROWSERS = 64
"""Only who knows the token begins a session."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """The token was wrong, or not even looked at."""

    wait_s: float = 0.0
    """How long to wait before another try counts, in seconds."""


class Access:
    """The token, and the sessions of those who have shown it."""

    def __init__(
        self, token: str | None, clock: Clock, make_secret: Callable[[], str] = lambda: token_urlsafe(32)
    ) -> None:
        """Without a token everybody may look. The clock is a steady one; `make_secret` returns what nobody guesses."""
        self._digest = _digest(token) if token is not None else None
        self._clock = clock
        self._make_secret = make_secret
        self._tries = Tries()
        self._begun_at: dict[str, datetime] = {}
        """When each session began, by the digest of its secret, so that looking one up tells nothing by its time."""

    @property
    def is_open(self) -> bool:
        """Whether everybody may look."""
        return self._digest is None

    def refuse(self, token: str, guesser: str) -> Refusal | None:
        """None if the token is right; a guesser out of tries is refused without a look at it."""
        now = self._clock.now()
        if (wait_s := self._tries.wait_s(guesser, now)) > 0:
            return Refusal(wait_s)
        if self._digest is not None and hmac.compare_digest(_digest(token), self._digest):
            return None
        _log.warning("somebody came with a wrong HTTP_TOKEN: %s", guesser)
        self._tries.note_wrong(guesser, now)
        return Refusal(self._tries.wait_s(guesser, now))

    def begin_session(self) -> str:
        """The secret of a new session, for somebody who has shown the right token."""
        now = self._clock.now()
        kept = sorted(((at, digest) for digest, at in self._begun_at.items() if at + BROWSER_KEPT > now), reverse=True)
        self._begun_at = {digest: at for at, digest in kept[: _MOST_BROWSERS - 1]}
        secret = self._make_secret()
        self._begun_at[_digest(secret)] = now
        return secret

    def has_session(self, secret: str) -> bool:
        """Whether the secret is of a session that lasts."""
        begun_at = self._begun_at.get(_digest(secret))
        return begun_at is not None and self._clock.now() < begun_at + SESSION_LASTS

    def end_session(self, secret: str) -> None:
        self._begun_at.pop(_digest(secret), None)

    def guesser(self, secret: str | None, address: str) -> str:
        """On whose account a guess goes: of the browser that has had a session, else of the address."""
        digest = _digest(secret) if secret is not None else ""
        begun_at = self._begun_at.get(digest)
        is_known = begun_at is not None and self._clock.now() < begun_at + BROWSER_KEPT
        return f"a browser that has been here ({digest[:8]})" if is_known else address


def _digest(secret: str) -> str:
    """All digests are equally long, so comparing them does not tell the length either."""
    return sha256(secret.encode("utf-8", "surrogateescape")).hexdigest()
