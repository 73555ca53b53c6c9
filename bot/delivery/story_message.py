"""A story put into words for a chat."""

import asyncio

from bot.delivery.render import Renderer
from bot.matching.engine import Matching
from bot.matching.rehearsal import LONG
from bot.model import Chat, DispatchId, OutgoingMessage, StoryUpdate


async def word_story(
    content: StoryUpdate, matching: Matching, renderer: Renderer, chat: Chat, dispatch: DispatchId, *, topic: int = 0
) -> OutgoingMessage:
    """The message that tells a story. A long article takes some 50 ms, off the loop."""
    hit = await matching.locate(content.queries, content.article)
    if len(content.article.text) > LONG:
        return await asyncio.to_thread(renderer.story, content, hit, chat, dispatch, topic)
    return renderer.story(content, hit, chat, dispatch, topic)
