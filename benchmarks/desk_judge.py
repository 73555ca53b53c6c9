"""The judge of `benchmarks.desk`: what was published, pressed and written against the server's journal."""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from benchmarks.desk_cards import Card, Outcome, Stage, named_in, outcome_of, outlets_in, plain, read_card, stories_in
from benchmarks.desk_standing import Standing, may_be_repeated, standing_messages
from tests.botapi import Record

_QUIET_S = 30.0
"""After a press that no other follows for as long, the card has to show what the press did."""
_RESTART_S = 60.0
"""For how long a kill excuses that a press is not answered: the program has to come back, and to come to it."""
_ONLY_SAY = ("Почему?", "Предпросмотр", "Не по теме")
"""Buttons that may only say something."""
_DECIDES = re.compile(r"✅ Опубликовать|✅ Сейчас|✖️|↩ Вернуть|🗑|🔇|\d|Завтра|Слот")
"""Buttons that decide what becomes of a card."""


@dataclass(frozen=True, slots=True)
class Pressed:
    """A press of an editor."""

    id: str
    at: float
    by: str
    chat: int
    message: int
    label: str
    data: str
    is_forged: bool = False
    """Whether the button is one of another desk's card."""


@dataclass(frozen=True, slots=True)
class Wrote:
    """A reply with another text, and the card that it is for."""

    at: float
    by: str
    chat: int
    message: int


@dataclass(frozen=True, slots=True)
class Played:
    """What was done to the program."""

    desks: Mapping[int, int]
    """By the chat of a desk: its channel."""
    stories: Mapping[int, int]
    """By the number of a story that a ticked source reports: the channel that it is for."""
    editors: Sequence[str]
    """Their names."""
    never: Mapping[str, str] = field(default_factory=dict)
    """By name: the buttons, as a regular expression, that somebody may never press."""
    sometimes: Mapping[str, str] = field(default_factory=dict)
    """By name: those that somebody may press only before the post stands."""
    unticked: Sequence[str] = ()
    """The outlets that are not ticked, and words that stand in their reports alone."""
    presses: Sequence[Pressed] = ()
    replies: Sequence[Wrote] = ()
    kills: Mapping[float, Sequence[int]] = field(default_factory=dict)
    """By when each struck: the chats to which something was under way, by the database."""
    orphans: int = 0


@dataclass(frozen=True, slots=True)
class Verdict:
    """What came of it."""

    stories: int
    cards: int
    """Stories that came to their desk."""
    posts: int
    """Stories that came into their channel."""
    repeated: int
    repeatable: int
    """Sends to channels that were under way at a kill, or cut off after the message stood."""
    unexcused: int
    """Repeated posts in a channel above what was repeatable there."""
    missing: tuple[str, ...]
    """What was approved last, and is in no channel."""
    untrue: tuple[str, ...]
    """Cards that say at the end what is not so."""
    unticked: tuple[str, ...]
    """Messages in which something of a source stands that is not ticked."""
    stale: tuple[str, ...]
    """Presses that were refused as stale although nobody had changed the card."""
    without_effect: tuple[str, ...]
    """Presses that neither did anything nor said why, or who was first."""
    barred: tuple[str, ...]
    """Presses that were refused for a right which is there."""
    unentitled: tuple[str, ...]
    """Presses that did something without the right to it, or from another desk."""
    silent: int
    """Presses that were not answered, and that neither a kill nor a connection excuses."""
    outcomes: Mapping[str, int]
    wait_p50_s: float
    wait_p95_s: float
    """From a press to its toast; presses around a kill, when nobody was there to answer, are left out."""
    kills: int
    orphans: int
    exceeded: int
    """Requests that went over the server's windows."""


@dataclass(frozen=True, slots=True)
class _Answered:
    """A press with what came of it."""

    press: Pressed
    card: Card | None
    where: tuple[int, int]
    """The desk, and the card that it is about: by its story, since a card may stand twice after a kill."""
    outcome: Outcome
    at: float
    """When it was answered; when it was made, if it never was."""
    is_excused: bool = False
    """Whether somebody has tried to answer it, or could not."""

    def __str__(self) -> str:
        story = f"news-{self.card.story}" if self.card else "?"
        return f"{self.press.by} «{self.press.label}» {story} {self.press.chat}/{self.press.message} {self.press.id}"


