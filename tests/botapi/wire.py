"""Requests of the bot: from HTTP to a method and back, through the journal."""

from dataclasses import dataclass
from typing import Any

from aiohttp import web

from .journal import Journal
from .methods import METHODS
from .params import Params, read_params
from .refusals import ApiError, Refusal
from .telegram import Method, Outcome, Telegram

Json = dict[str, Any]

_METHODS: dict[str, Method] = {name.lower(): method for name, method in METHODS.items()}
_NAMES = {name.lower(): name for name in (*METHODS, "getUpdates")}


@dataclass(slots=True)
class Call:
    """One request of the bot."""

    number: int
    method: str
    params: Params


class Wire:
    """Answers the requests of one bot."""

    def __init__(self, telegram: Telegram, token: str, journal: Journal | None) -> None:
        self._telegram = telegram
        self._token = token
        self._journal = journal
        self._calls = 0
        telegram.queue.on_queued = lambda update: self.note("update", update=update.to_json())
        telegram.queue.on_confirmed = lambda update_ids: self.note("confirmed", update_ids=list(update_ids))

    def routes(self) -> list[web.AbstractRouteDef]:
        return [
            web.route("*", "/bot{token}/{method}", self._handle),
            web.get("/file/bot{token}/files/{file_id}", self._download),
        ]

    def note(self, event: str, **fields: Any) -> None:  # noqa: ANN401  JSON of any shape
        """Write an event into the journal, if there is one."""
        if self._journal is not None:
            self._journal.append(self._telegram.clock.now(), event, **fields)

    async def _handle(self, request: web.Request) -> web.StreamResponse:
        if request.match_info["token"] != self._token:
            return _answer(Refusal.UNAUTHORIZED.error())
        self._calls += 1
        name = request.match_info["method"]
        call = Call(self._calls, _NAMES.get(name.lower(), name), Params())
        try:
            call.params = await read_params(request)
        except ApiError as error:
            self._note_request(call)
            return await self._reply(request, call, error)
        self._note_request(call)
        try:
            outcome = await self._run(call)
        except ApiError as error:
            return await self._reply(request, call, error)
        return await self._reply(request, call, outcome)

    def _note_request(self, call: Call) -> None:
        self.note("request", call=call.number, method=call.method, params=call.params.to_json())

    async def _run(self, call: Call) -> Outcome:
        if call.method == "getUpdates":
            return Outcome(await self._get_updates(call.params))
        method = _METHODS.get(call.method.lower())
        if method is None:
            raise Refusal.METHOD_NOT_FOUND.error()
        return method(self._telegram, call.params)

    async def _get_updates(self, params: Params) -> list[Json]:
        allowed = params.structure("allowed_updates")
        updates = await self._telegram.queue.poll(
            params.integer("offset"),
            params.integer("limit", 100),
            params.integer("timeout"),
            allowed if isinstance(allowed, list) else None,
        )
        return [update.to_json() for update in updates]

    async def _reply(self, request: web.Request, call: Call, answer: Outcome | ApiError) -> web.StreamResponse:
        """Write the answer down, and only then send it."""
        response = _answer(answer)
        if isinstance(answer, Outcome):
            message = answer.message
            stored = [message.chat_id, message.id] if message else None
            fields: Json = {"ok": True, "result": answer.result, "stored": stored}
        else:
            fields = {"ok": False, "error_code": answer.code, "description": answer.description}
        self.note("answer", call=call.number, method=call.method, **fields)
        if self._journal is not None:
            await self._journal.flush()
        if request.transport is None or request.transport.is_closing():
            self.note("unheard", call=call.number)
        return response

    async def _download(self, request: web.Request) -> web.StreamResponse:
        upload = self._telegram.files.get(request.match_info["file_id"])
        if request.match_info["token"] != self._token or upload is None:
            raise web.HTTPNotFound
        return web.Response(body=upload.content, content_type=upload.content_type)


def _answer(answer: Outcome | ApiError) -> web.Response:
    if isinstance(answer, Outcome):
        return web.json_response({"ok": True, "result": answer.result})
    retry_after = answer.parameters.get("retry_after")
    headers = {"Retry-After": str(retry_after)} if retry_after is not None else {}
    return web.json_response(answer.to_json(), status=answer.code, headers=headers)
