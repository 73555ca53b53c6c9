"""The ports that the bot listens on."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bot.doctor.findings import Finding, failure, ok

_CHECK = "ports"


@dataclass(frozen=True, slots=True)
class Port:
    """A place where the bot listens, or is to listen."""

    setting: str
    """Which setting names it."""
    place: str
    """As host:port."""
    answers: bool = False
    """Whether somebody accepts connections there."""
    error: str = ""
    """Why nobody can listen there; empty if the bot can, or if somebody does."""


def check_ports(ports: Iterable[Port], *, is_running: bool) -> Iterator[Finding]:
    """Whether the bot listens, or could."""
    fine = []
    for port in ports:
        where = f"{port.setting}: {port.place}"
        if is_running and not port.answers:
            yield failure(
                _CHECK, f"{where}: nobody answers, though the bot runs", "restart the bot, if the setting is newer"
            )
        elif not is_running and port.answers:
            yield failure(
                _CHECK, f"{where}: another program listens there", f"stop it, or choose another port: {port.setting}"
            )
        elif not is_running and port.error:
            yield failure(_CHECK, f"{where}: nobody can listen there: {port.error}", f"correct {port.setting}")
        else:
            fine.append(where)
    if fine:
        yield ok(_CHECK, f"{', '.join(fine)}: {'the bot listens' if is_running else 'free'}")
