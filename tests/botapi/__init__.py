"""A Bot API server for tests: Telegram's side of the wire, over real HTTP on loopback.

    people in chats                        the bot under test
    actors ──► world ──► updates ──►  getUpdates / webhook ──►
               world ◄── methods ◄──  wire ◄── HTTP POST /bot<token>/<method>
                           │            │
              formatting, keyboards,   journal (everything, on disk before it is answered)
              access, refusals         faults, windows (what goes wrong, and too fast)

`BotApi` is the way in; `python -m tests.botapi` runs it on its own.
"""

from .actors import ChatHandle
from .clock import Clock, ManualClock, SystemClock
from .faults import Fault
from .journal import Journal, Record
from .people import Person, Press
from .refusals import ApiError, Refusal
from .server import TOKEN, BotApi
from .windows import Limits, Window
from .world import Kind, Message, Status, Topic

__all__ = [
    "TOKEN",
    "ApiError",
    "BotApi",
    "ChatHandle",
    "Clock",
    "Fault",
    "Journal",
    "Kind",
    "Limits",
    "ManualClock",
    "Message",
    "Person",
    "Press",
    "Record",
    "Refusal",
    "Status",
    "SystemClock",
    "Topic",
    "Window",
]
