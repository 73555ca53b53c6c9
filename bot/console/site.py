"""What is served, and by whom: the list of the pages. Imported only if the console is on."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from bot.config import Settings
from bot.console.access import Access
from bot.console.hosts import Hosts
from bot.console.meter import PrometheusMeter
from bot.console.metrics import Metrics
from bot.console.page import PARAMETERS, OperatorsPage
from bot.console.readiness import Readiness
from bot.console.server import Console, Site
from bot.console.vitals import Vitals, Witnesses
from bot.i18n import Translations
from bot.model import Language
from bot.model.console import ListenAt
from bot.ports.console import ConsoleStorage
from bot.runtime.clock import Clock


@dataclass(frozen=True, slots=True)
class Sight:
    """What the console looks at."""

    storage: ConsoleStorage
    """Not yet entered."""
    witnesses: Witnesses
    meter: PrometheusMeter
    """What the program counts with."""
    clock: Clock
    """The time of day."""
    steady: Clock


@asynccontextmanager
async def open_console(settings: Settings, at: ListenAt, sight: Sight) -> AsyncIterator[Console]:
    """Serve the site until the context ends. Raises ConsoleRefused."""
    token = settings.http_token.get_secret_value() if settings.http_token is not None else None
    access, hosts = Access(token, sight.steady), Hosts(at, settings.hosts)
    async with (
        sight.storage as storage,
        Vitals(sight.witnesses, sight.clock) as vitals,
        Metrics(sight.meter.registry, storage, vitals.running, sight.clock) as metrics,
        Console(_site(storage, sight, vitals, metrics, settings.default_language), hosts, access) as console,
    ):
        yield console


def _site(storage: ConsoleStorage, sight: Sight, vitals: Vitals, metrics: Metrics, language: Language) -> Site:
    readiness = Readiness(storage, vitals.running, clock=sight.clock, steady=sight.steady)
    page = OperatorsPage(storage, vitals.running, Translations()[language], sight.clock)
    return Site([*readiness.routes(), *metrics.routes(), *page.routes()], PARAMETERS, page.sign_in)
