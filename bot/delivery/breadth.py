"""Decides, purely, which subscriptions bring very much, and what follows."""

from datetime import datetime, timedelta

from bot.model import AS_THE_CHAT, Haste, Load, LoadVerdict, Manner, Notice, Rhythm

BROAD = 50
"""A subscription with more stories a day is offered a digest, and gets one unless it was asked how."""
GATHERED = Manner(Rhythm.HOURLY, lifts=True)
"""How a broad subscription comes if nobody was asked: an hourly digest, silently."""
FROM_OUTLETS = 5
"""What so many outlets report within the hour comes at once all the same."""
AT_ONCE, HOURLY, MAIN, LEAVE = "load-at-once", "load-hourly", "load-main", "load-leave"
"""The answers to what is asked and told here: keys of texts."""
_PINGS = 30
"""More messages in a day are asked about."""
_FIRST_DAY = timedelta(days=1)
_OFTEN, _USUALLY, _SELDOM = timedelta(hours=1), timedelta(hours=6), timedelta(days=7)


def judge_load(load: Load, now: datetime) -> LoadVerdict:
    """A new subscription that turns out to be broad is gathered; one that pings too often is asked about, once a week.

    What a person has chosen stays as it is.
    """
    is_new = load.age <= _FIRST_DAY + _OFTEN
    is_chosen = load.manner != AS_THE_CHAT or load.of_folder != AS_THE_CHAT
    if is_new and load.stories > BROAD and not is_chosen and load.haste is Haste.AT_ONCE:
        told = Notice("load-gathered", {"text": load.text}, answers=(AT_ONCE, MAIN))
        return LoadVerdict(now + _SELDOM, told, GATHERED)
    if load.messages > _PINGS and load.haste is Haste.AT_ONCE and not load.silent:
        asked = Notice("load-asks", {"text": load.text, "count": load.messages}, answers=(HOURLY, MAIN, LEAVE))
        return LoadVerdict(now + _SELDOM, asked)
    return LoadVerdict(now + (_OFTEN if is_new else _USUALLY))
