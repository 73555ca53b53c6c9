from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.delivery.render import Renderer
from bot.i18n import Translations
from bot.model import (
    BurstAction,
    BurstButton,
    BurstCard,
    Chat,
    ChatKey,
    ChatKind,
    DeliveryPreferences,
    Digest,
    DispatchId,
    Language,
    OutgoingMessage,
)
from tests.botapi.formatting import format_text

_RENDERER = Renderer(Translations())
_AT = datetime(2026, 11, 28, 16, 46, tzinfo=UTC)
_CARD = BurstCard(("sanctions",), 18, _AT - timedelta(minutes=3, seconds=20), _AT, _AT + timedelta(minutes=1))


def _chat(language: Language = Language.RUSSIAN) -> Chat:
    return Chat(ChatKey(1), 1, ChatKind.PRIVATE, "чат", language, preferences=DeliveryPreferences("Europe/Kyiv"))


def _shown(message: OutgoingMessage) -> tuple[str, list[list[str]]]:
    labels = [[button.label for button in row] for row in message.buttons]
    return format_text(message.html, "HTML").text, labels


@pytest.mark.parametrize(
    ("language", "card", "question"),
    [
        (
            Language.RUSSIAN,
            (
                "⚡ sanctions: 18 новостей за 4 минуты\nВ 18:47 соберу в дайджест, ничего не пропадёт.",
                "Показать сейчас",
                "По одной",
            ),
            ("Прислать 18 сообщений?", "Прислать", "← Назад"),
        ),
        (
            Language.UKRAINIAN,
            (
                "⚡ sanctions: 18 новин за 4 хвилини\nО 18:47 зберу в дайджест, нічого не загубиться.",
                "Показати зараз",
                "По одній",
            ),
            ("Надіслати 18 повідомлень?", "Надіслати", "← Назад"),
        ),
        (
            Language.ENGLISH,
            (
                "⚡ sanctions: 18 items in 4 minutes\nI'll gather them into a digest at 18:47. Nothing gets lost.",
                "Show now",
                "One by one",
            ),
            ("Send 18 messages?", "Send", "← Back"),
        ),
    ],
)
def test_a_card_speaks_every_language(
    language: Language, card: tuple[str, str, str], question: tuple[str, str, str]
) -> None:
    message = _RENDERER.card(_CARD, _chat(language), DispatchId(7))
    assert _shown(message) == (card[0], [[*card[1:]]])
    assert message.silent
    assert message.buttons[0][1] == BurstButton(card[2], BurstAction.ASK, DispatchId(7))
    assert _shown(_RENDERER.question(_CARD, _chat(language), DispatchId(7))) == (question[0], [[*question[1:]]])


@pytest.mark.parametrize("names", [("<b>санкции</b>" * 9,), tuple("коалиция желающих" for _ in range(40)), ()])
def test_its_first_line_fits_the_lock_screen(names: tuple[str, ...]) -> None:
    text, _ = _shown(_RENDERER.card(replace(_CARD, subscriptions=names, since=_AT), _chat(), DispatchId(7)))
    assert len(text.splitlines()[0]) <= 40
    assert text.splitlines()[0].endswith("18 новостей за 1 минуту")


@pytest.mark.parametrize("language", Language)
def test_of_a_digest_with_nothing_left_only_that_is_said(language: Language) -> None:
    message = _RENDERER.digest(Digest((), 1, 0, _AT, _AT, silent=True), _chat(language), DispatchId(7))
    assert message.html.startswith("🗞 ")
    assert message.buttons == ()
