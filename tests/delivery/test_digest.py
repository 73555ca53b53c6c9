import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.delivery.digest_layout import STORIES_ON_A_PAGE
from bot.delivery.render import Renderer
from bot.i18n import Translations
from bot.model import (
    Chat,
    ChatKey,
    ChatKind,
    DeliveryPreferences,
    Digest,
    DigestPlace,
    DigestSection,
    DispatchId,
    FurtherReports,
    Hit,
    Language,
    OutgoingMessage,
    PageButton,
    ReadArticle,
    StoryAction,
    StoryButton,
    StoryId,
    StoryUpdate,
)
from tests.botapi.formatting import format_text

_RENDERER = Renderer(Translations())


def _story(
    number: int = 1,
    *,
    title: str = "Рим: <план>",
    source: str = "Вестник",
    queries: tuple[str, ...] = ("нефть",),
    further: int = 0,
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
        silent=False,
    )


_UNTIL = datetime(2026, 3, 1, 18, tzinfo=UTC)
_KYIV = DeliveryPreferences("Europe/Kyiv")


def _digest(*sections: DigestSection, **said: Any) -> Digest:  # noqa: ANN401  as `Digest`
    return replace(Digest(sections, 1, 18, _UNTIL - timedelta(hours=4), _UNTIL, silent=False), **said)


def _render(
    content: Digest, kind: ChatKind = ChatKind.PRIVATE, language: Language = Language.RUSSIAN
) -> OutgoingMessage:
    chat = Chat(ChatKey(1), 1, kind, "чат", language, preferences=_KYIV)
    return _RENDERER.digest(content, chat, DispatchId(7), 0)


def _lines(message: OutgoingMessage) -> list[str]:
    return format_text(message.html, "HTML").text.splitlines()


def _labels(message: OutgoingMessage) -> list[list[str]]:
    return [[button.label for button in row] for row in message.buttons]


_COALITION = DigestSection(
    "коалиция желающих",
    2,
    (
        _story(5, title="Вашингтон поможет", further=7),
        replace(_story(6, title="Лондон: США прикроют", source="РБК"), is_akin=True),
        replace(_story(7, title="Париж назвал срок"), is_muted=True),
    ),
)
_SHOP = DigestSection("Wildberries", 16, tuple(_story(number, title="Рим: <план>") for number in range(8, 12)))


def test_a_digest_lists_its_stories_by_subscription_with_a_number_each() -> None:
    message = _render(_digest(_COALITION, _SHOP, following=12))
    assert _lines(message) == [
        "🗞 18 сюжетов · 16:00–20:00",
        "",
        "коалиция желающих · 2",
        "1. Вашингтон поможет ×8",
        "похоже, о том же: Лондон: США прикроют · РБК",
        "2. 🔇 Париж назвал срок",
        "",
        "Wildberries · 16",
        *(f"{number}. Рим: <план>" for number in range(3, 7)),
    ]
    assert _labels(message) == [["1", "2", "3", "4", "5"], ["6"], ["Ещё 12 →"]]
    assert message.buttons[0][1] == StoryButton("2", StoryAction.SHOW, DispatchId(7), StoryId(7))
    assert message.buttons[-1] == (PageButton("Ещё 12 →", DispatchId(7), 1),)


def test_a_further_page_of_the_same_message_goes_back_and_on() -> None:
    message = _render(_digest(_SHOP, first=13, page=1, following=2))
    assert _lines(message)[0] == "🗞 18 сюжетов · 16:00–20:00"
    assert _labels(message) == [["13", "14", "15", "16"], ["←", "Ещё 2 →"]]
    assert message.buttons[-1][0] == PageButton("←", DispatchId(7), 0)


def test_a_group_gets_links_and_no_numbers_and_a_channel_the_news_alone() -> None:
    group = _render(_digest(_COALITION, _SHOP, total=23), ChatKind.SUPERGROUP)
    assert _lines(group)[:4] == ["🗞 1–6 из 23 · 16:00–20:00", "", "коалиция желающих · 2", "• Вашингтон поможет ×8"]
    assert "2. " not in group.html
    channel = _render(_digest(_SHOP, first=20, total=23), ChatKind.CHANNEL)
    assert _lines(channel) == ["🗞 20–23 из 23", "", *["• Рим: <план>"] * 4]
    assert group.buttons == channel.buttons == ()
    assert (group.silent, channel.silent) == (False, True), "what goes on makes no further sound"


