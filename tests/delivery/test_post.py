"""A post as a channel shows it: what the template says, and never anything that Telegram refuses."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.delivery.post import bare, render_post
from bot.delivery.telegram import preview
from bot.errors import TemplateRefused
from bot.i18n import Translations
from bot.model import (
    POST_LIMIT,
    ChannelPost,
    Chat,
    ChatKey,
    ChatKind,
    DevelopmentKind,
    Language,
    LinkPreview,
    ListedDevelopment,
    Novelty,
    OutgoingMessage,
    PostLook,
    ReadArticle,
    Span,
    StoryUpdate,
    SubscriptionId,
)
from bot.reposts.markup import ADDRESSES_LIMIT, ENTITIES_LIMIT, address_bytes, entities
from bot.reposts.template import Field, default_templates, read_template
from bot.text.shortening import utf16_length
from tests.botapi.formatting import Formatted, format_text
from tests.botapi.recognition import recognised
from tests.delivery.made_up import ARTICLE, HIT, TEXT, joined_by, story_update
from tests.text.test_inert import texts

_TEXTS = Translations()
_CHANNEL = Chat(ChatKey(1), -1, ChatKind.CHANNEL, "Оборона", Language.RUSSIAN)
_URL = "https://vestnik.example/a?b=1&c=2"
_LINK = "https://vestnik.example/a?b=1&amp;c=2"


def _made(look: PostLook, story: StoryUpdate, tags: tuple[str, ...] = (), **fields: object) -> ChannelPost:
    """A post that subscriptions with these hashtags bring."""
    hashtags = {SubscriptionId(number): tag for number, tag in enumerate(tags)}
    return ChannelPost(story, replace(look, hashtags=hashtags), subscriptions=tuple(hashtags), **fields)  # type: ignore[arg-type]  # its fields


def _post(look: PostLook | None = None, story: StoryUpdate | None = None, **fields: object) -> OutgoingMessage:
    post = _made(look or PostLook(), story or story_update(), **fields)  # type: ignore[arg-type]  # as above
    return render_post(post, HIT, _CHANNEL, _TEXTS[_CHANNEL.language])


def _shown(message: OutgoingMessage) -> Formatted:
    return format_text(message.html, "HTML")


def test_the_first_template_gives_title_summary_and_source() -> None:
    message = _post(PostLook(emphasises=False))
    assert message.html == (
        f'<a href="{_LINK}"><b>Рим: &lt;план&gt; &amp; «коалиция»</b></a>\n'
        "Лидеры обсудили «коалицию желающих» в Риме. Решения пока нет. Дальше речь шла о газе и нефти.\n"
        f'<a href="{_LINK}">Вестник</a>'
    )
    assert message.buttons == ()
    assert (message.silent, message.reply_to, message.topic) == (False, None, 0)


@pytest.mark.parametrize("language", Language)
def test_the_templates_to_choose_from_are_four_and_tell_the_same_in_each_language(language: Language) -> None:
    templates = default_templates(_TEXTS[language])
    assert len(set(templates)) == 4
    look = PostLook(signature="<b>Оборона</b>")
    for template in templates:
        assert read_template(template).html == template
        post = _made(replace(look, template=template), story_update(), ("нато", "впк"))
        shown = _shown(render_post(post, HIT, replace(_CHANNEL, language=language), _TEXTS[language])).text
        assert ARTICLE.title in shown
        assert "Вестник" in shown
        assert shown.endswith("\n\nОборона\n#нато #впк")
    read_on = {
        Language.RUSSIAN: "Читать полностью",
        Language.UKRAINIAN: "Читати повністю",
        Language.ENGLISH: "Read in full",
    }
    assert read_on[language] in templates[2]


def test_what_matched_is_bold_if_the_channel_wants_that() -> None:
    assert "«<b>коалицию желающих</b>»" in _post().html
    assert "<b>коалицию" not in _post(PostLook(emphasises=False)).html


@pytest.mark.parametrize(
    ("chosen", "large", "above", "small"),
    [
        (LinkPreview.ABOVE, True, True, False),
        (LinkPreview.BELOW, True, False, False),
        (LinkPreview.SMALL, False, False, True),
    ],
)
def test_the_preview_is_that_of_the_article_as_the_channel_wants_it(
    chosen: LinkPreview, *, large: bool, above: bool, small: bool
) -> None:
    sent = preview(_post(PostLook(preview=chosen)))
    assert sent.url == _URL
    assert (sent.prefer_large_media, sent.show_above_text, sent.prefer_small_media) == (large, above, small)
    assert preview(_post(PostLook(preview=chosen), text="Свой текст")).url == _URL


def test_without_a_preview_or_an_address_that_telegram_takes_there_is_none() -> None:
    assert preview(_post(PostLook(preview=LinkPreview.NONE))).is_disabled
    message = _post(story=story_update(url="ftp://vestnik.example/"))
    assert preview(message).is_disabled
    assert _shown(message).text.splitlines()[0] == ARTICLE.title
    assert "<a" not in message.html


_GROWN = {
    "further": joined_by("Еспресо", "РБК", total=3),
    "former_title": "Рим: другой план",
    "developments": (
        ListedDevelopment((DevelopmentKind.DEATHS,), "Погибли трое", "https://b.example/", story_update().published_at),
    ),
}


def test_a_post_grows_only_if_the_channel_wants_that() -> None:
    assert _post(story=story_update(**_GROWN)).html == _post().html
    assert _shown(_post(PostLook(grows=True), story_update(**_GROWN))).text.splitlines()[2:] == [
        "Вестник · ещё 2 издания",
        "Заголовок был: Рим: другой план",
        "↳ 18:42 UTC погибшие: Погибли трое",
        "19:21 UTC Еспресо: Сообщает Еспресо",
        "19:20 UTC РБК: Сообщает РБК",
        "и ещё 1",
    ]


def test_what_somebody_is_given_to_rewrite_is_without_what_joined() -> None:
    grown = ChannelPost(story_update(**_GROWN), PostLook(grows=True))
    rewritten = render_post(bare(grown), HIT, _CHANNEL, _TEXTS[_CHANNEL.language])
    assert rewritten.html == _post().html


def test_what_a_person_wrote_does_not_grow() -> None:
    message = _post(PostLook(grows=True, signature="Подпись"), story_update(**_GROWN), text="<b>Своё</b>", marks=("М",))
    assert message.html == "<b>Своё</b>"


def test_a_development_says_what_is_new_and_replies() -> None:
    sentence = "Погибли трое."
    novelty = Novelty((DevelopmentKind.DEATHS,), sentence, (Span(8, 12),))
    story = story_update(
        article=replace(ARTICLE, text=f"{TEXT} {sentence}"), novelty=novelty, reply_to=5, silent=True, is_late=True
    )
    message = _post(story=story)
    assert _shown(message).text.splitlines() == ["↳ Новое: погибшие", ARTICLE.title, sentence, "Вестник"]
    assert "Погибли <b>трое</b>." in message.html
    assert (message.reply_to, message.silent) == (5, True)


def test_what_is_akin_is_a_silent_reply_and_no_more() -> None:
    message = _post(story=story_update(is_akin=True, reply_to=5, silent=True))
    assert message.html == _post().html
    assert (message.reply_to, message.silent) == (5, True)


def test_signature_hashtags_and_marks_come_after_what_is_told_and_before_what_joins() -> None:
    look = PostLook(signature='<a href="https://t.me/o">О</a>', grows=True)
    lines = _shown(_post(look, story_update(**_GROWN), tags=("нато",), marks=("18+",))).text.splitlines()
    assert lines[3:8] == ["", "О", "#нато", "", "18+"]
    without = _shown(_post(look, tags=("нато",), has_signature=False)).text.splitlines()
    assert without[3:] == ["", "#нато"]


def test_hashtags_are_as_many_as_fit() -> None:
    shown = _shown(_post(tags=tuple(f"{'т' * 59}{number}" for number in range(9)))).text
    assert shown.count("#") == 3


_LOOKS = st.builds(
    PostLook,
    st.sampled_from(default_templates(_TEXTS[Language.RUSSIAN]))
    | st.lists(
        st.sampled_from(
            [*(f"{{{field}}}" for field in Field), "[{title}]({link})", " · ", "\n", "<i>", "</i>", "<code>", "</code>"]
        ),
        max_size=14,
    ).map("".join),
    signature=st.sampled_from(["", "<b>О</b>"]),
    emphasises=st.booleans(),
    grows=st.booleans(),
)


@given(look=_LOOKS, title=texts, body=texts, source=texts, is_long=st.booleans())
@settings(deadline=None)
def test_no_foreign_text_is_live_and_every_post_is_taken(
    look: PostLook, title: str, body: str, source: str, *, is_long: bool
) -> None:
    try:
        read_template(look.template or default_templates(_TEXTS[Language.RUSSIAN])[0])
    except TemplateRefused:
        return
    times = 60 if is_long else 1
    article = ReadArticle(title * times, f"{body * times}. ", source * times, "vestnik.example", "ru")
    url = f"https://vestnik.example/{'x' * (1_900 if is_long else 1)}"
    story = story_update(**(_GROWN | {"article": article, "url": url, "further": joined_by(*[source] * 24)}))
    message = _post(look, story, marks=("знак",))
    shown = _shown(message)
    assert not [one for one in shown.entities if one.type in {"mention", "hashtag", "bot_command", "url", "email"}]
    assert utf16_length(shown.text) <= POST_LIMIT
    assert entities(message.html) <= ENTITIES_LIMIT
    assert address_bytes(message.html) <= ADDRESSES_LIMIT


def test_long_marks_leave_at_least_the_title() -> None:
    look = PostLook(template="{title} {link}\n{summary}\n{source} {time}\n{signature}", signature="о" * 200, grows=True)
    marks = tuple(f"{number} {'знак ' * 98}" for number in range(7))
    story = story_update(**(_GROWN | {"article": replace(ARTICLE, title="т" * 299)}))
    shown = _shown(_post(look, story, marks=marks)).text
    assert utf16_length(shown) <= POST_LIMIT
    assert shown.startswith("т" * 299)
    assert marks[-1].rstrip() in shown


@pytest.mark.parametrize("live", ["Gazeta.ua", "@durov", "#тег", "/start"])
def test_a_foreign_name_is_inert_outside_links_and_untouched_within(live: str) -> None:
    story = story_update(article=replace(ARTICLE, source=live))
    look = PostLook(template="{title} {link}\n{source}")
    assert not recognised(_shown(_post(look, story)).text.splitlines()[-1])
    assert f">{live}</a>" in _post(story=story).html
