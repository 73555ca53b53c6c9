"""Reads a Dockerfile, and runs its steps in a folder where there is no Docker: `python -m tests.deploy.dockerfile`.

Absolute paths that a step writes to are moved below the folder; each stage begins with the Python that runs this, in
place of the base image's. So it shows that files are where COPY looks for them, that commands work, and that locks
hold; it does not show what another system or another user would change.
"""

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatch
from pathlib import Path

_MOVED = ("/opt", "/src", "/wheels", "/data")
"""The folders of the image that steps write to."""
_VARIABLE = re.compile(r"\$(?:\{(\w+)\}|(\w+))")


@dataclass(frozen=True, slots=True)
class Instruction:
    """One instruction: `RUN`, and what follows it, with its lines joined."""

    name: str
    value: str

    @property
    def flags(self) -> Mapping[str, str]:
        """Those before the arguments: `--from=build`."""
        found = (word[2:].partition("=") for word in shlex.split(self.value) if word.startswith("--"))
        return {name: value for name, _, value in found}

    @property
    def words(self) -> Sequence[str]:
        """The arguments without the flags."""
        return [word for word in shlex.split(self.value) if not word.startswith("--")]


@dataclass(slots=True)
class Stage:
    """What one FROM begins."""

    base: str
    name: str
    instructions: list[Instruction] = field(default_factory=list)

    def last(self, name: str) -> str | None:
        """The value of the last instruction of this name, which is the one that counts."""
        return next((one.value for one in reversed(self.instructions) if one.name == name), None)


def read(text: str) -> list[Stage]:
    """The stages of a Dockerfile; variables of ARG before the first one are filled in."""
    stages: list[Stage] = []
    variables: dict[str, str] = {}
    for one in _instructions(text):
        if one.name == "ARG" and not stages:
            name, _, value = one.value.partition("=")
            variables[name] = value
        elif one.name == "FROM":
            base, *named = _filled(one.value, variables).split()
            stages.append(Stage(base, named[1] if named else ""))
        else:
            stages[-1].instructions.append(one)
    return stages


def _instructions(text: str) -> Iterator[Instruction]:
    lines = [line for line in text.splitlines() if not line.lstrip().startswith("#")]
    for joined in re.sub(r"\\\n\s*", " ", "\n".join(lines)).splitlines():
        if joined.strip():
            name, _, value = joined.strip().partition(" ")
            yield Instruction(name.upper(), value.strip())


def _filled(text: str, variables: Mapping[str, str]) -> str:
    return _VARIABLE.sub(lambda found: variables.get(found[1] or found[2], ""), text)


class Context:
    """The files that Docker would be sent: all but those that `.dockerignore` leaves out."""

    def __init__(self, root: Path, ignore: str) -> None:
        self._root = root
        self._rules = [line.strip() for line in ignore.splitlines() if line.strip() and not line.startswith("#")]

    def has(self, path: str) -> bool:
        """Whether a file is sent; the last rule that speaks of it, or of a folder around it, decides."""
        parts = Path(path).parts
        ways = ["/".join(parts[: count + 1]) for count in range(len(parts))]
        sent = True
        for rule in self._rules:
            pattern = rule.removeprefix("!").removeprefix("**/")
            tried = [Path(way).name for way in ways] if "**/" in rule else ways
            if any(fnmatch(one, pattern) for one in tried):
                sent = rule.startswith("!")
        return sent

    def copy(self, source: str, target: Path) -> None:
        """Copy a file, or what is in a folder, as COPY does. Raises FileNotFoundError if nothing of it is sent."""
        files = [self._root / source] if (self._root / source).is_file() else sorted((self._root / source).rglob("*"))
        sent = [one for one in files if one.is_file() and self.has(str(one.relative_to(self._root)))]
        if not sent:
            raise FileNotFoundError(f"COPY {source}: the context has nothing of it")
        for one in sent:
            place = target / one.relative_to(self._root / source) if one != self._root / source else target / one.name
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(one, place)


class Builder:
    """Runs stages one after another below one folder: what a stage leaves is there for the next."""

    def __init__(self, context: Context, root: Path) -> None:
        self._context = context
        self._root = root
        self._folder = root
        root.mkdir(parents=True, exist_ok=True)
        subprocess.run([sys.executable, "-m", "venv", root / "python"], check=True)

    def build(self, stage: Stage) -> None:
        """Run RUN, COPY and WORKDIR; what the others set is for Docker. Raises CalledProcessError."""
        for one in stage.instructions:
            if one.name == "WORKDIR":
                self._folder = Path(self._moved(one.value))
                self._folder.mkdir(parents=True, exist_ok=True)
            elif one.name == "COPY":
                self._copy(one)
            elif one.name == "RUN":
                self._run(one.value)

    def _copy(self, one: Instruction) -> None:
        *sources, target = one.words
        if "from" in one.flags:  # of an earlier stage, so below the same folder
            (source,) = sources
            if source != target:
                shutil.copytree(self._moved(source), self._moved(target))
            return
        place = self._folder / self._moved(target)
        for source in sources:
            self._context.copy(source, place)

    def _run(self, command: str) -> None:
        """With the PATH of the image's Python; no setting of pip but where its indexes are."""
        kept = {name: value for name, value in os.environ.items() if name.startswith(("PIP_", "SSL_", "HTTP", "LANG"))}
        environment = kept | {
            "PIP_QUIET": "1",
            "PATH": f"{self._root}/python/bin:/usr/local/bin:/usr/bin:/bin",
            "HOME": str(self._root),
        }
        subprocess.run(["/bin/sh", "-ec", self._moved(command)], cwd=self._folder, env=environment, check=True)

    def _moved(self, text: str) -> str:
        return re.sub(rf"(?<![\w./])({'|'.join(_MOVED)})(?=[/\s]|$)", rf"{self._root}\1", text)


def main() -> None:
    dockerfile, root = Path(sys.argv[1]), Path(sys.argv[2]).resolve()
    context = Path.cwd()
    builder = Builder(Context(context, (context / ".dockerignore").read_text("utf-8")), root)
    for stage in read(dockerfile.read_text("utf-8")):
        builder.build(stage)


if __name__ == "__main__":
    main()
