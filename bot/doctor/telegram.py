"""What Telegram says: of the token, of the webhook, of the time, and whether somebody else asks for the updates."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from urllib.parse import urlsplit

from bot.doctor.findings import Finding, failure, ok, skipped, warning
from bot.model import KINDS_OF_UPDATES

_LEAD_S, _GROSS_LEAD_S = 5.0, 120.0
"""A clock that a time server sets is right to a second. From two minutes on, news look too old or too new."""
_CONFLICT = 409
_MANY_PENDING = 100
_LATELY = timedelta(hours=1)
_ONE_EACH = "give each program a token of its own (@BotFather), or stop the other one"


@dataclass(frozen=True, slots=True)
class ClockReading:
    """How far this machine's clock is ahead of the server's, in seconds, and how well that is known."""

    lead_s: float
    tolerance_s: float


@dataclass(frozen=True, slots=True)
class Hook:
    """What Telegram says of the webhook of the token (https://core.telegram.org/bots/api#webhookinfo)."""

    url: str = ""
    pending: int = 0
    last_error: str = ""
    last_error_at: datetime | None = None
    kinds: frozenset[str] | None = None
    """The kinds of update that it delivers; None for its usual ones."""


class Rival(Enum):
    """Whether another program asks for the updates of the token."""

    NONE = "none"
    ONE = "one"
    NOT_ASKED = "not asked"
    """Since the bot itself asks for them here, or has them delivered, or nothing was asked of Telegram."""


@dataclass(frozen=True, slots=True)
class Answers:
    """What came of asking Telegram. Without `name`, `refusal` or `away`, nothing was asked."""

    name: str = ""
    """The bot's, without @."""
    away: str = ""
    """Why Telegram cannot be reached."""
    refusal: str = ""
    """Why it does not serve the token."""
    hook: Hook | None = None
    clock: ClockReading | None = None
    rival: Rival = Rival.NOT_ASKED
    is_proxied: bool = False


def check_token(answers: Answers, *, is_set: bool) -> Finding:
    """Whether Telegram serves the token."""
    if not is_set:
        return failure(
            "token",
            "BOT_TOKEN is not set; without one there is only the demo",
            "write /newbot to @BotFather, and put the token into .env",
        )
    if answers.away:
        through = " through TELEGRAM_PROXY" if answers.is_proxied else ""
        return failure(
            "token",
            f"Telegram cannot be reached{through}: {answers.away}",
            "check the network, DNS, TELEGRAM_API and TELEGRAM_PROXY; nothing is lost meanwhile",
        )
    if answers.refusal:
        return failure(
            "token", f"Telegram refuses it: {answers.refusal}", "ask @BotFather for the token (/token), and set it"
        )
    return ok("token", f"it belongs to @{answers.name}")


def check_hook(answers: Answers, ours: str | None, now: datetime, *, is_running: bool) -> Iterator[Finding]:
    """The way of the updates; `ours` is the address that the bot has them delivered to, None for long polling."""
    hook = answers.hook
    if hook is None:
        yield skipped("webhook", "Telegram was not asked")
        return
    if hook.url != (ours or ""):
        yield _other_way(hook, ours, is_running=is_running)
        return
    troubles = list(_troubles(hook, now, is_running=is_running))
    yield from troubles
    if not troubles:
        way = f"Telegram delivers to {_site(hook.url)}" if hook.url else "none, as for long polling"
        yield ok("webhook", f"{way}; updates that wait: {hook.pending}")


def _other_way(hook: Hook, ours: str | None, *, is_running: bool) -> Finding:
    there = f"at {_site(hook.url)}" if hook.url else "nowhere"
    if ours is None:
        if is_running:
            what = f"another program has Telegram deliver the updates {there}, so the bot gets none"
            return failure("webhook", what, f"{_ONE_EACH}; then restart the bot, which ends that delivery")
        what = f"Telegram delivers the updates {there}; a start of the bot ends that, as WEBHOOK_URL is empty"
        return warning("webhook", what, f"if another program listens there, {_ONE_EACH}")
    if is_running:
        what = f"Telegram does not deliver to WEBHOOK_URL, but {there}"
        return failure("webhook", what, f"{_ONE_EACH}; the bot takes the updates back within five minutes")
    if hook.url:
        what = f"Telegram delivers the updates {there}; a start of the bot changes that to WEBHOOK_URL"
        return warning("webhook", what, f"if another program listens there, {_ONE_EACH}")
    return ok("webhook", "the bot does not run; its start has the updates delivered to WEBHOOK_URL")


def _troubles(hook: Hook, now: datetime, *, is_running: bool) -> Iterator[Finding]:
    if hook.url and hook.last_error_at is not None and now - hook.last_error_at < _LATELY and is_running:
        yield warning(
            "webhook",
            f"at {hook.last_error_at:%H:%M} UTC Telegram could not deliver: {hook.last_error}",
            "check the proxy before the bot, its certificate, and that it passes requests to WEBHOOK_PORT",
        )
    if is_running and hook.pending >= _MANY_PENDING:
        yield warning(
            "webhook",
            f"{hook.pending} updates wait, though the bot runs",
            "look into its log: it may be stuck, or the database fails",
        )
    lacking = sorted(set(KINDS_OF_UPDATES) - hook.kinds) if is_running and hook.kinds is not None else []
    if lacking:
        yield warning(
            "webhook",
            f"Telegram brings no updates of these kinds: {', '.join(lacking)}",
            f"another program has set that: {_ONE_EACH}; then restart the bot",
        )


def check_rival(answers: Answers, *, is_running: bool) -> Finding:
    """Whether another program receives the updates."""
    match answers.rival:
        case Rival.ONE:
            return failure("rival", "another program asks Telegram for the updates of this token", _ONE_EACH)
        case Rival.NONE:
            return ok("rival", "nobody else asks Telegram for the updates")
        case Rival.NOT_ASKED if is_running and answers.name:
            return skipped("rival", "the bot runs, and sees by itself whether another program takes its updates")
        case Rival.NOT_ASKED if answers.hook is not None and answers.hook.url:
            return skipped("rival", "while Telegram delivers the updates, nobody can ask for them")
        case Rival.NOT_ASKED:
            return skipped("rival", "Telegram was not asked")


def check_clock(reading: ClockReading | None) -> Finding:
    """Whether the clock is right."""
    if reading is None:
        return skipped("clock", "no answer of Telegram says the time")
    lead, tolerance = abs(reading.lead_s), reading.tolerance_s
    if lead - tolerance <= _LEAD_S:
        return ok("clock", f"right to {max(lead, tolerance):.1f} s, by Telegram's")
    direction = "ahead" if reading.lead_s > 0 else "behind"
    what = f"{lead:.0f} s {direction} of Telegram's (give or take {tolerance:.1f} s)"
    remedy = "let a time server set it: timedatectl set-ntp true"
    return (failure if lead - tolerance > _GROSS_LEAD_S else warning)("clock", what, remedy)


def clock_reading(server: datetime, asked_at: datetime, answered_at: datetime) -> ClockReading:
    """From a `Date` header, which has whole seconds, and when the request went and its answer came."""
    half_s = timedelta(seconds=0.5)  # of the second that the header leaves out
    way_s = (answered_at - asked_at).total_seconds() / 2
    lead = asked_at + (answered_at - asked_at) / 2 - (server + half_s)
    return ClockReading(lead.total_seconds(), way_s + half_s.total_seconds())


def _site(url: str) -> str:
    """An address without what may be secret: paths of webhooks often are."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}"


def is_conflict_of_polls(status: int, description: str) -> bool:
    """Whether a refusal of `getUpdates` means that another program asks, rather than that a webhook is set."""
    return status == _CONFLICT and "webhook" not in description.lower()


def said_kinds(value: object) -> frozenset[str] | None:
    """The kinds of update in Telegram's answer."""
    if not isinstance(value, Sequence) or isinstance(value, str):
        return None
    return frozenset(str(kind) for kind in value) or None
