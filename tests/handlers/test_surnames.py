"""A surname means one sex; a button adds the other."""

from tests.handlers.conftest import Talk


async def test_a_surname_offers_that_of_the_other_sex(talk: Talk) -> None:
    await talk.chat.say("/add Зеленский")
    message = await talk.chat.next_message()
    assert "и Зеленская" in [button.text for button in message.buttons]
    await talk.chat.press(message, "и Зеленская")
    edited = await talk.chat.next_edit(message)
    assert "Теперь слежу: Зеленский | Зеленская" in edited.text
    assert "и Зеленская" not in [button.text for button in edited.buttons]
