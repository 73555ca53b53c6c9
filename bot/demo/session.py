"""The bot's side of the terminal.

aiogram sends every call of the Bot API through its session; `TerminalSession` answers those calls here, so that bot,
dispatcher, handlers and polling run on a terminal unchanged.
"""

import asyncio
import tempfile
from collections.abc import AsyncGenerator, Sequence
from functools import singledispatchmethod
from pathlib import Path
from typing import Any, cast

from aiogram import Bot, methods
from aiogram.client.default import Default
from aiogram.client.session.base import BaseSession
from aiogram.exceptions import TelegramBadRequest, TelegramNotFound
from aiogram.methods import TelegramMethod
from aiogram.methods.base import TelegramType
from aiogram.types import (
    AcceptedGiftTypes,
    BotCommand,
    BotDescription,
    BotShortDescription,
    ChatFullInfo,
    ChatMemberMember,
    InlineKeyboardMarkup,
    InputFile,
    Message,
    MessageEntity,
    ReplyParameters,
    Update,
    User,
)

from bot.delivery.session import GetRawUpdates
from bot.demo.formatting import BadMarkup, parse_html
from bot.demo.terminal import Terminal

_LONGEST = 4096  # characters of a message, after its entities are parsed: Telegram's limit


class TerminalSession(BaseSession):
    """The part of the Bot API that a private chat needs, on a terminal. Refuses in Telegram's words."""

    def __init__(self, terminal: Terminal) -> None:
        super().__init__()
        self._terminal = terminal

    async def close(self) -> None:
        """There is no connection to close."""

    async def stream_content(self, *_: object, **__: object) -> AsyncGenerator[bytes, None]:
        """Nothing: the person at a terminal sends no files."""
        nothing: tuple[bytes, ...] = ()
        for chunk in nothing:
            yield chunk

    async def make_request(
        self,
        bot: Bot,
        method: TelegramMethod[TelegramType],
        timeout: int | None = None,  # noqa: ARG002, ASYNC109  # aiogram's signature; nothing here can hang
    ) -> TelegramType:
        """Carry out the method. Raises what aiogram raises when Telegram refuses."""
        return cast("TelegramType", await self._answer(method, bot))

    @singledispatchmethod
    async def _answer(self, method: TelegramMethod[Any], _: Bot) -> object:
        raise TelegramNotFound(method, f"Not Found: a terminal has no {type(method).__name__}")

    @_answer.register(methods.SetMyCommands)
    @_answer.register(methods.SetMyDescription)
    @_answer.register(methods.SetMyShortDescription)
    @_answer.register(methods.DeleteWebhook)
    @_answer.register(methods.SendChatAction)
    async def _without_effect(self, _method: TelegramMethod[bool], _: Bot) -> bool:
        return True

    @_answer.register
    async def _get_my_commands(self, _method: methods.GetMyCommands, _: Bot) -> list[BotCommand]:
        return []

    @_answer.register
    async def _get_description(self, _method: methods.GetMyDescription, _: Bot) -> BotDescription:
        return BotDescription(description="")

    @_answer.register
    async def _get_short_description(self, _method: methods.GetMyShortDescription, _: Bot) -> BotShortDescription:
        return BotShortDescription(short_description="")

    @_answer.register
    async def _get_me(self, _method: methods.GetMe, bot: Bot) -> User:
        return self._terminal.me.as_(bot)

    @_answer.register
    async def _get_updates(self, method: methods.GetUpdates, bot: Bot) -> list[Update]:
        updates = await self._terminal.conversation.updates(method.offset, method.limit or 100, method.timeout or 0)
        return [Update.model_validate(update.model_dump(), context={"bot": bot}) for update in updates]

    @_answer.register
    async def _get_raw_updates(self, method: GetRawUpdates, _: Bot) -> list[dict[str, Any]]:
        updates = await self._terminal.conversation.updates(method.offset, method.limit or 100, method.timeout or 0)
        return [update.model_dump(mode="json", by_alias=True, exclude_unset=True) for update in updates]

    @_answer.register
    async def _send_message(self, method: methods.SendMessage, bot: Bot) -> Message:
        self._check_chat(method, method.chat_id)
        text, entities = _formatted(bot, method, method.text, method.parse_mode, method.entities)
        return await self._post(bot, method, text, entities)

    @_answer.register
    async def _send_document(self, method: methods.SendDocument, bot: Bot) -> Message:
        self._check_chat(method, method.chat_id)
        if not isinstance(method.document, InputFile):
            raise TelegramBadRequest(method, "Bad Request: wrong file identifier/HTTP URL specified")
        content = b"".join([chunk async for chunk in method.document.read(bot)])
        path = await asyncio.to_thread(_save, Path(method.document.filename or "document").name, content)
        caption, entities = _formatted(bot, method, method.caption or "📎", method.parse_mode, method.caption_entities)
        return await self._post(bot, method, f"{caption}\n{path}", entities)

    @_answer.register
    async def _edit_text(self, method: methods.EditMessageText, bot: Bot) -> Message:
        message = self._message_to_edit(method, method.chat_id, method.message_id)
        text, entities = _formatted(bot, method, method.text or "", method.parse_mode, method.entities)
        return await self._edit(bot, method, message, text, entities)

    @_answer.register
    async def _edit_keyboard(self, method: methods.EditMessageReplyMarkup, bot: Bot) -> Message:
        message = self._message_to_edit(method, method.chat_id, method.message_id)
        return await self._edit(bot, method, message, message.text or "", message.entities or [])

    @_answer.register
    async def _delete_message(self, method: methods.DeleteMessage, _: Bot) -> bool:
        self._check_chat(method, method.chat_id)
        if not self._terminal.conversation.delete(method.message_id):
            raise TelegramBadRequest(method, "Bad Request: message to delete not found")
        await self._terminal.strike_out(method.message_id)
        return True

    @_answer.register
    async def _answer_callback_query(self, method: methods.AnswerCallbackQuery, _: Bot) -> bool:
        if method.text:
            await self._terminal.toast(method.text)
        return True

    @_answer.register
    async def _get_chat(self, method: methods.GetChat, bot: Bot) -> ChatFullInfo:
        self._check_chat(method, method.chat_id)
        chat = self._terminal.conversation.chat
        return ChatFullInfo(
            id=chat.id,
            type=chat.type,
            first_name=chat.first_name,
            accent_color_id=0,
            max_reaction_count=11,
            accepted_gift_types=AcceptedGiftTypes(
                unlimited_gifts=False,
                limited_gifts=False,
                unique_gifts=False,
                premium_subscription=False,
                gifts_from_channels=False,
            ),
        ).as_(bot)

    @_answer.register
    async def _get_chat_member(self, method: methods.GetChatMember, bot: Bot) -> ChatMemberMember:
        self._check_chat(method, method.chat_id)
        for user in (self._terminal.person, self._terminal.me):
            if user.id == method.user_id:
                return ChatMemberMember(user=user).as_(bot)
        raise TelegramBadRequest(method, "Bad Request: user not found")

    @_answer.register
    async def _get_chat_administrators(self, method: methods.GetChatAdministrators, _: Bot) -> list[ChatMemberMember]:
        self._check_chat(method, method.chat_id)
        raise TelegramBadRequest(method, "Bad Request: there are no administrators in the private chat")

    async def _post(
        self,
        bot: Bot,
        method: methods.SendMessage | methods.SendDocument,
        text: str,
        entities: Sequence[MessageEntity],
    ) -> Message:
        keyboard = method.reply_markup if isinstance(method.reply_markup, InlineKeyboardMarkup) else None
        replied = self._replied(method, method.reply_parameters)
        message = self._terminal.conversation.post(text, entities, keyboard, replied, self._terminal.clock.now())
        await self._terminal.display(message)
        return message.model_copy().as_(bot)

    async def _edit(
        self,
        bot: Bot,
        method: methods.EditMessageText | methods.EditMessageReplyMarkup,
        message: Message,
        text: str,
        entities: Sequence[MessageEntity],
    ) -> Message:
        keyboard = method.reply_markup
        if (text, list(entities), keyboard) == (message.text, message.entities or [], message.reply_markup):
            raise TelegramBadRequest(
                method,
                "Bad Request: message is not modified: specified new message content and reply markup are exactly the "
                "same as a current content and reply markup of the message",
            )
        edited = self._terminal.conversation.edit(message, text, entities, keyboard, self._terminal.clock.now())
        await self._terminal.display(edited, sign="✎")
        return edited.model_copy().as_(bot)

    def _message_to_edit(
        self, method: TelegramMethod[Any], chat_id: int | str | None, message_id: int | None
    ) -> Message:
        if chat_id is not None:
            self._check_chat(method, chat_id)
        message = self._terminal.conversation.message(message_id)
        if message is None:
            raise TelegramBadRequest(method, "Bad Request: message to edit not found")
        if message.from_user and message.from_user.id != self._terminal.me.id:
            raise TelegramBadRequest(method, "Bad Request: message can't be edited")
        return message

    def _replied(self, method: TelegramMethod[Any], parameters: ReplyParameters | None) -> Message | None:
        if parameters is None:
            return None
        message = self._terminal.conversation.message(parameters.message_id)
        if message is None and parameters.allow_sending_without_reply is not True:
            raise TelegramBadRequest(method, "Bad Request: message to be replied not found")
        return message

    def _check_chat(self, method: TelegramMethod[Any], chat_id: int | str) -> None:
        if str(chat_id) != str(self._terminal.conversation.chat.id):
            raise TelegramBadRequest(method, "Bad Request: chat not found")


def _formatted(
    bot: Bot,
    method: TelegramMethod[Any],
    text: str,
    parse_mode: str | Default | None,
    entities: Sequence[MessageEntity] | None,
) -> tuple[str, list[MessageEntity]]:
    mode = bot.default[parse_mode.name] if isinstance(parse_mode, Default) else parse_mode
    if entities is not None or mode is None:
        plain, found = text, list(entities or ())
    elif mode.upper() == "HTML":
        try:
            plain, found = parse_html(text)
        except BadMarkup as error:
            raise TelegramBadRequest(method, f"Bad Request: can't parse entities: {error}") from error
    else:
        raise TelegramBadRequest(method, "Bad Request: unsupported parse_mode")
    if not plain.strip():
        raise TelegramBadRequest(method, "Bad Request: message text is empty")
    if len(plain) > _LONGEST:
        raise TelegramBadRequest(method, "Bad Request: message is too long")
    return plain, found


def _save(name: str, content: bytes) -> Path:
    path = Path(tempfile.mkdtemp(prefix="dozor-")) / name
    path.write_bytes(content)
    return path
