"""Runs a command as confined as `deploy/dozor.service` and `deploy/compose.yaml` ask, without systemd or Docker.

`python -m tests.deploy.confinement FOLDER COMMAND…`, as root on Linux: all is read-only but FOLDER, which the command
sees as its working folder, and a /tmp of its own that executes nothing; /proc shows processes alone; no capability is
left, and no new privilege can be had; memory is never writable and executable at once; the system calls and address
families are those of the unit. It needs util-linux, libseccomp, and systemd-analyze, which knows what `@system-service`
means; `what_is_missing` says which of these is not there.
"""

import ctypes
import ctypes.util
import errno
import os
import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

UNIT = Path(__file__).parents[2] / "deploy" / "dozor.service"

_PR_SET_MDWE, _PR_MDWE_REFUSE_EXEC_GAIN = 65, 1
"""prctl(2): since Linux 6.3."""
_ACT_ALLOW = 0x7FFF0000
_ACT_ERRNO = 0x00050000
_CMP_EQ = 4
_HIDDEN = "/tmp"  # noqa: S108  no file is made there
_WALLS = """
mount --make-rprivate /
mount --bind "$1" /mnt
for place in / /dev /sys /run; do mountpoint -q "$place" && mount -o remount,bind,ro "$place" || true; done
mount -t tmpfs -o noexec,nosuid,nodev,size=64m tmpfs /tmp
mount -t proc -o subset=pid,hidepid=invisible proc /proc
cd /mnt
shift
exec setpriv --no-new-privs --bounding-set=-all --inh-caps=-all --ambient-caps=-all "$@"
"""


def what_is_missing() -> str:
    """Why nothing can be confined here, in a few words; empty if it can."""
    if sys.platform != "linux" or os.geteuid() != 0:
        return "only root on Linux can confine a process so"
    missing = [tool for tool in ("unshare", "setpriv", "systemd-analyze") if shutil.which(tool) is None]
    if ctypes.util.find_library("seccomp") is None:
        missing.append("libseccomp")
    if missing:
        return f"there is no {', '.join(missing)}"
    if any(Path(place).resolve().is_relative_to(_HIDDEN) for place in (__file__, sys.prefix)):
        return f"the program itself is in {_HIDDEN}, which would be out of its sight"
    command = [str(shutil.which("unshare")), "--mount", "mount", "--make-rprivate", "/"]
    tried = subprocess.run(command, capture_output=True, check=False)
    return "" if tried.returncode == 0 else "no mount namespace can be made"


def confined(folder: Path, command: Sequence[str]) -> list[str]:
    """The command line that runs `command` confined, in `folder`."""
    inner = [sys.executable, "-m", __name__, *command]
    return ["unshare", "--mount", "/bin/sh", "-ec", _WALLS, "sh", str(folder), *inner]


def settings_of(unit: str, name: str) -> list[str]:
    """The values of a setting of a unit, in order."""
    return re.findall(rf"^{name}=(.*)$", unit, re.MULTILINE)


def allowed_calls(unit: str, sets: Mapping[str, Sequence[str]]) -> set[str]:
    """The system calls of an allow-list: each `SystemCallFilter` adds its own, and one with `~` takes them away."""
    calls: set[str] = set()
    for value in settings_of(unit, "SystemCallFilter"):
        named = {call for name in value.removeprefix("~").split() for call in _members(name, sets)}
        calls = calls - named if value.startswith("~") else calls | named
    return calls


def _members(name: str, sets: Mapping[str, Sequence[str]]) -> Iterator[str]:
    if not name.startswith("@"):
        yield name
        return
    for member in sets[name]:
        yield from _members(member, sets)


def _known_sets() -> dict[str, list[str]]:
    """What systemd means by its sets of system calls."""
    command = [str(shutil.which("systemd-analyze")), "syscall-filter", "--no-pager"]
    told = subprocess.run(command, capture_output=True, text=True, check=True)
    sets: dict[str, list[str]] = {}
    for line in told.stdout.splitlines():
        if line.startswith("@"):
            members = sets.setdefault(line.strip(), [])
        elif (member := line.strip()) and not member.startswith("#") and sets:
            members.append(member)
    return sets


class _Comparison(ctypes.Structure):
    _fields_ = (
        ("arg", ctypes.c_uint),
        ("op", ctypes.c_int),
        ("datum_a", ctypes.c_uint64),
        ("datum_b", ctypes.c_uint64),
    )


def _filter_calls(calls: set[str], families: Sequence[str]) -> None:
    """Let this process, and all that it becomes and begets, make these calls alone."""
    library = ctypes.CDLL(ctypes.util.find_library("seccomp"))
    library.seccomp_init.restype = ctypes.c_void_p
    context = ctypes.c_void_p(library.seccomp_init(ctypes.c_uint32(_ACT_ERRNO | errno.EPERM)))
    allow = ctypes.c_uint32(_ACT_ALLOW)
    for call in sorted(calls - {"socket", "clone3"}):
        number = library.seccomp_syscall_resolve_name(call.encode())
        if number >= 0:  # others are of other machines
            _check(library.seccomp_rule_add(context, allow, number, 0))
    for family in families:
        comparison = _Comparison(0, _CMP_EQ, getattr(socket, family), 0)
        number = library.seccomp_syscall_resolve_name(b"socket")
        _check(library.seccomp_rule_add_array(context, allow, number, 1, ctypes.byref(comparison)))
    # As systemd does with RestrictNamespaces: the C library falls back to clone, whose flags can be filtered.
    absent = ctypes.c_uint32(_ACT_ERRNO | errno.ENOSYS)
    _check(library.seccomp_rule_add(context, absent, library.seccomp_syscall_resolve_name(b"clone3"), 0))
    _check(library.seccomp_load(context))


def _check(code: int) -> None:
    if code:
        raise OSError(-code, os.strerror(-code))


def main() -> None:
    unit = UNIT.read_text("utf-8")
    calls = allowed_calls(unit, _known_sets())
    ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_MDWE, _PR_MDWE_REFUSE_EXEC_GAIN, 0, 0, 0)
    _filter_calls(calls, settings_of(unit, "RestrictAddressFamilies")[0].split())
    os.execvp(sys.argv[1], sys.argv[1:])  # noqa: S606  that is what it is for


if __name__ == "__main__":
    main()
