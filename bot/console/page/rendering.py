"""Fills the templates. They escape whatever they are given, and a name that is missing is an error."""

from datetime import datetime
from functools import cache
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined

from bot.console.page.addresses import plain_address
from bot.console.page.charts import bars, shares
from bot.console.page.words import Words
from bot.i18n import Texts

_FOLDER = "templates"
SECTIONS = ("overview", "sources", "hosts", "chats", "errors")


class Rendering:
    """The templates, in one language."""

    def __init__(self, texts: Texts) -> None:
        self._texts = texts
        self._environment = _environment()

    def render(self, template: str, now: datetime, **data: object) -> str:
        """The page of a template, as it is now."""
        words = Words(self._texts, now)
        return self._environment.get_template(f"{template}.html").render(t=words, sections=SECTIONS, **data)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("bot.console.page", _FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.globals |= {"bars": bars, "shares": shares, "plain_address": plain_address}
    return environment


@cache
def stylesheet() -> str:
    """The one stylesheet of all pages."""
    return (files("bot.console.page") / _FOLDER / "page.css").read_text(encoding="utf-8")


@cache
def icon() -> str:
    """The icon of all pages, as SVG."""
    return (files("bot.console.page") / _FOLDER / "icon.svg").read_text(encoding="utf-8")
