"""Runs a program of any release: `python former.py PORT ARGUMENTS`, with the folder of its checkout as PYTHONPATH.

Hosts that end in `.example` stand at that port of loopback. It imports nothing of today's but `hosts.py` beside it.
"""

import runpy
import sys
from pathlib import Path


def main() -> None:
    port, *arguments = sys.argv[1:]
    runpy.run_path(str(Path(__file__).with_name("hosts.py")))["let_hosts_stand_at"](int(port))
    sys.argv = ["bot", *arguments]
    sys.path.pop(0)  # the folder of this file
    runpy.run_module("bot", run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main()
