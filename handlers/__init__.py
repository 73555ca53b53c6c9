"""The conversation: one aiogram router a topic. A handler parses, calls a service, and answers.

    updates/          the gate: updates in, answers out
    context.py        for each update: its chat, the texts in the language of the chat, its cause; who may do what
    members.py        … of a group, and how often
    callbacks.py      what buttons carry
    commands.py       the list of commands
    start.py          /start, /help
    subscriptions.py  /list, /remove; their pages in subscription_pages.py
    subscribing.py    /add, /edit; plain text in private
    archive.py        /search, /test
    sources.py        /sources
    packs.py          which packs of sources a chat watches
    exchange.py       /import, /export
    operator.py       /broken, for the operators alone
    channel.py        /channel; connections ended, restored and taken over
    preferences.py    /pause, /resume, /digest, /quiet, /timezone, /language, /settings;
                      their pages in preference_pages.py
    subject.py        … and of channels, from the private chat of who has connected them
    typed.py          what people type instead of pressing a button
    stories.py        the buttons under a notification
    membership.py     the bot is blocked, removed, added; a group becomes a supergroup

A new command is a handler in the router of its topic, a line in `COMMANDS`, and its texts in every language.
"""

from collections.abc import Mapping

from aiogram import Dispatcher, Router

from handlers import (
    archive,
    channel,
    exchange,
    membership,
    operator,
    packs,
    preferences,
    sources,
    start,
    stories,
    subscribing,
    subscriptions,
)
from handlers.context import Context


def build_dispatcher(context: Context, services: Mapping[str, object]) -> Dispatcher:
    """A dispatcher with all routers; `services` are what handlers ask for by name."""
    dispatcher = Dispatcher(disable_fsm=True)
    dispatcher.workflow_data.update(services)
    dispatcher.update.outer_middleware(context)
    dispatcher.include_routers(*routers())
    return dispatcher


def routers() -> list[Router]:
    # Plain text is whatever no other router wants, so subscribing comes last.
    modules = (
        membership,
        start,
        archive,
        preferences,
        sources,
        packs,
        exchange,
        operator,
        channel,
        stories,
        subscriptions,
        subscribing,
    )
    return [module.build_router() for module in modules]
