"""The moment at which the effect of a command is stored, and only its answer is left."""

from collections.abc import Callable
from contextvars import ContextVar


class Effects:
    """Between the one who deals with a command in a task, and the one through whom its answers go out there.

    Handlers store first, and answer then: so the first answer says that all is stored.
    """

    def __init__(self) -> None:
        self._tell: ContextVar[Callable[[], None]] = ContextVar("tell")

        self._is_patient: ContextVar[bool] = ContextVar("is_patient", default=False)

    def expect(self, tell: Callable[[], None]) -> None:
        """Let `tell` be called when this task begins to answer."""
        self._tell.set(tell)

    def are_stored(self) -> None:
        """This task begins to answer."""
        tell = self._tell.get(None)
        if tell is not None:
            tell()

    def let_others_first(self) -> None:
        """What this task answers is of less concern than what others are answered in the same chat."""
        self._is_patient.set(True)

    @property
    def is_patient(self) -> bool:
        """Whether this task lets others go first."""
        return self._is_patient.get()
