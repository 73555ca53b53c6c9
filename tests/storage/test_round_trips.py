"""Stored values come back unchanged, whatever they are."""

import asyncio
import shutil
from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.model import (
    Choice,
    DeliveryPreferences,
    DevelopmentKind,
    Failure,
    Notice,
    Novelty,
    PollRecord,
    PollState,
    PreviewSize,
    QuietHours,
    Rhythm,
    Sent,
    Span,
    Trouble,
)
from storage.sqlite.poll_states import to_values
from storage.sqlite.rows import novelty_to_json, to_novelty
from tests.storage.conftest import BACKENDS, START
from tests.storage.scene import Scene

_EXAMPLES = settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_TEXT = st.text(max_size=20)
_NUMBERS = st.integers(0, 1 << 40)
_SECONDS = st.floats(0, 1e9)
_INSTANTS = st.integers(0, 1 << 42).map(lambda ms: _EPOCH + timedelta(milliseconds=ms))
"""To the millisecond, as they are kept."""
_FAILURES = st.builds(Failure, _TEXT, _TEXT)
_STATES = st.builds(
    PollState,
    interval_s=_SECONDS,
    next_poll_at=st.just(START),
    etag=st.none() | _TEXT,
    last_modified=st.none() | _TEXT,
    body_hash=st.none() | _TEXT,
    item_hashes=st.binary(max_size=20),
    baseline_at=st.none() | _INSTANTS,
    polled_at=st.none() | _INSTANTS,
    news_at=st.none() | _INSTANTS,
    full_at=st.none() | _INSTANTS,
    read_at=st.none() | _INSTANTS,
    ttl_s=st.none() | _NUMBERS,
    skip_hours=st.frozensets(st.integers(0, 23)),
    skip_days=st.frozensets(st.integers(0, 6)),
    failures=_NUMBERS,
    failing_since=st.none() | _INSTANTS,
    failure=st.none() | _FAILURES,
    retired=st.just(False),  # it is not polled again, so nobody reads its state
    gap_s=st.none() | _SECONDS,
    announced=st.none() | st.sampled_from(Trouble),
    changed_at=st.none() | _INSTANTS,
    newest_at=st.none() | _INSTANTS,
    highest_post=st.none() | _NUMBERS,
    dating=st.integers(-3, 3),
    growth=st.integers(-3, 3),
    home_site=st.none() | _TEXT,
    foreign_site=st.none() | _TEXT,
    moving_to=st.none() | _TEXT,
    moving_since=st.none() | _INSTANTS,
)
_PREFERENCES = st.builds(
    DeliveryPreferences,
    zone=st.none() | _TEXT,
    rhythm=st.sampled_from(Rhythm),
    daily_at=st.times(),
    quiet=st.none() | st.builds(QuietHours, st.times(), st.times(), st.booleans()),
    paused_until=st.none() | st.datetimes(timezones=st.just(UTC)),
    preview=st.sampled_from(PreviewSize),
    burst=st.integers(1, 1 << 40),
)
_NOTICES = st.builds(
    Notice,
    key=_TEXT,
    answers=st.lists(_TEXT, max_size=2).map(tuple),
    arguments=st.dictionaries(_TEXT, _TEXT | st.integers(), max_size=3),
    failure=st.none() | _FAILURES,
    choices=st.lists(st.builds(Choice, _TEXT, _TEXT), max_size=3).map(tuple),
)


@pytest.fixture(scope="module", params=BACKENDS)
def runner_and_scene(
    request: pytest.FixtureRequest, migrated: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[asyncio.Runner, Scene]]:
    """One storage for all examples, with a loop of its own: hypothesis knows nothing of coroutines."""
    path = Path(shutil.copy(migrated, tmp_path_factory.mktemp("round_trips")))
    with asyncio.Runner() as runner:
        storage = BACKENDS[request.param](path)
        runner.run(storage.__aenter__())
        yield runner, Scene(storage, START)
        runner.run(storage.__aexit__(None, None, None))


@_EXAMPLES
@given(state=_STATES)
def test_what_a_source_remembers(runner_and_scene: tuple[asyncio.Runner, Scene], state: PollState) -> None:
    runner, scene = runner_and_scene

    async def come_back() -> PollState:
        await scene.source(await scene.chat())
        source = await scene.claim_source()
        await scene.storage.record_poll(PollRecord(source.id, source.lease, scene.now, state))
        again = await scene.claim_source()
        # Due once more, for the next example.
        due = replace(source.state, next_poll_at=scene.now)
        await scene.storage.record_poll(PollRecord(again.id, again.lease, scene.now, due))
        return again.state

    assert runner.run(come_back()) == state


def test_each_field_of_the_state_is_drawn_and_kept() -> None:
    drawn = PollState(1.0, START, failure=Failure("reason", "detail"))
    renamed = {"announced": "told", "home_site": "home", "foreign_site": "abroad", "moving_since": "said_since"}
    kept = {renamed.get(field.name, field.name) for field in fields(drawn)} - {"failure"}
    assert to_values(drawn).keys() == kept | {"failure_reason", "failure_detail"}


@_EXAMPLES
@given(preferences=_PREFERENCES)
def test_what_a_chat_prefers(runner_and_scene: tuple[asyncio.Runner, Scene], preferences: DeliveryPreferences) -> None:
    runner, scene = runner_and_scene

    async def come_back() -> DeliveryPreferences:
        chat = await scene.chat(200)
        await scene.storage.set_preferences(chat.key, preferences)
        return (await scene.chat(200)).preferences

    assert runner.run(come_back()) == preferences


@_EXAMPLES
@given(notice=_NOTICES)
def test_what_a_chat_is_told_besides_news(runner_and_scene: tuple[asyncio.Runner, Scene], notice: Notice) -> None:
    runner, scene = runner_and_scene

    async def come_back() -> object:
        chat = await scene.chat(300)
        await scene.storage.notify(chat.key, notice, scene.now)
        (dispatch,) = await scene.dispatches()
        await scene.settle(dispatch, Sent(1))
        return dispatch.content

    assert runner.run(come_back()) == notice


@given(
    st.builds(
        Novelty,
        st.lists(st.sampled_from(DevelopmentKind)).map(tuple),
        _TEXT,
        st.lists(st.builds(Span, st.integers(0, 99), st.integers(0, 99)), max_size=3).map(tuple),
    )
)
def test_what_is_new_comes_back_as_it_was(novelty: Novelty) -> None:
    assert to_novelty(novelty_to_json(novelty)) == novelty
    assert novelty_to_json(None) is None
