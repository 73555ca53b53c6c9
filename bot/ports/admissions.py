from datetime import datetime
from typing import Protocol

from bot.model import Admission


class AdmissionStorage(Protocol):
    """Whom operators let in, and whom they keep out."""

    async def admissions(self) -> list[Admission]:
        """All that operators have said of chats."""
        ...

    async def admit(self, admission: Admission, now: datetime) -> None:
        """Note what an operator says of a chat; it replaces what was said before."""
        ...
