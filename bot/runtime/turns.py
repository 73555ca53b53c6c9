"""Turns on the event loop: pieces of CPU work one after another, and everything else that is ready in between."""

import asyncio
from types import TracebackType


class Turns:
    """An async context manager around a piece of work that takes some milliseconds, and waits for nothing.

    Answers come in by the dozen. Dealt with in one go, as a loop does, they would keep a person waiting for all of
    them; taken in turns, for one.
    """

    def __init__(self) -> None:
        self._one_at_a_time = asyncio.Lock()

    async def __aenter__(self) -> None:
        await self._one_at_a_time.acquire()
        try:
            await asyncio.sleep(0)
        except asyncio.CancelledError:
            self._one_at_a_time.release()
            raise

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._one_at_a_time.release()
