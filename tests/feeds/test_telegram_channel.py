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


def test_a_channel_that_does_not_exist_has_no_preview() -> None:
    with pytest.raises(NotAFeed) as refused:
        parse(page("<div class='tgme_page'></div>"), content_type="text/html", url="https://t.me/net_takogo")
    assert refused.value.reason == FailureReason.PREVIEW_OFF
    assert refused.value.detail == "К"
