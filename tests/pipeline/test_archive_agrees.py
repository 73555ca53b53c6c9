"""Live matching, a search and a preview find the same articles."""

from datetime import timedelta
from itertools import count
from pathlib import Path
from shutil import copy
from tempfile import TemporaryDirectory

from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.delivery.outcome import after_sending
from bot.delivery.owing import owe
from bot.matching import parse
from bot.matching.engine import Matching
from bot.model import (
    ArticleFound,
    BootId,
    Cause,
    ChatKind,
    Cooldown,
    Language,
    Lease,
    NewSource,
    PollRecord,
    Sent,
    StoryUpdate,
    SubscribeIntent,
    TellOne,
)
from bot.pipeline.ingest import Ingest
from bot.runtime.supervise import Bell
from bot.services.archive import Archive
from storage.sqlite import SqliteStorage
from tests.clock import SteppedClock
from tests.kept import morphology
from tests.matching.made_up import ARTICLES, QUERIES, finds

_ARTICLES = [
    ("ru", "О коалиции желающих спорят", "Лидеры собрались в Риме."),
    ("ru", "Коалиция желает мира", "Нефть подорожала. Газ тоже."),
    ("ru", "ВОЗ предупреждает", "Воз и ныне там."),
    ("ru", "Воз сена", "Папа Лев XIV принял гостей; лев спал."),
    ("ru", "Новые санкционные списки", "В С++ нашли ошибку, сообщила AT&T."),
    ("ru", "Ё‑мобиль вернулся", "Цены на сталь растут. Нефти хватает, газа нет."),
    ("uk", "Про об’єднання громад", "Коаліція охочих зібралася. Сталі не бракує."),
    ("en", "Trump’s strikes hit the port", "Mice and children ran. The coalition of the willing met."),
    ("de", "Die Häuser der Stadt", "Trump besuchte alte Häuser."),
    ("es", "Las casas nuevas", "La coalición de los dispuestos."),
    ("", "Ohne Sprache: Haus", "Тpамп прилетел."),
]
_QUERIES = [
    "коалиция желающих", "ВОЗ", "воз", "Лев", "=лев", "!Лев", "нефть + газ", "нефть, санкци*", "нефть -газ", "санкци*",
    "С++", "AT&T", "ё-мобиль", "сталь", "об'єднання", "коаліція охочих", "strike", "Trump", "Трамп", "mouse",
    "coalition of the willing", "Haus", "lang:de Haus", "casa", "title:сталь", "lead:лидеры", '"лидер Рим"~3',
    "lang:uk", "site:one.example", 'source:"Вестник" газ', "(Лев | Haus) -гость", "желающие", "тем",
]  # fmt: skip


_FIRST = 70_000
"""The number of the first article, which no text has: articles that share a rare number are one story."""


@settings(max_examples=12, deadline=None)
@given(
    st.lists(ARTICLES.map(lambda article: (article.language, article.title, article.text)), min_size=5, max_size=15),
    st.lists(QUERIES.filter(finds), min_size=5, max_size=20, unique_by=lambda text: str(parse(text))),
)
@example(_ARTICLES, _QUERIES)
async def test_live_matching_search_and_preview_agree_on_every_query(
    migrated: Path, articles: list[tuple[str, str, str]], queries: list[str]
) -> None:
    clock, causes = SteppedClock(), count()
    boot = BootId("this run")

    def cause() -> Cause:
        return Cause(str(next(causes)))

    with TemporaryDirectory() as folder:
        async with SqliteStorage(str(copy(migrated, folder))) as storage, Matching(morphology()) as matching:
            chat = await storage.see_chat(1, ChatKind.PRIVATE, "чат", Language.RUSSIAN, clock.now())
            await storage.add_source(NewSource("https://one.example/feed", "Вестник"), chat.key, clock.now(), cause())
            for text in queries:
                intent = SubscribeIntent(chat.key, chat.key, 0, text, str(parse(text)))
                await storage.subscribe(intent, clock.now(), cause())
            lease = Lease(boot, clock.now() + timedelta(minutes=5))
            (source,) = await storage.claim_due_sources(clock.now(), 1, lease)
            found = tuple(_found(number, *article, clock=clock) for number, article in enumerate(articles))
            await storage.record_poll(PollRecord(source.id, source.lease, clock.now(), source.state, found=found))
            await Ingest(storage, matching, clock=clock, boot=boot, articles=Bell(), mentions=Bell()).step()
            while await storage.fan_out(clock.now(), 100, owe):
                pass

            sent: dict[str, set[str]] = {text: set() for text in queries}
            while dispatches := await storage.claim_dispatches(clock.now(), 10, lease, lambda *_: TellOne()):
                (dispatch,) = dispatches
                assert isinstance(dispatch.content, StoryUpdate)
                for text in dispatch.content.subscriptions:
                    sent[text].add(dispatch.content.article.title)
                await storage.settle(
                    dispatch, after_sending(dispatch, Sent(1), clock.now(), Cooldown(clock.now(), clock.now()))
                )

            archive = Archive(storage, matching, clock)
            since = clock.now() - timedelta(days=7)
            for text in queries:
                query = parse(text)
                searched = {one.archived.article.title async for one in archive.find(query, chat.key, since)}
                assert searched == sent[text], text
                assert (await archive.preview(query, chat.key)).total == len(searched), text


def _found(number: int, language: str, title: str, text: str, *, clock: SteppedClock) -> ArticleFound:
    url = f"https://one.example/{number}"
    return ArticleFound(
        keys=(url,),
        content_hash=url,
        title=f"{title} №{_FIRST + number}",  # stories of one title are one
        text=text,
        url=url,
        canonical_url=url,
        site="one.example",
        language=language,
        published_at=clock.now() - timedelta(minutes=number),
    )
