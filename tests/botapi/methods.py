"""All methods by name, and those that are not about messages."""

import re

from .access import readable_chat, writable_chat
from .copies import METHODS as COPY_METHODS
from .formatting import format_text
from .housekeeping import METHODS as HOUSEKEEPING_METHODS
from .members import chat_json, member_json
from .messages import METHODS as MESSAGE_METHODS
from .params import Params
from .refusals import ApiError, Refusal
from .telegram import Method, Outcome, Telegram
from .world import Kind, Member, Status

MAX_CALLBACK_ANSWER = 200
"""Characters (core.telegram.org/bots/api#answercallbackquery)."""
_COMMAND = re.compile(r"[a-z0-9_]{1,32}")
_MAX_DESCRIPTION = 256
_MAX_COMMANDS = 100


def get_me(telegram: Telegram, _: Params) -> Outcome:
    is_inline = telegram.world.supports_inline
    abilities = {"can_join_groups": True, "can_read_all_group_messages": False, "supports_inline_queries": is_inline}
    return Outcome(telegram.world.bot.to_json() | abilities)


def answer_callback_query(telegram: Telegram, params: Params) -> Outcome:
    query_id, text = params.text("callback_query_id"), params.text("text")
    if query_id not in telegram.world.callbacks:
        raise Refusal.QUERY_TOO_OLD.error()
    if len(text) > MAX_CALLBACK_ANSWER:
        raise Refusal.CALLBACK_ANSWER_TOO_LONG.error()
    telegram.world.callbacks[query_id] = {"text": text, "show_alert": params.flag("show_alert")}
    telegram.bell.ring()
    return Outcome(result=True)


def answer_inline_query(telegram: Telegram, params: Params) -> Outcome:
    query_id = params.text("inline_query_id")
    if query_id not in telegram.world.inline_queries:
        raise Refusal.QUERY_TOO_OLD.error()
    results = params.structure("results") or []
    for one in results:
        content = one["input_message_content"]
        content["text"] = format_text(content["message_text"], content.get("parse_mode")).text
    telegram.world.inline_queries[query_id] = {
        "results": results,
        "button": params.structure("button"),
        "cache_time": params.integer("cache_time", 300),
        "is_personal": params.flag("is_personal"),
    }
    telegram.bell.ring()
    return Outcome(result=True)


def set_my_commands(telegram: Telegram, params: Params) -> Outcome:
    try:
        commands = params.structure("commands")
    except ApiError:
        raise Refusal.COMMANDS_UNREADABLE.error() from None
    if not isinstance(commands, list) or not all(isinstance(command, dict) for command in commands):
        raise Refusal.COMMANDS_NO_ARRAY.error()
    if len(commands) > _MAX_COMMANDS:
        raise Refusal.COMMANDS_TOO_MANY.error()
    kept = []
    for command in commands:
        name, description = str(command.get("command", "")).lstrip("/"), str(command.get("description", ""))
        if not _COMMAND.fullmatch(name):
            raise Refusal.COMMAND_INVALID.error()
        if not 0 < len(description) <= _MAX_DESCRIPTION:
            raise Refusal.COMMAND_DESCRIPTION_INVALID.error()
        kept.append({"command": name, "description": description})
    telegram.world.commands[_commands_key(params)] = kept
    return Outcome(result=True)


def get_my_commands(telegram: Telegram, params: Params) -> Outcome:
    return Outcome(telegram.world.commands.get(_commands_key(params), []))


def delete_my_commands(telegram: Telegram, params: Params) -> Outcome:
    telegram.world.commands.pop(_commands_key(params), None)
    return Outcome(result=True)


def set_profile(kind: str) -> Method:
    """setMyName, setMyDescription, setMyShortDescription: all keep a text for each language."""

    def method(telegram: Telegram, params: Params) -> Outcome:
        telegram.world.profile[f"{kind}/{params.text('language_code')}"] = params.text(kind)
        return Outcome(result=True)

    return method


def get_profile(kind: str) -> Method:
    def method(telegram: Telegram, params: Params) -> Outcome:
        return Outcome({kind: telegram.world.profile.get(f"{kind}/{params.text('language_code')}", "")})

    return method


def get_chat(telegram: Telegram, params: Params) -> Outcome:
    chat = readable_chat(telegram.world, params.text("chat_id"))
    pinned = {"pinned_message": telegram.world.message_json(chat.messages[chat.pinned[-1]])} if chat.pinned else {}
    return Outcome(chat_json(chat) | pinned)


