"""Every public function that meets texts from outside, found by walking the packages, and how it is called with one.

The arguments are made of the text by their types; `arguments.py` says how.
"""

import importlib
import inspect
import pkgutil
import typing
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from functools import cache
from types import ModuleType

import bot
from bot.fetching import encodings
from tests.hostile.arguments import made

_ROOMS_WITHOUT_TEXTS = frozenset({"cli", "demo", "doctor", "model", "pipeline", "ports", "runtime", "services"})
"""They hand texts to other rooms, or read what the operator has written. A new room is attacked unless it is here."""
_WITHOUT_TEXTS = frozenset(
    {
        "bot.console.access", "bot.console.connections", "bot.console.meter", "bot.console.metrics",
        "bot.console.page.rendering", "bot.console.page.site", "bot.console.probe", "bot.console.readiness",
        "bot.console.server", "bot.console.signing", "bot.console.site",
        "bot.delivery.timing", "bot.delivery.callbacks", "handlers.updates.effects", "bot.delivery.lenient",
        "bot.delivery.outcome", "bot.delivery.pace", "bot.delivery.session", "bot.delivery.telegram",
        "bot.delivery.throttle", "bot.fetching.inflate", "bot.feeds.pack", "bot.fetching.proxies", "bot.feeds.schedule",
        "bot.runtime.turns", "bot.matching.lists", "bot.matching.near", "bot.matching.pairs", "bot.matching.planner",
        "bot.matching.plans", "bot.matching.quotes", "bot.matching.runs", "bot.matching.vocabulary",
        "bot.reposts.due", "bot.reposts.offering", "bot.reposts.pressing", "bot.reposts.progress", "bot.reposts.states",
        "bot.stories.frequencies", "bot.stories.recent",
    }
)  # fmt: skip
"""Modules whose functions meet numbers, times and connections, or what others here have read or hand over."""
_NOT_CALLED = frozenset(
    {
        "bot.fetching.client.Fetcher.with_profile", "bot.fetching.documents.RequestProfile.headers",
        "bot.fetching.documents.RequestProfile.accepts_any_certificate", "bot.fetching.failures.failure_of",
        "bot.fetching.guard.AddressGuard.make_socket", "bot.fetching.guard.small_socket", "bot.feeds.items.newest",
        "bot.feeds.tolerant.read_tolerantly", "bot.articles.page.extract", "bot.stories.fingerprint.clues",
        "bot.reposts.marks.load_marks", "bot.text.forms.slavic.gender_of",
    }
)  # fmt: skip
"""Functions of the others that do; and the two that are slow, and are called in processes that are killed."""
_WITH: Mapping[str, Mapping[str, object]] = {
    "bot.feeds.parse.parse": {"tolerant": None},
    "bot.fetching.encodings.choose": {"declared": ("cp1252", "koi8-r"), "detect": encodings.detect},
    "bot.fetching.encodings.is_mostly_right": {"encoding": "cp1252"},
    "bot.matching.indexed.IndexedQueries.evaluate": {"text": "нефть -газ"},  # no query is longer than a message
    "bot.spellings.endings.by_ending_in_english": {"spell": lambda stem: [(stem, 0.0)]},
    "bot.spellings.endings.by_ending_in_russian": {"spell": lambda stem: [(stem, 0.0)]},
    "bot.spellings.layout.other_layout": {"knows": bool},
    "bot.spellings.tables.lines": {"name": "regions"},
    "bot.spellings.tables.rows": {"name": "regions"},
    "bot.spellings.tables.table": {"name": "regions"},
    "bot.spellings.transliteration.transliteration": {"name": "ru-uk"},
    "bot.text.forms.british.transatlantic_spellings": {"lemmas": bool},
    "bot.text.forms.hyphens.joined_and_parted": {"has": bool},
}
"""What is handed over besides, or in place of what is made."""
HANDS_OVER: Mapping[str, str] = {
    "bot.delivery.render.Renderer.digest": "bot.delivery.digest.render_digest",
    "bot.matching.matcher.Matcher.distance": "bot.matching.unmet.Explainer.distance",
    "bot.matching.matcher.Matcher.evaluate": "bot.matching.evaluate.Evaluator.evaluate",
    "bot.matching.matcher.Matcher.match": "bot.matching.index.Index.match",
    "bot.matching.matcher.Matcher.prominence": "bot.matching.evaluate.Evaluator.prominence",
    "bot.matching.matcher.Matcher.unmet": "bot.matching.unmet.Explainer.unmet",
    "bot.matching.query.without": "bot.matching.query.parse_canonical",
}
"""What only calls another of these functions: a few shapes are enough for it."""
Call = Callable[[str], object]


