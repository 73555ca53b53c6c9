from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.delivery.render import Renderer
from bot.delivery.timing import STORIES_IN_A_MESSAGE
from bot.i18n import Translations
from bot.model import (
    Chat,
    ChatKey,
    ChatKind,
    Digest,
    DispatchId,
    FurtherReports,
    Language,
    OutgoingMessage,
    ReadArticle,
    StoryAction,
    StoryButton,
    StoryId,
    StoryUpdate,
)
from tests.botapi.formatting import Formatted, format_text

_RENDERER = Renderer(Translations())


def _story(
    number: int = 1,
    *,
    title: str = "Рим: <план>",
    source: str = "Вестник",
    queries: tuple[str, ...] = ("нефть",),
    further: int = 0,
    silent: bool = False,
    url: str = "https://vestnik.example/a?b=1&c=2",
) -> StoryUpdate:
    return StoryUpdate(
        story_id=StoryId(number),
        version=1,
        subscriptions=queries,
        queries=queries,
        article=ReadArticle(title, "", source, "", "ru"),
        url=url,
        published_at=datetime(2026, 3, 1, 18, 42, tzinfo=UTC),
        further=FurtherReports(outlets=further),
        reply_to=None,
        silent=silent,
    )


def _render(*stories: StoryUpdate, first: int = 1, kind: ChatKind = ChatKind.PRIVATE) -> OutgoingMessage:
    chat = Chat(ChatKey(1), 1, kind, "чат", Language.RUSSIAN)
    return _RENDERER.digest(Digest(stories, first, total=23), chat, DispatchId(7), 0)


def _shown(message: OutgoingMessage) -> Formatted:
    return format_text(message.html, "HTML")


def test_a_digest_numbers_its_stories_and_has_a_button_for_each() -> None:
    message = _render(_story(5, further=4), _story(6, queries=("газ", "нефть")), first=16)
    assert _shown(message).text.splitlines() == [
        "🗞 23 сюжета · 16–17",
        "16. Рим: <план>",
        "Вестник · 18:42 UTC · ещё 4 · 🔔 нефть",
        "17. Рим: <план>",
        "Вестник · 18:42 UTC · 🔔 газ · нефть",
    ]
    row = (
        StoryButton("16", StoryAction.SHOW, DispatchId(7), StoryId(5)),
        StoryButton("17", StoryAction.SHOW, DispatchId(7), StoryId(6)),
    )
    assert message.buttons == (row,)


def test_a_digest_for_one_subscription_names_it_once() -> None:
    message = _RENDERER.digest(
        Digest((_story(5), _story(6)), 1, total=2),
        Chat(ChatKey(1), 1, ChatKind.PRIVATE, "чат", Language.RUSSIAN),
        DispatchId(7),
        0,
    )
    lines = _shown(message).text.splitlines()
    assert (lines[0], lines[2]) == ("🗞 2 сюжета · 🔔 нефть", "Вестник · 18:42 UTC")


def test_a_channel_gets_the_news_alone() -> None:
    message = _render(_story(), kind=ChatKind.CHANNEL)
    assert "🔔" not in message.html
    assert message.buttons == ()


@pytest.mark.parametrize(("silent", "expected"), [((True, True), True), ((True, False), False)])
def test_a_digest_is_silent_if_all_of_it_is(silent: tuple[bool, bool], expected: bool) -> None:
    assert _render(*(_story(silent=one) for one in silent)).silent is expected


_words = st.text(st.sampled_from("абв <>&\"'\n«»😀x"), max_size=600)
_stories = st.builds(
    _story,
    title=_words,
    source=_words,
    queries=st.lists(_words, max_size=4).map(tuple),
    further=st.integers(0, 200),
    url=_words.map(lambda words: "https://x.example/" + words.replace("\n", "")),
)


@given(st.lists(_stories, min_size=1, max_size=STORIES_IN_A_MESSAGE))
@settings(deadline=None, max_examples=100)
def test_nothing_that_the_world_writes_makes_a_digest_that_telegram_refuses(stories: list[StoryUpdate]) -> None:
    shown = _shown(_render(*stories, first=10_000))
    assert len(shown.text.encode("utf-16-le")) // 2 <= 4096
    assert len(shown.entities) <= 100
    assert all(f"\n{number}. " in shown.text for number in range(10_000, 10_000 + len(stories)))


def test_an_akin_story_is_a_line_below_the_first_one_without_a_number() -> None:
    akin = replace(_story(2, title="Лондон прикроет миротворцев", source="РБК"), is_akin=True)
    message = _render(_story(), akin, _story(3, title="Другое"), first=4)
    assert _shown(message).text.splitlines() == [
        "🗞 23 сюжета · 4–5 · 🔔 нефть",
        "4. Рим: <план>",
        "Вестник · 18:42 UTC",
        "похоже, о том же: Лондон прикроет миротворцев · РБК",
        "5. Другое",
        "Вестник · 18:42 UTC",
    ]
    assert [(button.label, button.story) for row in message.buttons for button in row] == [("4", 1), ("5", 3)]  # type: ignore[union-attr]
