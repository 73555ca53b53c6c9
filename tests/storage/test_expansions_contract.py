"""What queries expand to, kept with them."""

from bot.model import ExpandedQuery, Expansion, Generation, IndexChanges, QueryId
from tests.storage.scene import Scene


def expanded(changes: IndexChanges, body: bytes = b"forms", forms: int = 1) -> list[ExpandedQuery]:
    return [ExpandedQuery(query, text, Expansion(forms, body)) for query, text in changes.added.items()]


async def _all(scene: Scene) -> IndexChanges:
    return await scene.storage.index_changes(Generation(0))


async def test_changes_come_in_their_order_and_some_at_a_time(scene: Scene) -> None:
    chat = await scene.chat()
    for text in ("раз", "два", "три"):
        await scene.subscribe(chat, text)
    first = await scene.storage.index_changes(Generation(0), 2)
    rest = await scene.storage.index_changes(first.generation, 2)
    assert [*first.added.values(), *rest.added.values()] == ["раз", "два", "три"]
    assert rest.generation == await scene.generation()
    assert (await scene.storage.index_changes(rest.generation, 2)) == IndexChanges(rest.generation, {}, frozenset())


async def test_expansions_come_with_their_queries(scene: Scene) -> None:
    chat = await scene.chat()
    await scene.subscribe(chat, "раз")
    before = await _all(scene)
    assert before.expansions == {}
    await scene.storage.keep_expansions(expanded(before))
    await scene.subscribe(chat, "два")
    changes = await _all(scene)
    assert changes.expansions == dict.fromkeys(before.added, Expansion(1, b"forms"))


async def test_only_renewed_expansions_are_told_to_the_index(scene: Scene) -> None:
    chat = await scene.chat()
    await scene.subscribe(chat, "раз")
    await scene.subscribe(chat, "два")
    changes = await _all(scene)
    await scene.storage.keep_expansions(expanded(changes))
    assert await scene.generation() == changes.generation
    await scene.storage.renew_expansions(expanded(changes, b"others", 2))
    renewed = await scene.storage.index_changes(changes.generation)
    assert renewed.added == changes.added
    assert renewed.generation > changes.generation
    assert renewed.expansions == dict.fromkeys(changes.added, Expansion(2, b"others"))


async def test_what_was_matched_with_older_forms_is_matched_again(scene: Scene) -> None:
    chat = await scene.chat()
    await scene.source(chat)
    (article,) = await scene.publish("новость")
    await scene.subscribe(chat)
    changes = await _all(scene)
    await scene.storage.renew_expansions(expanded(changes))
    (refused,) = await scene.storage.record_articles([await scene.made(article, generation=changes.generation)])
    assert type(refused).__name__ == "StaleIndex"


async def test_a_query_that_was_removed_meanwhile_stays_removed(scene: Scene) -> None:
    chat = await scene.chat()
    subscribed = await scene.subscribe(chat)
    changes = await _all(scene)
    await scene.unsubscribe(subscribed, chat)
    await scene.end_removals()
    gone = await scene.storage.index_changes(changes.generation)
    assert gone.removed == set(changes.added)
    await scene.storage.renew_expansions(expanded(changes))
    assert (await scene.storage.index_changes(gone.generation)) == IndexChanges(gone.generation, {}, frozenset())


async def test_a_query_that_comes_back_brings_its_expansion(scene: Scene) -> None:
    chat = await scene.chat()
    subscribed = await scene.subscribe(chat)
    changes = await _all(scene)
    await scene.storage.keep_expansions(expanded(changes))
    await scene.unsubscribe(subscribed, chat)
    await scene.end_removals()
    await scene.subscribe(chat)
    assert list((await _all(scene)).expansions.values()) == [Expansion(1, b"forms")]


async def test_another_query_does_not_get_the_expansion_of_one_that_had_its_id(scene: Scene) -> None:
    await scene.subscribe(await scene.chat())
    changes = await _all(scene)
    (query,) = changes.added
    other = [ExpandedQuery(query, "другое", Expansion(1, b"forms"))]
    await scene.storage.keep_expansions(other)
    await scene.storage.renew_expansions(other)
    assert await _all(scene) == changes
    await scene.storage.keep_expansions([ExpandedQuery(QueryId(query + 1), "другое", Expansion(1, b"forms"))])
    assert await _all(scene) == changes
