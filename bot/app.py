"""The wiring: which object gets which. Nothing is decided here."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, AsyncExitStack, nullcontext
from dataclasses import dataclass, field
from functools import partial
from importlib import import_module
from pathlib import Path
from random import Random
from uuid import uuid4

from aiogram import Bot, Dispatcher
from aiogram.client.default import DefaultBotProperties
from aiogram.enums import ParseMode

from bot.articles.page import PageReader
from bot.articles.wanted_pages import PageWaits
from bot.config import Settings
from bot.delivery.channel_posts import TelegramChannelPosts
from bot.delivery.operator_alert import Alert, Operators, Troubles
from bot.delivery.pace import Pace
from bot.delivery.reachability import NotesAnswers
from bot.delivery.render import Renderer
from bot.delivery.rights import TelegramRights
from bot.delivery.throttle import Rates
from bot.feeds.schedule import Schedule
from bot.feeds.workers import ParserPool
from bot.fetching.client import Fetcher
from bot.fetching.guard import AddressGuard
from bot.i18n import Translations
from bot.matching.engine import Matching
from bot.model import BootId, NewSource
from bot.pipeline.announce import Announce
from bot.pipeline.breadth import Breadth
from bot.pipeline.deliver import Deliver
from bot.pipeline.expand import Expand
from bot.pipeline.fan_out import FanOut
from bot.pipeline.forget import Forget
from bot.pipeline.front_pages import FrontPages
from bot.pipeline.ingest import Ingest
from bot.pipeline.own_posts import OwnPosts
from bot.pipeline.poll import Poll
from bot.pipeline.read import PAGE_KINDS, PAGE_LIMITS, Read
from bot.pipeline.review import Review
from bot.pipeline.tidy import Tidy
from bot.ports import UNMEASURED, Messenger, Meter, Storage
from bot.reposts.guard import Law, lacking_marks, law_of
from bot.reposts.marks import Marks, load_marks
from bot.runtime.bells import Bells
from bot.runtime.clock import Clock, SteadyClock, WatchedClock
from bot.runtime.clock_watch import ClockWatch
from bot.runtime.lag import LoopLag
from bot.runtime.outages import Outages, retrying
from bot.runtime.reachability import Reachability
from bot.runtime.supervise import Stages
from bot.runtime.systemd import ServiceManager
from bot.services.admissions import Admissions
from bot.services.allowance import Allowance
from bot.services.announcing import Announcing
from bot.services.archive import Archive
from bot.services.card_pages import CardPages
from bot.services.channel_setup import ChannelSetUp
from bot.services.channel_undoing import ChannelUndoing
from bot.services.channels import Channels
from bot.services.chats import Chats
from bot.services.connections import Connections
from bot.services.desk import Desk
from bot.services.doubts import Doubting
from bot.services.examples import Examples
from bot.services.exclusions import Exclusions
from bot.services.forgetting import Forgetting
from bot.services.inline import Inline
from bot.services.look_previews import LookPreviews
from bot.services.mistyping import Mistyping
from bot.services.narrowing import Narrowing
from bot.services.operations import Operations, Signs
from bot.services.own_channels import OwnChannels
from bot.services.preferences import Preferences
from bot.services.samples import Samples
from bot.services.sharing import Sharing
from bot.services.soundness import Soundness
from bot.services.sources import Sources
from bot.services.spellings import Spellings
from bot.services.stories import Stories
from bot.services.subscribing import Subscribing
from bot.services.subscriptions import Subscriptions
from bot.services.target_setup import TargetSetup
from bot.services.why_not import WhyNot
from bot.stories.semantic import SecondOpinion, Semantic, is_installed
from bot.text.forms import Morphology
from handlers.desk_edits import CardEdits
from handlers.members import Members
from handlers.profile import Profile
from handlers.services import Services
from handlers.updates.answers import AnswersFirst
from handlers.updates.effects import Effects
from handlers.updates.intake import Intake
from handlers.updates.polling import Conflict, Polling
from handlers.updates.webhook import Address, Webhook
from storage import open_console, path_of

BOT_DEFAULTS = DefaultBotProperties(parse_mode=ParseMode.HTML, link_preview_is_disabled=True)
"""For every bot that messages go through."""
_PARSERS = 2
"""While one is busy with a hostile document, up to its deadline, the other continues."""
_PAGE_READERS = 2
"""As with parsers."""
_PARSE_DEADLINE_S = 10.0
_URGENT_S = 2.0
Stage = Callable[[], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Outside:
    """What a bot runs on: Telegram, or a substitute."""

    settings: Settings
    people: Bot
    """Answers people; `news` has separate connections, so that neither waits for the other."""
    news: Bot
    clock: Clock
    pack: Sequence[NewSource] = ()
    rates: Rates = field(default_factory=Rates)
    webhook: Address | None = None
    """Where Telegram brings updates; None for long polling."""
    manager: ServiceManager = field(default_factory=ServiceManager)


@dataclass(frozen=True, slots=True)
class Common:
    """What services and stages share."""

    storage: Storage
    """It repeats intents while the database fails."""
    outages: Outages
    matching: Matching
    law: Law
    marks: Marks
    fetcher: Fetcher
    page_fetcher: Fetcher
    page_reader: PageReader
    parsers: ParserPool
    second_opinion: SecondOpinion | None
    """None without the extra `semantic`."""
    guard: AddressGuard
    schedule: Schedule
    pace: Pace
    translations: Translations
    renderer: Renderer
    clock: WatchedClock
    steady: SteadyClock
    watch: ClockWatch
    random: Random
    boot: BootId
    stages: Stages
    soundness: Soundness
    lag: LoopLag
    meter: Meter = UNMEASURED
    conflict: Conflict = field(default_factory=Conflict)
    """With another program that receives the updates."""
    bells: Bells = field(default_factory=Bells)
    effects: Effects = field(default_factory=Effects)


async def build_common(outside: Outside, storage: Storage, opened: AsyncExitStack, meter: Meter = UNMEASURED) -> Common:
    """What services and stages share; `opened` closes it."""
    settings, steady, translations = outside.settings, SteadyClock(outside.clock), Translations()
    clock, outages = WatchedClock(outside.clock, steady), Outages(steady)
    guard = AddressGuard(allow_private=settings.allow_private_networks)
    patient = retrying(storage, outages, clock)
    morphology = Morphology()
    marks = await asyncio.to_thread(Marks, load_marks(settings.marks_file), morphology)
    matching = await opened.enter_async_context(Matching(morphology))
    parsers = await opened.enter_async_context(ParserPool(_PARSERS, _PARSE_DEADLINE_S))
    fetcher = Fetcher(guard, user_agent=settings.user_agent, proxies=settings.proxies)
    page_fetcher = Fetcher(
        guard, user_agent=settings.user_agent, proxies=settings.proxies, limits=PAGE_LIMITS, accept=PAGE_KINDS
    )
    return Common(
        storage=patient,
        outages=outages,
        matching=matching,
        law=partial(law_of, marks=marks),
        marks=marks,
        fetcher=await opened.enter_async_context(fetcher),
        page_fetcher=await opened.enter_async_context(page_fetcher),
        page_reader=await opened.enter_async_context(PageReader(_PAGE_READERS, _PARSE_DEADLINE_S)),
        parsers=parsers,
        second_opinion=await opened.enter_async_context(Semantic(matching)) if is_installed() else None,
        guard=guard,
        schedule=Schedule(settings.poll_interval_floor, settings.poll_interval_ceiling),
        pace=Pace(outside.rates, steady, meter),
        translations=translations,
        renderer=Renderer(translations),
        clock=clock,
        steady=steady,
        watch=ClockWatch(patient, clock, steady, is_failing=lambda: outages.error is not None),
        random=Random(),  # noqa: S311  it spreads load, it keeps no secret
        boot=BootId(uuid4().hex),
        stages=Stages(steady),
        soundness=Soundness(patient, steady),
        lag=LoopLag(meter=meter),
        meter=meter,
    )


def build_services(outside: Outside, common: Common) -> Services:
    """What handlers can ask for."""
    settings, storage, clock, matching = outside.settings, common.storage, common.clock, common.matching
    allowance = Allowance(settings.quotas, frozenset(settings.admins))
    chats = Chats(storage, clock, settings.default_language)
    connections = Connections(storage, TelegramRights(outside.people), clock, allowance)
    subscriptions = Subscriptions(storage, clock, allowance, mentions=common.bells.mentions)
    exclusions = Exclusions(storage, clock)
    archive = Archive(storage, matching, clock, keep_days=settings.keep_articles)
    mistyping = Mistyping(archive, matching, chats)
    spellings = Spellings(subscriptions, archive, matching, chats)
    preferences = Preferences(storage, clock, debts=common.bells.debts)
    admissions = Admissions(storage, clock, allowance, settings.access)
    forgetting = Forgetting(storage, admissions, clock, forgotten=common.bells.forgotten, kept=settings.retention)
    target_setup = TargetSetup(chats, connections, preferences, subscriptions)
    channels = Channels(storage, clock)
    desk = _desk(outside, common)
    return Services(
        chats=chats,
        connections=connections,
        target_setup=target_setup,
        channels=channels,
        channel_setup=ChannelSetUp(chats, channels, target_setup, subscriptions),
        desk=desk,
        card_edits=CardEdits(desk, common.pace.room, common.effects),
        channel_undoing=ChannelUndoing(chats, channels),
        look_previews=LookPreviews(archive, channels),
        subscriptions=subscriptions,
        subscribing=Subscribing(
            subscriptions,
            archive,
            matching,
            chats,
            samples=Samples(storage, clock),
            doubting=Doubting(storage, archive, matching),
            exclusions=exclusions,
            spellings=spellings,
            mistyping=mistyping,
        ),
        spellings=spellings,
        mistyping=mistyping,
        exclusions=exclusions,
        narrowing=Narrowing(storage, subscriptions, archive, matching),
        sharing=Sharing(storage, clock),
        sources=_sources(common, allowance),
        own_channels=OwnChannels(
            storage, clock, posts=common.bells.own_posts, mentions=common.bells.mentions, allowance=allowance
        ),
        archive=archive,
        examples=Examples(storage, archive, matching, clock),
        inline=Inline(archive),
        matching=matching,
        operations=Operations(storage, common.lag, clock, _signs(settings, common)),
        preferences=preferences,
        stories=Stories(storage, matching, common.renderer, clock, debts=common.bells.debts),
        why_not=WhyNot(storage, chats, matching, clock, debts=common.bells.debts),
        forgetting=forgetting,
        admissions=admissions,
        announcing=Announcing(storage, clock, announced=common.bells.announced),
        translations=common.translations,
        admins=settings.admins,
        members=Members.with_half_of(outside.rates.group_per_minute, common.steady),
        effects=common.effects,
    )


def _desk(outside: Outside, common: Common) -> Desk:
    return Desk(
        common.storage,
        TelegramRights(outside.people),
        TelegramChannelPosts(outside.people),
        CardPages(common.matching, common.translations, common.law),
        common.clock,
        reposts=common.bells.reposts,
        debts=common.bells.debts,
    )


def _sources(common: Common, allowance: Allowance) -> Sources:
    return Sources(
        common.storage,
        common.guard,
        common.parsers,
        common.clock,
        sources=common.bells.sources,
        mentions=common.bells.mentions,
        allowance=allowance,
    )


def build_meter(settings: Settings) -> Meter:
    """It counts only if somebody can look at the counts."""
    if settings.listen_at is None:
        return UNMEASURED
    meter: Meter = import_module("bot.console.meter").new_meter()
    return meter


def build_console(outside: Outside, common: Common, stages: Iterable[str]) -> AbstractAsyncContextManager[object]:
    """What operators look at over HTTP, where the settings say; entering it raises ConsoleRefused."""
    settings, at = outside.settings, outside.settings.listen_at
    if at is None:
        return nullcontext()
    module = import_module("bot.console.site")  # which loads what only the console needs
    telegram = Reachability(common.clock)
    for bot in (outside.people, outside.news):
        bot.session.middleware(NotesAnswers(telegram))
    witnesses = import_module("bot.console.vitals").Witnesses(
        started_at=common.clock.now(),
        names=tuple(stages),
        stages=common.stages,
        outages=common.outages,
        lag=common.lag,
        telegram=telegram,
        has_rival=lambda: common.conflict.is_on(common.clock.now()),
        longest_hold_s=lambda: common.storage.longest_hold_s,
        hold_s=lambda: common.storage.hold_s,
        damage=lambda: common.soundness.found,
        database=Path(path_of(settings.database)),
    )
    sight = module.Sight(open_console(settings.database), witnesses, common.meter, common.clock, common.steady)
    console: AbstractAsyncContextManager[object] = module.open_console(settings, at, sight)
    return console


def _signs(settings: Settings, common: Common) -> Signs:
    return Signs(
        common.stages,
        common.watch.has_leapt_lately,
        Path(path_of(settings.database)).parent,
        lambda: common.conflict.is_on(common.clock.now()),
        damage=lambda: common.soundness.found,
    )


def build_intake(outside: Outside, common: Common, dispatcher: Dispatcher) -> Intake:
    """What takes updates in. Their answers go out through `AnswersFirst`."""
    storage, effects, clock, random = common.storage, common.effects, common.clock, common.random
    meter = common.meter
    answers = AnswersFirst(common.pace, storage, effects, clock=clock, random=random, meter=meter)
    outside.people.session.middleware(answers)
    parts = (outside.people, dispatcher, storage, effects)
    if outside.webhook is None:
        return Polling(*parts, clock=clock, random=random, conflict=common.conflict, meter=meter)
    return Webhook(*parts, clock=clock, random=random, address=outside.webhook, meter=meter)


def build_deliver(common: Common, messenger: Messenger) -> Deliver:
    """The last stage. It stands alone, as a stop lets it finish."""
    return Deliver(
        common.storage,
        messenger,
        common.matching,
        common.renderer,
        common.pace,
        clock=common.clock,
        random=common.random,
        boot=common.boot,
        debts=common.bells.debts,
        lacking=partial(lacking_marks, marks=common.marks),
        steady=common.steady,
        meter=common.meter,
    )


def _poll(settings: Settings, common: Common) -> Poll:
    bells = common.bells
    return Poll(
        common.storage,
        common.fetcher,
        common.parsers,
        common.schedule,
        clock=common.clock,
        random=common.random,
        boot=common.boot,
        sources=bells.sources,
        articles=bells.articles,
        steady=common.steady,
        has_leapt_lately=common.watch.has_leapt_lately,
        pages=bells.pages,
        page_waits=PageWaits(settings.page_wait_s) if settings.pages else None,
        meter=common.meter,
    )


def build_stages(outside: Outside, common: Common, services: Services, messenger: Messenger) -> Mapping[str, Stage]:
    """What runs all the time beside intake and delivery, by the names that the log shows."""
    settings, clock = outside.settings, common.clock
    storage, matching, steady, bells = common.storage, common.matching, common.steady, common.bells
    read = Read(
        storage,
        common.page_fetcher,
        common.page_reader,
        user_agent=settings.user_agent,
        clock=clock,
        boot=common.boot,
        pages=bells.pages,
        articles=bells.articles,
        steady=steady,
        is_on=settings.pages,
        meter=common.meter,
    )
    ingest = Ingest(
        storage,
        matching,
        clock=clock,
        boot=common.boot,
        articles=bells.articles,
        mentions=bells.mentions,
        steady=steady,
        second_opinion=common.second_opinion,
        meter=common.meter,
    )
    own_posts = OwnPosts(storage, clock=clock, posts=bells.own_posts, articles=bells.articles, meter=common.meter)
    review = Review(
        storage,
        matching,
        common.renderer,
        common.law,
        clock,
        reposts=bells.reposts,
        debts=bells.debts,
    )
    forget = Forget(storage, messenger, common.pace, common.translations, clock=clock, forgotten=bells.forgotten)
    operators = Operators(messenger, common.pace, settings.admins, clock=clock)
    texts = common.translations[settings.default_language]
    tidy = Tidy(storage, common.watch, clock, steady, matching=matching, retention=settings.retention)
    return {
        "poll": _poll(outside.settings, common).run,
        "own posts": own_posts.run,
        "read": read.run,
        "ingest": ingest.run,
        "expand": Expand(storage, matching, clock=clock, articles=bells.articles, busy_for=ingest.busy_for).run,
        "fan out": FanOut(
            storage, clock, mentions=bells.mentions, reposts=bells.reposts, debts=bells.debts, meter=common.meter
        ).run,
        "review": review.run,
        "breadth": Breadth(storage, clock, debts=bells.debts).run,
        "front pages": FrontPages(storage, common.fetcher, common.parsers, clock=clock).run,
        "tidy": tidy.run,
        "forget": forget.run,
        "announce": Announce(storage, clock, announced=bells.announced, debts=bells.debts).run,
        "clock": common.watch.run,
        "lag": common.lag.run,
        "integrity": common.soundness.run,
        "alert": Alert(common.outages, operators, texts, clock=clock).run,
        "troubles": Troubles(services.operations.checks(), operators, texts, clock=clock).run,
        "rival": Troubles(services.operations.urgent_checks(), operators, texts, clock=clock, every_s=_URGENT_S).run,
        "rights": services.connections.run,
        "ask": services.subscriptions.ask_about_replies,
        "profile": Profile(outside.people, storage, common.translations, settings.default_language, clock).run,
    }
