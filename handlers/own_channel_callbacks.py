"""What the buttons carry that are about connected channels as sources."""

from bot.delivery.callbacks import ButtonData


class OwnChannelsPressed(ButtonData, prefix="own-channels"):
    """Show the channels that the person has connected, and which of them are read."""


class OwnChannelPressed(ButtonData, prefix="own-channel"):
    """Read a connected channel as a source, or read it no longer."""

    chat: int
    reads: bool
