import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.delivery.markup import without_markup
from bot.delivery.render import Renderer
from bot.i18n import Translations
from bot.model import (
    DEVELOPMENTS_LISTED,
    FURTHER_LISTED,
    Chat,
    ChatKey,
    ChatKind,
    DeliveryPreferences,
    DevelopmentKind,
    Digest,
    DigestSection,
    DispatchId,
    Failure,
    FurtherReport,
    FurtherReports,
    Hit,
    Language,
    ListedDevelopment,
    Notice,
    Novelty,
    PreviewSize,
    ReadArticle,
    Span,
    StoryUpdate,
)
from tests.botapi.formatting import Formatted, format_text
from tests.botapi.links import checked_link
from tests.delivery.made_up import ARTICLE, HIT, TEXT, joined_by, story_update
from tests.text.test_inert import texts

_RENDERER = Renderer(Translations())


def _chat(kind: ChatKind = ChatKind.PRIVATE, language: Language = Language.RUSSIAN) -> Chat:
    return Chat(ChatKey(1), 1, kind, "чат", language)


def _shown(update: StoryUpdate, hit: Hit = HIT, chat: Chat | None = None) -> Formatted:
    """As Telegram would show it; raises what Telegram refuses."""
    return format_text(_RENDERER.story(update, hit, chat or _chat(), DispatchId(7)).html, "HTML")


def test_a_notification_says_what_why_and_whence() -> None:
    shown = _shown(story_update(further=joined_by("Еспресо", "РБК", total=3)))
    assert shown.text.splitlines() == [
        "🔔 коалиция желающих",
        "Рим: <план> & «коалиция»",
        "Лидеры обсудили «коалицию желающих» в Риме. Решения пока нет. Дальше речь шла о газе и нефти.",
        "Вестник · 18:42 UTC · ещё 2 издания",
        "19:21 UTC Еспресо: Сообщает Еспресо",
        "19:20 UTC РБК: Сообщает РБК",
        "и ещё 1",
    ]
    kinds = {entity.type for entity in shown.entities}
    links = [entity.url for entity in shown.entities if entity.type == "text_link"]
    assert links == ["https://vestnik.example/a?b=1&c=2"] * 2 + ["https://0.example/", "https://1.example/"]
    utf16 = shown.text.encode("utf-16-le")
    bold = [
        utf16[2 * entity.offset : 2 * (entity.offset + entity.length)].decode("utf-16-le")
        for entity in shown.entities
        if entity.type == "bold"
    ]
    assert bold == ["Рим: <план> & «коалиция»", "коалицию желающих"]
    assert {"blockquote", "expandable_blockquote"} <= kinds


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (Language.RUSSIAN, "Заголовок был: "),
        (Language.UKRAINIAN, "Заголовок був: "),
        (Language.ENGLISH, "Headline was: "),
    ],
)
def test_a_former_title_stands_below_the_new_one(language: Language, said: str) -> None:
    former = "Рим: <b>план</b> @durov t.me/x"
    shown = _shown(story_update(former_title=former), chat=_chat(language=language))
    assert shown.text.splitlines()[2].replace("\u2060", "") == said + former
    assert "\u2060" in shown.text.splitlines()[2]
    assert [entity.type for entity in shown.entities].count("italic") == 1
    assert said not in _shown(story_update(), chat=_chat(language=language)).text


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (Language.RUSSIAN, "упомянуто вскользь"),
        (Language.UKRAINIAN, "згадано побіжно"),
        (Language.ENGLISH, "passing mention"),
    ],
)
def test_a_passing_mention_says_so_at_the_end_of_its_last_line(language: Language, said: str) -> None:
    lines = _shown(
        story_update(is_passing=True, further=joined_by("РБК")), chat=_chat(language=language)
    ).text.splitlines()
    assert [line for line in lines if line.endswith(f" · {said}")] == lines[-2:-1]
    assert said not in _shown(story_update(), chat=_chat(language=language)).text


def test_a_channel_gets_the_news_alone() -> None:
    message = _RENDERER.story(story_update(), HIT, _chat(ChatKind.CHANNEL), DispatchId(7))
    assert "🔔" not in message.html
    assert message.buttons == ()


