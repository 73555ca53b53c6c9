"""How long a stranger waits for the demo: `uvx --from WHEEL dozor demo`, with a cache of its own.

    download ──► install from the cache ──► compile, import, start ──► the first screen ──► the answer to /start

Builds the wheel, unless one is given. The first start installs and compiles everything anew, without the network; the
second one is that of every later day. Seconds and CPU seconds, of all processes together; what is left behind in the
folders where it ran is listed.
"""

import argparse
import os
import resource
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from bot.model import Language

_ROOT = Path(__file__).parents[1]
_FIRST = "Dozor"
"""Begins the first line of the demo."""
_ANSWERED = "> /start"
"""How the terminal shows what was typed, once the bot takes it."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("wheel", nargs="?", type=Path)
    given: Path | None = parser.parse_args().wheel
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        for name in ("here", "home", "tmp"):
            (work / name).mkdir()
        wheel = given.resolve() if given is not None else _build(work)
        uvx = [str(Path(sys.executable).with_name("uvx")), "--quiet", "--python", sys.executable, "--from", str(wheel)]
        left_out = {"BOT_TOKEN", "PYTHONPATH", "PYTHONDONTWRITEBYTECODE"}
        environment = {name: value for name, value in os.environ.items() if name not in left_out} | {
            "HOME": str(work / "home"),
            "TMPDIR": str(work / "tmp"),
            "UV_CACHE_DIR": str(work / "cache"),
            "DEFAULT_LANGUAGE": Language.ENGLISH,
        }
        began = time.monotonic()
        subprocess.run([*uvx, "dozor", "--version"], env=environment, cwd=work / "here", check=True)
        print(f"download, install, --version   {time.monotonic() - began:6.1f} s")
        _watch("first start, without network", [*uvx, "--offline", "--isolated", "dozor", "demo"], environment, work)
        _watch("later start                 ", [*uvx, "--offline", "dozor", "demo"], environment, work)
        left = [path for name in ("here", "tmp") for path in (work / name).rglob("*")]
        print("left behind:", ", ".join(map(str, left)) or "nothing")


def _build(work: Path) -> Path:
    command = [sys.executable, "-m", "build", "--no-isolation", "--wheel", "--outdir", str(work / "dist"), str(_ROOT)]
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
    (wheel,) = (work / "dist").glob("*.whl")
    return wheel


def _watch(name: str, command: Sequence[str], environment: Mapping[str, str], work: Path) -> None:
    """Start the demo, say /start, and stop it when that is answered."""
    before, began = _cpu_s(), time.monotonic()
    first_s = answered_s = 0.0
    with subprocess.Popen(
        command, env=environment, cwd=work / "here", stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as demo:
        assert demo.stdin is not None
        assert demo.stdout is not None
        demo.stdin.write("/start\n")
        demo.stdin.flush()
        for line in demo.stdout:
            if line.startswith(_FIRST):
                first_s = time.monotonic() - began
            if line.startswith(_ANSWERED):
                answered_s = time.monotonic() - began
                break
        demo.send_signal(signal.SIGINT)
        demo.communicate()
    print(f"{name}   first screen {first_s:5.1f} s   answer {answered_s:5.1f} s   CPU {_cpu_s() - before:4.1f} s")


def _cpu_s() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    main()
