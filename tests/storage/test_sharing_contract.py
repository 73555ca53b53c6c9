"""A shared query is found by its token alone, for a stated time."""

from datetime import timedelta

from tests.storage.scene import Scene


async def test_a_text_that_a_chat_shares_has_one_token(scene: Scene) -> None:
    chat, other = await scene.chat(), await scene.chat(200)
    assert await scene.storage.share(chat.key, "нефть", "first", scene.now, scene.cause()) == "first"
    assert await scene.storage.share(chat.key, "нефть", "second", scene.now, scene.cause()) == "first"
    assert await scene.storage.share(chat.key, "газ", "third", scene.now, scene.cause()) == "third"
    assert await scene.storage.share(other.key, "нефть", "fourth", scene.now, scene.cause()) == "fourth"
    assert await scene.storage.shared("first") == "нефть"
    assert await scene.storage.shared("second") is None


async def test_a_repeated_command_gives_the_token_of_the_first_time(scene: Scene) -> None:
    chat, cause = await scene.chat(), scene.cause()
    assert await scene.storage.share(chat.key, "нефть", "first", scene.now, cause) == "first"
    assert await scene.storage.share(chat.key, "нефть", "second", scene.now, cause) == "first"


async def test_a_token_ends_90_days_after_it_was_asked_for_last(scene: Scene) -> None:
    chat = await scene.chat()
    for day in (0, 60):
        scene.later(days=day)
        await scene.storage.share(chat.key, "нефть", "first", scene.now, scene.cause())
    for wait, text in ((timedelta(days=89), "нефть"), (timedelta(days=2), None)):
        scene.now += wait
        await scene.storage.tidy(scene.now)
        assert await scene.storage.shared("first") == text
