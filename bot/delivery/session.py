"""aiogram's way to Telegram, and back through `answer.py`: every failure becomes one of these exceptions.

TelegramRetryAfter      it asks for a pause, of an hour at most
TelegramNetworkError    nothing came, or not all of it
TelegramServerError     Telegram, or a gateway before it, fails
AnswerNotUnderstood     something came that is not Telegram's answer
other TelegramAPIErrors Telegram's own refusals, by their HTTP status
"""

import asyncio
import logging
import math
from collections.abc import AsyncGenerator
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Any, cast

from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.exceptions import (
    TelegramAPIError,
    TelegramBadRequest,
    TelegramConflictError,
    TelegramEntityTooLarge,
    TelegramForbiddenError,
    TelegramMigrateToChat,
    TelegramNetworkError,
    TelegramNotFound,
    TelegramRetryAfter,
    TelegramServerError,
    TelegramUnauthorizedError,
)
from aiogram.methods import GetChat, GetFile, GetUpdates, Response, TelegramMethod
from aiogram.methods.base import TelegramType
from aiogram.types import Chat, Message
from aiohttp import ClientError, ClientResponse, ClientResponseError, ClientTimeout
from pydantic import ValidationError

from bot.delivery.answer import Accepted, NotNow, Refused, Unclear, becomes_supergroup, read_answer
from bot.delivery.lenient import described, read_leniently
from bot.delivery.outcome import LONGEST_WAIT
from bot.fetching.failures import PROXY_ERRORS

_log = logging.getLogger(__name__)

_LONGEST_WAIT_S = LONGEST_WAIT.total_seconds()
_LARGEST = 64 * 1024**2
"""Bytes of an answer: a hundred updates of the largest size are far less."""
_REFUSALS: dict[int, type[TelegramAPIError]] = {
    HTTPStatus.BAD_REQUEST: TelegramBadRequest,
    HTTPStatus.UNAUTHORIZED: TelegramUnauthorizedError,
    HTTPStatus.FORBIDDEN: TelegramForbiddenError,
    HTTPStatus.NOT_FOUND: TelegramNotFound,
    HTTPStatus.CONFLICT: TelegramConflictError,
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: TelegramEntityTooLarge,
}


class AnswerNotUnderstood(TelegramServerError):
    """The answer is not Telegram's, so the request may or may not have been carried out."""


class GetRawUpdates(GetUpdates):
    """Updates as JSON, so an unreadable one spoils no other."""

    __returning__ = list[Any]  # aiogram's own returns a list of updates


class GetChatBriefly(GetChat):
    """What every server says about a chat; older servers lack other fields that aiogram requires."""

    __returning__ = Chat  # type: ignore[assignment]


class TelegramSession(AiohttpSession):
    """A connection to a server of the Bot API."""

    async def make_request(
        self,
        bot: Bot,
        method: TelegramMethod[TelegramType],
        timeout: int | None = None,  # noqa: ASYNC109  aiogram's signature
    ) -> TelegramType:
        session = await self.create_session()
        try:
            async with session.post(
                self.api.api_url(token=bot.token, method=method.__api_method__),
                data=self.build_form_data(bot=bot, method=method),
                timeout=ClientTimeout(self.timeout if timeout is None else timeout),
                allow_redirects=False,
            ) as response:
                content = await _content(response, method)
        except TimeoutError as error:
            raise TelegramNetworkError(method, "Request timeout error") from error
        except (ClientError, *PROXY_ERRORS, OSError, asyncio.IncompleteReadError) as error:
            raise TelegramNetworkError(method, f"{type(error).__name__}: {error}") from error
        return cast("TelegramType", self.check_response(bot, method, response.status, content).result)

    async def stream_content(
        self,
        url: str,
        headers: dict[str, Any] | None = None,
        timeout: int = 30,  # noqa: ASYNC109  aiogram's signature
        chunk_size: int = 65536,
        raise_for_status: bool = True,
    ) -> AsyncGenerator[bytes, None]:
        """Download a file. Raises TelegramAPIError."""
        asked = GetFile(file_id="")  # of which nobody tells this method more
        try:
            async for chunk in super().stream_content(url, headers, timeout, chunk_size, raise_for_status):
                yield chunk
        except ClientResponseError as error:
            if HTTPStatus.BAD_REQUEST <= error.status < HTTPStatus.INTERNAL_SERVER_ERROR:
                raise TelegramBadRequest(asked, f"HTTP {error.status}") from error
            raise TelegramServerError(asked, f"HTTP {error.status}") from error
        except (ClientError, *PROXY_ERRORS, OSError) as error:
            raise TelegramNetworkError(asked, type(error).__name__) from error

    def check_response(
        self, bot: Bot, method: TelegramMethod[TelegramType], status_code: int, content: str
    ) -> Response[TelegramType]:
        """Telegram's result for the method. Raises only TelegramAPIError."""
        match read_answer(status_code, content):
            case Accepted(result):
                return _typed(bot, method, result)
            case NotNow(description, None):
                raise TelegramServerError(method, description)
            case NotNow(description, float(wait_s)):
                if wait_s > _LONGEST_WAIT_S:
                    _log.warning("Telegram wants to be left alone for %g s, and is for %g", wait_s, _LONGEST_WAIT_S)
                raise TelegramRetryAfter(method, description, math.ceil(min(wait_s, _LONGEST_WAIT_S)))
            case Refused(status, description, migrate_to):
                chat_id = getattr(method, "chat_id", None)
                if migrate_to is not None and isinstance(chat_id, int) and becomes_supergroup(chat_id, migrate_to):
                    raise TelegramMigrateToChat(method, description, migrate_to)
                raise _REFUSALS.get(status, AnswerNotUnderstood)(method, description)
            case Unclear(description):
                raise AnswerNotUnderstood(method, description)
        raise AssertionError("there are no other answers")


async def _content(response: ClientResponse, method: TelegramMethod[Any]) -> str:
    content = bytearray()
    async for chunk in response.content.iter_any():
        content += chunk
        if len(content) > _LARGEST:
            raise AnswerNotUnderstood(method, f"HTTP {response.status}: over {_LARGEST} bytes")
    return content.decode("utf-8", "replace")


def _typed(bot: Bot, method: TelegramMethod[TelegramType], result: object) -> Response[TelegramType]:
    """The result in the type that the method returns; an unreadable message has at least its number."""
    if result is None and method.__returning__ is bool:
        return Response.model_construct(ok=True, result=cast("TelegramType", True))
    response = cast("type[Response[TelegramType]]", Response.__class_getitem__(method.__returning__))
    try:
        typed = read_leniently(
            lambda value: response.model_validate(value, context={"bot": bot}), {"ok": True, "result": result}
        )
    except ValidationError as error:
        why = described(error)
    except RecursionError:
        why = "nested too deeply"
    else:
        if typed.result is not None:
            return typed
        why = "nothing of it can be read"
    number = result.get("message_id") if isinstance(result, dict) else None
    if method.__returning__ in {Message, Message | bool} and isinstance(number, int):
        return Response.model_construct(ok=True, result=cast("TelegramType", _stub(number, method)))
    raise AnswerNotUnderstood(method, f"{type(method).__name__}: {why}")


def _stub(number: int, method: TelegramMethod[Any]) -> Message:
    """A message of which only the number is known."""
    chat = Chat.model_construct(id=getattr(method, "chat_id", 0), type="")
    return Message.model_construct(message_id=number, date=datetime.fromtimestamp(0, UTC), chat=chat)
