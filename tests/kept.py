"""Slow to make, and the same for all tests: made once in a process."""

import ssl
from collections.abc import Sequence
from functools import cache
from types import SimpleNamespace

from aiogram import Router
from aiogram.client.session import aiohttp

import handlers
from bot.text.forms import Morphology


@cache
def morphology() -> Morphology:
    """It only remembers what it has looked up. Not for two threads at a time."""
    return Morphology()


def routers() -> Sequence[Router]:
    """All routers, which no dispatcher has. What is handled with them is looked up in the dispatcher."""
    for router in (kept := _routers()):
        router._parent_router = None
    return kept


@cache
def _routers() -> Sequence[Router]:
    return handlers.routers()


def keep_certificates() -> None:
    """Read the certificates of the system once, and not for each session with the Bot API."""
    aiohttp.ssl = SimpleNamespace(create_default_context=cache(ssl.create_default_context))  # type: ignore[assignment, attr-defined]
