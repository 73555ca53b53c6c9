"""Pages: how long news wait for them, and what a burst at one host does to the feeds of that host.

    python -m benchmarks.page_waits [--articles 12] [--items 1000] [--only waits,burst]

The program runs as a process before a Bot API server in another one.

    waits  from the poll that brought an item to its message: a feed with whole texts, pages that are answered after
           500 ms, and pages that hang; each on a host of its own
    burst  so many items at one host, whose pages alone meet the query: how many are owed to the chat, how long that
           takes, and how often the two feeds of that host are polled meanwhile
"""

import argparse
import asyncio
import time
from contextlib import AsyncExitStack
from itertools import pairwise
from random import Random

from aiohttp import web

from benchmarks.scenario import QUERY, Size, news, open_scenario, percentile
from tests.botapi.world import Kind
from tests.end_to_end.outlets import Answer, Outlet, Outlets, hang

_BARS_S = {"whole texts": 0.3, "pages after 500 ms": 2.0, "pages that hang": 16.0}
_EVERY_S = 5.0
"""So that no two messages fall into one second: a chat takes one a second, and the later one would wait."""
_PAGE_S = 0.05
_QUIET_S = 20.0
_PATIENCE_S = 120.0
_LETTERS = "бвгдзклмнпрстаоеиуаоеи"
_PAGES = {"PAGES": "true"}


class Made:
    """Words that nobody else uses, so that each report tells of an event of its own."""

    def __init__(self, number: int) -> None:
        self._random = Random(number)

    def words(self, count: int) -> str:
        return " ".join("".join(self._random.choices(_LETTERS, k=8)) for _ in range(count))

    def sentence(self) -> str:
        return f"{self.words(8).capitalize()}, сообщили очевидцы."


class Timed:
    """An outlet that remembers when it was polled, and when it first listed a piece."""

    def __init__(self, outlet: Outlet) -> None:
        self.outlet = outlet
        self.polls: list[float] = []
        self.listed: dict[str, float] = {}
        outlet.answer = self._answer

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        self.polls.append(time.time())
        response = await self.outlet.feed(request)
        for piece in self.outlet.pieces:
            self.listed.setdefault(piece.url, time.time())
        return response


async def waits(articles: int) -> None:
    async with AsyncExitStack() as opened:
        timed: dict[str, Timed] = {}
        for kind in _BARS_S:
            outlets = await opened.enter_async_context(Outlets())
            timed[kind] = Timed(outlets.open(kind.split()[-1]))
        outlets_of_all = [one.outlet for one in timed.values()]
        place = await opened.enter_async_context(open_scenario(Size(1), outlets_of_all, _PAGES))
        (chat,) = place.chats(Kind.PRIVATE)
        await place.api.ask("say", chat=chat, text="/settings burst 50")  # a digest would wait for more
        await asyncio.sleep(_EVERY_S)
        for number in range(articles):
            for nth, (kind, one) in enumerate(timed.items()):
                _publish(one.outlet, kind, number * len(timed) + nth)
                await asyncio.sleep(_EVERY_S)
        record = await place.told(articles * len(timed))
        stood = {str(call.params["text"]): call.answered_at or call.at for call in news(record)}
        for kind, one in timed.items():
            listed = one.listed.items()
            took = [at - since for url, since in listed for text, at in stood.items() if f'{url}"' in text]
            p50, p95 = percentile(took, 0.5), percentile(took, 0.95)
            print(f"{kind:20} {len(took)} of {articles}  p50 {p50:.2f} s  p95 {p95:.2f} s  <= {_BARS_S[kind]:g} s")


def _publish(outlet: Outlet, kind: str, number: int) -> None:
    made, slug = Made(number), f"news-{number}"
    told = [made.sentence() for _ in range(40 if kind == "whole texts" else 1)]
    piece = outlet.piece(slug, f"Новость: {made.words(6)}", *told)
    outlet.print(piece, *(made.sentence() for _ in range(5)))
    if kind == "pages that hang":
        outlet.pages[slug] = hang
    elif kind == "pages after 500 ms":
        outlet.pages[slug] = _after(0.5, outlet.pages[slug])
    outlet.publish(piece)


async def burst(items: int) -> None:
    async with AsyncExitStack() as opened:
        outlets = await opened.enter_async_context(Outlets())
        busy, other = Timed(outlets.open("busy")), Timed(outlets.open("other"))
        place = await opened.enter_async_context(open_scenario(Size(1), [busy.outlet, other.outlet], _PAGES))
        began = time.time()
        await asyncio.sleep(_QUIET_S)
        pieces = []
        for number in range(items):
            made, slug = Made(number), f"news-{number}"
            pieces.append(busy.outlet.piece(slug, f"Сообщение: {made.words(6)}", made.sentence()))
            busy.outlet.print(pieces[-1], *(made.sentence() for _ in range(3)), f"Такова {QUERY} из {made.words(1)}.")
            busy.outlet.pages[slug] = _after(_PAGE_S, busy.outlet.pages[slug])
        before, owed = time.time(), 0
        busy.outlet.publish(*pieces)
        while owed < items and time.time() - before < items + _PATIENCE_S:
            await asyncio.sleep(2)
            owed = place.count("SELECT count(DISTINCT story_id) FROM debts")
        after = time.time()
        sent = place.count("SELECT count(DISTINCT story_id) FROM debts WHERE settled_at IS NOT NULL")
        print(f"{owed} of {items} met and owed within {after - before:.0f} s, {sent} of them told by then, in digests")
        for name, one in (("the busy feed", busy), ("the other feed", other)):
            for when, start, end in (("before", began, before), ("meanwhile", before, after)):
                gaps = [late - early for early, late in pairwise(at for at in one.polls if start <= at <= end)]
                print(f"{name} {when}: polled every {percentile(gaps, 0.5):.2f} s, p95 {percentile(gaps, 0.95):.2f} s")


def _after(seconds: float, answer: Answer) -> Answer:
    async def late(request: web.Request) -> web.StreamResponse:
        await asyncio.sleep(seconds)
        return await answer(request)

    return late


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=12, help="of each kind")
    parser.add_argument("--items", type=int, default=1_000)
    parser.add_argument("--only", default="waits,burst")
    options = parser.parse_args()
    wanted = options.only.split(",")
    if "waits" in wanted:
        asyncio.run(waits(options.articles))
    if "burst" in wanted:
        asyncio.run(burst(options.items))


if __name__ == "__main__":
    main()
