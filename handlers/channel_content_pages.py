"""What goes to a channel: the pages of its subscriptions, sources and packs."""

from collections import Counter

from bot.text.shortening import shorten
from handlers.channel_callbacks import ChannelAsked, ChannelPack, ChannelPage, ChannelPressed, ChannelSource
from handlers.channel_callbacks import ChannelSubscription as Sub
from handlers.channel_pages import back_to_channel, taking_back
from handlers.channel_setup_pages import TITLE, source_label, ticked
from handlers.channel_view import ChannelTalk
from handlers.keyboards import Shown, button, in_rows, keyboard, page_of, turning
from handlers.own_channel_callbacks import OwnChannelsPressed
from handlers.packs import pack_name


async def subscriptions_page(talk: ChannelTalk, number: int = 0) -> Shown:
    """What is sent to a channel, and what could be."""
    texts, chat = talk.texts, talk.chat
    choices = await talk.channels.choices(talk.owner, chat)
    page = page_of(choices, number)
    ticks = [
        button(
            ticked(one.title, is_ticked=one.chat.key == chat.key),
            Sub(chat=chat.key, id=one.id, ticked=one.chat.key != chat.key, page=page.number),
        )
        for one in page.items
    ]
    new = ChannelPressed(page=ChannelPage.QUERY, chat=chat.key)
    ticks.append(button(texts.plain("channels-button-new-query"), new))
    turns = turning(page, texts, lambda to: ChannelPressed(page=ChannelPage.SUBSCRIPTIONS, chat=chat.key, value=to))
    text = texts.html("channel-subscriptions-which", title=shorten(chat.title, TITLE))
    return text, keyboard(*in_rows(ticks), turns, back_to_channel(chat.key, texts))


def query_page(talk: ChannelTalk) -> Shown:
    """How to send something else there."""
    back = ChannelAsked(page=ChannelPage.QUERY, chat=talk.chat.key)
    text = talk.texts.html("channel-new-query", title=shorten(talk.chat.title, TITLE))
    return text, keyboard([button(talk.texts.plain("channels-button-back"), back)])


async def sources_page(talk: ChannelTalk, number: int = 0, kept: int | None = None) -> Shown:
    """Which sources something may be published of; `kept` is the kept text of what takes the last change back."""
    texts, chat = talk.texts, talk.chat
    sources = await talk.channels.sources(talk.owner, chat)
    page = page_of(sources, number)
    ticks = [
        [
            button(
                source_label(one),
                ChannelSource(chat=chat.key, id=one.source.id, ticked=not one.is_ticked, page=page.number),
            )
        ]
        for one in page.items
    ]
    everything = [
        button(texts.plain(key), ChannelSource(chat=chat.key, id=0, ticked=is_ticked, page=page.number))
        for key, is_ticked in (("channels-button-all", True), ("channels-button-none", False))
    ]
    packs = button(texts.plain("button-packs"), ChannelPressed(page=ChannelPage.PACKS, chat=chat.key))
    own = button(texts.plain("button-own-channels"), OwnChannelsPressed())
    turns = turning(page, texts, lambda to: ChannelPressed(page=ChannelPage.SOURCES, chat=chat.key, value=to))
    count = sum(one.is_ticked for one in sources)
    text = texts.html("channel-sources-which", title=shorten(chat.title, TITLE), count=count)
    back = taking_back(chat.key, kept, texts)
    return text, keyboard(back, *ticks, turns, [*everything, packs], [own], back_to_channel(chat.key, texts))


async def packs_page(talk: ChannelTalk) -> Shown:
    """The packs that the person watches, each ticked if all its sources are."""
    texts, chat = talk.texts, talk.chat
    sources = [one for one in await talk.channels.sources(talk.owner, chat) if one.source.pack]
    has = Counter(one.source.pack or "" for one in sources)
    is_in = Counter(one.source.pack or "" for one in sources if one.is_ticked)
    ticks = [
        button(
            ticked(f"{pack_name(name, is_in[name], talk.conversation)}/{count}", is_ticked=is_in[name] == count),
            ChannelPack(chat=chat.key, name=name, ticked=is_in[name] < count),
        )
        for name, count in sorted(has.items())
    ]
    text = texts.html("channel-packs-which", title=shorten(chat.title, TITLE))
    return text, keyboard(*in_rows(ticks), back_to_channel(chat.key, texts, ChannelPage.SOURCES))
