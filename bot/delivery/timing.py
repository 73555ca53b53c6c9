"""When and how news go to a chat: pure functions of its preferences and of `now`.

Local times follow the zone's own rules. A time that a clock set forward skips is the instant after the gap; a time that
a clock set back shows twice is the first of the two, where only one is needed.
"""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, time, timedelta, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.delivery.digest_layout import STORIES_ON_A_PAGE, in_pages_of
from bot.model import (
    BURST_WINDOW,
    ChatKind,
    DeliveryPlan,
    DeliveryPreferences,
    Gather,
    Haste,
    OpenCard,
    QuietHours,
    TellAll,
    TellOne,
    Wait,
    Waiting,
)

FOREVER = datetime(9999, 1, 1, tzinfo=UTC)
"""The end of a pause without one."""
STALE_AFTER = timedelta(hours=12)
"""Debts that have waited longer are told together, whatever the reason."""
LATE_AFTER = timedelta(days=2)
"""Older articles come from a feed that was down, and not alone; dates without a time are less late."""
_GATHERS = timedelta(seconds=20)
GATHERED_FOR = timedelta(seconds=45)
"""How long a card gathers a burst; it is the digest within a minute, also if that has to wait for its turn."""
CARD_EDITED_EVERY = timedelta(seconds=15)
"""At most, while it gathers."""
_DIGEST = in_pages_of(STORIES_ON_A_PAGE)


def plan(preferences: DeliveryPreferences, waiting: Waiting, now: datetime) -> DeliveryPlan:
    """What to do at `now` with what waits."""
    if waiting.card is not None:
        return _grown(waiting.card, waiting.stories, now)
    opens_at = _opens_at(preferences, waiting, now)
    if opens_at > now:
        return Wait(opens_at)
    return TellOne() if waiting.one_by_one else _open(preferences, waiting, now)


def is_quiet(preferences: DeliveryPreferences, now: datetime) -> bool:
    """Whether `now` is within the quiet hours of the chat."""
    return preferences.quiet is not None and _holds(preferences.quiet, now.astimezone(zone_of(preferences)).time())


def zone_of(preferences: DeliveryPreferences) -> tzinfo:
    """The time zone of a chat; UTC if the chat has set none, or a zone that no longer exists."""
    try:
        return UTC if preferences.zone is None else ZoneInfo(preferences.zone)
    except ZoneInfoNotFoundError:
        return UTC


def next_at(local: time, zone: tzinfo, after: datetime) -> datetime:
    """The first instant after `after` at which the local clock shows `local`, once a day."""
    return min(moment for moment in _showings(local, zone, after, folds=(0,)) if moment > after)


def next_hour(zone: tzinfo, after: datetime) -> datetime:
    """The first instant after `after` at which the local clock shows a full hour."""
    local = after.astimezone(zone)
    return (
        after
        + timedelta(hours=1)
        - timedelta(minutes=local.minute, seconds=local.second, microseconds=local.microsecond)
    )


def _open(preferences: DeliveryPreferences, waiting: Waiting, now: datetime) -> DeliveryPlan:
    """What to do with what is not held back."""
    recent = [at for at in waiting.sent_at if now - BURST_WINDOW < at <= now]
    is_late = now - waiting.published_at >= LATE_AFTER
    is_burst = waiting.haste is Haste.AT_ONCE and len(recent) + waiting.stories > preferences.burst
    # So many cards that they are a flood themselves are none.
    if (is_burst or is_late) and len(recent) <= preferences.burst and _fits_a_card(waiting, now):
        return Gather(now + GATHERED_FOR)
    gathered_at = waiting.oldest_at + _GATHERS if is_late and not waiting.haste.is_gathered else now
    if waiting.haste is Haste.AT_ONCE:
        gathered_at = max(gathered_at, _gathered_at(preferences, recent))
    if gathered_at > now:
        return Wait(gathered_at)
    if waiting.stories == 1:
        return TellOne()
    is_old = is_late or waiting.had_to_wait or now - waiting.oldest_at >= STALE_AFTER
    return TellAll(_DIGEST) if is_old or waiting.haste.is_gathered or is_burst else TellOne()


def _fits_a_card(waiting: Waiting, now: datetime) -> bool:
    """Whether what waits has just come to a chat with cards, and is more than one."""
    has_just_come = not waiting.had_to_wait and now - waiting.oldest_at < STALE_AFTER
    has_cards = waiting.haste is Haste.AT_ONCE and waiting.kind is not ChatKind.CHANNEL
    return has_just_come and has_cards and waiting.stories > 1


def _grown(card: OpenCard, stories: int, now: datetime) -> DeliveryPlan:
    """What becomes of a card at its next turn."""
    if now >= card.until:
        return TellAll(_DIGEST)
    return Gather(card.until) if stories != card.stories else Wait(min(now + CARD_EDITED_EVERY, card.until))


def _gathered_at(preferences: DeliveryPreferences, recent: Sequence[datetime]) -> datetime:
    """Until when a burst gathers for a digest: briefly at first, twice as long after each further message."""
    further = len(recent) - preferences.burst
    if further < 0:
        return datetime.min.replace(tzinfo=UTC)
    return min(recent[-1] + _GATHERS * 2.0 ** min(further, 10), recent[-preferences.burst] + BURST_WINDOW)


def _opens_at(preferences: DeliveryPreferences, waiting: Waiting, now: datetime) -> datetime:
    """Until when what waits is held back; `now` or earlier if it is not."""
    paused_until = preferences.paused_until or waiting.oldest_at
    if paused_until > now:
        return paused_until
    zone = zone_of(preferences)
    opens_at = max(waiting.oldest_at, paused_until)
    match waiting.haste:
        case Haste.HOURLY:
            opens_at = next_hour(zone, opens_at)
        case Haste.DAILY:
            opens_at = next_at(preferences.daily_at, zone, opens_at)
    opens_at = max(opens_at, now)
    quiet = preferences.quiet
    is_held_back = quiet is not None and quiet.holds_back and waiting.haste is not Haste.URGENT
    if quiet is not None and is_held_back and is_quiet(preferences, opens_at):
        # An hour that the clock shows twice may be quiet twice, so its end counts both times.
        ends = _showings(quiet.end, zone, opens_at, folds=(0, 1))
        return min(moment for moment in ends if moment > opens_at)
    return opens_at


def _holds(quiet: QuietHours, local: time) -> bool:
    if quiet.start < quiet.end:
        return quiet.start <= local < quiet.end
    return local >= quiet.start or local < quiet.end


def _showings(local: time, zone: tzinfo, around: datetime, folds: tuple[int, ...]) -> Iterator[datetime]:
    """The instants on the neighbouring days at which the local clock shows `local`."""
    today = around.astimezone(zone).date()
    for days in (-1, 0, 1, 2):
        for fold in folds:
            shown = datetime.combine(today + timedelta(days=days), local.replace(fold=fold), zone)
            moment = shown.astimezone(UTC)
            is_skipped = moment.astimezone(zone).replace(tzinfo=None) != shown.replace(tzinfo=None)
            if not (is_skipped and fold):
                yield moment