def judge(record: Record, played: Played) -> Verdict:
    messages = standing_messages(record)
    cards = _cards(messages, played)
    posts = _posts(messages, played)
    answered = _answered(record, messages, played)
    repeated = Counter(dict.fromkeys(played.desks.values(), 0))
    for (channel, _), stood in posts.items():
        repeated[channel] += len(stood) - 1
    sends = [one for one in messages.values() if one.chat in played.desks.values()]
    repeatable = Counter(one.chat for one in sends if may_be_repeated(one.call, played.kills))
    waits = sorted(one.at - one.press.at for one in answered if _counts_as_wait(one, played))
    return Verdict(
        stories=len(played.stories),
        cards=len(_came(messages, played)),
        posts=len(posts),
        repeated=repeated.total(),
        repeatable=repeatable.total(),
        unexcused=(repeated - repeatable).total(),
        missing=tuple(_missing(answered, messages, posts, played)),
        untrue=tuple(_untrue(cards, posts, played)),
        unticked=tuple(_unticked(messages, played)),
        stale=tuple(str(one) for one in answered if _is_refused_without_reason(one, answered, messages, played)),
        without_effect=tuple(str(one) for one in answered if _is_without_effect(one, answered, messages)),
        barred=tuple(str(one) for one in answered if _is_barred(one, played)),
        unentitled=tuple(str(one) for one in answered if one.outcome is Outcome.DONE and _may_never(one, played)),
        silent=sum(one.outcome is Outcome.UNANSWERED and not one.is_excused for one in answered),
        outcomes=dict(Counter(one.outcome.name.lower() for one in answered)),
        wait_p50_s=_share(waits, 0.5),
        wait_p95_s=_share(waits, 0.95),
        kills=len(played.kills),
        orphans=played.orphans,
        exceeded=sum(call.error_code == 429 and call.fault is None for call in record.calls),
    )


def _cards(messages: Mapping[tuple[int, int], Standing], played: Played) -> list[tuple[Standing, Card]]:
    """The cards that stand at the end, as they say then; not those that show another page, such as the post alone."""
    standing = [one for one in messages.values() if one.chat in played.desks and one.deleted_at is None]
    return [(one, card) for one in standing if (card := read_card(one.html)) is not None]


def _came(messages: Mapping[tuple[int, int], Standing], played: Played) -> set[int]:
    """The stories that came to their desk, also those whose card shows another page at the end."""
    first = (read_card(one.shown[0].html) for one in messages.values() if one.chat in played.desks)
    return {card.story for card in first if card is not None}


def _posts(messages: Mapping[tuple[int, int], Standing], played: Played) -> dict[tuple[int, int], list[Standing]]:
    """By channel and story: the posts that came to stand, also those that were deleted."""
    found: defaultdict[tuple[int, int], list[Standing]] = defaultdict(list)
    for one in messages.values():
        if one.chat in played.desks.values():
            for story in stories_in(one.shown[0].html):
                found[one.chat, story].append(one)
    return found


def _answered(record: Record, messages: Mapping[tuple[int, int], Standing], played: Played) -> list[_Answered]:
    """All presses, in the order in which they were answered."""
    toasts: dict[str, tuple[float, str]] = {}
    tried = set()
    for call in record.of("answerCallbackQuery"):
        query = str(call.params["callback_query_id"])
        tried.add(query)
        if call.ok or call.fault is not None:  # cut off or not, it says what has happened
            toasts.setdefault(query, (call.answered_at or call.at, str(call.params.get("text", ""))))
    found = []
    for press in played.presses:
        at, toast = toasts.get(press.id, (press.at, None))
        is_excused = press.id in tried or any(press.at - 1 <= kill <= press.at + _RESTART_S for kill in played.kills)
        pressed = messages.get((press.chat, press.message))
        card = read_card(pressed.shown[0].html) if pressed is not None else None
        if card is None and pressed is not None and pressed.replies_to is not None:
            replied = messages.get((press.chat, pressed.replies_to))
            card = read_card(replied.shown[0].html) if replied is not None else None
        where = (press.chat, card.story if card is not None else -1)
        found.append(_Answered(press, card, where, outcome_of(toast, played.editors), at, is_excused))
    return sorted(found, key=lambda one: one.at)


def _missing(
    answered: Sequence[_Answered],
    messages: Mapping[tuple[int, int], Standing],
    posts: Mapping[tuple[int, int], Sequence[Standing]],
    played: Played,
) -> list[str]:
    """What was approved by the last decision that had, or may have had, an effect; and what never came to its desk."""
    last: dict[int, _Answered] = {}
    for one in answered:
        may_have_decided = one.outcome in {Outcome.DONE, Outcome.UNANSWERED} and _DECIDES.match(one.press.label)
        if one.card is not None and may_have_decided and not one.press.is_forged:
            last[one.card.story] = one
    there = _came(messages, played)
    found = [f"news-{story}: no card" for story in played.stories if story not in there]
    for story, one in last.items():
        approves = one.outcome is Outcome.DONE and one.press.label.startswith("✅")
        if approves and not posts.get((played.desks[one.press.chat], story)) and not _is_taken_back(one, messages):
            found.append(f"news-{story}: approved, not posted: {one}")
    return found


def _is_taken_back(one: _Answered, messages: Mapping[tuple[int, int], Standing]) -> bool:
    """Whether the card says after the press why it needs another look: the story has changed meanwhile."""
    shown = (version for card in _cards_of(one, messages) for version in card.shown)
    return any(version.at >= one.press.at and "⚠️" in version.html for version in shown)


