"""Has what requirements.lock pins known vulnerabilities? Asks the package index, where the network allows.

    python -m tests.vulnerabilities

What cannot be asked is no failure, but is said: an index may be out of reach, or know nothing of vulnerabilities.
"""

import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

_LOCK = Path(__file__).parent.parent / "requirements.lock"
_AT_MOST_S = 120.0
_ANSWER_S = 10
"""How long one request may take."""


@dataclass(frozen=True, slots=True)
class Known:
    """What the index knows of the packages."""

    asked: int
    answered: int
    """Of how many packages the index has said whether they are vulnerable."""
    vulnerable: Sequence[str]
    """A line for each package that is."""

    @property
    def said(self) -> str:
        if self.vulnerable:
            return "\n".join([*self.vulnerable, "make lock resolves the dependencies anew"])
        if not self.answered:
            return "known vulnerabilities could not be looked up from here; nothing is said of them"
        unknown = self.asked - self.answered
        return f"no known vulnerabilities in {self.answered} packages" + (f"; {unknown} not known" if unknown else "")


def read(report: str) -> Known:
    """What pip-audit has written as JSON; nothing, if it could not finish. Raises ValueError, KeyError for the rest."""
    packages = json.loads(report)["dependencies"] if report else []
    answered = [package for package in packages if "skip_reason" not in package]
    vulnerable = [
        f"{package['name']} {package['version']}: {', '.join(one['id'] for one in package['vulns'])}"
        for package in answered
        if package["vulns"]
    ]
    return Known(len(packages), len(answered), vulnerable)


def look_up(lock: Path = _LOCK) -> Known:
    """Ask the index, for two minutes at most."""
    with TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        command = [sys.executable, "-m", "pip_audit", "-r", str(lock), "--disable-pip", "--require-hashes"]
        command += ["--progress-spinner", "off", "--timeout", str(_ANSWER_S), "--format", "json", "-o", str(report)]
        try:
            subprocess.run(command, capture_output=True, timeout=_AT_MOST_S, check=False)
        except subprocess.TimeoutExpired:
            return Known(0, 0, ())
        return read(report.read_text("utf-8") if report.exists() else "")


def main() -> int:
    """Print what is known; 1 if something is vulnerable."""
    known = look_up()
    print(known.said)  # noqa: T201
    return 1 if known.vulnerable else 0


if __name__ == "__main__":
    sys.exit(main())
