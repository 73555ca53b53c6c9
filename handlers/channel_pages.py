"""What /channel shows: the channels of a person, and the page of each."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from aiogram.types import InlineKeyboardButton

from bot.i18n import Markup, Texts, foreign
from bot.model import ChannelCounts, Chat, Publishing, Standing
from bot.services.channels import ChannelView
from bot.text.shortening import shorten
from handlers.callbacks import ConnectionAction, ConnectionPressed, SettingsPage
from handlers.channel_callbacks import ChannelPage, ChannelPaused, ChannelPressed, ChannelsPage, ChannelUndone
from handlers.channel_setup_pages import TITLE, named, publishing_words, who_decides
from handlers.keyboards import Page, Shown, button, keyboard, turning

_OWNERS = 8


@dataclass(frozen=True, slots=True)
class Listed:
    """A channel in the list."""

    view: ChannelView
    standing: Standing
    username: str | None
    """None if it has no public name, or Telegram does not say."""


def list_page(
    page: Page[Listed], groups: Sequence[Chat], ways: Sequence[InlineKeyboardButton], here: Chat, texts: Texts
) -> Shown:
    """The channels of a person, seen from the private chat `here`; `ways` lead to more, or to rights."""
    parts = ["\n".join(_lines(one, here, texts)) for one in page.items]
    heading = texts.html("channels") if parts else texts.html("channels-none")
    if groups:
        names = ", ".join(shorten(one.title, TITLE) for one in groups)
        parts.append(texts.html("channels-groups", names=names))
    to_channels = [
        button(
            f"{'' if one.standing is Standing.FINE else '⚠️ '}{shorten(one.view.chat.title, TITLE)}",
            ChannelPressed(page=ChannelPage.SHOW, chat=one.view.chat.key),
        )
        for one in page.items
    ]
    to_groups = [[button(f"👥 {one.title}", SettingsPage(name="", chat=one.key))] for one in groups]
    turns = turning(page, texts, lambda to: ChannelsPage(page=to))
    return "\n\n".join([heading, *parts]), keyboard(*_in_pairs([*to_channels, *ways]), *to_groups, turns)


def _in_pairs(buttons: Sequence[InlineKeyboardButton]) -> Iterator[Sequence[InlineKeyboardButton]]:
    return (buttons[first : first + 2] for first in range(0, len(buttons), 2))


def _lines(one: Listed, here: Chat, texts: Texts) -> Iterator[str]:
    title = shorten(one.view.chat.title, TITLE)
    if one.standing not in {Standing.FINE, Standing.UNKNOWN}:
        yield texts.html("channels-lost", title=title, why=one.standing)
        return
    place = f"@{one.username}" if one.username else texts.plain("channels-private")
    yield texts.html("channels-one", title=title, place=Markup(place))
    yield _what_goes_there(one.view, here, texts)


def _what_goes_there(view: ChannelView, here: Chat, texts: Texts) -> str:
    """«коалиция желающих, НАТО +4 → после одобрения, решает «Редакция»»."""
    names = [one.title for one in view.subscriptions]
    shown = foreign(named(names)) if names else Markup(texts.html("channels-nothing"))
    if view.settings is None:
        return texts.html("channels-how", what=shown, how=Markup(texts.html("channel-not-set-up")))
    how = publishing_words(view.settings.publishing, view.desk, here, texts)
    if view.settings.publishing is Publishing.AUTOMATIC:
        how = Markup(f"{how}, {texts.html('channel-sources', count=view.sources)}")
    return texts.html("channels-how", what=shown, how=how)


def channel_page(view: ChannelView, counts: ChannelCounts, here: Chat, texts: Texts, *, is_paused: bool) -> Shown:
    """A channel: how much goes there, and the ways to all that can be changed."""
    settings, title = view.settings, shorten(view.chat.title, TITLE)
    is_approved = settings is not None and settings.publishing is Publishing.APPROVED
    numbers = [
        texts.html("channel-subscriptions", count=len(view.subscriptions)),
        texts.html("channel-sources", count=view.sources),
    ]
    if is_approved and view.desk is not None:
        numbers.append(who_decides(view.desk, here, texts))
    today = texts.html(
        "channel-today" if is_approved else "channel-today-posted",
        posted=counts.posted,
        refused=counts.refused,
        waiting=counts.waiting,
    )
    how = Markup(texts.html("channel-approved" if is_approved else "channel-automatic"))
    lines = [
        texts.html("channel-paused" if is_paused else "channel-heading", title=title, how=how),
        " · ".join(numbers),
        today,
    ]
    if view.others:
        owners = [shorten(one.title, TITLE) for one in (here, *view.others)]
        lines.append(texts.html("connected-by", names=", ".join(owners[:_OWNERS])))
    if view.suspended:
        lines.append(texts.html("suspended-there", count=view.suspended))
    take = ConnectionPressed(action=ConnectionAction.TAKE, chat=view.chat.key)
    suspended = [button(texts.plain("button-take-over", count=view.suspended), take)] if view.suspended else []

    def to(key: str, page: ChannelPage) -> InlineKeyboardButton:
        return button(texts.plain(key), ChannelPressed(page=page, chat=view.chat.key))

    pause = button(
        texts.plain("button-resume" if is_paused else "button-pause"),
        ChannelPaused(chat=view.chat.key, paused=not is_paused),
    )
    end = ConnectionPressed(action=ConnectionAction.END, chat=view.chat.key, owner=here.key)
    return "\n".join(lines), keyboard(
        [
            to("channel-button-subscriptions", ChannelPage.SUBSCRIPTIONS),
            to("channel-button-sources", ChannelPage.SOURCES),
        ],
        [to("channel-button-deciding", ChannelPage.DECIDING), to("channel-button-look", ChannelPage.LOOK)],
        [to("channel-button-log", ChannelPage.LOG), pause],
        suspended,
        [button(texts.plain("channel-button-disconnect"), end, "danger")],
        [button(texts.plain("channels-button-back-to-all"), ChannelsPage())],
    )


def taking_back(chat: int, kept: int | None, texts: Texts) -> list[InlineKeyboardButton]:
    """The button that takes the last change back; none if nothing was kept."""
    if kept is None:
        return []
    return [button(texts.plain("button-restore"), ChannelUndone(chat=chat, kept=kept))]


def back_to_channel(chat: int, texts: Texts, page: ChannelPage = ChannelPage.SHOW) -> list[InlineKeyboardButton]:
    """The button that leads back to a channel, or to one of its pages."""
    return [button(texts.plain("channels-button-back"), ChannelPressed(page=page, chat=chat))]
