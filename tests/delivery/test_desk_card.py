"""A card in each of its states: the post, what the desk says of it, and its buttons."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.delivery.desk_card import render_card
from bot.delivery.post import render_post
from bot.i18n import Translations
from bot.model import (
    POST_LIMIT,
    CardButton,
    CardStep,
    ChannelPost,
    ChannelSettings,
    Chat,
    ChatKey,
    ChatKind,
    Concern,
    ConcernKind,
    DeliveryPreferences,
    DeskCard,
    Editing,
    Language,
    LinkButton,
    OutgoingMessage,
    OwnPostChoice,
    OwnPostKind,
    OwnPostPlace,
    PersonKey,
    PostLook,
    PostText,
    Presser,
    Repost,
    RepostId,
    RepostState,
    StoryId,
    SubscriptionId,
    Undecided,
)
from bot.reposts.states import seen_on
from tests.botapi.formatting import format_text
from tests.delivery.made_up import ARTICLE, HIT, story_update

_TEXTS = Translations()
_NOW = datetime(2026, 3, 1, 18, 44, tzinfo=UTC)
_SOON = _NOW + timedelta(minutes=10)
_CHANNEL = Chat(
    ChatKey(1),
    -1_001_234_567_890,
    ChatKind.CHANNEL,
    "Оборона",
    Language.RUSSIAN,
    preferences=DeliveryPreferences("UTC"),
)
_ANYA, _BORIS, _HIDDEN = Presser(PersonKey(1), "Аня"), Presser(PersonKey(2), "Борис"), Presser(PersonKey(3), None)
_POST = ChannelPost(story_update(version=7), PostLook())
_OFFERED = "✅ Опубликовать | ✏️ Изменить / 🕐 Позже | ✖️ Нет | ⋯"


def _card(post: ChannelPost = _POST, /, **changes: object) -> DeskCard:
    fields: dict[str, object] = {"state": RepostState.OFFERED, "revision": 4} | changes
    repost = Repost(RepostId(9), _CHANNEL.key, StoryId(1), **fields)  # type: ignore[arg-type]  # its fields
    return DeskCard(repost, post, _CHANNEL, ChannelSettings(approvals=2), outlets=3, serial=1)


def _rendered(card: DeskCard, page: CardStep = CardStep.BACK, language: Language = Language.RUSSIAN) -> OutgoingMessage:
    return render_card(card, HIT, _TEXTS[language], _NOW, page)


def _labels(message: OutgoingMessage) -> str:
    return " / ".join(" | ".join(button.label for button in row) for row in message.buttons)


def _at(kind: ConcernKind, at: datetime = _NOW - timedelta(minutes=9)) -> Concern:
    return Concern(kind, str(round(at.timestamp() * 1000)))


@pytest.mark.parametrize(
    ("changes", "lines", "buttons"),
    [
        ({}, ["→ Оборона · 3 источника"], _OFFERED),
        ({"editing": Editing(_BORIS, _SOON)}, ["✏️ Меняет текст: Борис, до 18:54"], "↩ Не менять"),
        ({"editing": Editing(_BORIS, _NOW)}, ["→ Оборона · 3 источника"], _OFFERED),
        ({"editing": Editing(_HIDDEN, _SOON)}, ["✏️ Меняет текст: администратор, до 18:54"], "↩ Не менять"),
        ({"text": PostText("Текст", _BORIS)}, ["→ Оборона · текст: Борис"], _OFFERED),
        ({"approvals": (_ANYA,)}, ["✅ 1 из 2 · Аня"], _OFFERED),
        ({"approvals": (_ANYA, _BORIS)}, ["→ Оборона · 3 источника"], _OFFERED),  # it took more of them before
        (
            {"concerns": (Concern(ConcernKind.ADVERTISEMENT, "erid"),)},
            ["→ Оборона · 3 источника", "⚠️ Похоже на рекламу: «erid»"],
            _OFFERED,
        ),
        (
            {"concerns": (Concern(ConcernKind.MARK, "18+"), _at(ConcernKind.LATE))},
            ["→ Оборона · 3 источника", "⚠️ Нужна пометка: «18+»", "⚠️ Должно было выйти в 18:35"],
            "➕ Пометка | ✏️ Изменить / 🕐 Позже | ✖️ Нет | ⋯",
        ),
        (
            {"concerns": (_at(ConcernKind.LATE, _NOW - timedelta(days=1)),)},
            ["→ Оборона · 3 источника", "⚠️ Должно было выйти 28.02 18:44"],
            _OFFERED,
        ),
        (
            {"concerns": (_at(ConcernKind.AKIN), Concern(ConcernKind.TURNED, "denied"))},
            ["→ Оборона · 3 источника", "⚠️ Похоже, о том же, что вышло в 18:35", "⚠️ В сюжете новое: опровергнуто"],
            _OFFERED,
        ),
        (
            {"concerns": (Concern(ConcernKind.RIGHT_LOST),)},
            ["→ Оборона · 3 источника", "⚠️ Мне забрали право публиковать"],
            "Дать права",
        ),
        (
            {"state": RepostState.SCHEDULED, "by": _ANYA, "due_at": _NOW + timedelta(hours=14.25)},
            ["🕐 Завтра в 08:59 · Аня"],
            "✅ Сейчас | 🕐 Другое / ✖️ Отменить",
        ),
        (
            {"state": RepostState.SCHEDULED, "by": _HIDDEN, "due_at": _NOW + timedelta(days=3)},
            ["🕐 04.03 18:44 · администратор"],
            "✅ Сейчас | 🕐 Другое / ✖️ Отменить",
        ),
        ({"state": RepostState.DUE, "by": _ANYA, "due_at": _NOW}, ["✅ Аня: выйдет в 18:44"], "✖️ Отменить"),
        ({"state": RepostState.DUE, "due_at": _NOW}, ["✅ Выйдет в 18:44"], "✖️ Отменить"),
        ({"state": RepostState.RELEASED, "by": _ANYA, "due_at": _NOW}, ["✅ Аня: выйдет в 18:44"], ""),
        (
            {"state": RepostState.POSTED, "by": _ANYA, "posted_at": _NOW, "message_id": 12},
            ["✅ 18:44 · Аня · открыть"],
            "✏️ Изменить | 📌 Закрепить / 🗑 Удалить",
        ),
        (
            {"state": RepostState.POSTED, "by": _ANYA, "posted_at": _NOW, "editing": Editing(_BORIS, _SOON)},
            ["✏️ Меняет текст: Борис, до 18:54"],
            "↩ Не менять",
        ),
        (
            {"state": RepostState.POSTED, "posted_at": _NOW - timedelta(hours=48), "is_pinned": True},
            ["✅ 27.02 18:44"],
            "✏️ Изменить | 📌 Открепить",
        ),
    ],
)
def test_a_post_that_may_go_out_stands_above_what_the_desk_knows(
    changes: dict[str, object], lines: list[str], buttons: str
) -> None:
    card = _card(**changes)
    message = _rendered(card)
    post = render_post(card.post, HIT, _CHANNEL, _TEXTS[Language.RUSSIAN])
    assert message.html.startswith(f"{post.html}\n\n")
    assert (message.preview_url, message.large_preview, message.preview_above) == (post.preview_url, True, True)
    shown = format_text(message.html, "HTML").text
    assert shown.split("\n\n")[-1].splitlines() == lines
    assert _labels(message) == buttons


@pytest.mark.parametrize(
    ("changes", "line", "buttons"),
    [
        ({"state": RepostState.REFUSED, "by": _BORIS, "decided_at": _NOW}, "✖️ Нет · Борис, 18:44", "↩ Вернуть"),
        ({"state": RepostState.LAPSED}, "⌛ За 6 часов никто не решил", "↩ Вернуть"),
        (
            {"state": RepostState.DELETED, "by": _ANYA, "decided_at": _NOW},
            "🗑 Удалено · Аня, 18:44",
            "Опубликовать ещё раз",
        ),
        ({"state": RepostState.DROPPED}, "✖️ Не выйдет", ""),
    ],
)
def test_of_a_post_that_will_not_go_out_only_the_title_is_left(
    changes: dict[str, object], line: str, buttons: str
) -> None:
    message = _rendered(_card(**changes, concerns=(Concern(ConcernKind.RETITLED, "Был"),)))
    assert format_text(message.html, "HTML").text == f"{ARTICLE.title}\n\n{line}"
    assert message.preview_url is None
    assert _labels(message) == buttons


def test_how_long_nobody_has_decided_is_said_in_minutes_too() -> None:
    card = _card(state=RepostState.LAPSED)
    card = replace(card, settings=replace(card.settings, undecided=Undecided(timedelta(minutes=90))))
    assert _rendered(card).html.endswith("⌛ За 90 минут никто не решил")


def test_a_button_carries_the_card_as_it_is_shown() -> None:
    card = _card(concerns=(Concern(ConcernKind.ADVERTISEMENT, "erid"),))
    first = _rendered(card).buttons[0][0]
    assert first == CardButton(
        "✅ Опубликовать",
        CardStep.PUBLISH,
        RepostId(9),
        revision=4,
        version=7,
        seen=seen_on(card.repost),
        style="success",
    )
    posted = _rendered(_card(state=RepostState.POSTED, posted_at=_NOW)).buttons[-1][0]
    assert isinstance(posted, CardButton)
    assert posted.style == "danger"


def test_the_rights_are_asked_for_by_a_link() -> None:
    card = _card(concerns=(Concern(ConcernKind.RIGHT_LOST),))
    assert _rendered(card).buttons == (
        (LinkButton("Дать права", "https://t.me/{bot}?startchannel&admin=post_messages+edit_messages"),),
    )


def test_a_page_offers_what_can_be_done_with_the_post() -> None:
    assert _labels(_rendered(_card(), CardStep.MORE)) == (
        "Предпросмотр | Другой источник / Почему? | Не по теме / 🔇 Хватит об этом | ← Назад"
    )
    look = PostLook(signature="О", hashtags={SubscriptionId(1): "нато"})
    more = _labels(_rendered(_card(replace(_POST, look=look)), CardStep.MORE))
    assert more.startswith("Подпись | Хэштеги / Предпросмотр | Другой источник / ")
    written = _labels(_rendered(_card(replace(_POST, look=look, text="Своё")), CardStep.MORE))
    assert written.startswith("Предпросмотр / Почему? | ")


def test_the_page_of_times_asks_when_and_leaves_the_buttons_to_others() -> None:
    message = _rendered(_card(), CardStep.TIMES)
    assert message.html.endswith("\n\n→ <b>Оборона</b> · когда?")
    assert message.buttons == ()


@pytest.mark.parametrize("language", Language)
def test_the_desk_reads_its_own_language_and_the_post_that_of_the_channel(language: Language) -> None:
    story = story_update(version=7)
    look = PostLook(template="{title}\n[{source}]({link})")
    card = _card(ChannelPost(story, look), concerns=(Concern(ConcernKind.ADVERTISEMENT, "erid"),))
    post = render_post(card.post, HIT, _CHANNEL, _TEXTS[Language.RUSSIAN])
    message = _rendered(card, language=language)
    assert message.html.startswith(post.html)
    said = {
        Language.RUSSIAN: "Похоже на рекламу",
        Language.UKRAINIAN: "Схоже на рекламу",
        Language.ENGLISH: "Looks like an ad",
    }
    assert said[language] in message.html


def test_a_card_fits_a_message_whatever_it_quotes() -> None:
    kinds = (ConcernKind.ADVERTISEMENT, ConcernKind.MARK, ConcernKind.RETITLED)
    concerns = tuple(Concern(kind, "слово " * 90) for kind in kinds)
    message = _rendered(_card(replace(_POST, text="я" * POST_LIMIT), concerns=concerns))
    shown = format_text(message.html, "HTML").text
    assert shown.startswith("я" * POST_LIMIT)
    assert len(shown.splitlines()) == 6


def test_names_and_titles_are_inert() -> None:
    card = _card(text=PostText("Текст", Presser(PersonKey(1), "<b>@durov")))
    card = replace(card, channel=replace(_CHANNEL, title="Канал & dev.ua"))
    line = format_text(_rendered(card).html, "HTML")
    assert not [one for one in line.entities if one.type in {"mention", "url"}]
    assert line.text.replace("\u2060", "").endswith("→ Канал & dev.ua · текст: <b>@durov")


def test_what_is_copied_or_forwarded_is_said_to_be_not_this_text() -> None:
    place = OwnPostPlace(-1, (5,), OwnPostKind.TEXT, "Пост", is_protected=False)
    post = replace(_POST, story=story_update(own_post=place))
    for way, said in ((OwnPostChoice.COPY, "копией"), (OwnPostChoice.FORWARD, "пересылкой"), (OwnPostChoice.TEXT, "")):
        lines = format_text(_rendered(_card(replace(post, own_posts=way))).html, "HTML").text.splitlines()
        assert ("сам пост" in lines[-1]) is bool(said)
        assert said in lines[-1]
    assert "сам пост" not in _rendered(_card(replace(post, own_posts=OwnPostChoice.COPY, text="Другое"))).html
