from typing import Protocol


class IntegrityStorage(Protocol):
    """Whether what is stored can still be read as it was written."""

    @property
    def was_killed(self) -> bool:
        """Whether the last run ended without closing the database, by a kill or a power cut."""
        ...

    async def damage(self) -> list[str]:
        """What a check of everything finds, in SQLite's words, up to five lines; empty if all is sound.

        It takes about 15 s a GB, beside all else. After it has found anything, the database cannot be entered again
        before it is sound: entering it raises DatabaseDamaged.
        """
        ...
