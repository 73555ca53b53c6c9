"""What tests ask of findings."""

from collections.abc import Iterable

from bot.doctor.findings import Finding, State


def of_state(findings: Iterable[Finding], state: State) -> list[Finding]:
    return [one for one in findings if one.state is state]


def texts(findings: Iterable[Finding]) -> str:
    return "\n".join(f"{one.what} {one.remedy}" for one in findings)
