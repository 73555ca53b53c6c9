"""Whatever comes back, the sender learns one of a few things, and believes no gateway."""

import asyncio
import json
from collections.abc import Awaitable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

import pytest
from aiogram import Bot
from aiogram.exceptions import TelegramAPIError
from aiogram.methods import (
    AnswerCallbackQuery,
    DeleteWebhook,
    EditMessageText,
    GetChatAdministrators,
    GetChatMember,
    GetMe,
    GetWebhookInfo,
    SendDocument,
    SendMessage,
    SetMyCommands,
    TelegramMethod,
)
from hypothesis import example, given
from hypothesis import strategies as st

from bot.delivery.answer import Accepted, NotNow, Refused, Unclear, read_answer
from bot.delivery.outcome import outcome_of
from bot.delivery.refusals import read_refusal
from bot.delivery.session import AnswerNotUnderstood, GetRawUpdates, TelegramSession
from bot.delivery.telegram import our_errors
from bot.errors import DeliveryError, RefusalUnknown
from bot.model import ChatMoved, DeliveryOutcome, Postponed, Sent
from tests.botapi import TOKEN, Refusal

_NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
_METHODS: list[TelegramMethod[Any]] = [
    SendMessage(chat_id=-5, text="x"),
    SendDocument(chat_id=-5, document="x"),
    EditMessageText(chat_id=-5, message_id=1, text="x"),
    AnswerCallbackQuery(callback_query_id="1"),
    GetChatMember(chat_id=-5, user_id=1),
    GetChatAdministrators(chat_id=-5),
    GetMe(),
    GetWebhookInfo(),
    DeleteWebhook(),
    SetMyCommands(commands=[]),
    GetRawUpdates(),
]
_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)
_DESCRIPTIONS = st.sampled_from([refusal.value.description for refusal in Refusal]) | st.text(max_size=30)
_FORMS = st.fixed_dictionaries(
    {},
    optional={
        "ok": st.booleans() | _VALUES,
        "result": st.fixed_dictionaries({"message_id": st.integers()}) | _VALUES,
        "description": _DESCRIPTIONS | _VALUES,
        "error_code": st.integers(100, 599) | _VALUES,
        "parameters": st.fixed_dictionaries({}, optional={"retry_after": _VALUES, "migrate_to_chat_id": _VALUES})
        | _VALUES,
    },
)
_BODIES = st.one_of(
    st.builds(json.dumps, _FORMS),
    st.builds(json.dumps, _VALUES),
    st.text(max_size=30),
    st.sampled_from(["", "{", "[" * 100_000, '{"ok":true', "<html><h1>502</h1></html>", '"\\ud800"', "1" * 5_000]),
)
_STATUSES = st.sampled_from([200, 201, 204, 302, 400, 401, 403, 404, 409, 413, 420, 429, 500, 502, 503]) | st.integers(
    100, 599
)


@pytest.fixture(scope="module")
def bot() -> Bot:
    return Bot(TOKEN, session=TelegramSession())


def _outcome(bot: Bot, method: TelegramMethod[Any], status: int, body: str) -> DeliveryOutcome:
    """What the stage of delivery decides on an answer to a message that was tried for the first time."""

    async def attempt() -> DeliveryOutcome:
        async with our_errors():
            result: Any = bot.session.check_response(bot, method, status, body).result
            return Sent(result.message_id)

    return _decided(attempt())


def _decided(attempt: Awaitable[DeliveryOutcome]) -> DeliveryOutcome:
    try:
        return asyncio.run(attempt)  # type: ignore[arg-type]
    except DeliveryError as error:
        return outcome_of(error, 1, _NOW, _NOW, Random(0))


@pytest.mark.parametrize(
    ("status", "body", "expected"),
    [
        (200, '{"ok":true,"result":true}', Accepted(True)),
        (200, '{"ok":true}', Accepted(None)),
        (200, "[]", Unclear),
        (200, "", Unclear),
        (200, "<html>", Unclear),
        (200, '{"ok":false,"description":"Bad Request: chat not found"}', Unclear),
        (302, "", Unclear),
        (400, '{"ok":false,"error_code":400}', Unclear),
        (400, '{"ok":true,"result":true}', Unclear),
        (400, '{"error":"chat not found"}', Unclear),
        (400, '{"ok":false,"description":"Bad Request: chat not found"}', Refused(400, "Bad Request: chat not found")),
        (500, '{"ok":false,"error_code":400,"description":"Bad Request: message text is empty"}', NotNow),
        (502, '{"ok":true,"result":{"message_id":1}}', NotNow),
        (503, "[]", NotNow),
        (429, "{}", NotNow),
    ],
)
def test_the_http_status_comes_first_and_only_telegrams_form_is_believed(
    status: int, body: str, expected: object
) -> None:
    answer = read_answer(status, body)
    assert type(answer) is expected if isinstance(expected, type) else answer == expected


