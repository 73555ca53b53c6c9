"""One aiogram router a topic. A handler parses, calls a service, and answers.

    updates/          the gate: takes updates in, sends answers out
    services.py       what handlers can ask for by name
    context.py        what every handler knows of its update; who may do what in a group
    members.py        who administers a group, and how much its other members may ask
    callbacks.py      what buttons carry; those of /start and /help in start_callbacks.py, those that look a query up
                      in query_callbacks.py, those of channels in channel_callbacks.py and own_channel_callbacks.py,
                      those of /queue in queue_callbacks.py, those that choose how news come in delivery_callbacks.py,
                      those of other spellings in spelling_callbacks.py, those for operators in operator_callbacks.py
    keyboards.py      building blocks of keyboards and pages
    bot_links.py      links that open Telegram's own dialogues about the bot
    formatting.py     how a message is formatted, as it came
    phrases.py        errors and states in words
    commands.py       the list of commands, and which of them the menus have
    profile.py        what Telegram shows of the bot: description, menus
    start.py          /start, also by a link that shares queries
    first_page.py     what /start shows in private
    help_pages.py     /help, by topics
    subscriptions.py  /list, /remove
    card_buttons.py   the buttons of the list and of a subscription's card; the pages in cards.py, card_page.py and
                      subscription_pages.py
    folders.py        folders of subscriptions
    bursts.py         the buttons under a card that gathers a burst
    desk.py           the buttons of cards at a review desk; their pages in desk_pages.py, what presses are told in
                      desk_talk.py, when posts may go in desk_times.py, edits of cards in desk_edits.py
    desk_writing.py   texts and times that people write in reply to a question at a desk
    desk_narrowing.py  «Off-topic» under a card
    desk_offers.py    puts a story that was told in private on the desk of a channel
    desk_invited.py   /start with the link that makes somebody an editor
    queue.py          /queue
    sharing.py        links that share a subscription or a folder
    delivery_choices.py  how the news of a subscription come; its page in delivery_page.py
    loads.py          the answers about subscriptions that bring very much
    developments.py   the answer to whether a chat wants to hear what is new in its stories
    subscribing.py    /add, /edit; plain text in private
    spellings.py      the other spellings of what a subscription looks for, in spelling_pages.py
    previews.py       what a query would have found, before and after somebody subscribes to it
    exclusions.py     /except
    archive.py        /search, /test
    inline.py         stories for a query after the bot's name, in whatever chat
    sources.py        /sources; its pages in source_pages.py
    own_channels.py   channels that the bot administers as sources: their posts, and which are read
    undoing.py        takes back what was done to the sources of a chat
    packs.py          which packs of sources a chat watches
    exchange.py       /import, /export
    operator.py       /broken, /status, for the operators alone
    gate.py           who may use the bot: the bans, and the invitations
    admissions.py     /allow, /ban, /quota, for the operators alone
    announcing.py     /announce, for the operators alone
    channel.py        /channel with a place: connects it; connections ended, restored and taken over
    channels.py       /channel: the channels of a person; the page of each in channel_pages.py
    channel_asking.py  what begins to set a channel up: the bot is made an administrator, a post is forwarded
    channel_setup.py  what goes to a channel, how, and who decides, asked step by step; its pages in
                      channel_setup_pages.py, what was chosen by then in setting_up.py
    channel_content.py, channel_deciding.py, channel_look.py
                      what goes to a channel, who decides on it, how it looks; each with its …_pages.py
    channel_undoing.py  takes back what was changed of a channel
    channel_log.py    what was done with the stories of a channel
    channel_view.py   the channel that a button means, once it is clear that the person may publish there
    channel_typed.py  what people type after /channel
    desk_places.py    the groups and topics in which cards can be decided on
    replying.py       replies to a page that asks for a text
    preferences.py    /pause, /resume, /digest, /quiet, /timezone, /language, /settings;
                      their pages in preference_pages.py
    privacy.py        /privacy, /forget
    subject.py        which chat such a command means: its own, or a channel that the person has connected
    typed.py          what people type instead of pressing a button
    why_not.py        what became of an article whose link is sent; its pages in why_not_pages.py
    shared_links.py   which articles a private message shares
    stories.py        the buttons under a notification
    narrowing.py      «Off-topic» under a notification: what is excluded of a subscription
    fallback.py       what no other router takes: old buttons, unknown commands, messages that are no text
    defects.py        what people are told when a defect of ours keeps an answer from them
    reading.py        captions and edited messages, which are read like texts
    topics.py         the names of topics in forums
    groups.py         what a group is told when the bot comes
    membership.py     the bot is blocked, removed, added; a group becomes a supergroup

A new command is a handler in the router of its topic, a line in `COMMANDS`, and its texts in every language. A handler
has at most five parameters: the event, what it carries (`command` or `callback_data`), the `conversation`, and what it
calls, by the names in `Services`. What several handlers of a router resolve from these, a middleware resolves once
(`subject.py`); what a command needs of several services is a service of its own (`bot/services/subscribing.py`).
"""

