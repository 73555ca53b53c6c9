"""Are the settings read as they were meant, and do they agree?"""

import ipaddress
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from urllib.parse import urlsplit

from bot.config import Settings
from bot.doctor.findings import Finding, failure, ok, warning
from bot.fetching.proxies import DIRECT
from bot.model import Access

_CHECK = "settings"
_PROXIES = "proxies"
_ALIKE_IN_FILE, _ALIKE_AROUND = 0.75, 0.88
"""How alike a name and one of ours are if it is a typing error (`difflib`'s ratio). The environment has many names
that are not meant for us, a `.env` file few.
"""
_ASSIGNED = re.compile(r"^[ \t]*(?:export[ \t]+)?([A-Za-z_][A-Za-z0-9_]*)[ \t]*=", re.MULTILINE)
_HOOK_PORTS = (443, 80, 88, 8443)
"""Where Telegram delivers updates (https://core.telegram.org/bots/api#setwebhook)."""
_TELEGRAM = "https://api.telegram.org"
_UNUSED_PROXIES = ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY")
_OTHERS = 0o077


@dataclass(frozen=True, slots=True)
class Written:
    """Where settings are written."""

    in_file: Sequence[str] = ()
    """The names in `.env`, in their order."""
    around: frozenset[str] = frozenset()
    """The names in the environment."""
    mode: int | None = None
    """The rights of `.env`; None if there is no such file."""


def names_in(text: str) -> list[str]:
    """The names that a `.env` file sets, in their order; a name that is set twice comes twice."""
    return _ASSIGNED.findall(text)


def check_written(written: Written, wrong: Sequence[str]) -> Iterator[Finding]:
    """What is wrong with how settings are written; `wrong` is what keeps them from being read, a line each."""
    for line in wrong:
        yield failure(_CHECK, line, "correct it in .env or in the environment; .env.example explains each setting")
    known = sorted(Settings.model_fields)
    yield from _misspelt(dict.fromkeys(written.in_file), known, _ALIKE_IN_FILE, "in .env")
    yield from _misspelt(sorted(written.around - set(written.in_file)), known, _ALIKE_AROUND, "in the environment")
    twice = sorted({name for name in written.in_file if written.in_file.count(name) > 1})
    if twice:
        yield warning(_CHECK, f"{', '.join(twice)}: set twice in .env; the last one counts", "delete the others")
    if written.mode is not None and written.mode & _OTHERS and "BOT_TOKEN" in map(str.upper, written.in_file):
        yield warning(_CHECK, "other users of this machine can read .env, which holds the token", "chmod 600 .env")


def _misspelt(names: Iterable[str], known: Sequence[str], cutoff: float, where: str) -> Iterator[Finding]:
    for name in names:
        alike = get_close_matches(name.lower(), known, 1, cutoff)
        if alike and name.lower() not in known:
            yield warning(
                _CHECK,
                f"{name} {where} is no setting, and has no effect",
                f"if you mean {alike[0].upper()}, correct it; otherwise it does no harm",
            )


def check_settings(settings: Settings) -> Iterator[Finding]:
    """Settings that contradict one another, or that are rarely meant."""
    yield from _of_people(settings)
    if settings.webhook_url is not None:
        yield from _of_webhook(settings, settings.webhook_url)
    elif settings.webhook_secret is not None:
        yield warning(_CHECK, "WEBHOOK_SECRET is set without WEBHOOK_URL", "set WEBHOOK_URL, or delete the secret")
    yield from _of_console(settings)
    if settings.keep_told < settings.keep_articles:
        yield warning(
            _CHECK,
            f"KEEP_TOLD ({settings.keep_told}) is below KEEP_ARTICLES ({settings.keep_articles})",
            "raise KEEP_TOLD: «Почему?» under a message needs what was kept of it",
        )
    if not settings.telegram_api.startswith("https:") and not _is_near(urlsplit(settings.telegram_api).hostname):
        yield warning(
            _CHECK, "TELEGRAM_API is not https: everybody on the way reads the token", "use https, or a server nearby"
        )