@pytest.mark.parametrize(
    ("parameters", "description", "wait_s"),
    [
        ({"retry_after": 7}, "Too Many Requests", 7),
        ({"retry_after": "7"}, "", 7),
        ({"retry_after": 0.25}, "", 1),
        ({}, "Too Many Requests: retry after 9", 9),
        (None, "FLOOD_WAIT_12", 12),
        ({"retry_after": 10**12}, "", 10**12),
        ({"retry_after": 10**400}, "", None),
        ({"retry_after": -5}, "", None),
        ({"retry_after": "soon"}, "", None),
        ({"retry_after": [5]}, "", None),
        ([], "", None),
    ],
)
def test_for_how_long_telegram_wants_to_be_left_alone(parameters: object, description: str, wait_s: float) -> None:
    body = json.dumps({"ok": False, "description": description, "parameters": parameters})
    answer = read_answer(429, body)
    assert isinstance(answer, NotNow)
    assert answer.wait_s == wait_s


@given(_STATUSES, _BODIES, st.sampled_from(_METHODS))
def test_any_answer_to_any_method_is_a_result_or_an_error_of_telegrams(
    bot: Bot, status: int, body: str, method: TelegramMethod[Any]
) -> None:
    with suppress(TelegramAPIError):
        response = bot.session.check_response(bot, method, status, body)
        assert response.result is not None
        assert 200 <= status < 300


@given(_STATUSES, _BODIES)
@example(429, '{"ok":false,"description":"x","parameters":{"retry_after":1000000000000}}')
@example(400, '{"ok":false,"description":"Bad Request: group chat was upgraded","parameters":{"migrate_to_chat_id":7}}')
def test_only_what_telegram_itself_says_for_good_ends_a_message(bot: Bot, status: int, body: str) -> None:
    outcome = _outcome(bot, SendMessage(chat_id=-5, text="x"), status, body)
    if isinstance(outcome, Postponed):
        assert _NOW < outcome.until <= _NOW + timedelta(hours=1)
    elif isinstance(outcome, Sent):
        assert json.loads(body)["ok"] is True
    elif isinstance(outcome, ChatMoved):
        assert outcome.telegram_id < -1_000_000_000_000
    else:
        assert status in {400, 403}
        assert not isinstance(read_refusal(status, json.loads(body)["description"]), RefusalUnknown)


@pytest.mark.parametrize("body", ['{"ok":true}', '{"ok":true,"result":null}'])
def test_what_returns_nothing_but_its_success_needs_no_result_and_a_message_does(bot: Bot, body: str) -> None:
    assert bot.session.check_response(bot, DeleteWebhook(), 200, body).result is True
    others: list[TelegramMethod[Any]] = [
        SendMessage(chat_id=1, text="x"),
        GetRawUpdates(),
        GetChatMember(chat_id=1, user_id=1),
    ]
    for method in others:
        with pytest.raises(AnswerNotUnderstood):
            bot.session.check_response(bot, method, 200, body)


@pytest.mark.parametrize(
    "result", [{"message_id": 7}, {"message_id": 7, "date": "yesterday", "chat": []}, {"message_id": 7, "text": 5}]
)
def test_a_message_that_cannot_be_read_is_sent_all_the_same(bot: Bot, result: object) -> None:
    body = json.dumps({"ok": True, "result": result})
    assert _outcome(bot, SendMessage(chat_id=1, text="x"), 200, body) == Sent(7)


@pytest.mark.parametrize("status", ["administrator", "creator", "member", "restricted", "left", "kicked"])
def test_a_member_of_an_older_server_is_what_its_status_says(bot: Bot, status: str) -> None:
    body = json.dumps({"ok": True, "result": {"status": status, "user": {"id": 5}}})
    member: Any = bot.session.check_response(bot, GetChatMember(chat_id=1, user_id=5), 200, body).result
    assert member.status == status


@pytest.mark.parametrize("result", [{"status": "emperor", "user": {"id": 5}}, {"status": "administrator"}, [], None])
def test_nobody_becomes_a_member_of_a_kind_that_was_not_said(bot: Bot, result: object) -> None:
    body = json.dumps({"ok": True, "result": result})
    with pytest.raises(AnswerNotUnderstood):
        bot.session.check_response(bot, GetChatMember(chat_id=1, user_id=5), 200, body)