def test_the_list_of_reports_gives_way_to_what_is_told() -> None:
    long = joined_by(*(f"{number} {'и' * 50}" for number in range(FURTHER_LISTED)), total=40)
    wordy = replace(long, newest=tuple(replace(one, title="слово " * 40) for one in long.newest))
    lines = _shown(story_update(further=wordy)).text.splitlines()
    listed = [line for line in lines if "слово" in line]
    assert 10 < len(listed) < FURTHER_LISTED
    assert lines[-1] == f"и ещё {40 - len(listed)}"


def test_what_is_akin_says_so_and_can_be_parted() -> None:
    update = story_update(is_akin=True, silent=True, reply_to=5)
    assert _shown(update).text.startswith("🔔 коалиция желающих · похоже, о том же\n")
    message = _RENDERER.story(update, HIT, _chat(), DispatchId(7))
    assert message.buttons[0][0].label == "Это другое событие"
    assert (message.silent, message.reply_to) == (True, 5)


_DEATHS = Novelty((DevelopmentKind.DEATHS,), "Погибли трое: «коалиция» & <все>.", (Span(8, 12),))
_DEVELOPED = replace(ARTICLE, text=f"{TEXT} {_DEATHS.sentence}")


def test_what_is_new_names_its_kinds_and_quotes_the_sentence_with_the_new_words_in_bold() -> None:
    novelty = replace(_DEATHS, kinds=(DevelopmentKind.DEATHS, DevelopmentKind.DETENTION))
    update = story_update(article=_DEVELOPED, novelty=novelty, silent=True, reply_to=5)
    shown = _shown(update)
    assert shown.text.splitlines() == [
        "↳ Новое: погибшие, задержание",
        "Рим: <план> & «коалиция»",
        "Погибли трое: «коалиция» & <все>.",
        "Вестник · 18:42 UTC",
    ]
    utf16 = shown.text.encode("utf-16-le")
    bold = [one for one in shown.entities if one.type == "bold"]
    assert [utf16[2 * one.offset : 2 * (one.offset + one.length)].decode("utf-16-le") for one in bold] == [
        "Рим: <план> & «коалиция»",
        "трое",
    ]
    message = _RENDERER.story(update, HIT, _chat(), DispatchId(7))
    assert [button.label for row in message.buttons for button in row] == ["🔇 Хватит об этом"]
    assert (message.silent, message.reply_to) == (True, 5)


def test_what_is_new_without_a_kind_says_only_that() -> None:
    lines = _shown(story_update(novelty=Novelty(), reply_to=5)).text.splitlines()
    assert lines[0] == "↳ Новое"
    assert lines[2].startswith("Лидеры обсудили «коалицию желающих» в Риме.")


def test_a_sentence_that_was_edited_away_is_not_quoted() -> None:
    assert "Погибли" not in _shown(story_update(novelty=_DEATHS, reply_to=5)).text


@pytest.mark.parametrize(("is_late", "reply_to"), [(True, 5), (False, None)])
def test_what_is_new_in_a_story_that_nobody_has_in_mind_names_the_subscription(
    *, is_late: bool, reply_to: int | None
) -> None:
    update = story_update(novelty=Novelty((DevelopmentKind.SENTENCE,)), is_late=is_late, reply_to=reply_to)
    assert _shown(update).text.startswith("↳ Новое: приговор · коалиция желающих\n")
    two = replace(update, novelty=Novelty((DevelopmentKind.SENTENCE, DevelopmentKind.FIGURES)))
    assert _shown(two).text.startswith("↳ Новое: приговор · коалиция желающих\n")
    long = replace(update, subscriptions=("слово " * 9,))
    assert len(_shown(long).text.splitlines()[0]) <= 40


@pytest.mark.parametrize("language", Language)
def test_a_heading_holds_as_many_kinds_as_a_lock_screen_shows(language: Language) -> None:
    update = story_update(novelty=Novelty(tuple(DevelopmentKind)), reply_to=5)
    heading = _shown(update, chat=_chat(language=language)).text.splitlines()[0]
    assert 20 < len(heading) <= 40
    assert heading.count(", ") >= 1


