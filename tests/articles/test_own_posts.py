"""A post that Telegram brings is the article that a channel's reader makes of its web page."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.articles.identity import identify
from bot.articles.own_posts import record_of
from bot.feeds.parse import parse
from bot.feeds.telegram_channel import channel_address
from bot.model import ArticleId, GatheredPost, OwnPostPart, OwnPostRecord, SourceId, Withheld

_NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
_CHANNEL = -1_001_234_567_890
_PAGE = """<!DOCTYPE html><html><body>
<div class="tgme_channel_info"></div>
<div class="tgme_widget_message js-widget_message" data-post="Oborona/5">
  <div class="tgme_widget_message_text js-message_text">{text}</div>
  <a class="tgme_widget_message_date"><time datetime="2026-03-01T12:00:00+00:00"></time></a>
</div></body></html>
"""


def _post(*texts: str, at: datetime = _NOW, name: str | None = None, article: ArticleId | None = None) -> GatheredPost:
    parts = tuple(OwnPostPart(number, text, at) for number, text in enumerate(texts, 5))
    since = _NOW - timedelta(days=10)
    return GatheredPost(SourceId(1), channel_address(_CHANNEL, name), "", since, parts, article)


def _said(record: OwnPostRecord) -> tuple[str, str]:
    assert record.found is not None
    return record.found.title, record.found.text


@pytest.mark.parametrize(
    ("texts", "title", "text"),
    [
        (["Взрыв в порту. Погибли двое."], "Взрыв в порту.", "Взрыв в порту. Погибли двое."),
        (["<b>Взрыв в порту</b><br><br>Погибли двое."], "Взрыв в порту", "Взрыв в порту\nПогибли двое."),
        (["", "Взрыв в порту", ""], "Взрыв в порту", "Взрыв в порту"),
        (["Взрыв в порту", "Вид с моря"], "Взрыв в порту", "Взрыв в порту\nВид с моря"),
    ],
)
def test_what_it_says(texts: list[str], title: str, text: str) -> None:
    assert _said(record_of(_post(*texts), _NOW)) == (title, text)


def test_one_without_text_is_no_article_and_takes_no_text_from_one() -> None:
    for article in (None, ArticleId(7)):
        record = record_of(_post("", "<b> </b>", article=article), _NOW)
        assert (record.found, record.edited) == (None, None)


def test_the_address_is_that_of_its_first_part() -> None:
    private, public = record_of(_post("Раз", "Два"), _NOW).found, record_of(_post("Раз", name="Oborona"), _NOW).found
    assert private is not None
    assert public is not None
    assert (private.url, public.url) == ("https://t.me/c/1234567890/5", "https://t.me/Oborona/5")
    assert private.speaks_for_site
    assert not private.wants_page


@pytest.mark.parametrize("text", ["Взрыв в порту. Погибли двое.", "<b>Взрыв</b> в порту<br><br>Погибли &lt;двое&gt;."])
def test_it_is_the_same_as_on_the_web_page(text: str) -> None:
    page = parse(_PAGE.format(text=text).encode(), content_type="text/html", url="https://t.me/s/oborona")
    (read,) = identify(page).items
    found = record_of(_post(text, name="Oborona"), _NOW).found
    assert found is not None
    assert (found.title, found.text, found.url) == (read.item.title, read.item.text, read.item.url)
    assert (found.canonical_url, found.content_hash) == (read.identity.canonical_url, read.identity.content_hash)


@pytest.mark.parametrize(
    ("ago", "withheld"),
    [
        (timedelta(), None),
        (timedelta(days=2, hours=23), None),
        (timedelta(days=3, seconds=1), Withheld.CAME_LATE),
        (timedelta(days=10), Withheld.CAME_LATE),
        (timedelta(days=10, seconds=1), Withheld.BEFORE_BASELINE),
    ],
)
def test_what_is_news(ago: timedelta, withheld: Withheld | None) -> None:
    found = record_of(_post("Взрыв в порту", at=_NOW - ago), _NOW).found
    assert found is not None
    assert found.withheld is withheld


@given(st.lists(st.text(max_size=50) | st.sampled_from(["<b>", "</b>", "<br>", "&lt;", "<a href='//"]), max_size=10))
def test_whatever_it_says_it_is_one_article_or_none(texts: list[str]) -> None:
    record = record_of(_post("".join(texts)), _NOW)
    assert record.found is None or (record.found.title and record.found.text)
