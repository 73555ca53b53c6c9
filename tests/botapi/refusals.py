"""What Telegram answers when it refuses: code, words, and where they were found.

The words are the contract: clients tell one refusal from another by them. Sources are abbreviated:
`client` is telegram-bot-api/Client.cpp of tdlib/telegram-bot-api, `entity` is td/telegram/MessageEntity.cpp of
tdlib/td, `owner/repository#N` is an issue of GitHub in which a real answer is quoted. Where the words were not found
in full, the entry says so.
"""

from dataclasses import dataclass, field
from enum import Enum
from typing import Any, Self


@dataclass(frozen=True, slots=True)
class Answer:
    """An error as it goes over the wire. `description` may have fields in braces; `parameters` come along."""

    code: int
    description: str
    found: str
    parameters: tuple[str, ...] = ()


@dataclass(eq=False)
class ApiError(Exception):
    """A refusal on its way to the client."""

    code: int
    description: str
    parameters: dict[str, int] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        body: dict[str, Any] = {"ok": False, "error_code": self.code, "description": self.description}
        if self.parameters:
            body["parameters"] = self.parameters
        return body


class Refusal(Enum):
    """Every refusal that this server knows. Members are named for what is wrong."""

    # The request
    UNAUTHORIZED = Answer(401, "Unauthorized", "client, fail_query_with_error; core.telegram.org/bots/api")
    METHOD_NOT_FOUND = Answer(404, "Not Found: method not found", "client, on_cmd")
    CONFLICT_POLL = Answer(
        409,
        "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running",
        "pengrad/java-telegram-bot-api#261",
    )
    CONFLICT_SET_WEBHOOK = Answer(
        409,
        "Conflict: terminated by setWebhook request",
        "client, process_set_webhook_query calls abort_long_poll; not quoted in full",
    )
    CONFLICT_WEBHOOK = Answer(
        409,
        "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
        "telegraf/telegraf#574",
    )
    TOO_MANY_REQUESTS = Answer(
        429, "Too Many Requests: retry after {retry_after}", "client, fail_query_with_error", ("retry_after",)
    )
    INTERNAL = Answer(500, "Internal Server Error", "client, fail_query_with_error; what may follow is not quoted")
    BAD_GATEWAY = Answer(502, "Bad Gateway", "tdlib/telegram-bot-api#868; as a page of HTML, nickoala/telepot#31")

    # The chat
    CHAT_ID_EMPTY = Answer(400, "Bad Request: chat_id is empty", "client, check_chat")
    CHAT_NOT_FOUND = Answer(400, "Bad Request: chat not found", "krau/kmua-bot#64")
    MIGRATED = Answer(
        400,
        "Bad Request: group chat was upgraded to a supergroup chat",
        "client, check_chat_access; TwiN/gatus#179",
        ("migrate_to_chat_id",),
    )
    GROUP_DEACTIVATED = Answer(400, "Bad Request: group chat was deactivated", "client, check_chat_access")
    BLOCKED = Answer(403, "Forbidden: bot was blocked by the user", "client, USER_IS_BLOCKED; tucnak/telebot#659")
    DEACTIVATED = Answer(403, "Forbidden: user is deactivated", "client, check_chat_access")
    NOT_STARTED = Answer(403, "Forbidden: bot can't initiate conversation with a user", "tucnak/telebot#659")
    KICKED = Answer(
        403,
        "Forbidden: bot was kicked from the {kind} chat",
        "client, check_chat_access; TelegramBots/Telegram.Bot#662",
    )
    NOT_A_MEMBER = Answer(
        403, "Forbidden: bot is not a member of the {kind} chat", "client, check_chat_access; tucnak/telebot#659"
    )
    NO_RIGHTS_TO_SEND = Answer(
        400, "Bad Request: not enough rights to send text messages to the chat", "TelegramBotAPI/errors#5"
    )
    NEED_ADMINISTRATOR = Answer(
        400, "Bad Request: need administrator rights in the channel chat", "teloxide/teloxide#450"
    )
    TOPIC_CLOSED = Answer(400, "Bad Request: TOPIC_CLOSED", "rteixeirax/qbittorrent_telegram_notification#12")
    NO_FORUM = Answer(400, "Bad Request: the chat is not a forum", "tdlib, ForumTopicManager.cpp")
    NO_RIGHTS_TO_TOPICS = Answer(
        400, "Bad Request: not enough rights to create a topic", "tdlib, ForumTopicManager.cpp"
    )
    THREAD_NOT_FOUND = Answer(400, "Bad Request: message thread not found", "tdlib/telegram-bot-api#472")

    # The text
    TEXT_EMPTY = Answer(400, "Bad Request: message text is empty", "client, get_input_message_text")
    TEXT_BLANK = Answer(400, "Bad Request: text must be non-empty", "entity, fix_formatted_text")
    TEXT_TOO_LONG = Answer(400, "Bad Request: message is too long", "tdlib/telegram-bot-api#374")
    EDIT_TOO_LONG = Answer(400, "Bad Request: MESSAGE_TOO_LONG", "teloxide/teloxide#430")
    CAPTION_TOO_LONG = Answer(400, "Bad Request: message caption is too long", "tactilenews/100eyes#1594")
    CANNOT_PARSE = Answer(
        400, "Bad Request: can't parse entities: {reason}", "celorodovalho/phpdfbot#57; the reasons: entity, parse_html"
    )
    ENTITY_OUTSIDE = Answer(
        400,
        "Bad Request: entity beginning at UTF-16 offset {offset} ends after the end of the text at UTF-16 offset {end}",
        "entity, clean_input_string_with_entities",
    )
    ENTITY_CUTS_SYMBOL = Answer(
        400,
        "Bad Request: entity beginning at UTF-16 offset {offset} ends in a middle of a UTF-16 symbol",
        "entity, clean_input_string_with_entities; there with a byte offset behind",
    )
    UNKNOWN_PARSE_MODE = Answer(
        400, "Bad Request: unsupported parse_mode", "client, get_formatted_text; this server knows HTML alone"
    )
    ENTITIES_TOO_LONG = Answer(400, "Bad Request: ENTITIES_TOO_LONG", "tdlib/telegram-bot-api#165")

    # The keyboard
    MARKUP_UNREADABLE = Answer(
        400, "Bad Request: can't parse reply keyboard markup JSON object", "client, get_reply_markup"
    )
    BUTTON_UNREADABLE = Answer(
        400,
        "Bad Request: can't parse inline keyboard button: {reason}",
        "nexor/telega#29; client, get_inline_keyboard_button",
    )
    MARKUP_NO_OBJECT = Answer(400, "Bad Request: object expected as reply markup", "client, get_reply_markup")
    MARKUP_NO_ARRAY = Answer(
        400,
        'Bad Request: field "inline_keyboard" of the InlineKeyboardMarkup must be an {wanted}',
        "client, get_reply_markup",
    )
    BUTTON_DATA_INVALID = Answer(
        400, "Bad Request: BUTTON_DATA_INVALID", "core.telegram.org/method/messages.sendMessage"
    )
    BUTTON_URL_INVALID = Answer(
        400,
        "Bad Request: inline keyboard button URL '{url}' is invalid: {reason}",
        "BEDOLAGA-DEV/remnawave-bedolaga-telegram-bot#1564",
    )
    INLINE_KEYBOARD_EXPECTED = Answer(
        400, "Bad Request: inline keyboard expected", "tdlib, ReplyMarkup.cpp: of edits, and of posts in channels"
    )
    MARKUP_TOO_LONG = Answer(400, "Bad Request: reply markup is too long", "client, REPLY_MARKUP_TOO_LONG")

    # The message
    REPLY_NOT_FOUND = Answer(
        400,
        "Bad Request: message to be replied not found",
        "words since Bot API 7.0; before: aiogram/aiogram#447; not quoted in full",
    )
    EDIT_NOT_FOUND = Answer(400, "Bad Request: message to edit not found", "TelegramBotAPI/errors#7")
    EDIT_FORBIDDEN = Answer(
        400, "Bad Request: message can't be edited", "tdlib, MessagesManager.cpp; not quoted in full"
    )
    NO_TEXT_TO_EDIT = Answer(
        400, "Bad Request: there is no text in the message to edit", "tdlib, MessagesManager.cpp, edit_message_text"
    )
    NO_CAPTION_TO_EDIT = Answer(
        400,
        "Bad Request: there is no caption in the message to edit",
        "tdlib, MessagesManager.cpp, edit_message_caption",
    )
    NOT_MODIFIED = Answer(
        400,
        "Bad Request: message is not modified: specified new message content and reply markup are exactly the same as "
        "a current content and reply markup of the message",
        "client, MESSAGE_NOT_MODIFIED",
    )
    DELETE_NOT_FOUND = Answer(400, "Bad Request: message to delete not found", "client, check_message")
    DELETE_FORBIDDEN = Answer(400, "Bad Request: message can't be deleted", "client, MESSAGE_DELETE_FORBIDDEN")
    DELETE_FOR_EVERYONE_FORBIDDEN = Answer(
        400,
        "Bad Request: message can't be deleted for everyone",
        "tdlib, MessagesManager.cpp, can_revoke_message: of private chats and basic groups",
    )
    FORWARD_NOT_FOUND = Answer(400, "Bad Request: message to forward not found", "yagop/node-telegram-bot-api#441")
    FORWARD_PROTECTED = Answer(
        400,
        "Bad Request: message has protected content and can't be forwarded",
        "tdlib, MessagesManager.cpp, get_forwarded_messages: of a chat whose content is protected",
    )
    FORWARD_FORBIDDEN = Answer(
        400, "Bad Request: the message can't be forwarded", "tdlib, MessagesManager.cpp, forward_message"
    )
    COPY_NOT_FOUND = Answer(400, "Bad Request: message to copy not found", "teloxide/teloxide#916")
    COPY_FORBIDDEN = Answer(
        400,
        "Bad Request: the message can't be copied",
        "tdlib, MessagesManager.cpp, forward_message; that a bot may not copy what is protected is this server's rule: "
        "tdlib lets bots try, and core.telegram.org/method/messages.sendMedia knows CHAT_FORWARDS_RESTRICTED",
    )
    NOTHING_TO_FORWARD = Answer(
        400,
        "Bad Request: there are no messages to forward",
        "tdlib, MessagesManager.cpp, get_forwarded_messages: also of copyMessages",
    )
    NOT_INCREASING = Answer(
        400,
        "Bad Request: message identifiers must be in a strictly increasing order",
        "tdlib, MessagesManager.cpp, get_forwarded_messages",
    )
    NO_RIGHTS_TO_PIN = Answer(
        400,
        "Bad Request: not enough rights to manage pinned messages in the chat",
        "tdlib, MessagesManager.cpp, can_pin_messages",
    )
    PIN_NOT_FOUND = Answer(400, "Bad Request: message to pin not found", "client, check_message")
    UNPIN_NOT_FOUND = Answer(400, "Bad Request: message to unpin not found", "client, check_message")
    MESSAGE_ID_MISSING = Answer(
        400, "Bad Request: message identifier is not specified", "client, get_inline_message_id"
    )

    ALBUM_SIZE = Answer(
        400, "Bad Request: media group must include 2-10 items", "core.telegram.org/bots/api#sendmediagroup; not quoted"
    )

    # Everything else
    QUERY_TOO_OLD = Answer(
        400,
        "Bad Request: query is too old and response timeout expired or query ID is invalid",
        "client, QUERY_ID_INVALID; nutgram/nutgram#725",
    )
    CALLBACK_ANSWER_TOO_LONG = Answer(400, "Bad Request: MESSAGE_TOO_LONG", "eternnoir/pyTelegramBotAPI#500")
    COMMANDS_UNREADABLE = Answer(400, "Bad Request: can't parse commands JSON object", "client, get_bot_commands")
    COMMANDS_NO_ARRAY = Answer(400, "Bad Request: expected an Array of BotCommand", "client, get_bot_commands")
    COMMAND_INVALID = Answer(400, "Bad Request: BOT_COMMAND_INVALID", "core.telegram.org/method/bots.setBotCommands")
    COMMAND_DESCRIPTION_INVALID = Answer(
        400, "Bad Request: BOT_COMMAND_DESCRIPTION_INVALID", "core.telegram.org/method/bots.setBotCommands"
    )
    COMMANDS_TOO_MANY = Answer(
        400, "Bad Request: BOT_COMMANDS_TOO_MUCH", "core.telegram.org/method/bots.setBotCommands"
    )
    FILE_ID_INVALID = Answer(
        400, "Bad Request: wrong file_id or the file is temporarily unavailable", "client, on_update_file"
    )
    NO_ADMINISTRATORS_IN_PRIVATE = Answer(
        400,
        "Bad Request: there are no administrators in the private chat",
        "client, process_get_chat_administrators_query",
    )
    MEMBER_LIST_INACCESSIBLE = Answer(
        400, "Bad Request: member list is inaccessible", "bots-house/share-file-bot, errors.go"
    )
    PARTICIPANT_INVALID = Answer(
        400, "Bad Request: PARTICIPANT_ID_INVALID", "core.telegram.org/method/channels.getParticipant"
    )
    FILE_MISSING = Answer(400, "Bad Request: there is no {kind} in the request", "client, process_send_document_query")
    FILE_UNKNOWN = Answer(
        400, "Bad Request: wrong file identifier/HTTP URL specified", "eternnoir/pyTelegramBotAPI#352"
    )
    WEBHOOK_SECRET_INVALID = Answer(
        400, "Bad Request: secret token contains unallowed characters", "TelegramBots/Telegram.Bot#1467"
    )
    WEBHOOK_URL_INVALID = Answer(400, "Bad Request: bad webhook: {reason}", "tdlib/telegram-bot-api#665")

    def error(self, **fields: object) -> ApiError:
        """The refusal with its words filled in. Fields named by `parameters` must be integers and go along."""
        answer = self.value
        parameters = {name: int(str(fields[name])) for name in answer.parameters}
        return ApiError(answer.code, answer.description.format(**fields), parameters)

    @classmethod
    def named(cls, name: str) -> Self:
        """The refusal of that name. Raises KeyError."""
        return cls[name.upper()]
