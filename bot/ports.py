"""The seams: what the inside asks of the outside.

`Storage` is made of intents, each of which is one transaction: it has happened wholly, also after a power cut, when the
call returns, and not at all when it raises. All of them raise `StorageError` when the database fails: the same intent
may succeed later. What a storage that works may decline (`Refused`) is said with each. Work leaves a queue only in the
intent that writes its successor. A claim takes what is due and free, oldest first; what is not recorded before the
lease ends can be claimed again.

An intent that is a person's command takes the `Cause` of it: repeated with the same cause it changes nothing, and
returns what it returned at first.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from types import TracebackType
from typing import Protocol, Self

from bot.errors import Refused
from bot.model import (
    EVERYBODY,
    AddedSources,
    ArchivePage,
    ArchivePlace,
    Arrival,
    ArticleFailure,
    ArticleId,
    ArticleRecord,
    Backlog,
    BroughtBack,
    CandidateStory,
    Cause,
    Chat,
    ChatKey,
    ChatKind,
    Clue,
    Connection,
    DeadDispatch,
    DeliveryOutcome,
    Dispatch,
    DispatchId,
    Explanation,
    Filter,
    FrontPageLookup,
    Generation,
    HostShare,
    IndexChanges,
    KnownArticle,
    KnownSource,
    Language,
    Lease,
    MentionId,
    NewSource,
    Notice,
    OfferId,
    OutgoingMessage,
    Planner,
    PollRecord,
    PostEdit,
    Quotas,
    ReadArticle,
    Received,
    ReplyMode,
    Respite,
    Retention,
    Scope,
    SeenArticle,
    Sighting,
    SourceForPoll,
    SourceId,
    SourceSettings,
    Standing,
    StoryId,
    StoryUpdate,
    Subscribed,
    SubscribeIntent,
    Subscription,
    SubscriptionId,
    TakenOver,
    ToldArticle,
    TroubledArticle,
    UnreadUpdate,
    WaitingArticle,
    WatchedPack,
    WatchedSource,
    Written,
)


class Catalogue(Protocol):
    """Which sources there are."""

    async def known_sources(self, *, broken: bool = False) -> list[KnownSource]:
        """All sources that are polled or retired; with `broken`, those that fail, the longest failing first."""
        ...


class SourceStorage(Catalogue, Protocol):
    """Sources, and what was seen in them."""

    async def add_source(
        self, new: NewSource, chat: ChatKey, now: datetime, cause: Cause, quotas: Quotas = ...
    ) -> bool:
        """Let the chat watch the source, which is polled at once, and tell it what came of that.

        False if the chat watches it already, and it works: then nothing happens. Raises QuotaReached; sources of packs
        do not count.
        """
        ...

    async def add_sources(
        self, new: Sequence[NewSource], chat: ChatKey, now: datetime, cause: Cause, quotas: Quotas = ...
    ) -> AddedSources:
        """Let the chat watch them, as far as there is room, without telling it of each.

        Those that it watches already change nothing.
        """
        ...

    async def drop_sources(
        self, named: Sequence[SourceId | str], chat: ChatKey, now: datetime, cause: Cause
    ) -> list[str | None]:
        """Let the chat watch sources no longer, named by their ids or by addresses, former ones too.

        Its own are forgotten by it, those of a pack are muted. Returns the title of each, or its address if it has
        none; None for one that the chat does not watch.
        """
        ...

    async def set_own_source(
        self,
        source: SourceId,
        chat: ChatKey,
        change: Callable[[SourceSettings], SourceSettings],
        now: datetime,
        cause: Cause,
    ) -> bool:
        """Ask for a source in another manner, from now on: `change` makes it of the one that there was.

        It becomes one of the chat's own, of which nobody else sees anything; others who watch what is at that address
        keep theirs. False if the chat has not added it, or it is in a pack. Nothing of the settings is kept but there.
        """
        ...

    async def set_source(
        self, key: str, change: Callable[[SourceSettings], SourceSettings], now: datetime
    ) -> SourceSettings | None:
        """The same for a source of whomever, which stays whose it is, by its `KnownSource.key` or address.

        Its settings now; None if there is none.
        """
        ...

    async def load_pack(self, sources: Sequence[NewSource], now: datetime) -> None:
        """Make these the sources that come along; the ones that no longer do lose their pack, not their readers."""
        ...

    async def share_sources(self, sources: Sequence[NewSource], now: datetime) -> None:
        """Let every chat watch these, in packs of the operator's."""
        ...

    async def unshare_source(self, url: str) -> bool:
        """Let only those chats watch the source that have added it; False if it is in no pack of the operator's."""
        ...

    async def mute_pack(self, pack: str, chat: ChatKey, *, muted: bool) -> None:
        """Let the chat watch the sources of a pack, or not; what it has decided of single ones stays so."""
        ...

    async def watched_packs(self, chat: ChatKey) -> list[WatchedPack]: ...

    async def watched_sources(self, chat: ChatKey) -> list[WatchedSource]:
        """What the chat watches and what it has muted, its own first."""
        ...

    async def choice(self, dispatch: DispatchId, chat: ChatKey, number: int) -> str | None:
        """The address that a choice under a notice stands for; None if the chat was not asked that."""
        ...

    async def claim_due_sources(
        self, now: datetime, limit: int, lease: Lease, share: HostShare = ...
    ) -> list[SourceForPoll]:
        """None of a host that has had its share, also from an earlier run of the program."""
        ...

    async def sightings(self, source: SourceId, keys: Iterable[str]) -> Mapping[str, Sighting]:
        """Which of the keys the source was seen to list."""
        ...

    async def seen_articles(self, articles: Iterable[ArticleId]) -> Mapping[ArticleId, SeenArticle]:
        """How the articles read when their sources listed them last; what is known no more is left out."""
        ...

    async def next_front_page(self, now: datetime) -> FrontPageLookup | None:
        """A front page that is to be looked at for links to sources; none of a site that was looked at lately."""
        ...

    async def record_front_page(
        self, looked_at: FrontPageLookup, linked: Collection[SourceId] | None, now: datetime
    ) -> None:
        """To which of the sources it links, for a month; None if it could not be read, so that it is asked again."""
        ...

    async def record_poll(self, record: PollRecord) -> None:
        """A source that has moved to the address of another one joins it.

        Raises LeaseLost, and ItemsKnown if the record is partial and one of the keys that it found was seen before, or
        if an article that it edits has lost its text meanwhile.
        """
        ...


