"""Takes back what somebody has changed of a channel, where a press alone would not bring it back."""

from dataclasses import dataclass
from functools import partial

from pydantic import TypeAdapter, ValidationError

from bot.model import Cause, Chat, ChatKey, KeptTextId, PersonKey, PostLook, SourceId
from bot.services.channel_options import looking_like
from bot.services.channels import Channels
from bot.services.chats import Chats


@dataclass(frozen=True, slots=True)
class Former:
    """What was so of a channel before a change: one of these."""

    channel: ChatKey
    look: PostLook | None = None
    sources: tuple[SourceId, ...] = ()
    """The sources that were ticked."""
    editor: PersonKey | None = None


_FORM = TypeAdapter(Former)


class ChannelUndoing:
    """Keeps what was before a change, and brings it back. Whether the person may is up to the caller."""

    def __init__(self, chats: Chats, channels: Channels) -> None:
        self._chats = chats
        self._channels = channels

    async def keep(self, owner: Chat, former: Former, cause: Cause) -> KeptTextId:
        """Keep it for the button that takes the change back."""
        return await self._chats.keep_text(owner, _FORM.dump_json(former, exclude_defaults=True).decode(), cause)

    async def undo(self, owner: Chat, name: str, chat: Chat, kept: int) -> Former | None:
        """Bring back what was kept; None if it is somebody else's, another channel's, or too old.

        An editor comes back with the rights of the owner, who is called `name`.
        """
        text = await self._chats.kept_text(KeptTextId(kept), owner)
        try:
            former = _FORM.validate_json(text or "")
        except ValidationError:
            return None
        if former.channel != chat.key:
            return None
        if former.look is not None:
            await self._channels.change(chat, partial(looking_like, look=former.look))
        if former.sources:
            await self._channels.tick(owner, chat, former.sources, is_ticked=True)
        if former.editor is not None:
            await self._channels.take_back(owner, name, chat, former.editor)
        return former
