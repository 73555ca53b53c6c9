"""Texts of posts, and times, that people write in reply to the bot's question at a desk.

A reply to the bot's own message reaches it also in groups where it sees nothing else.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, ClassVar, Self

from aiogram import Bot, F, Router
from aiogram.exceptions import TelegramAPIError
from aiogram.filters import Filter
from aiogram.types import CallbackQuery, ForceReply, LinkPreviewOptions, Message, ReplyParameters

from bot.errors import PostTextRefused
from bot.i18n import Markup, within_link
from bot.model import ChatKind, Decided, DeskCard, KeptTextId, PersonKey, Presser, RepostAction, RepostId
from bot.reposts.post_text import written
from bot.services.chats import Chats
from bot.services.desk import Acted, Asked, Desk, Reply
from bot.services.desk_people import Barred
from bot.text.shortening import utf16_length
from bot.text.when import moment
from handlers.context import Conversation, topic_of
from handlers.desk_pages import AtDesk, WithDesk
from handlers.formatting import formatting_of

_NUMBER = re.compile(r"\(№ (\d{1,18})\)$")
"""At the end of a question about a time: the kept text that says of which card."""
_KEPT = "time-of-card"
_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


@dataclass(frozen=True, slots=True)
class Timed:
    """The card that a question for a time is about, as it was shown, and who was asked."""

    repost: int
    revision: int
    version: int
    seen: int
    by: Presser

    def kept(self) -> str:
        """As a text that can be kept; an anonymous administrator stays one."""
        named = int(self.by.name is not None)
        return " ".join(map(str, (_KEPT, self.repost, self.revision, self.version, self.seen, self.by.key, named)))

    @classmethod
    def read(cls, kept: str) -> Self | None:
        """None for a text of another kind."""
        kind, *numbers = kept.split(" ")
        if kind != _KEPT:
            return None
        repost, revision, version, seen, key, named = map(int, numbers)
        return cls(repost, revision, version, seen, Presser(PersonKey(key), "" if named else None))


class AnswersText(Filter):
    """Lets through replies to the question for a text, and edits of such replies; adds the card."""

    ADDS: ClassVar[Mapping[str, type]] = MappingProxyType({"card": DeskCard})

    async def __call__(self, message: Message, conversation: Conversation, desk: Desk) -> bool | dict[str, Any]:
        asked = _question(message)
        # Of an edit, the question may be gone by then.
        ids = [*([] if asked is None else [asked.message_id]), *([message.message_id] if message.edit_date else [])]
        for one in ids:
            card = await desk.card_of(conversation.chat, one)
            if card is not None and _waits_for(card, one):
                return {"card": card}
        return False


class AnswersTime(Filter):
    """Lets through replies to the question for a time; adds what it is about."""

    ADDS: ClassVar[Mapping[str, type]] = MappingProxyType({"number": int})

    async def __call__(self, message: Message) -> bool | dict[str, Any]:
        asked = _question(message)
        found = None if asked is None else _NUMBER.search(asked.text or "")
        return False if found is None else {"number": int(found[1])}


async def _answers_closed(message: Message, conversation: Conversation) -> bool:
    """Whether it replies to a question for a text that is closed."""
    asked = _question(message)
    _, _, end = conversation.texts.plain("desk-prompt", name="\n").rpartition("\n")
    return asked is not None and (asked.text or "").partition("\n")[0].endswith(end.strip())


def build_router() -> Router:
    router = Router(name="desk-writing")
    router.message.middleware(WithDesk())
    router.message.register(take_time, AnswersTime())
    router.message.register(take_text, AnswersText(), F.text, F.caption.is_(None))
    router.message.register(ask_for_text_alone, AnswersText())
    router.message.register(say_closed, _answers_closed)
    return router


async def ask_for_text(query: CallbackQuery, card: DeskCard, by: Presser | None, at_desk: AtDesk) -> None:
    """Ask somebody for another text, with the post as it is, to copy."""
    post = await at_desk.desk.pages.bare(card)
    asks = at_desk.texts.html("desk-prompt", name=_called(by, at_desk))
    placeholder = at_desk.texts.plain("desk-prompt-placeholder")
    sent = await _ask(query, f"{asks}\n\n{post.html}", placeholder)
    if sent is not None:
        await at_desk.desk.note_prompt(card, sent.message_id)


async def ask_for_time(query: CallbackQuery, about: Timed, at_desk: AtDesk, chats: Chats) -> None:
    """Ask somebody when a post is to go."""
    number = await chats.keep_text(at_desk.chat, about.kept(), at_desk.conversation.cause)
    asks = at_desk.texts.html("desk-time-prompt", name=_called(about.by, at_desk), number=str(number))
    await _ask(query, asks, at_desk.texts.plain("desk-time-placeholder"))


async def take_text(message: Message, card: DeskCard, at_desk: AtDesk, bot: Bot) -> None:
    """A reply is the text; so is an edit of it."""
    texts, question = at_desk.texts, _question(message)
    try:
        html = _html(message, question)
    except PostTextRefused as error:
        await message.reply(texts.html(error.reason, count=error.count, most=error.most))
        return
    reply = Reply(html, message.message_id, None if question is None else question.message_id)
    who = None if _is_hidden(message) else at_desk.sender
    acted = await at_desk.desk.write(card, reply, who, at_desk.chat, at_desk.conversation.cause)
    await _answer(message, acted, RepostAction.WRITE, at_desk, bot)


async def take_time(message: Message, number: int, at_desk: AtDesk, chats: Chats, bot: Bot) -> None:
    """A time in words."""
    texts, desk = at_desk.texts, at_desk.desk
    about = Timed.read(await chats.kept_text(KeptTextId(number), at_desk.chat) or "")
    card = None if about is None else await desk.card_for(at_desk.chat, RepostId(about.repost))
    if about is None or card is None:
        await message.reply(texts.html("desk-prompt-gone"))
        return
    try:
        at = moment(_as_clock(message.text or ""), desk.now().astimezone(at_desk.talk.zone(card)))
    except ValueError:
        await message.reply(texts.html("desk-time-unknown"))
        return
    asked = Asked(RepostAction.SCHEDULE, card.repost.id, about.revision, about.version, about.seen, due_at=at)
    who = await desk.people.hidden(about.by) if _is_hidden(message) else at_desk.sender
    if who is None:
        acted = Acted(Barred.UNKNOWN_SENDER, card)
    else:
        acted = await desk.decide(card, asked, who, at_desk.chat, at_desk.conversation.cause)
    await _answer(message, acted, RepostAction.SCHEDULE, at_desk, bot)


def _as_clock(text: str) -> str:
    """A bare number is the hour at which a post goes, not how long it waits."""
    return f"в {text}" if text.strip().isdecimal() else text


async def ask_for_text_alone(message: Message, conversation: Conversation) -> None:
    await message.reply(conversation.texts.html("desk-text-only"))


async def say_closed(message: Message, conversation: Conversation) -> None:
    await message.reply(conversation.texts.html("desk-prompt-gone"))


async def _answer(message: Message, acted: Acted, action: RepostAction, at_desk: AtDesk, bot: Bot) -> None:
    """Show what a reply has changed; the question and the reply go where the bot may delete them."""
    said, _ = at_desk.talk.toast(acted, action)
    if not isinstance(acted.outcome, Decided):
        await message.reply(said)
        return
    if acted.card is not None:
        await at_desk.show(bot, acted.card)
    question = _question(message)
    if not await _delete(message):  # its edits reach the bot as long as the question is there
        await message.reply(said)
    elif question is not None:
        await _delete(question)


async def _delete(message: Message) -> bool:
    """Delete a message, if the bot may. It is only in the way: a failure of Telegram's changes nothing."""
    try:
        return bool(await message.delete())
    except TelegramAPIError:
        return False


