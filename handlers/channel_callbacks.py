"""The data of buttons on the pages of channels. `chat` is the key of the channel."""

from enum import StrEnum

from pydantic import Field

from bot.delivery.callbacks import ButtonData
from bot.services.channel_options import ChannelOption


class SetUpStep(StrEnum):
    """What a button does while a channel is set up."""

    SHOW = "show"
    """Show what can be ticked, from page `value` on, counted from 0."""
    TICK = "tick"
    """Tick the subscription `value`."""
    UNTICK = "untick"
    DROP = "drop"
    """Leave out the new query of number `value`, counted from 0."""
    QUERY = "query"
    """Ask for a new query."""
    NEXT = "next"
    """Leave how it publishes as it is."""
    AUTOMATIC = "automatic"
    APPROVED = "approved"
    READY = "ready"
    """Show what was chosen."""
    SOURCES = "sources"
    """Show the sources, from page `value` on."""
    SOURCE = "source"
    """Tick the source `value`."""
    STRIKE = "strike"
    """Strike the source `value` off."""
    ALL = "all"
    NONE = "none"
    HERE = "here"
    """Decide on cards in the private chat."""
    GROUPS = "groups"
    GROUP = "group"
    """Decide in the group whose key is `value`."""
    TOPIC = "topic"
    """Decide in the topic `value` of the group that was chosen."""
    NEW_TOPIC = "new-topic"
    DONE = "done"


class SetUpPressed(ButtonData, prefix="channel-new"):
    """A step in setting a channel up; `kept` is the id of the kept text that says what was chosen by then."""

    step: SetUpStep
    kept: int
    value: int = 0


class SetUpAsked(ButtonData, prefix="channel-new-asked"):
    """The way back from the question for a new query: a reply to the message with this button is the query."""

    kept: int


class ChannelPage(StrEnum):
    """A page of a channel."""

    SHOW = "show"
    SUBSCRIPTIONS = "subscriptions"
    QUERY = "query"
    """How to send a new query there."""
    SOURCES = "sources"
    PACKS = "packs"
    DECIDING = "deciding"
    PLACES = "places"
    """Where cards can be decided on."""
    SLOTS = "slots"
    EDITORS = "editors"
    LOOK = "look"
    TEMPLATE = "template"
    """How to type a template."""
    SIGNATURE = "signature"
    HASHTAGS = "hashtags"
    HASHTAG = "hashtag"
    """How to type the hashtag of the subscription `value`."""
    FURTHER = "further"
    LOG = "log"


class ChannelsPage(ButtonData, prefix="channels"):
    """Show the list of channels."""

    page: int = Field(0, ge=0)


class ChannelPressed(ButtonData, prefix="channel"):
    """Show a page of a channel; `value` is the part of a list that does not fit at once, counted from 0."""

    page: ChannelPage
    chat: int
    value: int = 0


class ChannelAsked(ButtonData, prefix="channel-asked"):
    """The way back from a page that asks for a text: a reply to the message with this button is the text."""

    page: ChannelPage
    chat: int
    value: int = 0


class ChannelPaused(ButtonData, prefix="channel-pause"):
    """Pause a channel, or let it go on."""

    chat: int
    paused: bool


class ChannelSubscription(ButtonData, prefix="channel-sub"):
    """Send what a subscription brings to a channel, too, or no longer."""

    chat: int
    id: int
    ticked: bool
    page: int = 0


class ChannelSource(ButtonData, prefix="channel-source"):
    """Tick a source for a channel, or strike it off; 0 means all."""

    chat: int
    id: int
    ticked: bool
    page: int = 0


class ChannelPack(ButtonData, prefix="channel-pack"):
    """The same for all sources of a pack."""

    chat: int
    name: str
    ticked: bool


class ChannelChoice(ButtonData, prefix="channel-set"):
    """Something is chosen of how a channel publishes."""

    option: ChannelOption
    value: str
    chat: int


class ChannelTemplate(ButtonData, prefix="channel-template"):
    """Posts are made of one of the templates that come with the bot, counted from 0."""

    chat: int
    number: int


class ChannelTagged(ButtonData, prefix="channel-tag"):
    """What a subscription brings carries the hashtag that is made of it."""

    chat: int
    id: int


class ChannelCleared(ButtonData, prefix="channel-clear"):
    """What somebody has typed is to go: the signature, or a hashtag."""

    page: ChannelPage
    chat: int
    value: int = 0


class ChannelDesk(ButtonData, prefix="channel-desk"):
    """Cards are decided on in that chat, and topic; in a topic that is to be made for -1, after a choice for -2."""

    chat: int
    place: int
    topic: int = 0


NEW_TOPIC, ASK_TOPIC = -1, -2


class EditorAction(StrEnum):
    """What can be done with the editors of a channel."""

    INVITE = "invite"
    WITHDRAW = "withdraw"
    """Take an invitation back."""
    DISMISS = "dismiss"
    """End that somebody is an editor."""


class EditorPressed(ButtonData, prefix="channel-editor"):
    """Do something with the editors of a channel; `which` is the mark of an invitation, or the key of a person."""

    action: EditorAction
    chat: int
    which: str = ""


class ChannelUndone(ButtonData, prefix="channel-undo"):
    """Take back what was changed of a channel: a kept text says what was before."""

    chat: int
    kept: int


class LogWanted(ButtonData, prefix="channel-log"):
    """Send the log of a channel as a file."""

    chat: int
