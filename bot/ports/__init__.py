"""The ports: what the core asks of the outside world.

A method of `Storage` is an intent, and an intent is one transaction: when it returns, all of it has happened and
survives a power cut; when it raises, nothing has happened. Every intent raises `StorageError` when the database fails;
a retry may succeed. Each intent says what a healthy storage may refuse (`Refused`). Work leaves a queue only in the
intent that writes its successor. A claim takes what is due and free, oldest first. Work that is not recorded before the
lease ends can be claimed again.

An intent for a person's command takes its `Cause`: repeated with the same cause, it changes nothing and returns the
first result.
"""

from bot.ports.admissions import AdmissionStorage
from bot.ports.announcements import AnnouncementStorage
from bot.ports.archive import ArchiveStorage
from bot.ports.articles import ArticleStorage
from bot.ports.breadth import BreadthStorage
from bot.ports.catalogue import Catalogue
from bot.ports.channel_posts import ChannelPosts
from bot.ports.channels import ChannelStorage
from bot.ports.chats import ChatStorage
from bot.ports.connections import ConnectionStorage
from bot.ports.delivery import DeliveryStorage
from bot.ports.exclusions import ExclusionStorage
from bot.ports.fan_out import FanOutStorage
from bot.ports.forgetting import ForgettingStorage
from bot.ports.front_pages import FrontPageStorage
from bot.ports.integrity import IntegrityStorage
from bot.ports.messenger import Messenger
from bot.ports.meter import UNMEASURED, Meter
from bot.ports.operations import OperationsStorage
from bot.ports.own_posts import OwnPostStorage
from bot.ports.pages import PageStorage
from bot.ports.polls import PollStorage
from bot.ports.reposts import RepostStorage
from bot.ports.retention import RetentionStorage
from bot.ports.rights import Rights
from bot.ports.samples import SampleStorage
from bot.ports.sent_stories import SentStoryStorage
from bot.ports.sharing import SharingStorage
from bot.ports.sources import SourceStorage
from bot.ports.storage import Storage
from bot.ports.stories import StoryStorage
from bot.ports.subscriptions import SubscriptionStorage
from bot.ports.throttle import ThrottleStorage
from bot.ports.timekeeping import TimeStorage
from bot.ports.traces import OwnTraceStorage, TraceStorage
from bot.ports.updates import UpdateStorage

__all__ = [
    "UNMEASURED",
    "AdmissionStorage",
    "AnnouncementStorage",
    "ArchiveStorage",
    "ArticleStorage",
    "BreadthStorage",
    "Catalogue",
    "ChannelPosts",
    "ChannelStorage",
    "ChatStorage",
    "ConnectionStorage",
    "DeliveryStorage",
    "ExclusionStorage",
    "FanOutStorage",
    "ForgettingStorage",
    "FrontPageStorage",
    "IntegrityStorage",
    "Messenger",
    "Meter",
    "OperationsStorage",
    "OwnPostStorage",
    "OwnTraceStorage",
    "PageStorage",
    "PollStorage",
    "RepostStorage",
    "RetentionStorage",
    "Rights",
    "SampleStorage",
    "SentStoryStorage",
    "SharingStorage",
    "SourceStorage",
    "Storage",
    "StoryStorage",
    "SubscriptionStorage",
    "ThrottleStorage",
    "TimeStorage",
    "TraceStorage",
    "UpdateStorage",
]
