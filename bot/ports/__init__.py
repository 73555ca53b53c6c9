"""The seams: what the inside asks of the outside.

`Storage` is made of intents, each of which is one transaction: it has happened wholly, also after a power cut, when the
call returns, and not at all when it raises. All of them raise `StorageError` when the database fails: the same intent
may succeed later. What a storage that works may decline (`Refused`) is said with each. Work leaves a queue only in the
intent that writes its successor. A claim takes what is due and free, oldest first; what is not recorded before the
lease ends can be claimed again.

An intent that is a person's command takes the `Cause` of it: repeated with the same cause it changes nothing, and
returns what it returned at first.
"""

from bot.ports.archive import ArchiveStorage
from bot.ports.articles import ArticleStorage
from bot.ports.catalogue import Catalogue
from bot.ports.chats import ChatStorage
from bot.ports.connections import ConnectionStorage
from bot.ports.delivery import DeliveryStorage
from bot.ports.fan_out import FanOutStorage
from bot.ports.front_pages import FrontPageStorage
from bot.ports.messenger import Messenger
from bot.ports.operations import OperationsStorage
from bot.ports.polls import PollStorage
from bot.ports.retention import RetentionStorage
from bot.ports.rights import Rights
from bot.ports.sent_stories import SentStoryStorage
from bot.ports.sources import SourceStorage
from bot.ports.storage import Storage
from bot.ports.stories import StoryStorage
from bot.ports.subscriptions import SubscriptionStorage
from bot.ports.throttle import ThrottleStorage
from bot.ports.timekeeping import TimeStorage
from bot.ports.updates import UpdateStorage

__all__ = [
    "ArchiveStorage",
    "ArticleStorage",
    "Catalogue",
    "ChatStorage",
    "ConnectionStorage",
    "DeliveryStorage",
    "FanOutStorage",
    "FrontPageStorage",
    "Messenger",
    "OperationsStorage",
    "PollStorage",
    "RetentionStorage",
    "Rights",
    "SentStoryStorage",
    "SourceStorage",
    "Storage",
    "StoryStorage",
    "SubscriptionStorage",
    "ThrottleStorage",
    "TimeStorage",
    "UpdateStorage",
]
