"""What is posted in a channel that the bot administers reaches those who read it, and nobody else."""

from tests.end_to_end.program import until
from tests.end_to_end.scene import SOON_S, Scene, links

_TEXT = "Лондон собирает союзников на встречу. Участники коалиции желающих обсудили, кто и чем поможет."


async def _read(scene: Scene, title: str) -> None:
    """Anna turns a connected channel on as a source."""
    await scene.chat.say("/sources")
    page = await scene.chat.next_message(SOON_S)
    await scene.chat.press(page, "📣 Мои каналы")
    page = await scene.chat.next_edit(page, SOON_S)
    await scene.chat.press(page, f"☐ {title}")
    assert f"☑ {title}" in [button.text for button in (await scene.chat.next_edit(page, SOON_S)).buttons]


async def test_a_private_channels_posts_reach_who_reads_it_also_if_the_program_is_killed(scene: Scene) -> None:
    scene.program.settings["EDIT_INTERVAL"] = "1"
    await scene.start()
    boris = scene.api.person("Boris", language_code="ru")
    other = scene.api.private(boris)
    channel = scene.api.channel("Оборона", scene.anna)
    number = int(str(channel.id).removeprefix("-100"))
    await scene.ask("/start", other)
    await scene.subscribe(chat=other)
    await scene.subscribe()
    assert "→ Оборона" in await scene.ask(f"/channel {channel.id} ключевая ставка")
    await _read(scene, "Оборона")

    post = await channel.post(_TEXT)
    link = f"https://t.me/c/{number}/{post.id}"
    await until(lambda: links(scene.chat) == {link: 1}, SOON_S, "the post")
    (told,) = [message for message in scene.chat.messages if "Лондон" in message.text]
    await channel.edit(post, _TEXT.replace("Лондон", "Париж"))
    await until(lambda: "Париж" in told.text, SOON_S, "the edit of the post")

    album = await channel.send_album(3, "Варшава назвала число самолётов. Его обсудит коалиция желающих.")
    await scene.api.confirmed()
    await scene.program.kill()
    await scene.start()
    second = f"https://t.me/c/{number}/{album[0].id}"
    await until(lambda: links(scene.chat) == {link: 1, second: 1}, SOON_S, "the album, told once")
    while scene.chat.unread:
        await scene.chat.next_message()
    assert "Варшава" in await scene.ask("/search коалиция желающих")
    assert links(other) == {}
    assert "Варшава" not in await scene.ask("/search коалиция желающих", other)
    assert channel.messages == []
