"""Channels with their desks and editors, as if people had set them up: a part of `benchmarks.desk`."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from benchmarks.desk_stories import THEMES
from bot.model import (
    Cause,
    ChannelSettings,
    ChatKind,
    Desk,
    Language,
    NewSource,
    PostLook,
    Publishing,
    SubscribeIntent,
    Undecided,
)
from storage.sqlite import SqliteStorage
from tests.botapi import BotApi, ChatHandle, Person, Status
from tests.botapi.world import Chat

EDITORS: Mapping[str, frozenset[str] | None] = {
    "Анна": frozenset(),
    "Борис": frozenset(),
    "Вера": frozenset(),
    "Глеб": frozenset({"can_edit_messages", "can_delete_messages"}),
    "Дарья": None,
}
"""By name: the rights in the channels that somebody lacks; None for who has none. The first is the owner."""
NEVER = {"Глеб": "🗑|📌", "Дарья": "(?!Почему)"}
"""The buttons that somebody may never press."""
SOMETIMES = {"Глеб": "✏️|↩ Не менять|Обновить|Оставить|Подпись|Хэштеги"}
"""Those that somebody may press only before the post stands."""
_UNDECIDED = Undecided(after=timedelta(days=7))
"""So long that every decision is somebody's."""


@dataclass(frozen=True, slots=True)
class Newsdesk:
    """A channel, and the group in which its cards are decided on."""

    channel: ChatHandle
    desk: ChatHandle
    theme: str


def people(api: BotApi) -> dict[str, Person]:
    """The editors; the owner has started the bot."""
    found = {name: api.person(name, language_code="ru") for name in EDITORS}
    api.private(found[next(iter(EDITORS))])
    return found


async def newsdesks(api: BotApi, editors: Mapping[str, Person], count: int) -> list[Newsdesk]:
    """All editors are members of all desks, and have their rights in all channels."""
    owner, *others = editors.values()
    found: list[Newsdesk] = []
    for theme in THEMES[:count]:
        channel = api.channel(theme.title(), owner, username=f"chan_{len(found)}_example")
        desk = api.supergroup(f"Редакция {theme}", owner, *others)
        for name, denied in EDITORS.items():
            if denied is not None and editors[name] is not owner:
                await channel.set_member(editors[name], Status.ADMINISTRATOR, denied=denied)
        found.append(Newsdesk(channel, desk, theme))
    return found


async def set_up(
    database: Path,
    owner: Chat,
    desks: Sequence[tuple[Chat, Chat, str]],
    ticked: Collection[str],
    unticked: Collection[str],
) -> None:
    """Let channels publish after approval what sources at these addresses report; `desks` are channel, desk, query."""
    now = datetime.now(UTC)
    async with SqliteStorage(str(database)) as storage:
        sources = [NewSource(url, _name(url), Language.RUSSIAN, "all") for url in (*ticked, *unticked)]
        await storage.share_sources(sources, now)
        anna = await storage.see_chat(owner.id, ChatKind.PRIVATE, owner.title, Language.RUSSIAN, now)
        watched = await storage.watched_sources(anna.key)
        ids = {one.id for one in watched if one.url in ticked}
        for channel, desk, query in desks:
            target = await storage.see_chat(channel.id, ChatKind.CHANNEL, channel.title, Language.RUSSIAN, now)
            group = await storage.see_chat(desk.id, ChatKind.SUPERGROUP, desk.title, Language.RUSSIAN, now)
            await storage.connect(anna.key, target.key)
            settings = ChannelSettings(Publishing.APPROVED, Desk(group.key), PostLook(grows=True), undecided=_UNDECIDED)
            await storage.set_up_channel(target.key, settings, now, ids)
            intent = SubscribeIntent(anna.key, target.key, 0, query, query)
            await storage.subscribe(intent, now, Cause(f"0:{channel.id}"))


def _name(url: str) -> str:
    """Of an outlet, by the address of its feed."""
    return url.rsplit("/", 2)[-2].title()
