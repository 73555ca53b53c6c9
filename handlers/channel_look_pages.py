"""How the posts of a channel look: what can be chosen, with a post as it would be, and what can be typed."""

from collections.abc import Sequence

from aiogram.types import InlineKeyboardButton

from bot.i18n import Texts
from bot.model import AkinChoice, LinkPreview, OutgoingMessage, OwnPostChoice, Subscription
from bot.reposts.hashtags import hashtag_of
from bot.reposts.template import default_templates, field_names, spelled
from bot.services.channel_options import NO, YES, ChannelOption
from bot.text.shortening import shorten
from handlers.channel_callbacks import (
    ChannelAsked,
    ChannelChoice,
    ChannelCleared,
    ChannelPage,
    ChannelPressed,
    ChannelTagged,
    ChannelTemplate,
)
from handlers.channel_pages import back_to_channel, taking_back
from handlers.channel_setup_pages import TITLE, ticked
from handlers.channel_view import ChannelTalk
from handlers.keyboards import Shown, button, chosen, in_rows, keyboard, page_of, turning

_TAGGED = 30


def look_page(talk: ChannelTalk, post: OutgoingMessage, texts_there: Texts, kept: int | None = None) -> Shown:
    """A post as it would be, and what can be chosen. `texts_there` are those of the channel.

    `kept` is the kept text of what takes the last change back.
    """
    texts, settings, key = talk.texts, talk.settings, talk.chat.key
    look = settings.look

    def flag(label: str, option: ChannelOption, *, holds: bool) -> InlineKeyboardButton:
        data = ChannelChoice(option=option, value=NO if holds else YES, chat=key)
        return button(ticked(texts.plain(label), is_ticked=holds), data)

    def to(label: str, page: ChannelPage) -> InlineKeyboardButton:
        return button(texts.plain(label), ChannelPressed(page=page, chat=key))

    templates = default_templates(texts_there)
    current = look.template or templates[0]
    numbers = [
        button(chosen(str(number), is_chosen=template == current), ChannelTemplate(chat=key, number=number - 1))
        for number, template in enumerate(templates, 1)
    ]
    previews = [
        _choice(talk, f"channel-preview-{one}", ChannelOption.PREVIEW, one, holds=one is look.preview)
        for one in LinkPreview
    ]
    flags = [
        flag("channel-button-bold", ChannelOption.EMPHASIS, holds=look.emphasises),
        flag("channel-button-grows", ChannelOption.GROWTH, holds=look.grows),
        flag("channel-button-language", ChannelOption.LANGUAGE, holds=look.names_language),
    ]
    heading = texts.html("channel-look", title=shorten(talk.chat.title, TITLE))
    return f"{heading}\n\n{post.html}", keyboard(
        taking_back(key, kept, texts),
        numbers,
        [to("channel-button-template", ChannelPage.TEMPLATE)],
        previews,
        [to("channel-button-signature", ChannelPage.SIGNATURE), to("channel-button-hashtags", ChannelPage.HASHTAGS)],
        *in_rows(flags),
        [to("channel-button-further", ChannelPage.FURTHER)],
        back_to_channel(key, texts),
    )


def further_page(talk: ChannelTalk) -> Shown:
    """What becomes of akin stories where nobody decides, and of the posts of own channels."""
    texts, settings, key = talk.texts, talk.settings, talk.chat.key
    akin = [
        [_choice(talk, f"channel-akin-{one}", ChannelOption.AKIN, one, holds=one is settings.akin)]
        for one in AkinChoice
    ]
    own = [
        _choice(talk, f"channel-own-{one}", ChannelOption.OWN_POSTS, one, holds=one is settings.own_posts)
        for one in OwnPostChoice
    ]
    text = texts.html("channel-further", title=shorten(talk.chat.title, TITLE))
    return text, keyboard(*akin, own, back_to_channel(key, texts, ChannelPage.LOOK))


def _choice(talk: ChannelTalk, label: str, option: ChannelOption, value: str, *, holds: bool) -> InlineKeyboardButton:
    data = ChannelChoice(option=option, value=value, chat=talk.chat.key)
    return button(chosen(talk.texts.plain(label), is_chosen=holds), data)


def template_page(talk: ChannelTalk, texts_there: Texts) -> Shown:
    """How to type a template; the present one to begin with, formatted as it is."""
    texts, language = talk.texts, talk.texts.language
    current = talk.settings.look.template or default_templates(texts_there)[0]
    fields = ", ".join(f"{{{name}}}" for name in field_names(language))
    text = texts.html("channel-template-how", title=shorten(talk.chat.title, TITLE), fields=fields)
    return f"{text}\n\n{spelled(current, language)}", keyboard(_back(talk, ChannelPage.TEMPLATE))


def signature_page(talk: ChannelTalk) -> Shown:
    """How to type a signature; the present one."""
    texts, signature = talk.texts, talk.settings.look.signature
    text = texts.html("channel-signature-how", title=shorten(talk.chat.title, TITLE))
    clear = ChannelCleared(page=ChannelPage.SIGNATURE, chat=talk.chat.key)
    without = [button(texts.plain("channel-button-no-signature"), clear)] if signature else []
    shown = f"{text}\n\n{signature}" if signature else text
    return shown, keyboard(without, _back(talk, ChannelPage.SIGNATURE))


def hashtags_page(talk: ChannelTalk, subscriptions: Sequence[Subscription], number: int = 0) -> Shown:
    """The hashtag of each subscription."""
    texts, key, tags = talk.texts, talk.chat.key, talk.settings.look.hashtags
    page = page_of(subscriptions, number)
    rows = []
    for one in page.items:
        tag = tags.get(one.id)
        label = f"{shorten(one.title, _TAGGED)} · #{tag}" if tag else shorten(one.title, _TAGGED)
        rows.append([button(label, ChannelPressed(page=ChannelPage.HASHTAG, chat=key, value=one.id))])
    turns = turning(page, texts, lambda to: ChannelPressed(page=ChannelPage.HASHTAGS, chat=key, value=to))
    text = texts.html("channel-hashtags", title=shorten(talk.chat.title, TITLE), count=len(subscriptions))
    return text, keyboard(*rows, turns, back_to_channel(key, texts, ChannelPage.LOOK))


def hashtag_page(talk: ChannelTalk, one: Subscription) -> Shown:
    """How to give a subscription a hashtag."""
    texts, tag = talk.texts, talk.settings.look.hashtags.get(one.id)
    suggested = hashtag_of(one.text)
    rows = []
    if suggested and suggested != tag:
        rows.append([button(f"#{suggested}", ChannelTagged(chat=talk.chat.key, id=one.id))])
    if tag:
        clear = ChannelCleared(page=ChannelPage.HASHTAG, chat=talk.chat.key, value=one.id)
        rows.append([button(texts.plain("channel-button-no-hashtag"), clear)])
    text = texts.html("channel-hashtag-how", query=shorten(one.title, TITLE), tag=f"#{tag}" if tag else "—")
    return text, keyboard(*rows, _back(talk, ChannelPage.HASHTAG, one.id))


def _back(talk: ChannelTalk, page: ChannelPage, value: int = 0) -> list[InlineKeyboardButton]:
    data = ChannelAsked(page=page, chat=talk.chat.key, value=value)
    return [button(talk.texts.plain("channels-button-back"), data)]