@pytest.mark.parametrize(
    ("subscriptions", "heading"),
    [
        (("коалиция желающих",), "🔔 коалиция желающих"),
        (("коалиция желающих", "НАТО"), "🔔 НАТО · коалиция желающих"),
        (("коалиция желающих", "НАТО", "Рим", "ВПК"), "🔔 Рим · ВПК +2"),
        (("резолюция Совета Безопасности", "коалиция желающих", "план"), "🔔 план · коалиция желающих +1"),
        (("резолюция Совета Безопасности", "мирный план для Украины"), "🔔 мирный план для Украины +1"),
        (("резолюция Совета Безопасности ООН по Украине",), "🔔 резолюция Совета Безопасности ООН по…"),
    ],
)
def test_a_heading_fits_a_lock_screen_whatever_subscriptions_it_names(
    subscriptions: tuple[str, ...], heading: str
) -> None:
    assert _shown(story_update(subscriptions=subscriptions)).text.splitlines()[0] == heading
    for language in Language:
        for told in (
            story_update(subscriptions=subscriptions, is_akin=True),
            story_update(subscriptions=subscriptions * 9),
        ):
            assert len(_shown(told, chat=_chat(language=language)).text.splitlines()[0]) <= 40


def test_what_was_added_within_the_hour_is_listed_newest_first() -> None:
    further = replace(joined_by("Еспресо", "РБК"), outlets=0)
    lines = _shown(story_update(article=_DEVELOPED, novelty=_DEATHS, reply_to=5, further=further)).text.splitlines()
    assert lines[3:] == ["Вестник · 18:42 UTC", "19:21 UTC Еспресо: Сообщает Еспресо", "19:20 UTC РБК: Сообщает РБК"]


def test_what_is_new_since_the_message_was_sent_stands_under_its_title() -> None:
    at = datetime(2026, 3, 1, 19, 40, tzinfo=UTC)
    developments = (
        ListedDevelopment((DevelopmentKind.DEATHS,), "Трое <погибли>", "https://a.example/", at),
        ListedDevelopment((), "Ещё", "", at - timedelta(hours=1)),
    )
    shown = _shown(story_update(developments=developments))
    assert shown.text.splitlines()[:4] == [
        "🔔 коалиция желающих",
        "Рим: <план> & «коалиция»",
        "↳ 19:40 UTC погибшие: Трое <погибли>",
        "↳ 18:40 UTC Ещё",
    ]
    assert "https://a.example/" in {entity.url for entity in shown.entities}


def test_a_muted_story_says_so_and_how_many_it_silences() -> None:
    lines = _shown(story_update(is_muted=True, silenced=2)).text.splitlines()
    assert lines[0] == "🔇 коалиция желающих"
    assert lines[-1] == "Вестник · 18:42 UTC · ещё 2 похожих"
    developed = story_update(is_muted=True, novelty=Novelty((DevelopmentKind.DEATHS,)), reply_to=5)
    assert _shown(developed).text.startswith("🔇 Новое: погибшие\n")
    for update in (story_update(is_muted=True), developed):
        message = _RENDERER.story(update, HIT, _chat(), DispatchId(7))
        assert [button.label for row in message.buttons for button in row] == ["🔔 Снова следить"]


def test_several_subscriptions_are_all_named() -> None:
    assert _shown(story_update(subscriptions=("раз", "два"))).text.startswith("🔔 раз · два\n")


def test_the_language_is_that_of_the_chat() -> None:
    message = _RENDERER.story(
        story_update(further=joined_by("РБК")), HIT, _chat(language=Language.ENGLISH), DispatchId(7)
    )
    assert "1 more outlet" in message.html
    assert [button.label for row in message.buttons for button in row] == ["Why?", "Off-topic", "🔇 Mute"]


def test_the_time_is_that_of_the_chat_and_an_entity_that_shows_each_reader_his_own() -> None:
    chat = replace(_chat(), preferences=DeliveryPreferences("Europe/Kyiv"))
    shown = _shown(story_update(), chat=chat)
    assert shown.text.splitlines()[-1] == "Вестник · 20:42"
    (entity,) = [entity for entity in shown.entities if entity.type == "date_time"]
    assert entity.unix_time == int(datetime(2026, 3, 1, 18, 42, tzinfo=UTC).timestamp())


@pytest.mark.parametrize(
    ("size", "expected"),
    [(PreviewSize.LARGE, (True, True)), (PreviewSize.SMALL, (True, False)), (PreviewSize.NONE, (False, False))],
)
def test_the_preview_is_as_large_as_the_chat_wants_it(size: PreviewSize, expected: tuple[bool, bool]) -> None:
    message = _RENDERER.story(
        story_update(), HIT, replace(_chat(), preferences=DeliveryPreferences(preview=size)), DispatchId(7)
    )
    assert (message.preview_url is not None, message.large_preview) == expected


