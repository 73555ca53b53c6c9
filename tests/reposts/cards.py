"""Cards at a desk, with their post."""

from typing import Any

from bot.model import (
    ChannelPost,
    ChannelSettings,
    Chat,
    ChatKey,
    ChatKind,
    DeskCard,
    FurtherReports,
    Language,
    PostLook,
    Publishing,
    ReadArticle,
    Repost,
    StoryId,
    StoryUpdate,
)
from tests.reposts.desk import NOW

ARTICLE = ReadArticle(
    title="Вашингтон поможет «коалиции желающих» разведкой и снабжением",
    text="США готовы помочь европейским силам разведкой и снабжением, но не солдатами.",
    source="The Telegraph",
    site="telegraph.example",
    language="ru",
)
STORY = StoryUpdate(
    story_id=StoryId(3),
    version=7,
    subscriptions=("коалиция желающих",),
    queries=("коалиция желающих",),
    article=ARTICLE,
    url="https://telegraph.example/1",
    published_at=NOW,
    further=FurtherReports(),
    reply_to=None,
    silent=False,
)
CHANNEL = Chat(ChatKey(9), -1001, ChatKind.CHANNEL, "Оборона", Language.RUSSIAN)


def card_of(repost: Repost, **settings: Any) -> DeskCard:  # noqa: ANN401  its fields
    """A card of a channel with these settings."""
    made = ChannelSettings(publishing=Publishing.APPROVED, **settings)
    return DeskCard(repost, ChannelPost(STORY, PostLook()), CHANNEL, made, outlets=3, serial=1)