def test_a_digest_over_a_night_says_the_dates() -> None:
    over_night = _render(_digest(_SHOP, total=4, since=_UNTIL - timedelta(hours=21)))
    assert _lines(over_night)[0] == "🗞 4 сюжета · 28.02 23:00–01.03 20:00"
    assert _lines(_render(_digest(_SHOP, total=4, since=_UNTIL)))[0] == "🗞 4 сюжета · 20:00"


@pytest.mark.parametrize(
    ("language", "heading", "more", "opened", "back"),
    [
        (Language.RUSSIAN, "🗞 18 сюжетов · 16:00–20:00", "Ещё 12 →", "🗞 2 из 18 · нефть", "← К дайджесту"),
        (Language.UKRAINIAN, "🗞 18 сюжетів · 16:00–20:00", "Ще 12 →", "🗞 2 з 18 · нефть", "← До дайджесту"),
        (Language.ENGLISH, "🗞 18 stories · 16:00–20:00", "12 more →", "🗞 2 of 18 · нефть", "← Digest"),
    ],
)
def test_a_digest_speaks_every_language(language: Language, heading: str, more: str, opened: str, back: str) -> None:
    message = _render(_digest(_SHOP, _COALITION, following=12), language=language)
    assert (_lines(message)[0], message.buttons[-1][0].label) == (heading, more)
    chat = Chat(ChatKey(1), 1, ChatKind.PRIVATE, "чат", language)
    story = replace(_story(7), place=DigestPlace(2, 18, 0, StoryId(8)))
    shown = _RENDERER.story(story, Hit(), chat, DispatchId(7))
    assert (_lines(shown)[0], shown.buttons[0][0].label) == (opened, back)


@pytest.mark.parametrize("is_muted", [False, True])
def test_an_opened_story_leads_back_and_on(*, is_muted: bool) -> None:
    story = replace(_story(7), place=DigestPlace(17, 18, 1, StoryId(9)), is_muted=is_muted)
    chat = Chat(ChatKey(1), 1, ChatKind.PRIVATE, "чат", Language.RUSSIAN)
    message = _RENDERER.story(story, Hit(), chat, DispatchId(7))
    assert _lines(message)[0] == f"{'🔇' if is_muted else '🗞'} 17 из 18 · нефть"
    assert message.buttons[0] == (
        PageButton("← К дайджесту", DispatchId(7), 1),
        StoryButton("18 →", StoryAction.SHOW, DispatchId(7), StoryId(9)),
    )
    assert ("🔔 Снова следить" if is_muted else "🔇 Хватит") in _labels(message)[1]
    last = _RENDERER.story(replace(story, place=DigestPlace(18, 18, 1, None)), Hit(), chat, DispatchId(7))
    assert _labels(last)[0] == ["← К дайджесту"]


_words = st.text(st.sampled_from("абв <>&\"'\n«»😀x"), max_size=600)
_stories = st.builds(
    _story,
    title=_words,
    source=_words,
    queries=st.lists(_words, max_size=4).map(tuple),
    further=st.integers(0, 200),
    url=_words.map(lambda words: "https://x.example/" + words.replace("\n", "")),
)


@given(st.lists(st.tuples(_words, _stories, st.booleans()), min_size=1, max_size=STORIES_ON_A_PAGE))
@settings(deadline=None, max_examples=100)
def test_nothing_that_the_world_writes_makes_a_digest_that_telegram_refuses(
    listed: list[tuple[str, StoryUpdate, bool]],
) -> None:
    sections = [
        DigestSection(name, 999, (replace(story, is_akin=is_akin, is_muted=True),)) for name, story, is_akin in listed
    ]
    html = _render(_digest(*sections, first=10_000, total=10_050, since=_UNTIL - timedelta(days=300))).html
    shown = format_text(html, "HTML")
    assert len(shown.text.encode("utf-16-le")) // 2 <= 3_900
    assert len(shown.entities) <= 100
    assert sum(len(address.encode()) for address in re.findall('href="([^"]*)"', html)) <= 6_500
    numbered = sum(not is_akin for *_, is_akin in listed)
    assert all(f"\n{number}. " in shown.text for number in range(10_000, 10_000 + numbered))
