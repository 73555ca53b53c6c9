"""What a card looks like that counts the stories of a burst, until it becomes their digest.

⚡ sanctions: 18 новостей за 4 минуты
В 18:47 соберу в дайджест, ничего не пропадёт.
"""

from datetime import timedelta
from math import ceil

from bot.delivery.heading import HEADING_LIMIT, named
from bot.delivery.markup import moment
from bot.i18n import Texts, foreign
from bot.model import BurstAction, BurstButton, BurstCard, Chat, DispatchId, OutgoingMessage

_SIGN = "⚡ "


def render_card(content: BurstCard, texts: Texts, chat: Chat, dispatch: DispatchId, topic: int = 0) -> OutgoingMessage:
    """The card, silent."""
    minutes = max(1, ceil((content.at - content.since) / timedelta(minutes=1)))
    news = f"{texts.html('burst-news', count=content.stories)} {texts.html('burst-minutes', count=minutes)}"
    names, besides = named(content.subscriptions, HEADING_LIMIT - len(f"{_SIGN}: {news}"))
    heading = f"{_SIGN}{foreign(names)}{besides}: {news}" if names else f"{_SIGN}{news}"
    return OutgoingMessage(
        html=f"{heading}\n{texts.html('burst-until', at=moment(content.until, chat.preferences))}",
        buttons=(_row(texts, dispatch, BurstAction.NOW, BurstAction.ASK),),
        silent=True,
        topic=topic,
    )


def render_question(content: BurstCard, texts: Texts, dispatch: DispatchId) -> OutgoingMessage:
    """Whether to send the stories one by one."""
    return OutgoingMessage(
        html=texts.html("burst-question", count=content.stories),
        buttons=(_row(texts, dispatch, BurstAction.ONE_BY_ONE, BurstAction.BACK),),
    )


def _row(texts: Texts, dispatch: DispatchId, *actions: BurstAction) -> tuple[BurstButton, ...]:
    return tuple(BurstButton(texts.plain(f"burst-button-{action}"), action, dispatch) for action in actions)
