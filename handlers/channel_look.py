"""How the posts of a channel look: presses, and what people type: a template, a signature, hashtags."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from types import MappingProxyType
from typing import Any, ClassVar, Self

from aiogram import BaseMiddleware, F, Router
from aiogram.enums import ChatType
from aiogram.types import CallbackQuery, InlineKeyboardMarkup, LinkPreviewOptions, Message, TelegramObject

from bot.delivery.telegram import preview
from bot.errors import PostTextRefused, TemplateRefused
from bot.i18n import Texts, Translations
from bot.model import ChannelSettings, KeptTextId, Subscription
from bot.reposts.hashtags import hashtag_of
from bot.reposts.markup import address_bytes, entities
from bot.reposts.post_text import typed, written
from bot.reposts.template import (
    ROOM,
    SIGNATURE_ADDRESSES,
    SIGNATURE_ENTITIES,
    Field,
    TemplateProblem,
    default_templates,
    field_names,
    read_template,
    spelled,
)
from bot.services.channel_options import ChannelOption, changed, with_hashtag, with_signature, with_template
from bot.services.channel_undoing import ChannelUndoing, Former
from bot.services.look_previews import LookPreviews
from handlers.channel_callbacks import (
    ChannelAsked,
    ChannelChoice,
    ChannelCleared,
    ChannelPage,
    ChannelPressed,
    ChannelTagged,
    ChannelTemplate,
)
from handlers.channel_look_pages import (
    further_page,
    hashtag_page,
    hashtags_page,
    look_page,
    signature_page,
    template_page,
)
from handlers.channel_view import ChannelTalk, OfChannel, leave
from handlers.context import AdministratorsOnly, Handler
from handlers.formatting import formatting_of
from handlers.keyboards import Shown, show
from handlers.phrases import pointed
from handlers.replying import RepliesTo

_FURTHER = {ChannelOption.AKIN, ChannelOption.OWN_POSTS}
_OPTIONS = {ChannelOption.PREVIEW, ChannelOption.EMPHASIS, ChannelOption.GROWTH, ChannelOption.LANGUAGE, *_FURTHER}
"""The options of these pages."""


Previewed = tuple[str, InlineKeyboardMarkup | None, LinkPreviewOptions]
"""A page, and how its link is previewed."""


@dataclass(frozen=True, slots=True)
class Look:
    """The look of a channel's posts."""

    talk: ChannelTalk
    texts_there: Texts
    """Those of the channel."""
    look_previews: LookPreviews
    channel_undoing: ChannelUndoing
    kept: KeptTextId | None = None
    """The kept text of how posts looked before."""

    async def change(self, rule: Callable[[ChannelSettings], ChannelSettings]) -> Self:
        """Let posts look as `rule` says. Raises what `rule` raises."""
        return replace(self, talk=await self.talk.change(rule))

    async def replace(self, rule: Callable[[ChannelSettings], ChannelSettings]) -> Self:
        """The same for what somebody may have typed, which no button would bring back: it can be taken back."""
        former, changed = self.talk.settings.look, await self.change(rule)
        if former == changed.talk.settings.look:
            return changed
        talk = self.talk
        before, cause = Former(talk.chat.key, look=former), talk.conversation.part("former").cause
        return replace(changed, kept=await self.channel_undoing.keep(talk.owner, before, cause))

    async def fresh(self) -> Self:
        """The look as it is by now."""
        settings = await self.talk.channels.settings(self.talk.chat)
        return self if settings is None else replace(self, talk=replace(self.talk, settings=settings))

    async def page(self) -> Previewed:
        """A post as it would be, and what can be chosen."""
        talk = self.talk
        post = await self.look_previews.post(talk.owner, talk.chat, talk.settings.look, self.texts_there)
        return *look_page(talk, post, self.texts_there, self.kept), preview(post)


class WithLook(BaseMiddleware):
    """Adds the `look` of the channel that is talked about."""

    ADDS: ClassVar[Mapping[str, type]] = MappingProxyType({"look": Look})

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:  # noqa: ANN401  aiogram's
        talk: ChannelTalk = data["talk"]
        translations: Translations = data["translations"]
        there = translations[talk.chat.language]
        data["look"] = Look(talk, there, data["look_previews"], data["channel_undoing"])
        return await handler(event, data)


