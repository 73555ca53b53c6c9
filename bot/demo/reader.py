"""What a person types, line by line, without holding up the event loop."""

import asyncio
import codecs
import os
import threading
from collections.abc import AsyncIterator

_CHUNK = 4096  # bytes; a terminal hands over a line at a time anyway


async def typed_lines(descriptor: int, encoding: str = "utf-8") -> AsyncIterator[str]:
    """The lines of a file descriptor, until its end; blank ones too, without their line breaks.

    A thread reads, rather than the event loop: that works for terminals, pipes, files and /dev/null alike, on every
    system, and leaves a terminal in blocking mode, which standard output shares. It reads the descriptor itself,
    since a thread that waits inside of `sys.stdin` would hold a lock that the interpreter needs to stop; being a
    daemon it ends with the process, for nothing can wake it earlier.
    """
    loop = asyncio.get_running_loop()
    chunks: asyncio.Queue[bytes] = asyncio.Queue()

    def read() -> None:
        while True:
            try:
                chunk = os.read(descriptor, _CHUNK)
            except OSError:  # a terminal that has gone away (EIO), a descriptor that was closed
                chunk = b""
            try:
                loop.call_soon_threadsafe(chunks.put_nowait, chunk)
            except RuntimeError:  # the loop is closed: nobody listens any more
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
