"""Requests of the bot: from HTTP to a method and back, through the journal and whatever goes wrong on the way."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from .copies import how_many
from .faults import SENDS, Fault, Faults
from .journal import Journal
from .methods import METHODS
from .params import Params, read_params
from .refusals import ApiError, Refusal
from .telegram import Method, Outcome, Telegram
from .windows import Windows

Json = dict[str, Any]

_METHODS: dict[str, Method] = {name.lower(): method for name, method in METHODS.items()}
_NAMES = {name.lower(): name for name in (*METHODS, "getUpdates")}
_PAGE = "<html><head><title>{status}</title></head><body><center><h1>{status}</h1></center><hr></body></html>"


@dataclass(slots=True)
class Call:
    """One request of the bot."""

    number: int
    method: str
    params: Params


@dataclass(slots=True)
class Conditions:
    """What the way to the server and back is like."""

    faults: Faults
    windows: Windows
    latency_s: float = 0.0
    """There and back, in seconds."""


class Wire:
    """Answers the requests of one bot. `on_restart` is told for how many seconds the server should be away."""

    def __init__(
        self,
        telegram: Telegram,
        token: str,
        journal: Journal | None,
        conditions: Conditions,
        on_restart: Callable[[float], None],
    ) -> None:
        self.calls = 0
        """How many requests there were."""
        self.sends_in_flight = 0
        self._telegram = telegram
        self._token = token
        self._journal = journal
        self._conditions = conditions
        self._on_restart = on_restart
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

    async def run_reply(self, reply: Json) -> None:
        """Run the method that the answer to a webhook names; nobody hears what came of it."""
        call = self._new_call(str(reply["method"]))
        call.params = Params({name: value for name, value in reply.items() if name != "method"})
        self._note_request(call)
        await self._note_answer(call, await self._outcome(call), None)

    async def _handle(self, request: web.Request) -> web.StreamResponse:
        if request.match_info["token"] != self._token:
            return _response(Refusal.UNAUTHORIZED.error())
        call = self._new_call(request.match_info["method"])
        try:
            call.params = await read_params(request)
        except ApiError as error:
            self._note_request(call)
            await self._note_answer(call, error, None)
            return _response(error)
        self._note_request(call)
        with self._counted(call):
            return await self._answer(request, call)

    @contextmanager
    def _counted(self, call: Call) -> Iterator[None]:
        counts = int(call.method in SENDS)
        self.sends_in_flight += counts
        try:
            yield
        finally:
            self.sends_in_flight -= counts

    async def _answer(self, request: web.Request, call: Call) -> web.StreamResponse:
        await self._travel()
        fault = self._conditions.faults.pick(call.method, call.params.text("chat_id"))
        if fault is not None:
            await self._telegram.clock.sleep(fault.delay_s)
            if fault.until is not None:
                await fault.until.wait()
        is_cut_short = fault is not None and fault.is_fatal and not fault.stored
        outcome = None if is_cut_short else await self._outcome(call)
        await self._note_answer(call, outcome, fault)
        await self._travel()
        if request.transport is None or request.transport.is_closing():
            self.note("unheard", call=call.number)
        return self._struck(request, fault) if fault is not None and fault.is_fatal else _response(outcome)

    def _new_call(self, method: str) -> Call:
        self.calls += 1
        return Call(self.calls, _NAMES.get(method.lower(), method), Params())

    async def _travel(self) -> None:
        """One way between the bot and the server."""
        if self._conditions.latency_s > 0:
            await self._telegram.clock.sleep(self._conditions.latency_s / 2)

    async def _outcome(self, call: Call) -> Outcome | ApiError:
        try:
            if call.method == "getUpdates":
                return Outcome(await self._get_updates(call.params))
            method = _METHODS.get(call.method.lower())
            if method is None:
                return Refusal.METHOD_NOT_FOUND.error()
            self._admit(call)
            return method(self._telegram, call.params)
        except ApiError as error:
            return error

    def _admit(self, call: Call) -> None:
        """Raises ApiError: 429 when that is too much, or what is wrong with the chat."""
        if call.method in SENDS:
            chat = self._telegram.world.find_chat(call.params.text("chat_id"))
            retry_after = self._conditions.windows.admit(
                chat, self._telegram.clock.now(), how_many(call.method, call.params)
            )
            if retry_after:
                raise Refusal.TOO_MANY_REQUESTS.error(retry_after=retry_after)

    async def _get_updates(self, params: Params) -> list[Json]:
        if self._telegram.webhook.url:
            raise Refusal.CONFLICT_WEBHOOK.error()
        allowed = params.structure("allowed_updates")
        updates = await self._telegram.queue.poll(
            params.integer("offset"),
            params.integer("limit", 100),
            params.integer("timeout"),
            allowed if isinstance(allowed, list) else None,
        )
        return [update.to_json() for update in updates]

    def _note_request(self, call: Call) -> None:
        self.note("request", call=call.number, method=call.method, params=call.params.to_json())

    async def _note_answer(self, call: Call, outcome: Outcome | ApiError | None, fault: Fault | None) -> None:
        """Write down what the bot will hear and what stands in the chat; return when that is on disk."""
        message = outcome.message if isinstance(outcome, Outcome) else None
        fields: Json = {"stored": [message.chat_id, message.id] if message else None}
        if fault is not None:
            fields["fault"] = fault.name
        heard = fault.error if fault is not None and fault.is_fatal else outcome
        if isinstance(heard, Outcome):
            fields |= {"ok": True, "result": heard.result}
        elif isinstance(heard, ApiError):
            fields |= {"ok": False, "error_code": heard.code, "description": heard.description}
        else:
            answered = fault.answer[0] if fault is not None and fault.answer is not None else None
            fields |= {"ok": False, "error_code": fault.page if fault is not None and fault.page else answered}
        self.note("answer", call=call.number, method=call.method, **fields)
        if self._journal is not None:
            await self._journal.flush()

    def _struck(self, request: web.Request, fault: Fault) -> web.StreamResponse:
        if fault.error is not None:
            return _response(fault.error)
        if fault.page is not None:
            return web.Response(text=_PAGE.format(status=fault.page), content_type="text/html", status=fault.page)
        if fault.answer is not None:
            status, body = fault.answer
            return web.Response(text=body, content_type="application/json", status=status)
        if fault.restart_s is not None:
            self._on_restart(fault.restart_s)
        if request.transport is not None:
            request.transport.abort()
        return web.Response()

    async def _download(self, request: web.Request) -> web.StreamResponse:
        upload = self._telegram.files.get(request.match_info["file_id"])
        if request.match_info["token"] != self._token or upload is None:
            raise web.HTTPNotFound
        return web.Response(body=upload.content, content_type=upload.content_type)


def _response(answer: Outcome | ApiError | None) -> web.Response:
    if isinstance(answer, Outcome):
        return web.json_response({"ok": True, "result": answer.result})
    if answer is None:
        return _response(Refusal.INTERNAL.error())
    retry_after = answer.parameters.get("retry_after")
    headers = {"Retry-After": str(retry_after)} if retry_after is not None else {}
    return web.json_response(answer.to_json(), status=answer.code, headers=headers)
