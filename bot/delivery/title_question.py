"""Renders the question whether a post takes over the title that its source has given to the report since.

Заголовок изменили.
Было: …
Стало: …
[ Обновить пост ] [ Оставить ]
"""

from bot.delivery.story_parts import TITLE_LIMIT
from bot.i18n import Texts
from bot.model import CardButton, CardStep, OutgoingMessage, TitleQuestion
from bot.reposts.states import AsShown
from bot.text.shortening import shorten


def render_title_question(question: TitleQuestion, texts: Texts, topic: int) -> OutgoingMessage:
    """`texts` are those of the desk."""
    of_card = AsShown.of(question.card)
    steps = {CardStep.UPDATE: "desk-button-update", CardStep.LEAVE: "desk-button-leave"}
    return OutgoingMessage(
        texts.html("desk-retitled", was=shorten(question.was, TITLE_LIMIT), now=shorten(question.now, TITLE_LIMIT)),
        buttons=(tuple(CardButton(texts.plain(label), step, *of_card) for step, label in steps.items()),),
        reply_to=question.reply_to,
        topic=topic,
    )
