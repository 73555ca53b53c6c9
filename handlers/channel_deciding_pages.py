"""Who decides what goes to a channel: where, how many, until when, and by whose invitation."""

from collections.abc import Sequence
from datetime import time, timedelta

from aiogram import Bot
from aiogram.types import InlineKeyboardButton

from bot.delivery.markup import moment
from bot.i18n import Texts
from bot.model import Chat, ChatKind, Invitation, Publishing, Topic, Undecided
from bot.services.channel_options import ChannelOption, slot_value, undecided_value
from bot.services.channels import INVITED, INVITED_FOR, ChannelView, mark_of
from bot.text.shortening import shorten
from handlers.bot_links import link_to
from handlers.channel_callbacks import (
    ASK_TOPIC,
    NEW_TOPIC,
    ChannelAsked,
    ChannelChoice,
    ChannelDesk,
    ChannelPage,
    ChannelPressed,
    EditorAction,
    EditorPressed,
)
from handlers.channel_pages import back_to_channel, taking_back
from handlers.channel_setup_pages import SHOWN_TOPICS, TITLE, publishing_words, ticked
from handlers.channel_view import ChannelTalk
from handlers.keyboards import Shown, button, chosen, in_rows, keyboard
from handlers.topics import named_topic

_DROPPED_AFTER = tuple(Undecided(timedelta(hours=hours)) for hours in (1, 6, 24))
_PUBLISHED_AFTER = tuple(Undecided(timedelta(minutes=minutes), publishes=True) for minutes in (15, 30, 60))
_HOUR = timedelta(hours=1)
_SLOT_HOURS = range(7, 23)
_SHOWN = 20


def deciding_page(view: ChannelView, talk: ChannelTalk) -> Shown:
    """How a channel publishes, who decides, and what becomes of what nobody decides on."""
    texts, settings, key = talk.texts, talk.settings, talk.chat.key
    is_approved = settings.publishing is Publishing.APPROVED
    lines = [
        texts.html(
            "channel-deciding",
            title=shorten(talk.chat.title, TITLE),
            how=publishing_words(settings.publishing, view.desk, talk.owner, texts),
        )
    ]
    if is_approved:
        lines.append(_if_undecided(settings.undecided, texts))
        lines.append(_slots(settings.slots, texts))

    def choice(label: str, option: ChannelOption, value: str, *, holds: bool) -> InlineKeyboardButton:
        return button(chosen(label, is_chosen=holds), ChannelChoice(option=option, value=value, chat=key))

    def to(label: str, page: ChannelPage) -> InlineKeyboardButton:
        return button(texts.plain(label), ChannelPressed(page=page, chat=key))

    how = [
        choice(texts.plain("channels-button-automatic"), ChannelOption.PUBLISHING, "automatic", holds=not is_approved),
        choice(texts.plain("channels-button-approved"), ChannelOption.PUBLISHING, "approved", holds=is_approved),
    ]
    if not is_approved:
        return "\n".join(lines), keyboard(how, back_to_channel(key, texts))
    votes = [
        choice(
            texts.plain("channel-button-votes", count=count),
            ChannelOption.APPROVALS,
            str(count),
            holds=settings.approvals == count,
        )
        for count in (1, 2)
    ]
    after = [
        [
            choice(
                _after_label(one, texts),
                ChannelOption.UNDECIDED,
                undecided_value(one),
                holds=one == settings.undecided,
            )
            for one in several
        ]
        for several in (_DROPPED_AFTER, _PUBLISHED_AFTER)
    ]
    return "\n".join(lines), keyboard(
        how,
        [to("channel-button-places", ChannelPage.PLACES)],
        votes,
        *after,
        [to("channel-button-slots", ChannelPage.SLOTS), to("channel-button-editors", ChannelPage.EDITORS)],
        back_to_channel(key, texts),
    )


