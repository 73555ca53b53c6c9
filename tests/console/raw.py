"""Requests as bytes, since a client library sends no wrong ones."""

import asyncio
from urllib.parse import urlsplit

PATIENCE_S = 60.0


async def talk(base: str, request: str | bytes) -> str:
    """All that is answered to these bytes, until the server closes; lines end with CRLF, whatever the text has."""
    url = urlsplit(base)
    reader, writer = await asyncio.open_connection(url.hostname, url.port)
    try:
        writer.write(request if isinstance(request, bytes) else request.replace("\n", "\r\n").encode())
        async with asyncio.timeout(PATIENCE_S):
            return (await reader.read()).decode("utf-8", "replace")
    except ConnectionResetError:
        return ""
    finally:
        writer.close()


async def ask(base: str, line: str, *headers: str, host: str | None = None, body: str = "") -> str:
    """The answer to one request, such as `GET /`."""
    place = urlsplit(base).netloc if host is None else host
    return await talk(base, "\n".join([f"{line} HTTP/1.1", f"Host: {place}", *headers, "", body]))


def status(answer: str) -> int:
    """Of an answer; 0 if there is none."""
    return int(answer.split(" ", 2)[1]) if answer else 0
