"""The judge of `benchmarks.chaos`: what was published and commanded against the server's journal.

The journal, too, shows what was under way at a kill; so does the database that the run left, since a busy machine
records late.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from bot.model import DeliveryPreferences
from tests.botapi import Fault, Record
from tests.botapi.journal import Call

_RECORDED_S = 0.6
"""From an answer of Telegram's to when it is on disk, on a busy machine: a kill in between makes a repetition too."""
_RECORDED_AT_MOST_S = 10.0
"""The same, of what was not on disk yet by the database itself."""
_TRIED_AGAIN_S = 5.0
"""From when the database is mended to when it is tried again to record, at the most."""
_NOTED_S = 0.3
"""A request that was on its way at the kill is noted a little after it, before the next run has begun."""
_BURST = DeliveryPreferences().burst
"""Messages of a chat after which what follows gathers for a digest, which is no silence of a fault's."""
_SLOW = Fault(delay_s=1.0).name
_LATER_PAGE = re.compile(r"^🗞 <b>(?!1–)\d+–\d+ ")
"""Of a digest, which begins with its newest stories."""
_ADDRESS = re.compile(r'href="[^"]*/news-(\d+)"')


@dataclass(frozen=True, slots=True)
class Command:
    """What a person wrote, and the words by which its answer is known, and no other message of the chat."""

    chat: int
    at: float
    answer: str


@dataclass(frozen=True, slots=True)
class Restore:
    """A backup that was put in the place of the database: what came in between, the program cannot know."""

    backed_up_at: float
    """When the backup began."""
    restored_at: float
    under_way: Collection[int]
    """The chats to which something was under way, by the backup."""


@dataclass(frozen=True, slots=True)
class Played:
    """What was done to the program."""

    chats: Sequence[int]
    articles: int
    commands: Sequence[Command]
    moved: Mapping[int, int]
    """By the id of a supergroup: that of the group which it was before."""
    kills: Mapping[float, Collection[int]]
    """By when each struck: the chats to which something was under way, by the database."""
    orphans: int
    published: Sequence[float] = ()
    """When each article was."""
    clock_set_right: Sequence[float] = ()
    outages: Sequence[tuple[float, float]] = ()
    """When the database began to fail, and when it was mended."""
    away: Sequence[tuple[int, float, float]] = ()
    """Which chats had blocked the bot, and from when to when."""
    restores: Sequence[Restore] = ()


@dataclass(frozen=True, slots=True)
class Verdict:
    """What came of it."""

    owed: int
    """Stories owed to chats."""
    lost: int
    repeated: int
    """Messages that tell what was told before."""
    repeatable: int
    """Sends that were under way at a kill, or cut off after the message stood."""
    told_again: int
    """Stories of a chat that were told between a backup and its restore, and once more after it; all are excused."""
    unexcused: int
    """Repeated messages in a chat above what was repeatable there: one for each such send."""
    reordered: int
    """Messages that tell something older than was told before."""
    commands_lost: int
    commands_forgotten: int
    """Commands between a backup and its restore that have no answer, or lost what they did: all are excused."""
    answered_twice: int
    """Answers that were given more than once, and that neither a kill nor a connection excuses."""
    orphans: int
    kills: int
    in_flight: int
    """Kills that struck with a send under way."""
    exceeded: int
    """Requests that went over the server's windows."""
    messages: int
    commands: int
    leaps: int
    outages: int
    silent_s: float
    """How long a chat that was owed something heard nothing after a wrong clock or an outage, at the most; from the
    last kill or such trouble on before it heard. What gathers for a digest does not count.
    """


def stories_in(html: str) -> list[int]:
    """The numbers of the articles that a message tells, in its order."""
    return [int(one) for one in _ADDRESS.findall(html)]


def judge(record: Record, played: Played) -> Verdict:
    requests = record.of("sendMessage")
    sends = [call for call in requests if call.stored]
    # The card of a burst becomes the digest by an edit, which may be made again.
    digests = [call for call in record.of("editMessageText") if call.ok and call.params["text"].startswith("🗞")]
    told: dict[int, set[int]] = defaultdict(set)
    repeated: Counter[int] = Counter()
    excuses = _Excuses(played)
    reordered = messages = 0
    for call in sorted([*sends, *digests], key=_stood_at):
        chat, found = _chat_of(call, played), set(stories_in(call.params["text"]))
        new = found - told[chat]
        messages += bool(found)
        again = excuses.without(call, found & told[chat])
        repeated[chat] += bool(again) and call.method == "sendMessage"
        excuses.note(call, found)
        is_older = bool(new and told[chat] and min(new) < max(told[chat]))
        reordered += is_older and not _LATER_PAGE.search(call.params["text"])
        told[chat] |= found
    repeatable = Counter(_chat_of(call, played) for call in sends if _may_be_repeated(call, played))
    return Verdict(
        owed=played.articles * len(played.chats),
        lost=sum(played.articles - len(told[chat]) for chat in played.chats),
        repeated=repeated.total(),
        repeatable=repeatable.total(),
        told_again=excuses.used,
        unexcused=(repeated - repeatable).total(),
        reordered=reordered,
        commands_lost=sum(
            not _answers(one, sends, played) and not is_unknown(one, played.restores) for one in played.commands
        ),
        commands_forgotten=sum(is_unknown(command, played.restores) for command in played.commands),
        answered_twice=sum(_is_answered_twice(command, sends, played) for command in played.commands),
        orphans=played.orphans,
        kills=len(played.kills),
        in_flight=sum(any(_is_under_way(call, at, played) for call in requests) for at in played.kills),
        exceeded=sum(call.error_code == 429 and call.fault is None for call in record.calls),
        messages=messages,
        commands=len(played.commands),
        leaps=len(played.clock_set_right),
        outages=len(played.outages),
        silent_s=_silent_s([*sends, *digests], played),
    )


