"""Sends the messages that chats are owed, and keeps their posts up to date."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from random import Random
from typing import assert_never

from bot.delivery.bringing import steps_of
from bot.delivery.markup import without_markup
from bot.delivery.outcome import after_editing, after_sending, outcome_of
from bot.delivery.pace import NoRoom, Pace
from bot.delivery.render import Renderer
from bot.delivery.story_message import word_card, word_post, word_story
from bot.delivery.timing import is_quiet, plan
from bot.errors import (
    DeliveryError,
    LeaseLost,
    MarkupRefused,
    NotBrought,
    PostGone,
    RateLimited,
    RefusalUnknown,
    TelegramUnavailable,
)
from bot.matching.engine import Matching
from bot.model import (
    BootId,
    BurstCard,
    ChannelPost,
    Chat,
    ChatKind,
    Cooldown,
    Dead,
    DeliveryOutcome,
    DeskCard,
    Digest,
    Dispatch,
    Lease,
    Notice,
    OutgoingMessage,
    PostEdit,
    PutBack,
    Sent,
    StoryUpdate,
    TitleQuestion,
)
from bot.pipeline.delivery_report import count_request, fields_of, report_edited, report_sent
from bot.ports import UNMEASURED, DeliveryStorage, Messenger, Meter
from bot.reposts.marks import with_marks
from bot.runtime.clock import Clock
from bot.runtime.supervise import Backoff, Bell, Crew, repeat

_log = logging.getLogger(__name__)

_LEASE = timedelta(minutes=5)
"""Longer than any wait for a slot and any request time-out."""
_IN_FLIGHT = 30
_TRIES_FOR_CREDIT, _BETWEEN_TRIES_S, _LONGEST_TRY_S = 6, 1.0, 30.0
"""Together shorter than the lease."""
_IDLE_S = 0.5
"""Messages also become due as time passes (a chat is free again), and that rings no bell."""


class Deliver:
    """Sends what chats are owed, then brings posts up to date."""

    def __init__(
        self,
        storage: DeliveryStorage,
        messenger: Messenger,
        matching: Matching,
        renderer: Renderer,
        pace: Pace,
        *,
        clock: Clock,
        random: Random,
        boot: BootId,
        debts: Bell,
        lacking: Callable[[str], tuple[str, ...]] = lambda _: (),
        steady: Clock | None = None,
        meter: Meter = UNMEASURED,
    ) -> None:
        """Pace, leases and the ages of messages go by `steady`, which never leaps; by `clock` if that never does.

        `lacking` says which marks the markup of a post lacks: it may have grown since the law guard looked at it.
        """
        self._storage = storage
        self._messenger = messenger
        self._matching = matching
        self._renderer = renderer
        self._pace = pace
        self._clock = clock
        self._steady = steady or clock
        self._began_at = self._steady.now()
        self._random = random
        self._boot = boot
        self._debts = debts
        self._lacking = lacking
        self._meter = meter
        self._stopping = False
        self._leases: list[datetime] = []
        """When the leases of the work under way end."""

    async def run(self) -> None:
        """Run until `stop`; then finish the messages under way, so that none is repeated."""
        async with asyncio.TaskGroup() as tasks:
            crew = Crew(tasks, _IN_FLIGHT, self._debts)
            claim = partial(self._claim, crew)
            await repeat("deliver", claim, self._debts, _IDLE_S, clock=self._clock, is_over=lambda: self._stopping)

    def stop(self) -> None:
        """Start nothing new."""
        self._stopping = True
        self._debts.ring()

    async def _claim(self, crew: Crew) -> bool:
        """Start to send what is due; edits only where no new message needs the room."""
        room, now, steady = crew.room, self._clock.now(), self._steady.now()
        # A lease ended while the database failed or Telegram delayed all: the work under way would be claimed again.
        if not room or any(until <= steady for until in self._leases):
            return False
        lease = Lease.taken(self._boot, steady, _LEASE)
        dispatches = await self._storage.claim_dispatches(now, room, lease, plan)
        for dispatch in dispatches:
            crew.start(self._send(dispatch))
        edits = [] if len(dispatches) == room else await self._storage.claim_edits(now, room - len(dispatches), lease)
        for edit in edits:
            crew.start(self._edit(edit))
        return bool(dispatches or edits)

    async def _send(self, dispatch: Dispatch) -> None:
        async def attempt() -> Sent:
            content = dispatch.content
            if isinstance(content, ChannelPost):
                content = await self._marked(content, dispatch.chat)
            message = await self._message(replace(dispatch, content=content))
            story = content.story if isinstance(content, ChannelPost) else content
            is_urgent = isinstance(story, StoryUpdate) and story.is_urgent
            if not is_urgent and is_quiet(dispatch.chat.preferences, self._clock.now()):
                message = replace(message, silent=True)
            if isinstance(content, ChannelPost) and content.is_brought:
                try:
                    return await self._bring(dispatch.chat.telegram_id, content, silent=message.silent)
                except (NotBrought, MarkupRefused) as error:
                    _log.warning("dispatch %d is told in words, since it cannot be brought: %s", dispatch.id, error)
            try:
                return Sent(await self._send_in_pace(dispatch, message))
            except MarkupRefused:
                _log.exception("dispatch %d has bad markup, and goes as plain text: %r", dispatch.id, message.html)
                plain = replace(message, html=without_markup(message.html))
                return Sent(await self._send_in_pace(dispatch, plain))

        def decide(error: DeliveryError) -> DeliveryOutcome:
            now = self._clock.now()
            created_at = max(dispatch.created_at, self._oldest(now))
            return outcome_of(error, dispatch.attempts, created_at, now, self._random, refusals=dispatch.refusals)

        with self._in_hand(dispatch):
            outcome = await self._attempt(attempt, dispatch, decide)
            ended_at, settle = self._clock.now(), partial(self._storage.settle, dispatch)
            await self._record(dispatch, lambda at, cooldown: settle(after_sending(dispatch, outcome, at, cooldown)))
        # Afterwards: a log that hangs, or a report that fails, must not let a sent message be repeated.
        report_sent(dispatch, outcome, ended_at, self._meter)

    async def _edit(self, edit: PostEdit) -> None:
        async def attempt() -> Sent:
            content = edit.content
            if isinstance(content, ChannelPost):
                content = await self._marked(content, edit.chat)
            message = await self._word(content, edit, 0)
            async with self._pace.news(edit.chat.telegram_id, is_card=isinstance(edit.content, DeskCard)):
                await self._messenger.edit(edit.chat.telegram_id, edit.message_id, message)
            return Sent(edit.message_id)

        def decide(error: DeliveryError) -> DeliveryOutcome:
            now = self._clock.now()
            return outcome_of(error, 1, now, now, self._random)

        with self._in_hand(edit):
            outcome = await self._attempt(attempt, edit, decide)
            settle = partial(self._storage.settle_edit, edit)
            await self._record(edit, lambda at, cooldown: settle(after_editing(edit, outcome, at, cooldown)))
        report_edited(edit, outcome)

    @contextmanager
    def _in_hand(self, work: Dispatch | PostEdit) -> Iterator[None]:
        self._leases.append(work.lease.until)
        try:
            yield
        finally:
            self._leases.remove(work.lease.until)

    async def _send_in_pace(self, dispatch: Dispatch, message: OutgoingMessage) -> int:
        """The message that shows it: the card that becomes a digest, or a new message if somebody deleted the card."""
        chat, card = dispatch.chat.telegram_id, dispatch.message_id
        async with self._pace.news(chat, is_card=isinstance(dispatch.content, DeskCard | TitleQuestion)):
            if card is None:
                return await self._messenger.send(chat, message)
            try:
                await self._messenger.edit(chat, card, message)
            except PostGone:
                if isinstance(dispatch.content, BurstCard):
                    raise
                return await self._messenger.send(chat, replace(message, silent=True))
            return card

    async def _bring(self, chat: int, post: ChannelPost, *, silent: bool) -> Sent:
        """Copy or forward a post, with its credit."""
        step, credit = steps_of(post, silent=silent)
        async with self._pace.news(chat):
            if isinstance(step, OutgoingMessage):
                return Sent(await self._messenger.send(chat, step))
            first, *others = await self._messenger.bring(chat, step)
            self._pace.count(chat, len(others))
        if credit is not None:
            others += await self._add(chat, credit)
        return Sent(first, tuple(others))

    async def _add(self, chat: int, credit: OutgoingMessage) -> list[int]:
        """Send the credit of a post that stands already, which no failure may repeat; its number, if it stands."""
        for _ in range(_TRIES_FOR_CREDIT):
            try:
                async with self._pace.news(chat):
                    return [await self._messenger.send(chat, credit)]
            except NoRoom as full:
                wait_s = (full.until - self._steady.now()).total_seconds()
            except RateLimited as error:
                self._pace.refused(chat, error.retry_after_s)
                wait_s = error.retry_after_s
            except TelegramUnavailable:
                wait_s = _BETWEEN_TRIES_S
            except DeliveryError as error:
                _log.warning("chat %d does not take the credit of a post: %s", chat, error)
                return []
            await self._clock.sleep(min(max(wait_s, _BETWEEN_TRIES_S), _LONGEST_TRY_S))
        _log.warning("the credit of a post in chat %d is given up", chat)
        return []

    async def _message(self, dispatch: Dispatch) -> OutgoingMessage:
        match dispatch.content:
            case Notice() as notice:
                return self._renderer.notice(notice, dispatch.chat, dispatch.id, dispatch.topic)
            case BurstCard() as card:
                return self._renderer.card(card, dispatch.chat, dispatch.id, dispatch.topic)
            case Digest() as digest:
                message = self._renderer.digest(digest, dispatch.chat, dispatch.id, dispatch.topic)
                if dispatch.chat.kind is not ChatKind.CHANNEL:
                    return message
                return replace(message, html=with_marks(message.html, self._lacking(message.html)))
            case TitleQuestion() as question:
                return self._renderer.title_question(question, dispatch.chat, dispatch.topic)
            case StoryUpdate() | ChannelPost() | DeskCard() as told:
                return await self._word(told, dispatch, dispatch.topic)
            case _:
                assert_never(dispatch.content)

    async def _marked(self, post: ChannelPost, channel: Chat) -> ChannelPost:
        """A post with all the marks that it needs as it goes."""
        message = await word_post(post, self._matching, self._renderer, channel)
        return replace(post, marks=(*post.marks, *self._lacking(message.html)))

    async def _word(
        self, content: StoryUpdate | ChannelPost | DeskCard, work: Dispatch | PostEdit, topic: int
    ) -> OutgoingMessage:
        matching, renderer, chat = self._matching, self._renderer, work.chat
        match content:
            case StoryUpdate():
                return await word_story(content, matching, renderer, chat, work.id, topic=topic)
            case ChannelPost():
                return await word_post(content, matching, renderer, chat)
            case DeskCard():
                card = await word_card(content, matching, renderer, chat, self._clock.now())
                return replace(card, topic=topic, silent=card.silent or content.is_silent)

    async def _attempt(
        self,
        attempt: Callable[[], Awaitable[Sent]],
        work: Dispatch | PostEdit,
        decide: Callable[[DeliveryError], DeliveryOutcome],
    ) -> DeliveryOutcome:
        what = f"{'edit of' if isinstance(work, PostEdit) else 'dispatch'} {work.id}"
        try:
            outcome: DeliveryOutcome = await attempt()
        except NoRoom as full:
            return PutBack(self._clock.now() + (full.until - self._steady.now()))
        except DeliveryError as error:
            count_request(work, error, self._meter)
            if isinstance(error, RateLimited):
                self._pace.refused(work.chat.telegram_id, error.retry_after_s)
            outcome = decide(error)
            level = logging.WARNING
            if isinstance(outcome, Dead):
                level = logging.INFO if isinstance(error, PostGone) else logging.ERROR
            _log.log(level, "%s: %s: %s", what, error, outcome, extra=fields_of(work))
            return outcome
        except Exception as error:  # noqa: BLE001  a defect of ours in one message must not hold up the others
            _log.exception("%s cannot be made", what, extra=fields_of(work))
            return decide(RefusalUnknown(f"{type(error).__name__}: {error}"))
        count_request(work, None, self._meter)
        return outcome

    def _oldest(self, now: datetime) -> datetime:
        """No message counts as older than this run: by the time of day alone, a leaping clock would age them all."""
        return now - (self._steady.now() - self._began_at)

    async def _record(self, work: Dispatch | PostEdit, settle: Callable[[datetime, Cooldown], Awaitable[None]]) -> None:
        """Settle, and retry whatever fails: a sent message that is not recorded would be repeated."""
        at, backoff = self._clock.now(), Backoff()
        while True:
            try:
                await settle(at, self._pace.cooldown(work.chat, at))
            except LeaseLost:
                _log.warning("%s %d took longer than its lease, and may be repeated", type(work).__name__, work.id)
            except Exception:  # noqa: BLE001  as said
                _log.exception("%s %d could not be recorded", type(work).__name__, work.id)
                await self._clock.sleep(backoff.next())
                continue
            return
