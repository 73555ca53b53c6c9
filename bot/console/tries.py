"""How often somebody may guess wrong: five times a minute."""

from collections import deque
from datetime import datetime, timedelta
from ipaddress import IPv6Address, ip_address, ip_network

PER_MINUTE = 5
_MINUTE = timedelta(minutes=1)
_MOST_GUESSERS = 4_096
_TIDIED_EVERY = timedelta(seconds=10)
"""Going through all of them at each guess would be what an attacker wants."""
_NETWORK_BITS = 64
"""What one subscriber has of IPv6: all of it counts as one."""
_OTHERS = "others"
"""Who guesses while there are too many to tell apart."""


class Tries:
    """Counts the wrong guesses of each guesser; one who has guessed too often waits, and no other does."""

    def __init__(self) -> None:
        self._wrong_at: dict[str, deque[datetime]] = {}
        self._tidied_at: datetime | None = None

    def wait_s(self, who: str, now: datetime) -> float:
        """How long the guesser has to wait before the next guess, in seconds; 0 if they need not."""
        wrong = self._lately(self._known(who), now)
        return (wrong[0] + _MINUTE - now).total_seconds() if len(wrong) >= PER_MINUTE else 0.0

    def note_wrong(self, who: str, now: datetime) -> None:
        if len(self._wrong_at) >= _MOST_GUESSERS and (
            self._tidied_at is None or now - self._tidied_at >= _TIDIED_EVERY
        ):
            self._tidied_at = now
            self._forget_old(now)
        self._wrong_at.setdefault(self._known(who), deque()).append(now)

    def _known(self, who: str) -> str:
        return who if who in self._wrong_at or len(self._wrong_at) < _MOST_GUESSERS else _OTHERS

    def _lately(self, who: str, now: datetime) -> deque[datetime]:
        wrong = self._wrong_at.get(who, deque())
        while wrong and wrong[0] + _MINUTE <= now:
            wrong.popleft()
        return wrong

    def _forget_old(self, now: datetime) -> None:
        self._wrong_at = {who: wrong for who in self._wrong_at if (wrong := self._lately(who, now))}


def guesser_of(address: str) -> str:
    """Who guesses, by the address that a connection comes from; what a request says of itself does not count."""
    try:
        read = ip_address(address.partition("%")[0])
    except ValueError:
        return _OTHERS
    if not isinstance(read, IPv6Address):
        return str(read)
    if read.ipv4_mapped is not None:
        return str(read.ipv4_mapped)
    return str(ip_network((read, _NETWORK_BITS), strict=False))