@pytest.mark.parametrize(
    "url", ["", "javascript:alert(1)", "https://", "http://[::1", "https://x.example/" + "a" * 3000]
)
def test_an_address_that_is_none_is_no_link(url: str) -> None:
    message = _RENDERER.story(story_update(url=url), HIT, _chat(), DispatchId(7))
    assert "<a" not in message.html
    assert message.preview_url is None


def test_an_article_without_a_text_has_no_quote() -> None:
    article = ReadArticle("Заголовок и всё", "", "Вестник", "", "ru")
    assert "<blockquote>" not in _RENDERER.story(story_update(article=article), Hit(), _chat(), DispatchId(7)).html


def test_a_notice_says_why_a_source_fails() -> None:
    notice = Notice("source-fails", {"address": "https://x.example/<&>"}, Failure("html-page", "…"))
    shown = format_text(_RENDERER.notice(notice, _chat(), DispatchId(1)).html, "HTML")
    assert "https://x.example/<&> пока не читается: вместо ленты там страница" in shown.text


def test_a_lost_chat_is_told_of_in_the_language_of_who_is_told() -> None:
    notice = Notice("chat-lost", {"title": "Вести", "why": "Forbidden: bot was kicked from the channel chat"})
    assert "писать: меня удалили." in _RENDERER.notice(notice, _chat(), DispatchId(1)).html


_words = st.text(st.sampled_from("абв <>&\"'.!?\n«»😀x@/#$"), max_size=6000) | texts
_reports = st.builds(
    FurtherReport,
    source=_words,
    title=_words,
    url=st.sampled_from(["", "https://x.example/", f"https://x.example/{'й' * 450}", "javascript:x"]),
    published_at=st.just(datetime(2026, 3, 1, 19, tzinfo=UTC)),
)
_listed = st.builds(
    ListedDevelopment,
    kinds=st.lists(st.sampled_from(DevelopmentKind), max_size=4).map(tuple),
    title=_words,
    url=st.sampled_from(["", "https://x.example/", f"https://x.example/{'й' * 450}", "javascript:x"]),
    published_at=st.just(datetime(2026, 3, 1, 19, tzinfo=UTC)),
)
_report_lists = st.lists(_reports, max_size=FURTHER_LISTED).map(tuple)
_OURS = {"bold", "text_link", "blockquote", "expandable_blockquote", "date_time", "italic", "code", "pre"}


@st.composite
def _novelties(draw: st.DrawFn, text: str) -> Novelty:
    """What is new in an article of that text, or in one that has been edited since."""
    start, end = sorted(draw(st.tuples(*[st.integers(0, len(text))] * 2)))
    sentence = draw(st.just(text[start:end]) | _words)
    places = sorted(draw(st.sets(st.integers(0, len(sentence)), max_size=60)))
    words = tuple(Span(*both) for both in zip(places[::2], places[1::2], strict=False))
    return Novelty(tuple(draw(st.lists(st.sampled_from(DevelopmentKind)))), sentence, words)


@st.composite
def _updates(draw: st.DrawFn) -> tuple[StoryUpdate, Hit]:
    text = draw(_words)
    places = sorted(draw(st.sets(st.integers(0, len(text)), max_size=300)))
    spans = tuple(Span(start, end) for start, end in zip(places[::2], places[1::2], strict=False))
    update = story_update(
        article=ReadArticle(draw(_words), text, draw(_words), "", "ru"),
        subscriptions=tuple(draw(st.lists(_words.filter(str.strip), min_size=1, max_size=5))),
        further=FurtherReports(
            tuple(draw(st.lists(_reports, max_size=FURTHER_LISTED))), draw(st.integers(24, 3_000)), 9
        ),
        url=draw(st.sampled_from(["", "https://x.example/?a=1&b=<2>"])) + draw(_words).replace("\n", ""),
        novelty=draw(st.none() | _novelties(text)),
        developments=tuple(draw(st.lists(_listed, max_size=DEVELOPMENTS_LISTED))),
        reply_to=draw(st.sampled_from([None, 5])),
        is_late=draw(st.booleans()),
        former_title=draw(st.none() | _words),
        is_passing=draw(st.booleans()),
    )
    return update, Hit(text=spans)


