"""Renders the card at a desk."""

from datetime import datetime

from bot.delivery.post import render_post
from bot.i18n import Texts
from bot.model import CardStep, DeskCard, Hit, OutgoingMessage


def render_card(
    card: DeskCard,
    hit: Hit,
    texts: Texts,
    now: datetime,  # noqa: ARG001
    page: CardStep = CardStep.BACK,  # noqa: ARG001
) -> OutgoingMessage:
    """The post as it will stand."""
    return render_post(card.post, hit, card.channel, texts)
