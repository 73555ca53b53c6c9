from types import TracebackType
from typing import Protocol, Self

from bot.ports.admissions import AdmissionStorage
from bot.ports.announcements import AnnouncementStorage
from bot.ports.archive import ArchiveStorage
from bot.ports.articles import ArticleStorage
from bot.ports.breadth import BreadthStorage
from bot.ports.channels import ChannelStorage
from bot.ports.chats import ChatStorage
from bot.ports.connections import ConnectionStorage
from bot.ports.delivery import DeliveryStorage
from bot.ports.exclusions import ExclusionStorage
from bot.ports.fan_out import FanOutStorage
from bot.ports.forgetting import ForgettingStorage
from bot.ports.front_pages import FrontPageStorage
from bot.ports.integrity import IntegrityStorage
from bot.ports.operations import OperationsStorage
from bot.ports.own_posts import OwnPostStorage
from bot.ports.pages import PageStorage
from bot.ports.polls import PollStorage
from bot.ports.reposts import RepostStorage
from bot.ports.retention import RetentionStorage
from bot.ports.samples import SampleStorage
from bot.ports.sent_stories import SentStoryStorage
from bot.ports.sharing import SharingStorage
from bot.ports.sources import SourceStorage
from bot.ports.subscriptions import SubscriptionStorage
from bot.ports.throttle import ThrottleStorage
from bot.ports.timekeeping import TimeStorage
from bot.ports.traces import OwnTraceStorage
from bot.ports.updates import UpdateStorage


class Storage(
    AnnouncementStorage,
    SourceStorage,
    FrontPageStorage,
    PollStorage,
    OwnPostStorage,
    PageStorage,
    ArticleStorage,
    FanOutStorage,
    ArchiveStorage,
    SubscriptionStorage,
    BreadthStorage,
    ExclusionStorage,
    SampleStorage,
    DeliveryStorage,
    RepostStorage,
    SentStoryStorage,
    ThrottleStorage,
    ChatStorage,
    SharingStorage,
    UpdateStorage,
    ConnectionStorage,
    ChannelStorage,
    TimeStorage,
    RetentionStorage,
    ForgettingStorage,
    AdmissionStorage,
    OperationsStorage,
    OwnTraceStorage,
    IntegrityStorage,
    Protocol,
):
    """All storage intents. An async context manager: entering it takes the database for this process.

    Entering raises DatabaseInUse if another process holds the database, and DatabaseDamaged if it is not sound. It ends
    the leases of earlier runs.
    """

    async def __aenter__(self) -> Self: ...

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...