class ArticleStorage(Protocol):
    """Articles that wait to be read, stories, and mentions that wait to be fanned out."""

    async def claim_waiting_articles(self, now: datetime, limit: int, lease: Lease) -> list[WaitingArticle]:
        """One that was claimed when a run ended comes alone: if it was the reason, it takes no other article with it.

        Those that the step broke on, and those that have seen several runs end, come last. What is set aside is
        claimed by the next run.
        """
        ...

    async def candidate_stories(self, keys: Iterable[str], since: datetime) -> list[CandidateStory]:
        """The stories that share a key, and that were joined in its scope by an article found after `since`.

        Oldest first; one that shares keys of several scopes is there for each of them.
        """
        ...

    async def articles_with(self, clues: Iterable[Clue], since: date, limit: int) -> Mapping[Clue, list[ArticleId]]:
        """The articles that were recorded with each of the clues, newest first: the `limit` latest, found on the day
        `since` (in UTC) or later. Clues that nothing was recorded with are left out.
        """
        ...

    async def known_articles(self, articles: Iterable[ArticleId]) -> list[KnownArticle]:
        """Those of the articles that were recorded with a fingerprint in the last days, for each scope once."""
        ...

    async def articles_of(
        self, story: StoryId, limit: int, scopes: Iterable[Scope] = (EVERYBODY,)
    ) -> list[ReadArticle]:
        """The articles that joined a story last in the scopes, newest first."""
        ...

    async def scopes(self, sources: Iterable[SourceId]) -> Mapping[SourceId, tuple[Scope, ...]]:
        """For whom the articles of sources are grouped that are in no pack, as they are watched now."""
        ...

    async def record_articles(self, records: Sequence[ArticleRecord]) -> Sequence[Refused | None]:
        """Record some in their order; for each, why it is not recorded, if so.

        LeaseLost, or StaleIndex if there are queries newer than the record's generation.
        """
        ...

    async def fail_article(self, failure: ArticleFailure) -> None:
        """Put an article behind all others, or aside. Raises LeaseLost."""
        ...

    async def troubled_articles(self, limit: int) -> tuple[int, list[TroubledArticle]]:
        """How many articles are behind all others, or aside, and the newest of them."""
        ...

    async def fan_out(self, now: datetime, limit: int) -> int:
        """Turn up to `limit` pairs of mention and subscription into debts; how many there were, 0 when none is left.

        By what the chat was told of the story before: nothing yet, so it is owed the story; told for another
        subscription, so it is owed a reply; told for the same subscription, so it is owed nothing, unless the
        subscription asks for such further articles (`ReplyMode`). What is not told yet is told for several
        subscriptions at once.
        """
        ...


