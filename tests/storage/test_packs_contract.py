"""The packs of a new chat follow its language until it chooses any."""

import sqlite3
from contextlib import closing
from pathlib import Path

from bot.model import Chat, ChatKind, Language, NewSource
from tests.storage.scene import Scene

_PACKS = ["en/general", "ru/general", "uk/general"]


async def _packs(scene: Scene) -> None:
    sources = [NewSource(f"https://{pack[:2]}.example/feed", pack, pack[:2], pack) for pack in _PACKS]
    await scene.storage.load_pack(sources, scene.now)


def _off(language: Language) -> list[str]:
    return [pack for pack in _PACKS if not pack.startswith(language)]


async def _meet(scene: Scene, language: Language, telegram_id: int = 100, kind: ChatKind = ChatKind.PRIVATE) -> Chat:
    off = _off(language)
    return await scene.storage.see_chat(telegram_id, kind, "chat", language, scene.now, packs_off=off)


async def _watched(scene: Scene, chat: Chat) -> list[str]:
    return [one.name for one in await scene.storage.watched_packs(chat.key) if not one.muted]


async def test_a_new_chat_watches_the_packs_of_its_language(scene: Scene) -> None:
    await _packs(scene)
    chat = await _meet(scene, Language.UKRAINIAN)
    assert await _watched(scene, chat) == ["uk/general"]
    assert [one.muted for one in await scene.storage.watched_sources(chat.key)] == [True, True, False]


async def test_packs_follow_the_language_until_one_is_chosen(scene: Scene) -> None:
    await _packs(scene)
    chat = await _meet(scene, Language.RUSSIAN)
    await scene.storage.set_language(chat.key, Language.ENGLISH, packs_off=_off(Language.ENGLISH))
    assert await _watched(scene, chat) == ["en/general"]
    await scene.storage.mute_pack("ru/general", chat.key, muted=False)
    await scene.storage.set_language(chat.key, Language.UKRAINIAN, packs_off=_off(Language.UKRAINIAN))
    assert await _watched(scene, chat) == ["en/general", "ru/general"]


async def test_a_chat_that_exists_keeps_its_packs(scene: Scene, database: Path) -> None:
    await _packs(scene)
    chat = await scene.chat()
    with closing(sqlite3.connect(database)) as db:  # as an older version left it
        db.execute("UPDATE chats SET packs_follow = 0")
        db.commit()
    await _meet(scene, Language.ENGLISH)
    await scene.storage.set_language(chat.key, Language.ENGLISH, packs_off=_off(Language.ENGLISH))
    assert await _watched(scene, chat) == _PACKS


async def test_a_group_that_becomes_a_supergroup_keeps_the_packs_that_were_chosen(scene: Scene) -> None:
    await _packs(scene)
    group = await _meet(scene, Language.RUSSIAN, -5, ChatKind.GROUP)
    await scene.storage.mute_pack("uk/general", group.key, muted=False)
    await _meet(scene, Language.ENGLISH, -1005, ChatKind.SUPERGROUP)
    await scene.storage.move_chat(-5, -1005)
    assert await _watched(scene, group) == ["ru/general", "uk/general"]


async def test_a_supergroup_that_chose_its_packs_before_it_is_known_for_the_group_keeps_them(scene: Scene) -> None:
    await _packs(scene)
    group = await _meet(scene, Language.RUSSIAN, -5, ChatKind.GROUP)
    supergroup = await _meet(scene, Language.ENGLISH, -1005, ChatKind.SUPERGROUP)
    await scene.storage.mute_pack("uk/general", supergroup.key, muted=False)
    await scene.storage.move_chat(-5, -1005)
    assert await _watched(scene, group) == ["en/general", "uk/general"]
    await scene.storage.set_language(group.key, Language.RUSSIAN, packs_off=_off(Language.RUSSIAN))
    assert await _watched(scene, group) == ["en/general", "uk/general"]
