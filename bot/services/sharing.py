"""Links that carry queries to other people."""

from collections.abc import Callable
from secrets import token_urlsafe

from bot.model import Cause, Chat
from bot.ports import SharingStorage
from bot.runtime.clock import Clock

_TOKEN_BYTES = 18
"""They are 24 characters; Telegram allows 64 (https://core.telegram.org/bots/features#deep-linking)."""


def new_token() -> str:
    """A token that nobody guesses, of characters that a link to a bot may have."""
    return token_urlsafe(_TOKEN_BYTES)


class Sharing:
    """Gives out tokens for queries, and finds the queries again. Who has a token may read them."""

    def __init__(self, storage: SharingStorage, clock: Clock, token: Callable[[], str] = new_token) -> None:
        self._storage = storage
        self._clock = clock
        self._token = token

    async def share(self, chat: Chat, text: str, cause: Cause) -> str:
        """The token for a text of queries, one a line: for `?start=` and `?startgroup=` in a link to the bot."""
        return await self._storage.share(chat.key, text, self._token(), self._clock.now(), cause)

    async def shared(self, token: str) -> str | None:
        """The text behind a token; None if it is unknown or has expired."""
        return await self._storage.shared(token)