def build_router() -> Router:
    router = Router(name="channel-look")
    router.callback_query.middleware(AdministratorsOnly())
    router.callback_query.middleware(OfChannel())
    router.callback_query.middleware(WithLook())
    router.message.filter(F.chat.type == ChatType.PRIVATE, F.text, ~F.text.startswith("/"))
    router.message.middleware(OfChannel())
    router.message.middleware(WithLook())
    router.message.register(take_template, RepliesTo(ChannelAsked, ChannelPage.TEMPLATE))
    router.message.register(take_signature, RepliesTo(ChannelAsked, ChannelPage.SIGNATURE))
    router.message.register(take_hashtag, RepliesTo(ChannelAsked, ChannelPage.HASHTAG))
    asked = {ChannelPage.TEMPLATE, ChannelPage.SIGNATURE}
    router.callback_query.register(show_look, ChannelPressed.filter(F.page == ChannelPage.LOOK))
    router.callback_query.register(show_look, ChannelAsked.filter(F.page.in_(asked)))
    router.callback_query.register(show_further, ChannelPressed.filter(F.page == ChannelPage.FURTHER))
    router.callback_query.register(show_template, ChannelPressed.filter(F.page == ChannelPage.TEMPLATE))
    router.callback_query.register(show_signature, ChannelPressed.filter(F.page == ChannelPage.SIGNATURE))
    router.callback_query.register(show_hashtags, ChannelPressed.filter(F.page == ChannelPage.HASHTAGS))
    router.callback_query.register(show_hashtags, ChannelAsked.filter(F.page == ChannelPage.HASHTAG))
    router.callback_query.register(show_hashtag, ChannelPressed.filter(F.page == ChannelPage.HASHTAG))
    router.callback_query.register(choose, ChannelChoice.filter(F.option.in_(_OPTIONS)))
    router.callback_query.register(choose_template, ChannelTemplate.filter())
    router.callback_query.register(clear_signature, ChannelCleared.filter(F.page == ChannelPage.SIGNATURE))
    router.callback_query.register(clear_hashtag, ChannelCleared.filter(F.page == ChannelPage.HASHTAG))
    router.callback_query.register(tag, ChannelTagged.filter())
    return router


async def show_look(query: CallbackQuery, look: Look) -> None:
    await _show(query, await look.page())


async def show_further(query: CallbackQuery, talk: ChannelTalk) -> None:
    await _show(query, further_page(talk))


async def show_template(query: CallbackQuery, look: Look) -> None:
    await _show(query, template_page(look.talk, look.texts_there))


async def show_signature(query: CallbackQuery, talk: ChannelTalk) -> None:
    await _show(query, signature_page(talk))


async def show_hashtags(query: CallbackQuery, callback_data: ChannelPressed | ChannelAsked, talk: ChannelTalk) -> None:
    number = callback_data.value if isinstance(callback_data, ChannelPressed) else 0
    await _show(query, hashtags_page(talk, await _subscriptions(talk), number))


async def show_hashtag(query: CallbackQuery, callback_data: ChannelPressed, talk: ChannelTalk) -> None:
    await _show_hashtag(query, callback_data.value, talk)


async def choose(query: CallbackQuery, callback_data: ChannelChoice, look: Look) -> None:
    option = callback_data.option
    try:
        look = await look.change(partial(changed, option=option, value=callback_data.value))
    except ValueError:  # no button of ours
        await query.answer(look.talk.texts.plain("button-stale"), show_alert=True)
        return
    await _show(query, further_page(look.talk) if option in _FURTHER else await look.page())


async def choose_template(query: CallbackQuery, callback_data: ChannelTemplate, look: Look) -> None:
    templates = default_templates(look.texts_there)
    if callback_data.number not in range(len(templates)):
        await query.answer(look.talk.texts.plain("button-stale"), show_alert=True)
        return
    chosen = templates[callback_data.number]
    if chosen == (look.talk.settings.look.template or templates[0]):
        await leave(query, look.talk.texts)
        return
    look = await look.replace(partial(with_template, template=chosen))
    await _show(query, await look.page())


