"""See the package. A walk presses each kind of button once in each chat."""

from pathlib import Path

import pytest

from bot.model import Language
from tests.botapi import BotApi, Status
from tests.walk.forging import altered, at_rest, belongings, press_all
from tests.walk.script import NO_TEXTS, QUERY, TITLE, schedule_something, sent, tell, typed
from tests.walk.stage import playing
from tests.walk.walker import Walker

pytestmark = pytest.mark.xdist_group("walk")
"""They take long: whatever is a group begins first, so that no worker is left with one of these at the end."""

_OF_THE_DESK = {
    *(f"card:{step}" for step in ("publish", "cancel", "edit", "keep-text", "more", "times", "schedule", "own-time")),
    *(f"card:{step}" for step in ("refuse", "restore", "preview", "choose", "why", "off-topic", "mute", "back")),
    *(f"queue:{step}" for step in ("show", "cancel", "list")),
    "to-desk:#",
}
_OF_SPELLINGS = {"spelling:#", "spellings:#", "subscription:spellings", "test:#"}


@pytest.mark.parametrize("language", Language)
async def test_everything_that_is_offered_can_be_pressed(api: BotApi, database: Path, language: Language) -> None:
    async with playing(api, database, language) as stage:
        cast = stage.casts[language]
        await tell(stage, cast)
        walkers = [
            Walker(stage, cast.private, cast.anna, language, taps=2),
            Walker(stage, cast.forum, cast.anna, language, cast.topic),
        ]
        if language is Language.ENGLISH:  # in any language, a forum has all texts of a group, and those of its topics
            walkers.append(Walker(stage, cast.group, cast.anna, language))
        for walker in walkers:
            walker.look_around()
            await walker.press_those("to-desk:")  # the button stands there until the news is muted
            await walker.press_those("card:")
            if walker is walkers[0]:
                await schedule_something(stage, cast)
            await walker.type("/queue")
            await walker.press_those("queue:")
            await walker.press_first("story:mute:#:#")
            for text in typed(language, in_private=walker is walkers[0]):
                await walker.type(text)
            if walker is walkers[0]:
                for text in sent(stage, cast):
                    await walker.type(text)
                for content in NO_TEXTS:
                    await walker.send(content)
                listed = stage.outlets.open(f"list-{language}")
                listed.pieces.clear()  # they are in Cyrillic letters
                await walker.send_file("list.txt", listed.url)
                await listed.read()
            await walker.press_everything()
        met = {":".join(kind.split(":")[:2]) for kind in walkers[0].pressed}
        wanted = _OF_THE_DESK | _OF_SPELLINGS
        assert met >= wanted, wanted - met
        wrong = {one: why for walker in walkers for one, why in walker.wrong.items()}
        complaints = [*wrong.values(), *await stage.complaints()]
        assert not complaints, "\n".join(complaints)


async def test_others_change_nothing_and_learn_nothing(api: BotApi, database: Path) -> None:
    language = Language.ENGLISH
    async with playing(api, database, language) as stage:
        cast = stage.casts[language]
        await tell(stage, cast)
        offered: dict[str, str] = {}
        for chat in (cast.private, cast.group):
            walker = Walker(stage, chat, cast.anna, language)
            for text in typed(language, in_private=chat is cast.private):
                await walker.type(text)
            offered |= walker.offered
        stranger = api.private(cast.boris)
        await stranger.say("/help")
        await stage.settled(stranger)
        await cast.group.set_member(cast.dmitri, Status.MEMBER)
        await stage.settled(cast.group)
        chats = (cast.private, cast.group, cast.channel)
        await at_rest(database)
        before = belongings(database, chats)
        said = await press_all(stage, stranger, cast.boris, offered.values())
        await press_all(stage, cast.group, cast.boris, offered.values())
        await press_all(stage, cast.group, cast.dmitri, offered.values())
        assert belongings(database, chats) == before
        secrets = (QUERY, TITLE, cast.group.chat.title, cast.channel.chat.title)
        assert [one for one in said if any(secret in one for secret in secrets)] == []
        await cast.channel.set_member(cast.anna, Status.MEMBER)
        settings = belongings(database, [cast.channel])[cast.channel.chat.title]
        harmless = [data for data in offered.values() if not data.startswith("forget:")]
        forged = dict.fromkeys([*harmless, *(other for data in harmless for other in altered(data))])
        await press_all(stage, cast.private, cast.anna, forged)
        assert belongings(database, [cast.channel])[cast.channel.chat.title] == settings
        assert cast.channel.messages == []
        assert await stage.complaints() == []
