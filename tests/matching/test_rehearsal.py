"""A long text that cannot be read in time delays no other text."""

import re

import pytest

from bot.errors import Overrun
from bot.matching.engine import Matching
from bot.matching.rehearsal import LONG, Rehearsal, rehearse
from bot.model import Generation, IndexChanges, QueryId, ReadArticle
from tests.kept import morphology

_LONG = ReadArticle("Рим", "Речь шла о коалиции желающих. " * (LONG // 20), "Вестник", "vestnik.example", "ru")
_SHORT = ReadArticle("Рим", "Речь шла о коалиции желающих.", "Вестник", "vestnik.example", "ru")
_ENDLESS = ReadArticle("Рим", "а" * (LONG + 1), "Вестник", "vestnik.example", "ru")


class Slow(Rehearsal):
    """As if one text kept an expression busy for ever."""

    async def terms(self, article: ReadArticle) -> frozenset[str]:
        return await self._processes.run(rehearse_or_hang, article)


def rehearse_or_hang(article: ReadArticle) -> frozenset[str]:
    if article == _ENDLESS:
        re.fullmatch("(а+)+b", article.text)
    return rehearse(article)


async def test_long_and_short_articles_are_matched_alike() -> None:
    async with Matching(morphology()) as matching:
        await matching.apply(IndexChanges(Generation(1), {QueryId(7): "коалиция желающих"}, frozenset()))
        short, long = await matching.match([_SHORT, _LONG])
    assert short == long
    assert [*short.queries] == [7]
    assert "коалиции" in short.terms


async def test_what_cannot_be_read_in_time_is_never_matched() -> None:
    async with Matching(morphology(), Slow(deadline_s=0.5)) as matching:
        await matching.apply(IndexChanges(Generation(1), {QueryId(7): "коалиция желающих"}, frozenset()))
        with pytest.raises(Overrun):
            await matching.match([_SHORT, _ENDLESS, _LONG])
        assert [[*one.queries] for one in await matching.match([_SHORT, _LONG])] == [[7], [7]]


async def test_a_process_is_ended_by_its_deadline() -> None:
    async with Slow(deadline_s=0.5) as rehearsal:
        with pytest.raises(Overrun):
            await rehearsal.terms(_ENDLESS)
        assert "коалиции" in await rehearsal.terms(_LONG)
