"""The world over HTTP, for tests in another process: `POST /control/ACTION` with a JSON object.

| action | fields (optional ones in brackets) | answer |
|---|---|---|
| person | name [username, language_code] | id |
| private | person | id of the chat |
| group, supergroup, channel | title, people [bot: status; username; is_forum] | id of the chat |
| say | chat, text [by, thread, reply_to] | message |
| say_as_group | chat, text [by, thread, reply_to] | message, of an anonymous administrator |
| send_file | chat, name, content [by] | message |
| send_album | chat, photos [caption, by] | messages |
| post | chat, text [by, reply_to] | message |
| edit | chat, message, text [after_s] | |
| delete | chat, message | |
| forward | chat, from_chat, message [by] | message |
| protect, unprotect | chat: whether its messages may be forwarded | |
| press | chat, message, button or data [by] | query |
| answer | query [timeout] | text, show_alert |
| set_member | chat, person, status [denied, is_anonymous, by] | |
| set_bot | chat, status [denied, by] | |
| block, unblock | chat | |
| open_topic | chat, name | thread |
| close_topic, reopen_topic | chat, thread | |
| migrate | chat | id of the new chat |
| messages | chat [after, wait] | messages of the bot with ids above `after`; waits for one for `wait` seconds |
| polled, confirmed | [timeout] | |
| fault | [refusal and its fields; page; answer: `[status, body]`; reset; restart_s; delay_s; stored] [methods; chat;
nth; times; probability] | |
| limits | [overall, chat, group: `[limit, seconds]`] | |
| latency | seconds | |
| restart | [away_s] | |
| clear_faults | | |

A field that is missing or wrong, and a wait that is over, are answered with 400 and `error`.
"""

from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp import web
from pydantic import TypeAdapter

from .actors import ChatHandle
from .faults import SENDS, Fault
from .people import DEFAULT_TIMEOUT_S, Person
from .refusals import Refusal
from .server import BotApi
from .windows import Limits, Window
from .world import Message, Status, Topic

Json = dict[str, Any]
_MESSAGE = TypeAdapter(Message)


class Control:
    """Actions on one server."""

    def __init__(self, api: BotApi) -> None:
        self._api = api

    def routes(self) -> list[web.AbstractRouteDef]:
        return [web.post("/control/{action}", self._handle)]

    async def _handle(self, request: web.Request) -> web.Response:
        action = _ACTIONS.get(request.match_info["action"])
        if action is None:
            return web.json_response({"error": "no such action"}, status=404)
        try:
            fields = await request.json() if request.body_exists else {}
            return web.json_response(await action(self._api, fields))
        except (LookupError, TypeError, ValueError, TimeoutError) as error:
            return web.json_response({"error": f"{type(error).__name__}: {error}"}, status=400)


def _person(api: BotApi, person_id: int | None) -> Person | None:
    return None if person_id is None else Person(api.telegram.world.users[person_id])


def _known_person(api: BotApi, person_id: int) -> Person:
    return Person(api.telegram.world.users[person_id])


def _chat(api: BotApi, fields: Json) -> ChatHandle:
    chat_id = int(fields["chat"])
    if chat_id not in api.telegram.world.chats:
        raise LookupError(f"no chat {chat_id}")
    return api.chat(chat_id)


def _topic(chat: ChatHandle, thread: int | None) -> Topic | None:
    return None if thread is None else chat.chat.topics[thread]


def _message_json(message: Message) -> Json:
    described: Json = _MESSAGE.dump_python(message, mode="json")
    return described | {"html": message.html}


async def _add_person(api: BotApi, fields: Json) -> Json:
    person = api.person(fields["name"], username=fields.get("username"), language_code=fields.get("language_code"))
    return {"id": person.id}


async def _add_private(api: BotApi, fields: Json) -> Json:
    return {"id": api.private(_known_person(api, fields["person"])).id}


async def _add_group(api: BotApi, fields: Json) -> Json:
    people = [_known_person(api, person) for person in fields["people"]]
    return {"id": api.group(fields["title"], *people, bot=Status(fields.get("bot", "member"))).id}