async def take_template(message: Message, look: Look) -> None:
    """Somebody has replied with a template."""
    html = typed(message.text or "", [*formatting_of(message)])
    try:
        template = read_template(html)
    except TemplateRefused as error:
        await message.answer(_refused(error, message.text or "", look.talk.texts))
        return
    look = await look.replace(partial(with_template, template=template.html))
    await _answer(message, await look.page())


def _refused(error: TemplateRefused, text: str, texts: Texts) -> str:
    """Why a text is no template, with a pointer under the place if there is one."""
    language = texts.language
    is_unknown = error.reason == TemplateProblem.UNKNOWN_FIELD
    fields = ", ".join(f"{{{name}}}" for name in field_names(language))
    detail = error.detail if is_unknown else spelled(error.detail, language)
    said = texts.html(error.reason, detail=detail, fields=fields)
    return pointed(said, text, error.position) if is_unknown else said


async def take_signature(message: Message, look: Look) -> None:
    """Somebody has replied with a signature."""
    html = _signature(message)
    if html is None:
        refused = "channel-signature-refused"
        most = ROOM[Field.SIGNATURE]
        await message.answer(look.talk.texts.html(refused, most=most, links=SIGNATURE_ENTITIES))
        return
    look = await look.replace(partial(with_signature, signature=html))
    await _answer(message, await look.page())


def _signature(message: Message) -> str | None:
    """The markup of a signature; None if it takes more than there is room for."""
    try:
        html = written(message.text or "", [*formatting_of(message)], most=ROOM[Field.SIGNATURE])
    except PostTextRefused:
        return None
    fits = entities(html) <= SIGNATURE_ENTITIES and address_bytes(html) <= SIGNATURE_ADDRESSES
    return html if fits else None


async def clear_signature(query: CallbackQuery, look: Look) -> None:
    if not look.talk.settings.look.signature:
        await leave(query, look.talk.texts)
        return
    look = await look.replace(partial(with_signature, signature=""))
    await _show(query, await look.page())


async def take_hashtag(message: Message, asked: ChannelAsked, talk: ChannelTalk) -> None:
    """Somebody has replied with a hashtag."""
    found, tag = await _of(talk, asked.value), hashtag_of(f"#{(message.text or '').strip().lstrip('#')}")
    if found is None or not tag:
        key = "target-gone" if found is None else "channel-hashtag-unread"
        await message.answer(talk.texts.html(key))
        return
    talk = await talk.change(partial(with_hashtag, subscription=found.id, tag=tag))
    text, markup = hashtags_page(talk, await _subscriptions(talk))
    await message.answer(text, reply_markup=markup)


async def tag(query: CallbackQuery, callback_data: ChannelTagged, talk: ChannelTalk) -> None:
    """Give a subscription the hashtag that is made of its query."""
    found = await _of(talk, callback_data.id)
    if found is not None:
        talk = await talk.change(partial(with_hashtag, subscription=found.id, tag=hashtag_of(found.text)))
    await _show(query, hashtags_page(talk, await _subscriptions(talk)))


async def clear_hashtag(query: CallbackQuery, callback_data: ChannelCleared, talk: ChannelTalk) -> None:
    found = await _of(talk, callback_data.value)
    if found is not None:
        talk = await talk.change(partial(with_hashtag, subscription=found.id, tag=""))
    await _show(query, hashtags_page(talk, await _subscriptions(talk)))


async def _show_hashtag(query: CallbackQuery, subscription: int, talk: ChannelTalk) -> None:
    found = await _of(talk, subscription)
    subscriptions = await _subscriptions(talk)
    await _show(query, hashtags_page(talk, subscriptions) if found is None else hashtag_page(talk, found))


async def _subscriptions(talk: ChannelTalk) -> Sequence[Subscription]:
    return (await talk.channels.view(talk.owner, talk.chat)).subscriptions


async def _of(talk: ChannelTalk, subscription: int) -> Subscription | None:
    """The person's subscription there, of that id."""
    return next((one for one in await _subscriptions(talk) if one.id == subscription), None)


async def _show(query: CallbackQuery, page: Shown | Previewed) -> None:
    await query.answer()
    await show(query, *page)


async def _answer(message: Message, page: Previewed) -> None:
    text, markup, link = page
    await message.answer(text, reply_markup=markup, link_preview_options=link)
