"""Which channel an address means."""

import pytest

from bot.errors import NotAFeed
from bot.feeds.parse import parse
from bot.feeds.telegram_channel import preview_address
from bot.fetching.reasons import FailureReason
from bot.model import PostRange


@pytest.mark.parametrize(
    "written",
    ["@mayak_bereg", " @mayak_bereg\n", "t.me/mayak_bereg", "https://t.me/mayak_bereg", "http://t.me/mayak_bereg/",
     "https://t.me/s/mayak_bereg", "https://t.me/mayak_bereg/42", "https://t.me/s/mayak_bereg?before=40",
     "T.ME/mayak_bereg", "https://telegram.me/mayak_bereg", "www.t.me/mayak_bereg", "https://mayak_bereg.t.me", "https://mayak_bereg.t.me/"],
)  # fmt: skip
def test_a_channel(written: str) -> None:
    assert preview_address(written) == "https://t.me/s/mayak_bereg"


@pytest.mark.parametrize(
    "written",
    ["mayak_bereg", "@abc", "@имя", "@1channel", "https://example.org/mayak_bereg", "t.me", "https://t.me/",
     "https://t.me/+AbCdEf", "https://t.me/joinchat/AbCdEf", "https://t.me/addstickers/Cats", "https://t.me/c/123456/7",
     "ftp://t.me/mayak_bereg", "https://t.me.example.org/mayak_bereg", "https://t.me/share/url?url=x",
     "http://[t.me/x", ""],
)  # fmt: skip
def test_no_channel(written: str) -> None:
    assert preview_address(written) is None


def page(body: str) -> bytes:
    return (
        f'<!DOCTYPE html><html><head><meta property="og:title" content="К"></head><body>{body}</body></html>'.encode()
    )


def test_a_channel_without_posts_is_an_empty_source() -> None:
    body = page("<div class='tgme_page'><div class='tgme_channel_info'>К</div></div>")
    feed = parse(body, content_type="text/html", url="https://t.me/s/pusto")
    assert (feed.title, feed.items) == ("К", ())
    bare = page("<main class='tgme_main'><div class='tgme_channel_info'>К</div></main>")
    assert parse(bare, content_type="text/html", url="https://t.me/s/pusto").items == ()


def test_what_telegram_says_of_the_channel_is_no_post_and_a_question_is_one() -> None:
    post = "<div class='tgme_widget_message js-widget_message {}' data-post='mayak/{}'>{}</div>"
    words = "<div class='tgme_widget_message_text js-message_text'>Маяк pinned «Шторм идёт»</div>"
    question = "<div class='tgme_widget_message_poll js-poll'><div class='tgme_widget_message_poll_question'>Ждать ли"
    question += " шторма?</div><div class='tgme_widget_message_poll_option_text'>Да</div></div>"
    body = page(post.format("service_message", 1, words) + post.format("", 2, question) + post.format("", 3, words))
    feed = parse(body, content_type="text/html", url="https://t.me/s/mayak")
    assert [(item.guid, item.title) for item in feed.items] == [
        ("mayak/2", "Ждать ли шторма?"),
        ("mayak/3", "Маяк pinned «Шторм идёт»"),
    ]


def test_a_channel_that_does_not_exist_has_no_preview() -> None:
    with pytest.raises(NotAFeed) as refused:
        parse(page("<div class='tgme_page'></div>"), content_type="text/html", url="https://t.me/net_takogo")
    assert refused.value.reason == FailureReason.PREVIEW_OFF
    assert refused.value.detail == "К"


def div(name: str, *within: str) -> str:
    return f"<div class='{name}'>{''.join(within)}</div>"


def words(*within: str) -> str:
    return div("tgme_widget_message_text js-message_text", *within)


def posts(*markup: str) -> bytes:
    post = "<div class='tgme_widget_message js-widget_message' data-post='mayak/{}'>{}</div>"
    return page("".join(post.format(number, one) for number, one in enumerate(markup, 11)))


POLL = div(
    "tgme_widget_message_poll js-poll",
    div("tgme_widget_message_poll_question", "Ждать ли шторма?"),
    div("tgme_widget_message_poll_type", "Anonymous Poll"),
    div("tgme_widget_message_poll_option_percent", "50%"),
    div("tgme_widget_message_poll_option_text", "Да"),
    div("tgme_widget_message_poll_option_text", "Нет"),
)
DOCUMENT = div("tgme_widget_message_document_title accent_color", "Отчёт.pdf")
DOCUMENT += div("tgme_widget_message_document_extra", "2 MB")
PREVIEW = div("link_preview_site_name", "Курьер") + div("link_preview_title", "Шторм")
PREVIEW += div("link_preview_description", "Порт закрыт.")
ABOUT = div("js-message_reply_text", "Чужое") + div("tgme_widget_message_forwarded_from", "Forwarded from Другой")
SPOILER = "<i class='emoji'><b>⚡</b></i><b>Своё</b> <tg-spoiler><span>скрытое</span></tg-spoiler>"
VIEWS = "<span class='tgme_widget_message_views'>1K</span><span class='tgme_widget_message_meta'>edited</span>"
NOT_SHOWN = div("message_media_not_supported_label", "Please open Telegram to view this post")


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        (POLL, "Ждать ли шторма?\nДа\nНет"),
        (DOCUMENT, "Отчёт.pdf"),
        (words("Подпись") + DOCUMENT, "Подпись\nОтчёт.pdf"),
        (words("Коротко.") + PREVIEW, "Коротко.\nШторм\nПорт закрыт."),
        (
            words("<a href='https://ex.test/1'>https://ex.test/1</a>") + PREVIEW,
            "Шторм\nПорт закрыт.\nhttps://ex.test/1",
        ),
        (ABOUT + words(SPOILER) + VIEWS, "⚡Своё скрытое"),
        (words(words("Дважды")), "Дважды"),
        (NOT_SHOWN + words("Рядом"), "Рядом"),
    ],
)
def test_what_a_post_says(markup: str, text: str) -> None:
    (item,) = parse(posts(markup), content_type="text/html", url="https://t.me/s/mayak").items
    assert (item.guid, item.url, item.text) == ("mayak/11", "https://t.me/mayak/11", text)
    assert item.title == text.partition("\n")[0]


def test_posts_without_words_count_all_the_same() -> None:
    picture = "<a class='tgme_widget_message_photo_wrap'></a><div class='tgme_widget_message_voice'></div>"
    body = posts(picture, words("Слова"), picture)
    feed = parse(body, content_type="text/html", url="http://mirror.example/s/mayak?x=1")
    assert [item.guid for item in feed.items] == ["mayak/12"]
    assert feed.posts == PostRange(11, 13, "http://mirror.example/s/mayak?before=11")
    nothing = parse(page("<div class='tgme_channel_info'>К</div>"), content_type="text/html", url="https://t.me/s/a")
    assert nothing.posts is None