class ArchiveStorage(Protocol):
    """Articles that were recorded, looked back at."""

    async def search(
        self,
        wanted: Filter | None,
        chat: ChatKey | None,
        since: datetime,
        before: ArchivePlace | None,
        limit: int,
        *,
        within_s: float,
    ) -> ArchivePage:
        """Articles that hold what is wanted, of sources that the chat watches, published after `since`; newest first.

        Without a chat, of all sources. `before` is what an earlier call has reached. An index answers: a closer look
        may reject some, but none is left out. After `within_s` seconds there may be fewer than `limit`, even none,
        though there are more: each call gets further than the one before. Others do not wait for it.
        """
        ...


class SubscriptionStorage(Protocol):
    """Subscriptions, and the set of queries that they make."""

    async def index_changes(self, since: Generation) -> IndexChanges: ...

    async def subscribe(self, intent: SubscribeIntent, now: datetime, cause: Cause, quotas: Quotas = ...) -> Subscribed:
        """Articles that are recorded from now on are told; an equal subscription, if there is one, is kept.

        Raises QuotaReached if the owner may have no other.
        """
        ...

    async def unsubscribe(
        self, subscription: SubscriptionId, owner: ChatKey, now: datetime, cause: Cause
    ) -> str | None:
        """The text of what was removed; None if the owner has no such subscription."""
        ...

    async def edit(
        self, subscription: SubscriptionId, owner: ChatKey, now: datetime, cause: Cause, *, text: str, query: str
    ) -> bool:
        """Let a subscription look for another query; what it was told before is not told again.

        False if the owner has no such subscription, or the chat that it is told to has an equal one.
        """
        ...

    async def pause(self, subscription: SubscriptionId, owner: ChatKey, *, paused: bool) -> None: ...

    async def silence(self, subscription: SubscriptionId, owner: ChatKey, *, silent: bool) -> None: ...

    async def reply(self, subscription: SubscriptionId, owner: ChatKey, mode: ReplyMode) -> None:
        """Tell of further articles of a story, from the next one on."""
        ...

    async def retarget(self, subscription: SubscriptionId, owner: ChatKey, target: ChatKey, topic: int = 0) -> None:
        """Tell another chat, or topic of it, from now on. Nothing happens if there is the same subscription there."""
        ...

    async def subscriptions(self, owner: ChatKey) -> list[Subscription]:
        """Oldest first."""
        ...