async def _add_supergroup(api: BotApi, fields: Json) -> Json:
    people = [_known_person(api, person) for person in fields["people"]]
    username, is_forum = fields.get("username"), bool(fields.get("is_forum"))
    bot = Status(fields.get("bot", "member"))
    return {"id": api.supergroup(fields["title"], *people, username=username, is_forum=is_forum, bot=bot).id}


async def _add_channel(api: BotApi, fields: Json) -> Json:
    people = [_known_person(api, person) for person in fields["people"]]
    bot = Status(fields.get("bot", "administrator"))
    return {"id": api.channel(fields["title"], *people, username=fields.get("username"), bot=bot).id}


def _message(chat: ChatHandle, message_id: int | None) -> Message | None:
    return None if message_id is None else chat.chat.messages[message_id]


async def _say(api: BotApi, fields: Json) -> Json:
    chat = _chat(api, fields)
    by, thread, replied = _person(api, fields.get("by")), fields.get("thread"), _message(chat, fields.get("reply_to"))
    return {"message": (await chat.say(fields["text"], by=by, thread=_topic(chat, thread), reply_to=replied)).id}


async def _say_as_group(api: BotApi, fields: Json) -> Json:
    chat = _chat(api, fields)
    by, thread, replied = _person(api, fields.get("by")), fields.get("thread"), _message(chat, fields.get("reply_to"))
    said = await chat.say_as_group(fields["text"], by=by, thread=_topic(chat, thread), reply_to=replied)
    return {"message": said.id}


async def _send_file(api: BotApi, fields: Json) -> Json:
    by = _person(api, fields.get("by"))
    return {"message": (await _chat(api, fields).send_file(fields["name"], fields["content"].encode(), by=by)).id}


async def _send_album(api: BotApi, fields: Json) -> Json:
    by, caption = _person(api, fields.get("by")), fields.get("caption", "")
    return {"messages": [one.id for one in await _chat(api, fields).send_album(fields["photos"], caption, by=by)]}


async def _post(api: BotApi, fields: Json) -> Json:
    chat = _chat(api, fields)
    by, replied = _person(api, fields.get("by")), _message(chat, fields.get("reply_to"))
    return {"message": (await chat.post(fields["text"], by=by, reply_to=replied)).id}


async def _edit(api: BotApi, fields: Json) -> Json:
    chat = _chat(api, fields)
    await chat.edit(chat.chat.messages[fields["message"]], fields["text"], after_s=fields.get("after_s", 1))
    return {}


async def _delete(api: BotApi, fields: Json) -> Json:
    chat = _chat(api, fields)
    await chat.delete(chat.chat.messages[fields["message"]])
    return {}


async def _forward(api: BotApi, fields: Json) -> Json:
    source = _chat(api, {"chat": fields["from_chat"]})
    message, by = source.chat.messages[fields["message"]], _person(api, fields.get("by"))
    return {"message": (await _chat(api, fields).forward(message, by=by)).id}


async def _protect(api: BotApi, fields: Json) -> Json:
    _chat(api, fields).chat.is_protected = True
    return {}


async def _unprotect(api: BotApi, fields: Json) -> Json:
    _chat(api, fields).chat.is_protected = False
    return {}


async def _press(api: BotApi, fields: Json) -> Json:
    chat = _chat(api, fields)
    message, by = chat.chat.messages[fields["message"]], _person(api, fields.get("by"))
    if "data" in fields:
        return {"query": (await chat.press_data(message, fields["data"], by=by)).id}
    return {"query": (await chat.press(message, fields["button"], by=by)).id}


async def _answer(api: BotApi, fields: Json) -> Json:
    return await api.press(fields["query"]).answered(fields.get("timeout", DEFAULT_TIMEOUT_S))


async def _set_member(api: BotApi, fields: Json) -> Json:
    denied, by = frozenset(fields.get("denied", ())), _person(api, fields.get("by"))
    person = _known_person(api, fields["person"])
    is_anonymous = bool(fields.get("is_anonymous"))
    await _chat(api, fields).set_member(
        person, Status(fields["status"]), denied=denied, is_anonymous=is_anonymous, by=by
    )
    return {}


