"""A local server of invented news outlets, whose day lasts half a minute.

Its texts are data (`data/`, one file an outlet); `script` reads them, `feeds` and `pages` render them as real
sites do, `stand` serves them.
"""

from bot.demo.newsstand.script import FeedFormat, Outlet, Publication, ScriptError, load_outlets
from bot.demo.newsstand.stand import DATA, Newsstand, StandSource

__all__ = [
    "DATA",
    "FeedFormat",
    "Newsstand",
    "Outlet",
    "Publication",
    "ScriptError",
    "StandSource",
    "load_outlets",
]