class DeliveryStorage(Protocol):
    """What chats are owed, what is being sent, what stands in the chats."""

    async def claim_dispatches(self, now: datetime, limit: int, lease: Lease, plan: Planner) -> list[Dispatch]:
        """One dispatch a chat: the one that was begun, else what waits for it, frozen now as `plan` says.

        A plan to wait is kept until its time, until the chat is arranged otherwise, or until it comes back.
        """
        ...

    async def settle(self, dispatch: Dispatch, outcome: DeliveryOutcome, at: datetime, respite: Respite) -> None:
        """Record what came of a dispatch at `at`. Raises LeaseLost."""
        ...

    async def claim_edits(self, now: datetime, limit: int, lease: Lease) -> list[PostEdit]:
        """Posts of the last day that are behind their stories, in chats that nothing is owed or being sent to."""
        ...

    async def settle_edit(self, edit: PostEdit, outcome: DeliveryOutcome, at: datetime, respite: Respite) -> None:
        """Record what came of an edit at `at`; Dead closes the post, no edit follows. Raises LeaseLost."""
        ...

    async def note_write(self, written: Written) -> None:
        """Note an answer to a person for the windows of the next run; `settle` and `settle_edit` note news."""
        ...

    async def recall_writes(self, since: datetime, now: datetime) -> list[Written]:
        """What was written after `since`, oldest first; what was under way at a kill counts as written `now`.

        If it all was written before `since`, it counts as if the last of it were written `now`: nobody knows for how
        long the bot was off if the clock has leapt meanwhile.
        """
        ...

    async def hold_chat(self, chat_id: int, until: datetime) -> None:
        """Telegram wants the chat to be left alone: no news go there before that."""
        ...

    async def held_chats(self, now: datetime) -> Mapping[int, datetime]:
        """Until when chats are left alone, by Telegram's ids."""
        ...

    async def dead_dispatches(self, limit: int) -> tuple[int, list[DeadDispatch]]:
        """How many messages were given up, and the latest of them."""
        ...

    async def notify(self, chat: ChatKey, notice: Notice, now: datetime) -> None:
        """Owe the chat a notice."""
        ...

    async def mute_story(self, dispatch: DispatchId, story: StoryId, chat: ChatKey, now: datetime) -> bool:
        """Tell the chat nothing more of a story. False if that dispatch did not tell it to the chat."""
        ...

    async def explain(self, dispatch: DispatchId, story: StoryId, chat: ChatKey) -> list[Explanation]:
        """Why the chat was told a story, a query each; nothing if that dispatch did not tell it, or long ago."""
        ...

    async def told_story(self, dispatch: DispatchId, story: StoryId, chat: ChatKey) -> StoryUpdate | None:
        """What the dispatch told the chat of a story; None if it did not."""
        ...


class ChatStorage(Protocol):
    """Chats, and the commands that came from them."""

    async def meet_chat(self, telegram_id: int, kind: ChatKind, title: str, language: Language, now: datetime) -> Chat:
        """The chat of that id, known from now on and awake; its kind and title are brought up to date."""
        ...

    async def speak(self, chat: ChatKey, language: Language) -> None:
        """Set the language of a chat."""
        ...

    async def arrange(self, chat: ChatKey, arrival: Arrival) -> None:
        """Set how news arrive in a chat."""
        ...

    async def lose_chat(self, telegram_id: int, reason: str, now: datetime) -> None:
        """The bot was blocked or removed: the chat goes dormant. Who manages it from elsewhere is told once."""
        ...

    async def reopen_topic(self, chat: ChatKey, topic: int) -> None:
        """What was held back since the topic was closed goes."""
        ...

    async def move_chat(self, old_telegram_id: int, new_telegram_id: int) -> None:
        """The group became a supergroup: all that is its own moves, and its posts are closed."""
        ...

    async def offer(self, chat: ChatKey, text: str, now: datetime, cause: Cause) -> OfferId:
        """Keep a text that the chat is asked about; a button is too small to carry it."""
        ...

    async def offered(self, offer: OfferId, chat: ChatKey) -> str | None:
        """The text of an offer; None if the chat has none of that id, or if it is long ago."""
        ...

    async def receive(self, updates: Sequence[Received], now: datetime) -> list[Received]:
        """Keep updates until they are finished; those of them that were not known before."""
        ...

    async def unfinished_updates(self) -> list[Received]:
        """What was received and not dealt with to the end, oldest first."""
        ...

    async def finish(self, cause: Cause, now: datetime) -> None:
        """The update was dealt with to the end, its answer included: received again, it is known."""
        ...

    async def set_aside(self, updates: Sequence[UnreadUpdate], now: datetime) -> None:
        """These updates are dealt with to the end, in that nobody will: kept for a while for the operators to see."""
        ...

    async def unread_updates(self, limit: int) -> tuple[int, list[UnreadUpdate]]:
        """How many updates were set aside in the last days, and the latest of them, one of each kind and reason."""
        ...