def _of_people(settings: Settings) -> Iterator[Finding]:
    if not settings.admins:
        if settings.access is Access.INVITE:
            yield failure(
                _CHECK, "ACCESS=invite without ADMINS: nobody can let a new chat in", "put your Telegram id into ADMINS"
            )
        else:
            yield warning(
                _CHECK,
                "ADMINS is empty: nobody hears of lasting troubles",
                "put your Telegram id into ADMINS, and start the bot in Telegram",
            )
    if settings.allow_private_networks and settings.access is Access.OPEN:
        yield warning(
            _CHECK,
            "ALLOW_PRIVATE_NETWORKS with ACCESS=open: strangers can reach your network through the bot",
            "set ACCESS=invite, or switch ALLOW_PRIVATE_NETWORKS off",
        )


def _of_console(settings: Settings) -> Iterator[Finding]:
    at = settings.listen_at
    if at is None:
        if settings.http_token is not None or settings.http_hosts:
            yield warning(
                _CHECK,
                "HTTP_TOKEN or HTTP_HOSTS is set without HTTP_LISTEN: the console is off",
                "set HTTP_LISTEN=127.0.0.1:9464, or delete them",
            )
    elif settings.webhook_url is not None and at.port == settings.webhook_port:
        yield failure(_CHECK, f"HTTP_LISTEN and WEBHOOK_PORT are both {at.port}", "choose another port for one of them")


def _of_webhook(settings: Settings, url: str) -> Iterator[Finding]:
    parts = urlsplit(url)
    try:
        port = parts.port
    except ValueError:
        yield failure(_CHECK, "WEBHOOK_URL has no usable port", f"use one of {_ports()}")
        return
    if not settings.telegram_api.startswith(_TELEGRAM):
        return  # one's own server takes other addresses, too
    if parts.scheme != "https":
        yield failure(_CHECK, "WEBHOOK_URL is not https, and Telegram delivers to nothing else", "put TLS before it")
    elif (port or 443) not in _HOOK_PORTS:
        yield failure(_CHECK, f"WEBHOOK_URL: Telegram does not deliver to port {port}", f"use one of {_ports()}")


def _ports() -> str:
    return ", ".join(map(str, _HOOK_PORTS))


def _is_near(host: str | None) -> bool:
    """Whether a host is this machine, or stands in a private network."""
    if host is None or "." not in host.replace(":", "."):
        return True
    try:
        return ipaddress.ip_address(host).is_private
    except ValueError:
        return host.endswith((".localhost", ".local", ".internal", ".lan"))


def check_proxies(settings: Settings, around: frozenset[str], unreachable: Sequence[str]) -> Iterator[Finding]:
    """Proxies that have no effect, or that nobody answers at; `unreachable` names settings."""
    for name in unreachable:
        yield failure(_PROXIES, f"{name}: nobody answers at its address", f"start the proxy, or correct {name}")
    directs = [host for host, proxy in settings.source_proxies.items() if proxy.get_secret_value() == DIRECT]
    if directs and settings.sources_proxy is None:
        yield warning(
            _PROXIES, f"SOURCE_PROXIES: direct has no effect for {', '.join(directs)}", "it needs a SOURCES_PROXY"
        )
    unused = sorted(name for name in around if name.upper() in _UNUSED_PROXIES)
    if unused and settings.telegram_proxy is None and settings.sources_proxy is None:
        yield warning(
            _PROXIES,
            f"{', '.join(unused)} in the environment has no effect on the bot",
            "set TELEGRAM_PROXY and SOURCES_PROXY if it should use that proxy",
        )


def nothing_wrong(settings: Settings) -> tuple[Finding, Finding]:
    """For settings and proxies of which nothing else is to be said."""
    proxies = [
        name
        for name, value in (
            ("TELEGRAM_PROXY", settings.telegram_proxy),
            ("SOURCES_PROXY", settings.sources_proxy),
            ("SOURCE_PROXIES", settings.source_proxies),
        )
        if value
    ]
    changed = len(settings.model_fields_set)
    return (
        ok(_CHECK, f"they can be read, and agree; {changed} are not left at their defaults"),
        ok(_PROXIES, f"{', '.join(proxies)}: somebody answers there" if proxies else "none are set"),
    )