def _if_undecided(undecided: Undecided, texts: Texts) -> str:
    hours, minutes = divmod(undecided.after, _HOUR)
    key = "channel-undecided-post" if undecided.publishes else "channel-undecided-drop"
    return texts.html(key, hours=hours, minutes=minutes // timedelta(minutes=1))


def _after_label(undecided: Undecided, texts: Texts) -> str:
    hours, minutes = undecided.after // _HOUR, undecided.after // timedelta(minutes=1)
    if undecided.publishes:
        return texts.plain("channel-button-post-after", minutes=minutes)
    return texts.plain("channel-button-drop-after", hours=hours)


def _slots(slots: Sequence[time], texts: Texts) -> str:
    if not slots:
        return texts.html("channel-slots-none")
    return texts.html("channel-slots", times=", ".join(f"{at:%H:%M}" for at in slots))


def places_page(talk: ChannelTalk, groups: Sequence[Chat], add_group: InlineKeyboardButton) -> Shown:
    """Where cards can be decided on."""
    texts, desk, key = talk.texts, talk.settings.desk, talk.chat.key
    current = None if desk is None else desk.chat
    rows = [
        [
            button(
                chosen(texts.plain("channels-button-here"), is_chosen=current == talk.owner.key),
                ChannelDesk(chat=key, place=talk.owner.key),
            )
        ]
    ]
    rows += [
        [
            button(
                chosen(one.title, is_chosen=current == one.key),
                ChannelDesk(chat=key, place=one.key, topic=ASK_TOPIC),
            )
        ]
        for one in groups
    ]
    return texts.html("channel-desk-group"), keyboard(
        *rows, [add_group], back_to_channel(key, texts, ChannelPage.DECIDING)
    )


def topics_page(talk: ChannelTalk, group: Chat, topics: Sequence[Topic], *, can_make: bool) -> Shown:
    """In which topic of a forum cards can be decided on."""
    texts, key = talk.texts, talk.chat.key

    def to(label: str, topic: int) -> list[InlineKeyboardButton]:
        return [button(label, ChannelDesk(chat=key, place=group.key, topic=topic))]

    rows = [to(texts.plain("channels-button-new-topic"), NEW_TOPIC)] if can_make else []
    rows += [to(named_topic(one, texts.plain), one.id) for one in topics[:SHOWN_TOPICS]]
    rows.append(to(texts.plain("target-general"), 0))
    return texts.html("channel-desk-topic", title=shorten(group.title, TITLE)), keyboard(
        *rows, back_to_channel(key, texts, ChannelPage.PLACES)
    )


def slots_page(talk: ChannelTalk) -> Shown:
    """At which times of day posts like to go."""
    texts, slots, key = talk.texts, talk.settings.slots, talk.chat.key
    offered = sorted({*slots, *(time(hour) for hour in _SLOT_HOURS)})
    ticks = [
        button(
            ticked(f"{at:%H:%M}", is_ticked=at in slots),
            ChannelChoice(option=ChannelOption.SLOT, value=slot_value(at, is_wanted=at not in slots), chat=key),
        )
        for at in offered
    ]
    zone = talk.chat.preferences.zone or "UTC"
    text = texts.html("channel-slots-which", title=shorten(talk.chat.title, TITLE), zone=zone)
    back = ChannelAsked(page=ChannelPage.SLOTS, chat=key)
    return text, keyboard(*in_rows(ticks), [button(texts.plain("channels-button-back"), back)])


async def editors_page(talk: ChannelTalk, desk: Chat | None, bot: Bot, kept: int | None = None) -> Shown:
    """The editors by invitation, and the invitations that can still be accepted; each person sees the own links.

    `kept` is the kept text of what takes the last change back.
    """
    texts, key = talk.texts, talk.chat.key
    editors, invitations = await talk.channels.editors(talk.chat), await talk.channels.invitations(talk.chat)
    lines = [texts.html("channel-editors", title=shorten(talk.chat.title, TITLE))]
    rows = [taking_back(key, kept, texts)]
    for one in editors[:_SHOWN]:
        name, by = shorten(one.person.name, TITLE), shorten(one.invited_by.name, TITLE)
        lines.append(texts.html("channel-editor", name=name, by=by))
        dismiss = EditorPressed(action=EditorAction.DISMISS, chat=key, which=str(one.person.key))
        rows.append([button(texts.plain("channel-button-dismiss", name=name), dismiss, "danger")])
    for number, invitation in enumerate(invitations[:_SHOWN], 1):
        lines.append(await _invitation(invitation, number, talk, bot))
        withdraw = EditorPressed(action=EditorAction.WITHDRAW, chat=key, which=mark_of(invitation))
        rows.append([button(texts.plain("channel-button-withdraw", number=number), withdraw)])
    if desk is None or desk.kind is ChatKind.PRIVATE:
        lines.append(texts.html("channel-editors-group"))
    else:
        invite = EditorPressed(action=EditorAction.INVITE, chat=key)
        rows.append([button(texts.plain("channel-button-invite"), invite)])
    return "\n".join(lines), keyboard(*rows, back_to_channel(key, texts, ChannelPage.DECIDING))


async def _invitation(one: Invitation, number: int, talk: ChannelTalk, bot: Bot) -> str:
    """An invitation. Its link gives the rights of who made it, so nobody else sees it."""
    until = moment(one.made_at + INVITED_FOR, talk.owner.preferences, with_date=True)
    if one.by.telegram_id != talk.owner.telegram_id:
        return talk.texts.html("channel-invitation-of", number=number, name=shorten(one.by.name, TITLE), until=until)
    link = await link_to(bot, f"start={INVITED}{one.token}")
    return talk.texts.html("channel-invitation", number=number, link=link, until=until)