class ConnectionStorage(Protocol):
    """Channels and groups as targets of people's subscriptions."""

    async def connect(self, owner: ChatKey, target: ChatKey) -> None:
        """Make a channel or group a target for the subscriptions of `owner`; those that were suspended there go on."""
        ...

    async def disconnect(self, owner: ChatKey, target: ChatKey, now: datetime, tell: Mapping[int, Notice]) -> bool:
        """Suspend what `owner` has told to the target: nothing more goes there for it. False if it is no target of his.

        `tell` is what people are told then, once, by Telegram's ids; who does not know the bot hears nothing.
        """
        ...

    async def targets(self, owner: ChatKey) -> list[Chat]:
        """The chats that are connected, oldest first."""
        ...

    async def lost_targets(self, owner: ChatKey) -> list[Chat]:
        """The chats that were connected, and are no longer."""
        ...

    async def connections(self, target: ChatKey) -> list[Connection]:
        """Who has connected a chat."""
        ...

    async def unchecked_connections(self, since: datetime, limit: int) -> list[Connection]:
        """Connections whose owner's rights were not looked at since then, the longest ago first."""
        ...

    async def note_checked(self, owner: ChatKey, target: ChatKey, now: datetime) -> None:
        """The owner has the rights that he needs there."""
        ...

    async def suspended(self, target: ChatKey) -> int:
        """How many subscriptions would go to the chat if their owners were connected to it still."""
        ...

    async def take_over(self, owner: ChatKey, target: ChatKey, quotas: Quotas = ...) -> TakenOver:
        """Let the subscriptions that are suspended there go on as those of `owner`, as many as he may have."""
        ...

    async def known_chat(self, telegram_id: int) -> Chat | None:
        """The chat of that id, if it was met."""
        ...


class Rights(Protocol):
    """What carries questions about rights to Telegram. Raises TelegramUnavailable and RateLimited."""

    async def standing(self, chat_id: int, kind: ChatKind, person: int) -> Standing:
        """How the bot and a person stand to a channel or group, by Telegram's ids."""
        ...

    async def administrators(self, chat_id: int) -> list[int]:
        """The people who administer a channel or group; nobody if Telegram does not say."""
        ...


class Messenger(Protocol):
    """What carries messages to chats. Raises the subclasses of DeliveryError."""

    async def send(self, chat_id: int, message: OutgoingMessage) -> int:
        """The id of the message that now stands in the chat."""
        ...

    async def edit(self, chat_id: int, message_id: int, message: OutgoingMessage) -> None:
        """Succeeds also when the message stands so already."""
        ...


class TimeStorage(Protocol):
    """What a clock that was wrong has left behind."""

    async def bring_back(
        self, now: datetime, by: timedelta | None = None, since: datetime | None = None
    ) -> BroughtBack:
        """Let nothing wait for a time that the program reckoned when the clock was ahead.

        `by` is how far the clock has gone back just now: the waits that were left then are left. Without it, if what
        was seen before tells that the clock has gone back, they are over. None is longer than it can ever be. With
        `since`, only what stands later than that is brought back. What a person has chosen stays. It takes several
        transactions: when it raises, some of them may have happened.
        """
        ...

    async def note_time(self, now: datetime) -> None:
        """Note the time of day, so that the next run knows whether it has gone back."""
        ...

    async def set_right(self, now: datetime) -> None:
        """Let nothing claim to have happened later than `now`, which is certain."""
        ...

    async def age_mark(self) -> datetime | None:
        """The time by which `tidy` has judged last what is old; None if it has never done."""
        ...


class Storage(
    SourceStorage,
    ArticleStorage,
    ArchiveStorage,
    SubscriptionStorage,
    DeliveryStorage,
    ChatStorage,
    ConnectionStorage,
    TimeStorage,
    Protocol,
):
    """All that is kept. An async context manager: entering it takes the database for this process.

    Entering raises DatabaseInUse if another process has it. The leases of earlier runs end there.
    """

    async def __aenter__(self) -> Self: ...

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...

    async def backlog(self, now: datetime, polled_since: datetime) -> Backlog: ...

    async def told_articles(self, before: datetime, after: int, limit: int) -> tuple[list[ToldArticle], int | None]:
        """Those of the next `limit` articles after a number that somebody was told of, and how far that was.

        Of articles that were found before a time, and of which is not known yet by which words they met what they were
        told for: `tidy` is to take their texts. There are none after None.
        """
        ...

    async def keep_words(self, words: Mapping[MentionId, Sequence[str]]) -> None:
        """Keep which words of an article met a query, for the time when the article has no text."""
        ...

    async def tidy(self, now: datetime, aged_at: datetime | None = None, retention: Retention = ...) -> None:
        """Forget what no promise needs any more, and bring back what a clock that was wrong has put off.

        What is old is judged by `aged_at`, which is kept, and never by a time that is yet to come; by `now` without it.
        Nothing is forgotten that is owed, due or being sent, nor by what something may be known again.
        """
        ...
