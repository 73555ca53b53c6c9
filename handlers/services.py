"""What handlers can ask for by the name of a parameter."""

from dataclasses import dataclass

from bot.i18n import Translations
from bot.matching.engine import Matching
from bot.services.admissions import Admissions
from bot.services.announcing import Announcing
from bot.services.archive import Archive
from bot.services.channel_setup import ChannelSetUp
from bot.services.channel_undoing import ChannelUndoing
from bot.services.channels import Channels
from bot.services.chats import Chats
from bot.services.connections import Connections
from bot.services.desk import Desk
from bot.services.examples import Examples
from bot.services.exclusions import Exclusions
from bot.services.forgetting import Forgetting
from bot.services.inline import Inline
from bot.services.look_previews import LookPreviews
from bot.services.mistyping import Mistyping
from bot.services.narrowing import Narrowing
from bot.services.operations import Operations
from bot.services.own_channels import OwnChannels
from bot.services.preferences import Preferences
from bot.services.sharing import Sharing
from bot.services.sources import Sources
from bot.services.spellings import Spellings
from bot.services.stories import Stories
from bot.services.subscribing import Subscribing
from bot.services.subscriptions import Subscriptions
from bot.services.target_setup import TargetSetup
from bot.services.why_not import WhyNot
from handlers.desk_edits import CardEdits
from handlers.members import Members
from handlers.updates.effects import Effects


@dataclass(frozen=True, slots=True)
class Services:
    """A handler, filter or middleware gets the field that its parameter names, of the type that stands here."""

    chats: Chats
    connections: Connections
    target_setup: TargetSetup
    channels: Channels
    channel_setup: ChannelSetUp
    desk: Desk
    channel_undoing: ChannelUndoing
    card_edits: CardEdits
    look_previews: LookPreviews
    subscriptions: Subscriptions
    subscribing: Subscribing
    spellings: Spellings
    mistyping: Mistyping
    sharing: Sharing
    sources: Sources
    own_channels: OwnChannels
    exclusions: Exclusions
    narrowing: Narrowing
    archive: Archive
    examples: Examples
    inline: Inline
    matching: Matching
    operations: Operations
    preferences: Preferences
    stories: Stories
    why_not: WhyNot
    forgetting: Forgetting
    admissions: Admissions
    announcing: Announcing
    translations: Translations
    admins: tuple[int, ...]
    """The operators, by their ids at Telegram."""
    members: Members
    effects: Effects
