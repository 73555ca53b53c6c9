"""Which channel an address means."""

import pytest

from bot.errors import NotAFeed
from bot.feeds.parse import parse
from bot.feeds.reasons import FailureReason
from bot.feeds.telegram_channel import preview_address


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
