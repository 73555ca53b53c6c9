"""Fair turns on the event loop: other work that is ready runs between two pieces of CPU work."""

import asyncio
from types import TracebackType


class Turns:
    """An async context manager around a piece of work that takes some milliseconds without waiting.

    Answers come in by the dozen. The event loop would handle them in one go, and a person would wait for all of them;
    in turns, a person waits for one.
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
