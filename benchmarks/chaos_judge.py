"""The judge of `benchmarks.chaos`: what was published and commanded against the server's journal, and nothing else."""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tests.botapi import Fault, Record
from tests.botapi.journal import Call

_RECORDED_S = 0.6
"""From an answer of Telegram's to when it is on disk, on a busy machine: a kill in between makes a repetition too."""
_RECORDED_LATE_S = 6.0
"""From when the database is mended: until then nothing can be recorded, and it is tried again every 5 s."""
_NOTED_S = 0.3
"""A request that was on its way at the kill is noted a little after it, before the next run has begun."""
_SLOW = Fault(delay_s=1.0).name
_LATER_PAGE = re.compile(r"^<b>🗞[^\n]* · (?!1–)\d+–\d+ · ")
"""Of a digest, which begins with its newest stories."""
_ADDRESS = re.compile(r'href="[^"]*/news-(\d+)"')


@dataclass(frozen=True, slots=True)
class Command:
    """What a person wrote, and the words by which its answer is known, and no other message of the chat."""

    chat: int
    at: float
    answer: str


@dataclass(frozen=True, slots=True)
class Played:
    """What was done to the program."""

    chats: Sequence[int]
    articles: int
    commands: Sequence[Command]
    moved: Mapping[int, int]
    """By the id of a supergroup: that of the group which it was before."""
    kills: Sequence[float]
    orphans: int
    published: Sequence[float] = ()
    """When each article was."""
    clock_set_right: Sequence[float] = ()
    outages: Sequence[tuple[float, float]] = ()
    """When the database began to fail, and when it was mended."""


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
    unexcused: int
    """Repeated messages in a chat above what was repeatable there: one for each such send."""
    reordered: int
    """Messages that tell something older than was told before."""
    commands_lost: int
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
    back_after_s: float
    """How long what was published first after a wrong clock or an outage waited to be told, from the last kill or such
    trouble before that on.
    """


def stories_in(html: str) -> list[int]:
    """The numbers of the articles that a message tells, in its order."""
    return [int(one) for one in _ADDRESS.findall(html)]


def judge(record: Record, played: Played) -> Verdict:
    requests = record.of("sendMessage")
    sends = [call for call in requests if call.stored]
    told: dict[int, set[int]] = defaultdict(set)
    repeated: Counter[int] = Counter()
    reordered = messages = 0
    for call in sorted(sends, key=_stood_at):
        chat, found = _chat_of(call, played), set(stories_in(call.params["text"]))
        new = found - told[chat]
        messages += bool(found)
        repeated[chat] += bool(found & told[chat])
        is_older = bool(new and told[chat] and min(new) < max(told[chat]))
        reordered += is_older and not _LATER_PAGE.search(call.params["text"])
        told[chat] |= found
    repeatable = Counter(_chat_of(call, played) for call in sends if _may_be_repeated(call, played))
    return Verdict(
        owed=played.articles * len(played.chats),
        lost=sum(played.articles - len(told[chat]) for chat in played.chats),
        repeated=repeated.total(),
        repeatable=repeatable.total(),
        unexcused=(repeated - repeatable).total(),
        reordered=reordered,
        commands_lost=sum(not _answers(command, sends, played) for command in played.commands),
        answered_twice=sum(_is_answered_twice(command, sends, played) for command in played.commands),
        orphans=played.orphans,
        kills=len(played.kills),
        in_flight=sum(any(_is_under_way(call, at, played) for call in requests) for at in played.kills),
        exceeded=sum(call.error_code == 429 and call.fault is None for call in record.calls),
        messages=messages,
        commands=len(played.commands),
        leaps=len(played.clock_set_right),
        outages=len(played.outages),
        back_after_s=_back_after_s(sends, played),
    )


def _back_after_s(sends: Sequence[Call], played: Played) -> float:
    told_at: dict[int, float] = {}
    for call in sorted(sends, key=_stood_at, reverse=True):
        told_at |= dict.fromkeys(stories_in(call.params["text"]), _stood_at(call))
    mended = [*played.clock_set_right, *(ended for _, ended in played.outages)]
    struck, waits = [*mended, *played.kills], [0.0]
    for at in mended:
        first = next((number for number, published in enumerate(played.published) if published >= at), None)
        if first in told_at:
            left_alone_at = max(one for one in (played.published[first], *struck) if one <= told_at[first])
            waits.append(told_at[first] - left_alone_at)
    return max(waits)


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
    recorded_at = max([answered_at + _RECORDED_S, *(mended + _RECORDED_LATE_S for mended in outages)])
    return call.at - _NOTED_S <= at <= recorded_at


def _answers(command: Command, sends: Sequence[Call], played: Played) -> list[Call]:
    chat = played.moved.get(command.chat, command.chat)
    return [
        call
        for call in sends
        if command.answer in call.params["text"] and _chat_of(call, played) == chat and _stood_at(call) >= command.at
    ]


def _is_answered_twice(command: Command, sends: Sequence[Call], played: Played) -> bool:
    return any(not _may_be_repeated(call, played) for call in _answers(command, sends, played)[:-1])