async def _ask(query: CallbackQuery, html: str, placeholder: str) -> Message | None:
    """Send a question that replies to the pressed message, and opens the answer for the one who pressed."""
    pressed = query.message
    if pressed is None or query.bot is None:
        return None
    return await query.bot.send_message(
        pressed.chat.id,
        html,
        message_thread_id=topic_of(pressed) or None if isinstance(pressed, Message) else None,
        reply_parameters=ReplyParameters(message_id=pressed.message_id, allow_sending_without_reply=True),
        reply_markup=ForceReply(selective=True, input_field_placeholder=placeholder),
        link_preview_options=_NO_PREVIEW,
    )


def _called(by: Presser | None, at_desk: AtDesk) -> Markup | str:
    """The name of the person who is asked; in a group a mention, by which Telegram finds who is to answer."""
    if by is None or by.name is None or at_desk.chat.kind is ChatKind.PRIVATE:
        return at_desk.talk.name(by)
    return Markup(f'<a href="tg://user?id={at_desk.sender.telegram_id}">{within_link(at_desk.talk.name(by))}</a>')


def _question(message: Message) -> Message | None:
    """The message of the bot's that a message replies to."""
    asked = message.reply_to_message
    if asked is None or asked.from_user is None or message.bot is None or asked.from_user.id != message.bot.id:
        return None
    return None if (message.text or "").startswith("/") else asked


def _waits_for(card: DeskCard, message_id: int) -> bool:
    """Whether a text is asked for, or was written, in that message."""
    editing, text = card.repost.editing, card.repost.text
    is_asked = editing is not None and editing.prompt_id == message_id
    return is_asked or (text is not None and text.reply_id == message_id)


def _is_hidden(message: Message) -> bool:
    """Whether somebody writes in the name of a group or channel, so that Telegram does not say who."""
    return message.sender_chat is not None


def _html(message: Message, question: Message | None) -> str:
    """The text as markup, without the line of the question if that was copied with it. Raises PostTextRefused."""
    text, cut = message.text or "", 0
    asks = (question.text or "").partition("\n")[0] if question is not None else ""
    if asks and text.startswith(asks):
        cut = utf16_length(asks)
        text = text[len(asks) :]
    return written(text, [*formatting_of(message, cut)])