def _is_sound(html: str, *, urls: Iterable[str]) -> None:
    """Telegram takes the message, and the only links in it are those that we made."""
    shown = format_text(html, "HTML")
    assert len(shown.text.encode("utf-16-le")) // 2 <= 4096
    assert len(re.findall("<[a-z]", html)) <= 100
    assert {entity.type for entity in shown.entities} <= _OURS
    assert {entity.url for entity in shown.entities if entity.type == "text_link"} <= {
        checked_link(url) for url in urls
    }


@given(_updates())
@settings(deadline=None, max_examples=150)
def test_nothing_that_the_world_writes_makes_a_message_that_telegram_refuses_or_a_link(
    made: tuple[StoryUpdate, Hit],
) -> None:
    update, hit = made
    html = _RENDERER.story(update, hit, _chat(), DispatchId(7)).html
    listed = [one.url for one in update.further.newest] + [one.url for one in update.developments]
    _is_sound(html, urls=[update.url, *listed])
    assert len(format_text(html, "HTML").text.encode("utf-16-le")) // 2 <= 3_900
    links = {entity.url for entity in format_text(html, "HTML").entities if entity.url}
    assert sum(len(link.encode()) for link in re.findall('href="([^"]*)"', html)) <= 6_500
    assert len(links) <= 2 + DEVELOPMENTS_LISTED + FURTHER_LISTED


def _digest(*stories: StoryUpdate) -> Digest:
    section = DigestSection("x", len(stories), stories)
    return Digest((section,), 1, 99, stories[0].published_at, stories[0].published_at, silent=False)


@given(st.lists(_updates(), min_size=1, max_size=15), st.booleans())
@settings(deadline=None, max_examples=50)
def test_nor_a_digest(made: list[tuple[StoryUpdate, Hit]], all_the_same: bool) -> None:
    stories = tuple(replace(one, subscriptions=("x",)) if all_the_same else one for one, _ in made)
    html = _RENDERER.digest(_digest(*stories), _chat(), DispatchId(7)).html
    _is_sound(html, urls=[one.url for one in stories])


@pytest.mark.parametrize(
    "url",
    [
        *("javascript:alert(1)", "data:text/html,x", "tg://resolve?domain=x", "ton://x", "ftp://a.example/"),
        *("//a.example", "https://user@a.example/", "https://user:pass@a.example/", "https://good.example\\@a.example/"),
        *("https://a.example/ x", "https://a.example/\u2028x", "https://a.example:0/", "https://", "http://[::1"),
    ],
)  # fmt: skip
def test_what_is_no_plain_address_of_the_web_is_never_a_link(url: str) -> None:
    update = story_update(url=url)
    assert "<a" not in _RENDERER.story(update, Hit(), _chat(), DispatchId(7)).html
    assert "<a" not in _RENDERER.digest(_digest(update), _chat(), DispatchId(7)).html


def test_a_title_that_shows_nothing_still_leads_to_its_article() -> None:
    article = replace(ARTICLE, title="\u2800\u200b\u3164")
    shown = _shown(story_update(article=article), Hit())
    assert "…" in shown.text.splitlines()
    assert [entity.url for entity in shown.entities if entity.url] == ["https://vestnik.example/a?b=1&c=2"] * 2


def test_addresses_of_sources_lead_where_they_say() -> None:
    def links(address: str) -> list[str | None]:
        notice = Notice("source-fails", {"address": address}, Failure("html-page", "…"))
        shown = format_text(_RENDERER.notice(notice, _chat(), DispatchId(1)).html, "HTML")
        assert address in shown.text.replace("\u2060", "")
        return [entity.url for entity in shown.entities if entity.type in {"text_link", "url", "mention"}]

    assert links("https://x.example/feed") == ["https://x.example/feed"]
    assert links("@mayak_bereg") == ["https://t.me/s/mayak_bereg"]
    assert links("x.example/feed") == ["https://x.example/feed"]
    assert links("https://user@x.example/") == links("https://x.example/fee…") == links("javascript:x.example") == []


def test_what_goes_as_plain_text_has_no_links_either() -> None:
    html = 'Все команды: /help <a href="https://a.example/">dev.ua &amp; @name</a> <b>жирный</b>'
    assert without_markup(html) == "Все команды: /help dev\u2060.ua &amp; @\u2060name жирный"
