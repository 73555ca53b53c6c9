"""A subscription, or all of a folder, is shared by a link."""

from tests.handlers.conftest import Talk
from tests.handlers.test_cards import labels_of, open_card, pressed


async def _token(talk: Talk, *labels: str) -> str:
    """The token in the link on the page to which these buttons lead."""
    page = await pressed(talk, await open_card(talk), *labels)
    assert labels_of(page)[0] == "🔗 Отправить"
    url = page.buttons[0].url
    assert url is not None
    assert url.startswith("https://t.me/share/url?url=https%3A%2F%2Ft.me%2Fdozor_test_bot%3Fstart%3D")
    assert "https://t.me/dozor_test_bot?startgroup=" in page.text
    return page.text.split("?start=")[1].split()[0]


async def test_a_card_is_shared_with_all_that_makes_it(talk: Talk) -> None:
    await talk.ask("/add нефть ➖ газ 🏷 Сырьё")
    token = await _token(talk, "⋯", "🔗")
    assert await talk.services.sharing.shared(token) == "нефть ➖ газ 🏷 Сырьё"
    assert await _token(talk, "⋯", "🔗") == token


async def test_a_folder_is_shared_as_one(talk: Talk) -> None:
    await talk.ask("/add нефть 📁 клиент\nуголь\nгаз 📁 клиент")
    token = await _token(talk, "← Все", "📁", "🔗")
    assert await talk.services.sharing.shared(token) == "нефть 📁 клиент\nгаз 📁 клиент"


async def test_what_is_gone_or_somebody_elses_is_not_shared(talk: Talk) -> None:
    await talk.ask("/add нефть 📁 клиент")
    there = talk.api.private(talk.api.person("Boris", language_code="ru"))
    await there.say("/list")
    listed = await there.next_message()
    for data in ("subscription:share:1", "folder:share:1"):
        await (await there.forge(listed, data)).answered()
        assert "t.me" not in listed.text