def calls() -> dict[str, Call]:
    """By the name of the function; each is done when it returns."""
    return {name: call for name, call in _all_calls() if not isinstance(call, LookupError)}


def uncalled() -> dict[str, str]:
    """Functions of which nobody has said how they are called, and what is not known."""
    return {name: str(error) for name, error in _all_calls() if isinstance(error, LookupError)}


@cache
def _all_calls() -> tuple[tuple[str, Call | LookupError], ...]:
    """To know of each that it can be called, one is made of each type: once is enough."""
    return tuple(_calls())


def _rooms() -> Iterator[str]:
    for found in pkgutil.iter_modules(bot.__path__):
        if found.ispkg and found.name not in _ROOMS_WITHOUT_TEXTS:
            yield found.name


def _calls() -> Iterator[tuple[str, Call | LookupError]]:
    for package in _rooms():
        for module in _modules(f"bot.{package}"):
            for name, function, owner in _functions(module) if module.__name__ not in _WITHOUT_TEXTS else ():
                if name not in _NOT_CALLED:
                    try:
                        yield name, _call(function, owner, **_WITH.get(name, {}))
                    except LookupError as error:
                        yield name, error


def _modules(package: str) -> Iterator[ModuleType]:
    root = importlib.import_module(package)
    yield root
    for found in pkgutil.walk_packages(root.__path__, f"{package}."):
        yield importlib.import_module(found.name)


def _functions(module: ModuleType) -> Iterator[tuple[str, Callable[..., object], type | None]]:
    """The public functions that a module defines, and the public methods of its classes with these.

    What waits for something is none of them: it leaves the texts to those that do not.
    """
    for name, value in vars(module).items():
        if name.startswith("_") or getattr(value, "__module__", None) != module.__name__:
            continue
        if inspect.iscoroutinefunction(value):
            continue
        if inspect.isfunction(value):
            yield f"{module.__name__}.{name}", value, None
        elif inspect.isclass(value):
            for attribute, member in vars(value).items():
                method = member.fget if isinstance(member, property) else getattr(member, "__func__", member)
                if inspect.iscoroutinefunction(method):
                    continue
                if inspect.isfunction(method) and (not attribute.startswith("_") or attribute == "__str__"):
                    owner = None if isinstance(member, staticmethod) else value
                    yield f"{module.__name__}.{name}.{attribute}", method, owner


def _call(function: Callable[..., object], owner: type | None, **fixed: object) -> Call:
    hints = typing.get_type_hints(function)
    parameters = list(inspect.signature(function).parameters.values())[owner is not None :]
    wanted = {one.name: hints[one.name] for one in parameters if one.default is one.empty and one.name not in fixed}
    for kind in filter(None, (owner, *wanted.values())):
        made(kind, "а")  # one that nobody makes is told now

    def call(text: str) -> object:
        with suppress(Exception):  # what it says to such a text is the matter of other tests
            own = [made(owner, text)] if owner is not None else []
            answer = function(*own, **{name: made(kind, text, name) for name, kind in wanted.items()}, **fixed)
            return list(answer) if isinstance(answer, Iterator) else answer
        return None

    return call