class _Excuses:
    """What may be told again after a restore, by chat and story, and once for each restore."""

    def __init__(self, played: Played) -> None:
        self.used = 0
        self._played = played
        self._told: dict[tuple[int, int], Call] = {}
        """The last message of each chat that told a story."""
        self._excused: set[tuple[int, int, float]] = set()

    def note(self, call: Call, stories: Collection[int]) -> None:
        self._told |= dict.fromkeys(((_chat_of(call, self._played), story) for story in stories), call)

    def without(self, call: Call, stories: Collection[int]) -> set[int]:
        """The stories that are told once more by a message, without an excuse."""
        chat, left = _chat_of(call, self._played), set[int]()
        for story in stories:
            restore = _restore_after(self._told[chat, story], self._played)
            excuse = (chat, story, restore.restored_at if restore else 0.0)
            if restore is None or call.at < restore.restored_at or excuse in self._excused:
                left.add(story)
            else:
                self.used += 1
                self._excused.add(excuse)
        return left


def _restore_after(call: Call, played: Played) -> Restore | None:
    """The restore after which the program does not know of a message."""
    stood_at = _stood_at(call)
    for restore in played.restores:
        under_way = {played.moved.get(chat, chat) for chat in restore.under_way}
        slack_s = _RECORDED_AT_MOST_S if _chat_of(call, played) in under_way else _RECORDED_S
        if restore.backed_up_at - slack_s <= stood_at <= restore.restored_at:
            return restore
    return None


def is_unknown(command: Command, restores: Sequence[Restore]) -> bool:
    """Whether the program may have forgotten a command: it came after a backup that was restored later."""
    return any(one.backed_up_at - _RECORDED_AT_MOST_S <= command.at <= one.restored_at for one in restores)


def _silent_s(sends: Sequence[Call], played: Played) -> float:
    tellings: dict[int, list[tuple[float, set[int]]]] = defaultdict(list)
    for call in sorted(sends, key=_stood_at):
        if found := set(stories_in(call.params["text"])):
            tellings[_chat_of(call, played)].append((_stood_at(call), found))
    mended = [*played.clock_set_right, *(ended for _, ended in played.outages)]
    struck, waits = sorted([*mended, *played.kills]), [0.0]
    for at, chat in product(mended, played.chats):
        told = {story for when, found in tellings[chat] for story in found if when < at}
        owed = next((number for number in range(len(played.published)) if number not in told), None)
        since = at if owed is None else max(at, played.published[owed])
        before = [when for when, _ in tellings[chat] if when < since]
        heard = tellings[chat][len(before)][0] if len(before) < min(len(tellings[chat]), _BURST) else None
        if owed is None or heard is None or _was_away(chat, since, heard, played):
            continue
        waits.append(heard - max(since, *(one for one in struck if one <= heard)))
    return max(waits)


def _was_away(chat: int, since: float, until: float, played: Played) -> bool:
    return any(one == chat and began < until and ended > since for one, began, ended in played.away)


def _stood_at(call: Call) -> float:
    return call.answered_at or call.at


def _chat_of(call: Call, played: Played) -> int:
    chat = int(call.params["chat_id"])
    return played.moved.get(chat, chat)


def _may_be_repeated(call: Call, played: Played) -> bool:
    """Whether the program could not know, or not note, that the message stands."""
    is_cut_off = call.fault not in {None, _SLOW} or not call.heard
    return is_cut_off or any(_is_under_way(call, at, played) for at in played.kills)


def _is_under_way(call: Call, at: float, played: Played) -> bool:
    """Whether the message was on its way then, or stood, and could not be recorded yet."""
    answered_at = call.answered_at or at
    outages = [mended for began, mended in played.outages if began - _RECORDED_S <= answered_at <= mended]
    tried_at = max([answered_at, *(mended + _TRIED_AGAIN_S for mended in outages)])
    if not call.at - _NOTED_S <= at <= tried_at + _RECORDED_AT_MOST_S:
        return False
    unrecorded = (played.moved.get(chat, chat) for chat in played.kills[at])
    return at <= tried_at + _RECORDED_S or _chat_of(call, played) in unrecorded


def _answers(command: Command, sends: Sequence[Call], played: Played) -> list[Call]:
    chat = played.moved.get(command.chat, command.chat)
    return [
        call
        for call in sends
        if command.answer in call.params["text"] and _chat_of(call, played) == chat and _stood_at(call) >= command.at
    ]


def _is_answered_twice(command: Command, sends: Sequence[Call], played: Played) -> bool:
    return any(
        not _may_be_repeated(call, played) and _restore_after(call, played) is None
        for call in _answers(command, sends, played)[:-1]
    )