async def _set_bot(api: BotApi, fields: Json) -> Json:
    denied, by = frozenset(fields.get("denied", ())), _person(api, fields.get("by"))
    await _chat(api, fields).set_bot(Status(fields["status"]), denied=denied, by=by)
    return {}


async def _block(api: BotApi, fields: Json) -> Json:
    await _chat(api, fields).block()
    return {}


async def _unblock(api: BotApi, fields: Json) -> Json:
    await _chat(api, fields).unblock()
    return {}


async def _open_topic(api: BotApi, fields: Json) -> Json:
    return {"thread": (await _chat(api, fields).open_topic(fields["name"])).id}


async def _close_topic(api: BotApi, fields: Json) -> Json:
    chat = _chat(api, fields)
    await chat.close_topic(chat.chat.topics[fields["thread"]])
    return {}


async def _reopen_topic(api: BotApi, fields: Json) -> Json:
    chat = _chat(api, fields)
    await chat.reopen_topic(chat.chat.topics[fields["thread"]])
    return {}


async def _migrate(api: BotApi, fields: Json) -> Json:
    return {"id": (await _chat(api, fields).migrate()).id}


async def _messages(api: BotApi, fields: Json) -> Json:
    chat, after, wait = _chat(api, fields), fields.get("after", 0), fields.get("wait", 0)

    def found() -> list[Message] | None:
        return [message for message in chat.messages if message.id > after] or None

    messages = await api.telegram.bell.until(found, wait) if wait else found()
    return {"messages": [_message_json(message) for message in messages or []]}


async def _polled(api: BotApi, fields: Json) -> Json:
    await api.polled(fields.get("timeout", DEFAULT_TIMEOUT_S))
    return {}


async def _confirmed(api: BotApi, fields: Json) -> Json:
    await api.confirmed(fields.get("timeout", DEFAULT_TIMEOUT_S))
    return {}


async def _fault(api: BotApi, fields: Json) -> Json:
    refusal = fields.get("refusal")
    fault = Fault(
        error=Refusal.named(refusal).error(**fields) if refusal else None,
        page=fields.get("page"),
        answer=tuple(fields["answer"]) if "answer" in fields else None,
        reset=bool(fields.get("reset")),
        restart_s=fields.get("restart_s"),
        delay_s=fields.get("delay_s", 0.0),
        stored=bool(fields.get("stored")),
    )
    api.faults.add(
        fault,
        methods=fields.get("methods", SENDS),
        chat_id=fields.get("chat"),
        nth=fields.get("nth", 1),
        times=fields.get("times", 1),
        probability=fields.get("probability", 1.0),
    )
    return {}


async def _clear_faults(api: BotApi, _: Json) -> Json:
    api.faults.clear()
    return {}


async def _limits(api: BotApi, fields: Json) -> Json:
    api.windows.set_limits(Limits(**{name: Window(int(limit), period) for name, (limit, period) in fields.items()}))
    return {}


async def _latency(api: BotApi, fields: Json) -> Json:
    api.conditions.latency_s = float(fields["seconds"])
    return {}


async def _restart(api: BotApi, fields: Json) -> Json:
    api.restart_soon(fields.get("away_s", 0.0))
    return {}


_ACTIONS: dict[str, Callable[[BotApi, Json], Awaitable[Json]]] = {
    "person": _add_person,
    "private": _add_private,
    "group": _add_group,
    "supergroup": _add_supergroup,
    "channel": _add_channel,
    "say": _say,
    "say_as_group": _say_as_group,
    "send_file": _send_file,
    "send_album": _send_album,
    "post": _post,
    "edit": _edit,
    "delete": _delete,
    "forward": _forward,
    "protect": _protect,
    "unprotect": _unprotect,
    "press": _press,
    "answer": _answer,
    "set_member": _set_member,
    "set_bot": _set_bot,
    "block": _block,
    "unblock": _unblock,
    "open_topic": _open_topic,
    "close_topic": _close_topic,
    "reopen_topic": _reopen_topic,
    "migrate": _migrate,
    "messages": _messages,
    "polled": _polled,
    "confirmed": _confirmed,
    "fault": _fault,
    "clear_faults": _clear_faults,
    "limits": _limits,
    "latency": _latency,
    "restart": _restart,
}
