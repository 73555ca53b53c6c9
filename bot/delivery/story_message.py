"""A story put into words for a chat."""

import asyncio
from collections.abc import Callable
from datetime import datetime

from bot.delivery.render import Renderer
from bot.matching.engine import Matching
from bot.matching.rehearsal import LONG
from bot.model import ChannelPost, Chat, DeskCard, DispatchId, Hit, OutgoingMessage, StoryUpdate


async def word_story(
    content: StoryUpdate, matching: Matching, renderer: Renderer, chat: Chat, dispatch: DispatchId, *, topic: int = 0
) -> OutgoingMessage:
    """The message that tells a story."""
    return await rendered(content, matching, lambda hit: renderer.story(content, hit, chat, dispatch, topic))


async def word_post(content: ChannelPost, matching: Matching, renderer: Renderer, channel: Chat) -> OutgoingMessage:
    """The post that tells a channel a story."""
    return await rendered(content.story, matching, lambda hit: renderer.post(content, hit, channel))


async def word_card(
    content: DeskCard, matching: Matching, renderer: Renderer, desk: Chat, now: datetime
) -> OutgoingMessage:
    """The card at a desk, with the post as it will stand."""
    return await rendered(content.post.story, matching, lambda hit: renderer.desk_card(content, hit, desk, now))


async def rendered(story: StoryUpdate, matching: Matching, render: Callable[[Hit], OutgoingMessage]) -> OutgoingMessage:
    """What `render` makes of the places in a story's article that its queries meet; if that is long, off the loop.

    A long article takes some 50 ms.
    """
    hit = await matching.locate(story.queries, story.article)
    return await asyncio.to_thread(render, hit) if len(story.article.text) > LONG else render(hit)
