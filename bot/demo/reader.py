"""Reads what a person types, line by line, without blocking the event loop, and which language the person speaks."""

import asyncio
import codecs
import os
import re
import threading
from collections.abc import AsyncIterator, Mapping

from bot.model import Language

_LANGUAGE_SETTINGS = ("LC_ALL", "LC_MESSAGES", "LANG")
"""In the order in which POSIX has them count (XBD 8.2)."""
_CHUNK = 4096  # bytes; a terminal delivers a line at a time anyway


async def typed_lines(descriptor: int, encoding: str = "utf-8") -> AsyncIterator[str]:
    """The lines of a file descriptor, until its end; blank ones too, without their line breaks.

    A thread reads, not the event loop: this works for terminals, pipes, files and /dev/null, on every system, and
    leaves a terminal in blocking mode, which standard output shares. It reads the descriptor itself, since a thread
    that waits inside `sys.stdin` would hold a lock that the interpreter needs to stop. As a daemon it ends with the
    process; nothing can wake it earlier.
    """
    loop = asyncio.get_running_loop()
    chunks: asyncio.Queue[bytes] = asyncio.Queue()

    def read() -> None:
        while True:
            try:
                chunk = os.read(descriptor, _CHUNK)
            except OSError:  # the terminal is gone (EIO), or the descriptor was closed
                chunk = b""
            try:
                loop.call_soon_threadsafe(chunks.put_nowait, chunk)
            except RuntimeError:  # the loop is closed: nobody listens
                return
            if not chunk:
                return

    threading.Thread(target=read, name="typed-lines", daemon=True).start()
    decoder = codecs.getincrementaldecoder(encoding)(errors="replace")
    rest = ""
    while chunk := await chunks.get():
        *whole, rest = (rest + decoder.decode(chunk)).split("\n")
        for line in whole:
            yield line.removesuffix("\r")
    if rest := rest + decoder.decode(b"", final=True):
        yield rest


def system_language(environment: Mapping[str, str]) -> Language:
    """The language that the system speaks, if the bot has it; else English."""
    locale = next((value for name in _LANGUAGE_SETTINGS if (value := environment.get(name))), "")
    code = re.split(r"[_.@-]", locale)[0].lower()
    return Language(code) if code in set(Language) else Language.ENGLISH