from collections.abc import Sequence
from dataclasses import fields

from aiogram import Dispatcher, Router

from handlers import (
    admissions,
    announcing,
    archive,
    bursts,
    card_buttons,
    channel,
    channel_asking,
    channel_content,
    channel_deciding,
    channel_log,
    channel_look,
    channel_setup,
    channel_undoing,
    channels,
    defects,
    delivery_choices,
    desk,
    desk_invited,
    desk_narrowing,
    desk_offers,
    desk_writing,
    developments,
    exchange,
    exclusions,
    fallback,
    folders,
    help_pages,
    inline,
    loads,
    membership,
    narrowing,
    operator,
    own_channels,
    packs,
    preferences,
    previews,
    privacy,
    queue,
    sharing,
    sources,
    spellings,
    start,
    stories,
    subscribing,
    subscriptions,
    undoing,
    why_not,
)
from handlers.context import Context
from handlers.gate import Gate
from handlers.reading import Reading
from handlers.services import Services
from handlers.topics import TopicNames


def build_dispatcher(context: Context, services: Services, parts: Sequence[Router] | None = None) -> Dispatcher:
    """A dispatcher with all routers, or with `parts`. It hands a handler the `services` that its parameters name."""
    dispatcher = Dispatcher(disable_fsm=True)
    dispatcher.workflow_data.update({one.name: getattr(services, one.name) for one in fields(services)})
    gate = Gate(services.admissions, services.chats, services.translations, services.admins)
    dispatcher.update.outer_middleware(Reading())
    dispatcher.update.outer_middleware(gate)
    dispatcher.update.outer_middleware(context)
    dispatcher.message.outer_middleware(TopicNames(services.connections))
    dispatcher.include_routers(*(routers() if parts is None else parts))
    return dispatcher


def routers() -> list[Router]:
    # Plain text is whatever no other router wants, so subscribing comes last, before the answer to all else.
    modules = (
        channel_asking,
        membership,
        desk_writing,  # whatever somebody replies to a question at a desk is its answer
        desk_invited,  # its link is a `/start`, too
        channel_setup,
        channel,  # a link to the settings of a group is a `/start`, too
        channel_content,
        channel_deciding,
        channel_look,
        channel_undoing,
        channel_log,
        channels,
        start,
        help_pages,
        archive,
        inline,
        preferences,
        privacy,
        why_not,
        sources,
        packs,
        own_channels,
        exclusions,
        exchange,
        undoing,
        operator,
        admissions,
        announcing,
        stories,
        narrowing,
        bursts,
        desk_narrowing,
        desk,
        desk_offers,
        queue,
        subscriptions,
        sharing,
        spellings,
        card_buttons,
        folders,
        delivery_choices,
        loads,
        developments,
        previews,
        subscribing,
        fallback,
        defects,
    )
    return [module.build_router() for module in modules]
