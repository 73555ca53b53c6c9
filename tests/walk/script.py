"""What is typed and sent on a walk."""

from datetime import UTC, datetime, time, timedelta
from functools import partial
from itertools import count
from random import Random
from typing import Any

from aiohttp import web

from bot.model import ChannelSettings, Decided, Desk, Language, Presser, Publishing, RepostAction, RepostId, RepostState
from bot.reposts.pressing import Press, press
from bot.reposts.states import seen_on
from handlers.commands import COMMANDS
from tests.botapi import ChatHandle
from tests.walk.checks import NAMES
from tests.walk.stage import Cast, Stage

QUERY = NAMES[0]
"""In Latin letters, as all that the walk writes: whatever is Cyrillic was said by the bot."""
TITLE = f"{QUERY} Ozon merger talks begin"
_MANY = 14
"""More than come one by one."""
_ARGUED = (
    f"/add {QUERY}",
    "/add NATO, Ozon",
    "/add Ukraine",
    "/except Ozon",
    "/search NATO",
    '/add "(',
    "/list 1",
    "/list 99999999999999999999999",
    "/list 1 fly",
    "/list 1 to folder Clients",
    "/list 2 to folder Clients",
    "/list 1 without football",
    "/list 1 name Alpha",
    "/edit 1 NATO",
    "/remove 77",
    f"/search {QUERY}",
    f"/test {QUERY}",
    f"/search {NAMES[-1]}",
    f"/test {NAMES[-1]}",
    "/sources 1",
    "/sources 77",
    "/sources remove 77",
    "/digest 9:00",
    "/digest fly",
    "/quiet 23:00-07:00",
    "/timezone Nowhere",
    "/pause 2h",
    "/pause 999999999d",
    "/resume",
    "/settings fly",
)
_IN_PRIVATE = (
    f"{QUERY} Ozon",
    f"{QUERY}\nNATO",
    "/channel @nobody",
    "/status",
    "/broken",
    "/allow",
    "/ban",
    "/quota",
    "/announce",
)


def typed(language: Language, *, in_private: bool) -> list[str]:
    """Every command, alone and with what may follow it, right or wrong."""
    alone = ["/start", *(f"/{name}" for name in COMMANDS)]
    if not in_private:
        return [*alone, *_ARGUED, "/levitate@dozor_test_bot"]
    channel = f"/channel @walk_{language}"
    return [
        *alone,
        *_ARGUED,
        *_IN_PRIVATE,
        channel,
        f"{channel} NATO",
        channel,
        "/channel log",
        "/channel",
        "/levitate",
    ]


def sent(stage: Stage, cast: Cast) -> list[str]:
    """What people write in private besides commands: links of a site that is watched, and of one that is not."""
    site = stage.outlets.base
    return [
        f"{site}/zeta-{cast.language}/1",
        f"{site}/zeta-{cast.language}/unknown",
        "http://127.0.0.2:1/news/1",
        "+3",
        "9:00",
    ]


NO_TEXTS: tuple[dict[str, Any], ...] = (
    {"voice": {"file_id": "1", "file_unique_id": "1", "duration": 3}},
    {"dice": {"emoji": "🎲", "value": 6}},
    {"location": {"latitude": 50.45, "longitude": 30.52}},
)


async def tell(stage: Stage, cast: Cast) -> None:
    """Let a story of two outlets be told in the chats of a cast, then many stories in private."""
    chats = (cast.private, cast.group, cast.forum)
    first, second = (stage.outlets.open(f"{name}-{cast.language}", name.title()) for name in ("zeta", "eta"))
    for outlet in (first, second):
        outlet.pieces.clear()
    for chat in chats:
        topic = cast.topic if chat is cast.forum else None
        await chat.say(f"/sources {first.url} {second.url}", by=cast.anna, thread=topic)
        await chat.say(f"/add {QUERY}", by=cast.anna, thread=topic)
        await stage.settled(chat)
    await first.read()
    await second.read()
    await _set_up_desk(stage, cast)
    for outlet in (first, second):
        outlet.publish(outlet.piece("1", TITLE, f"{QUERY} shares rise 12 percent Monday."))
    for chat in chats:
        await stage.api.telegram.bell.until(partial(_is_told, chat), 60)
    random = Random(1)
    for number in range(_MANY):
        words = ["".join(random.choices("bdfgklmnprstvaeiu", k=8)) for _ in range(8)]
        title = f"{QUERY} {words[0].title()} {' '.join(words[1:5])}"
        first.publish(first.piece(f"many-{number}", title, f"{words[5].title()} {' '.join(words[6:])} {QUERY}."))
    before = len(cast.private.messages)
    await stage.api.telegram.bell.until(lambda: len(cast.private.messages) > before or None, 60)
    await _choose_a_feed(stage, cast)


async def schedule_something(stage: Stage, cast: Cast) -> None:
    """Let one of the cards at Anna's desk wait for its time, whatever became of those that were pressed."""
    storage, now = stage.storage, datetime.now(UTC)
    anna = Presser(await storage.meet_person(cast.anna.id, cast.anna.user.first_name), cast.anna.user.first_name)
    for number in count(1):
        card = await storage.desk_card(RepostId(number))
        assert card is not None, "no card can be scheduled"
        repost, due_at = card.repost, now + timedelta(hours=5)
        if card.channel.telegram_id != cast.channel.id or repost.state is not RepostState.OFFERED:
            continue
        asked = Press(
            RepostAction.SCHEDULE,
            anna,
            now,
            repost.revision,
            card.post.story.version,
            seen=seen_on(repost),
            due_at=due_at,
        )
        if isinstance(await storage.decide(repost.id, press(asked), now), Decided):
            return


async def _set_up_desk(stage: Stage, cast: Cast) -> None:
    """Let the channel publish what Anna approves in private."""
    await cast.private.say(f"/channel @walk_{cast.language} {QUERY}", by=cast.anna)
    await stage.settled(cast.private)
    storage, now = stage.storage, datetime.now(UTC)
    channel, desk = await storage.known_chat(cast.channel.id), await storage.known_chat(cast.private.id)
    assert channel is not None
    assert desk is not None
    settings = ChannelSettings(publishing=Publishing.APPROVED, desk=Desk(desk.key), slots=(time(20, 30),))
    sources = {one.id for one in await storage.watched_sources(desk.key)}
    await storage.set_up_channel(channel.key, settings, now, sources)


async def _choose_a_feed(stage: Stage, cast: Cast) -> None:
    """Add a page with two feeds, so that the bot asks which one is meant."""
    page, *feeds = (stage.outlets.open(f"{name}-{cast.language}", name.title()) for name in ("theta", "iota", "kappa"))
    links = "".join(
        f'<link rel=alternate type=application/rss+xml title="{one.title}" href="{one.url}">' for one in feeds
    )

    async def answer(_: web.Request) -> web.Response:
        return web.Response(
            text=f"<!DOCTYPE html><html><head>{links}</head><body></body></html>", content_type="text/html"
        )

    page.answer = answer
    await cast.private.say(f"/sources {page.url}", by=cast.anna)
    await stage.api.telegram.bell.until(
        lambda: any("Kappa" in str(one.keyboard) for one in cast.private.messages) or None, 60
    )


def _is_told(chat: ChatHandle) -> bool | None:
    return any(TITLE in message.text for message in chat.messages) or None
