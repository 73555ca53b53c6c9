"""Telegram's words, and what they speak of."""

import pytest

from bot.delivery.refusals import read_refusal
from bot.errors import (
    ChatUnreachable,
    DeliveryError,
    MarkupRefused,
    MessageRefused,
    PostGone,
    RefusalUnknown,
    TopicClosed,
)


@pytest.mark.parametrize(
    ("status", "description", "expected"),
    [
        (403, "Forbidden: bot was blocked by the user", ChatUnreachable),
        (403, "Forbidden: bot was kicked from the supergroup chat", ChatUnreachable),
        (403, "Forbidden: user is deactivated", ChatUnreachable),
        (403, "Forbidden: bot can't initiate conversation with a user", ChatUnreachable),
        (403, "Forbidden: not enough rights to send text messages to the chat", ChatUnreachable),
        (403, "Forbidden: CHAT_WRITE_FORBIDDEN", ChatUnreachable),
        (403, "Forbidden: something new", RefusalUnknown),
        (403, "Forbidden: message text is empty", RefusalUnknown),
        (400, "Bad Request: chat not found", ChatUnreachable),
        (400, "Bad Request: need administrator rights in the channel chat", ChatUnreachable),
        (400, "Bad Request: have no rights to send a message", ChatUnreachable),
        (400, "Bad Request: PEER_ID_INVALID", ChatUnreachable),
        (400, "Bad Request: group chat was deactivated", ChatUnreachable),
        (400, "Bad Request: TOPIC_CLOSED", TopicClosed),
        (400, "Bad Request: TOPIC_DELETED", TopicClosed),
        (400, "Bad Request: message thread not found", TopicClosed),
        (400, 'Bad Request: can\'t parse entities: Unsupported start tag "x" at byte offset 3', MarkupRefused),
        (400, "Bad Request: ENTITIES_TOO_LONG", MarkupRefused),
        (400, "Bad Request: message to edit not found", PostGone),
        (400, "Bad Request: MESSAGE_ID_INVALID", PostGone),
        (400, "Bad Request: message can't be edited", PostGone),
        (400, "Bad Request: message text is empty", MessageRefused),
        (400, "Bad Request: message is too long", MessageRefused),
        (400, "Bad Request: BUTTON_DATA_INVALID", MessageRefused),
        (400, "Bad Request: inline keyboard button URL 'x' is invalid: wrong host", MessageRefused),
        (400, "Bad Request", RefusalUnknown),
        (400, "Bad Request: group chat was upgraded to a supergroup chat", RefusalUnknown),
        (400, "Bad Request: something new", RefusalUnknown),
        (400, "chat not found", ChatUnreachable),
    ],
)
def test_a_refusal_speaks_of_the_chat_the_topic_the_markup_or_the_message(
    status: int, description: str, expected: type[DeliveryError]
) -> None:
    assert type(read_refusal(status, description)) is expected


@pytest.mark.parametrize("quoted", ["chat not found", "bot was blocked by the user", "TOPIC_CLOSED"])
def test_what_a_refusal_quotes_of_the_message_is_not_what_it_says(quoted: str) -> None:
    description = f'Bad Request: can\'t parse entities: Unsupported start tag "{quoted}"'
    assert type(read_refusal(400, description)) is MarkupRefused
    assert type(read_refusal(400, f"Bad Request: strange text: {quoted}")) is RefusalUnknown