def get_chat_member(telegram: Telegram, params: Params) -> Outcome:
    chat = readable_chat(telegram.world, params.text("chat_id"))
    user = telegram.world.user(params.integer("user_id"))
    if user is None:
        raise Refusal.PARTICIPANT_INVALID.error()
    if chat.kind is Kind.CHANNEL and user.id != telegram.world.bot.id and not chat.status(telegram.world.bot.id).rules:
        raise Refusal.MEMBER_LIST_INACCESSIBLE.error()
    return Outcome(member_json(chat, user, chat.members.get(user.id)))


def get_chat_administrators(telegram: Telegram, params: Params) -> Outcome:
    chat = readable_chat(telegram.world, params.text("chat_id"))
    if chat.kind is Kind.PRIVATE:
        raise Refusal.NO_ADMINISTRATORS_IN_PRIVATE.error()
    if chat.kind is Kind.CHANNEL and not chat.status(telegram.world.bot.id).rules:
        raise Refusal.MEMBER_LIST_INACCESSIBLE.error()
    # Other bots are left out by Telegram; this world has none.
    sees_all = chat.status(telegram.world.bot.id).rules  # others see no anonymous ones (tdlib/telegram-bot-api#667)
    rulers = [one for one in chat.members.values() if one.status.rules and (sees_all or not one.is_anonymous)]
    users = [(telegram.world.user(member.user_id), member) for member in rulers]
    return Outcome([member_json(chat, user, member) for user, member in users if user is not None])


def get_chat_member_count(telegram: Telegram, params: Params) -> Outcome:
    chat = readable_chat(telegram.world, params.text("chat_id"))
    return Outcome(sum(1 for member in chat.members.values() if member.status.is_present))


def leave_chat(telegram: Telegram, params: Params) -> Outcome:
    chat = writable_chat(telegram.world, params.text("chat_id"))
    bot_id = telegram.world.bot.id
    chat.members[bot_id] = Member(bot_id, Status.LEFT)
    return Outcome(result=True)


def get_file(telegram: Telegram, params: Params) -> Outcome:
    file_id = params.text("file_id")
    upload = telegram.files.get(file_id)
    if upload is None:
        raise Refusal.FILE_ID_INVALID.error()
    size = len(upload.content)
    return Outcome({"file_id": file_id, "file_unique_id": file_id, "file_size": size, "file_path": f"files/{file_id}"})


def set_webhook(telegram: Telegram, params: Params) -> Outcome:
    telegram.webhook.set(params)
    allowed = params.structure("allowed_updates")
    if isinstance(allowed, list):
        telegram.queue.backlog.allowed = allowed or None
    return _webhook_changed(telegram, params)


def delete_webhook(telegram: Telegram, params: Params) -> Outcome:
    telegram.webhook.set(Params())
    return _webhook_changed(telegram, params)


def get_webhook_info(telegram: Telegram, _: Params) -> Outcome:
    backlog = telegram.queue.backlog
    return Outcome(telegram.webhook.to_json(len(backlog.pending), backlog.allowed))


def _webhook_changed(telegram: Telegram, params: Params) -> Outcome:
    if params.flag("drop_pending_updates"):
        telegram.queue.confirm(telegram.queue.backlog.last_id + 1)
    if telegram.webhook.url:
        telegram.queue.abort_poll(Refusal.CONFLICT_SET_WEBHOOK)
    telegram.queue.bell.ring()
    return Outcome(result=True)


def _commands_key(params: Params) -> str:
    scope = params.structure("scope") or {"type": "default"}
    return "/".join([*(str(scope[key]) for key in sorted(scope, reverse=True)), params.text("language_code")])


METHODS: dict[str, Method] = {
    **MESSAGE_METHODS,
    **COPY_METHODS,
    **HOUSEKEEPING_METHODS,
    "getMe": get_me,
    "answerCallbackQuery": answer_callback_query,
    "answerInlineQuery": answer_inline_query,
    "setMyCommands": set_my_commands,
    "getMyCommands": get_my_commands,
    "deleteMyCommands": delete_my_commands,
    "setMyName": set_profile("name"),
    "getMyName": get_profile("name"),
    "setMyDescription": set_profile("description"),
    "getMyDescription": get_profile("description"),
    "setMyShortDescription": set_profile("short_description"),
    "getMyShortDescription": get_profile("short_description"),
    "getChat": get_chat,
    "getChatMember": get_chat_member,
    "getChatAdministrators": get_chat_administrators,
    "getChatMemberCount": get_chat_member_count,
    "leaveChat": leave_chat,
    "getFile": get_file,
    "setWebhook": set_webhook,
    "deleteWebhook": delete_webhook,
    "getWebhookInfo": get_webhook_info,
}
