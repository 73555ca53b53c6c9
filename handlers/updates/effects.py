"""Marks the moment at which the effect of a command is stored, and only its answer is left."""

from collections.abc import Callable
from contextvars import ContextVar


class Effects:
    """Connects the intake, which handles a command in a task, with the sender of its answers in that task.

    Handlers store first and answer then, so the first answer shows that all is stored.
    """

    def __init__(self) -> None:
        self._tell: ContextVar[Callable[[], None]] = ContextVar("tell")

        self._is_patient: ContextVar[bool] = ContextVar("is_patient", default=False)

    def expect(self, tell: Callable[[], None]) -> None:
        """Call `tell` when this task begins to answer."""
        self._tell.set(tell)

    def are_stored(self) -> None:
        """This task begins to answer."""
        tell = self._tell.get(None)
        if tell is not None:
            tell()

    def let_others_first(self) -> None:
        """The answers of this task let other answers in the same chat go first."""
        self._is_patient.set(True)

    @property
    def is_patient(self) -> bool:
        """Whether this task lets others go first."""
        return self._is_patient.get()