def _untrue(
    cards: Sequence[tuple[Standing, Card]], posts: Mapping[tuple[int, int], Sequence[Standing]], played: Played
) -> list[str]:
    found = []
    count = Counter((one.chat, card.story) for one, card in cards)
    for one, card in cards:
        key = (played.desks[one.chat], card.story)
        if count[one.chat, card.story] > 1 and may_be_repeated(one.call, played.kills):
            continue  # the program never heard that this one stands
        standing = [post for post in posts.get(key, ()) if post.deleted_at is None]
        wrong = _lie(card, standing, played)
        if wrong is not None:
            found.append(f"news-{card.story} {one.chat}/{one.id} «{card.last}»: {wrong}")
    return found


def _lie(card: Card, standing: Sequence[Standing], played: Played) -> str | None:
    """What a card says that is not so; `standing` are the posts of its story that stand in the channel."""
    ids = {post.id for post in standing}
    if card.stage is not Stage.POSTED:
        lies = {
            f"it stands in the channel as {ids}": bool(ids) and card.stage is not Stage.EDITED,
            "it is still due": card.stage is Stage.DUE,
        }
    else:
        texts = [plain(post.html).strip() for post in standing]
        lies = {
            "nothing stands in the channel": not ids,
            f"the link does not lead to {ids}": card.opens is not None and card.opens not in ids,
            "it does not say who": named_in(card.last, played.editors) is None,
            f"the post says {texts}, the card {card.post!r}": card.post not in texts,
        }
    return next((lie for lie, is_told in lies.items() if is_told), None)


def _unticked(messages: Mapping[tuple[int, int], Standing], played: Played) -> list[str]:
    """Posts, and cards, since a card is the post as it will stand."""
    found = []
    for one in messages.values():
        if one.chat in played.desks or one.chat in played.desks.values():
            shown = [one.call.params.get("link_preview_options", ""), *(version.html for version in one.shown)]
            names = set().union(*(outlets_in(str(html)) for html in shown))
            if names & set(played.unticked) or any(word in str(html) for word in played.unticked for html in shown):
                found.append(f"{one.chat}/{one.id}: {plain(one.html)[:80]!r}")
    return found


def _is_refused_without_reason(
    one: _Answered, answered: Sequence[_Answered], messages: Mapping[tuple[int, int], Standing], played: Played
) -> bool:
    """Whether a press was refused as stale although no person may have changed the card since the button was shown."""
    stood = messages.get((one.press.chat, one.press.message))
    since = stood.shown_before(one.press.at, one.press.data) if stood is not None else None
    if one.outcome is not Outcome.STALE or since is None:
        return False
    changed = any(
        other.where == one.where
        and other is not one
        and other.press.at <= one.at
        and (
            (other.outcome is Outcome.DONE and other.at >= since)
            or (other.outcome is Outcome.UNANSWERED and other.at >= since - _RESTART_S)
        )
        for other in answered
    )
    cards = {card.id for card in _cards_of(one, messages)}
    wrote = any(
        reply.chat == one.press.chat and reply.message in cards and reply.at <= one.at for reply in played.replies
    )
    return not (changed or wrote)


def _is_without_effect(
    one: _Answered, answered: Sequence[_Answered], messages: Mapping[tuple[int, int], Standing]
) -> bool:
    """Whether a press that says that something was done was followed by nothing to be seen."""
    if one.outcome is Outcome.UNNAMED:
        return True
    cards = _cards_of(one, messages)
    if one.outcome is not Outcome.DONE or not cards or one.press.label.startswith(_ONLY_SAY):
        return False
    is_followed = any(
        other is not one and other.where == one.where and abs(other.press.at - one.press.at) < _QUIET_S
        for other in answered
    )
    ids = {card.id for card in cards}
    answers = (other for other in messages.values() if other.chat == one.press.chat and other.replies_to in ids)
    is_answered = any(other.shown[0].at >= one.press.at for other in answers)
    is_shown = any(max(card.shown[-1].at, card.tried_at, card.deleted_at or 0) >= one.press.at for card in cards)
    return not (is_followed or is_answered or is_shown)


def _cards_of(one: _Answered, messages: Mapping[tuple[int, int], Standing]) -> list[Standing]:
    """The messages of the card that a press is about; more than one if the program did not hear of the first."""
    return [
        message
        for message in messages.values()
        if message.chat == one.press.chat
        and one.card is not None
        and (card := read_card(message.shown[0].html)) is not None
        and card.story == one.card.story
    ]


def _may_never(one: _Answered, played: Played) -> bool:
    return one.press.is_forged or _is_among(one, played.never)


def _is_barred(one: _Answered, played: Played) -> bool:
    """Whether a press was refused for a right which is there."""
    return one.outcome is Outcome.REFUSED and not (_may_never(one, played) or _is_among(one, played.sometimes))


def _is_among(one: _Answered, buttons: Mapping[str, str]) -> bool:
    pattern = buttons.get(one.press.by)
    return pattern is not None and re.match(pattern, one.press.label) is not None


def _counts_as_wait(one: _Answered, played: Played) -> bool:
    struck = any(one.press.at - _RESTART_S / 2 <= kill <= one.at for kill in played.kills)
    return one.outcome is not Outcome.UNANSWERED and not struck


def _share(values: Sequence[float], share: float) -> float:
    """NaN for none."""
    return values[min(len(values) - 1, int(len(values) * share))] if values else float("nan")
