"""The judge of `benchmarks.chaos`: what was published and commanded against the server's journal, and nothing else."""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tests.botapi import Fault, Record
from tests.botapi.journal import Call

_RECORDED_S = 0.3
"""From an answer of Telegram's to when it is on disk: a kill in between makes a repetition too."""
_NOTED_S = 0.3
"""A request that was on its way at the kill is noted a little after it, before the next run has begun."""
_SLOW = Fault(delay_s=1.0).name
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
    back_after_s: float
    """How long what was published first when the clock was right again waited to be told, at the longest."""


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
        reordered += bool(new and told[chat] and min(new) < max(told[chat]))
        told[chat] |= found
    repeatable = Counter(_chat_of(call, played) for call in sends if _may_be_repeated(call, played.kills))
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
        in_flight=sum(any(_is_under_way(call, at) for call in requests) for at in played.kills),
        exceeded=sum(call.error_code == 429 and call.fault is None for call in record.calls),
        messages=messages,
        commands=len(played.commands),
        leaps=len(played.clock_set_right),
        back_after_s=_back_after_s(sends, played),
    )


def _back_after_s(sends: Sequence[Call], played: Played) -> float:
    told_at: dict[int, float] = {}
    for call in sorted(sends, key=_stood_at, reverse=True):
        told_at |= dict.fromkeys(stories_in(call.params["text"]), _stood_at(call))
    waits = [0.0]
    for at in played.clock_set_right:
        first = next((number for number, published in enumerate(played.published) if published >= at), None)
        if first in told_at:
            waits.append(told_at[first] - played.published[first])
    return max(waits)


def _stood_at(call: Call) -> float:
    return call.answered_at or call.at


def _chat_of(call: Call, played: Played) -> int:
    chat = int(call.params["chat_id"])
    return played.moved.get(chat, chat)


def _may_be_repeated(call: Call, kills: Sequence[float]) -> bool:
    """Whether the program could not know, or not note, that the message stands."""
    is_cut_off = call.fault not in {None, _SLOW} or not call.heard
    return is_cut_off or any(_is_under_way(call, at) for at in kills)


def _is_under_way(call: Call, at: float) -> bool:
    return call.at - _NOTED_S <= at <= (call.answered_at or at) + _RECORDED_S


def _answers(command: Command, sends: Sequence[Call], played: Played) -> list[Call]:
    chat = played.moved.get(command.chat, command.chat)
    return [
        call
        for call in sends
        if command.answer in call.params["text"] and _chat_of(call, played) == chat and _stood_at(call) >= command.at
    ]


def _is_answered_twice(command: Command, sends: Sequence[Call], played: Played) -> bool:
    return any(not _may_be_repeated(call, played.kills) for call in _answers(command, sends, played)[:-1])
