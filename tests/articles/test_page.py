"""Pages as sites write them: the article is found, and nothing else is taken for it."""

import subprocess
import sys
from datetime import UTC, datetime

import pytest

from benchmarks.pages_made import MadePage, made_pages, paragraphs_lost, tails_left
from bot.articles.page import ArticlePage, PageReader, extract
from bot.errors import Overrun
from bot.model import READ

URL = "https://listok.example/2026/05/most/"
PROSE = (
    "В посёлке Заречном открыли мост, который строили четыре года; по нему уже прошли первые сорок машин.",
    "Прежнюю переправу весной снёс паводок, и жители добирались до города на лодках, рассказали в администрации.",
    "Длина моста с подходами — полтора километра, на нём по две полосы в каждую сторону и дорожка для пешеходов.",
    "Следующим летом строители обещают закончить объездную дорогу, чтобы грузовики не шли через центр посёлка.",
)
NAMES = {"tilda.ru.html", "onlybr.ru.html", "finance.uk.html", "fontan.ru.html", "react.uk.html", "english-us.en.html"}
SAMPLE = [page for folder in ("tuned", "judged") for page in made_pages(folder, 1) if page.name in NAMES]


@pytest.mark.parametrize("page", SAMPLE, ids=lambda page: page.name)
def test_made_pages(page: MadePage) -> None:
    read = extract(page.markup, page.url)
    assert tails_left(page, read.text) == []
    assert paragraphs_lost(page, read.text) == []
    assert read.title == page.title


def page_of(body: str, head: str = "") -> bytes:
    return f"<!doctype html><html lang=ru><head><meta charset=utf-8>{head}</head><body>{body}</body></html>".encode()


def paragraphs(texts: tuple[str, ...] = PROSE) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


def test_what_a_page_says_of_its_article() -> None:
    head = """<title>Мост открыли | Листок</title><meta property="og:title" content="Мост открыли">
        <link rel="canonical" href="/2026/05/most/"><meta property="og:image" content="/i/most.jpg">
        <meta name="author" content="Анна Лебедь">
        <meta property="article:published_time" content="2026-05-18T09:12+03:00">"""
    body = f"<h1>Мост открыли</h1><article>{paragraphs()}</article>"
    assert extract(page_of(body, head), "https://listok.example/x?utm_source=rss") == ArticlePage(
        title="Мост открыли",
        text="\n".join(PROSE),
        address=URL,
        author="Анна Лебедь",
        picture="https://listok.example/i/most.jpg",
        published_at=datetime(2026, 5, 18, 6, 12, tzinfo=UTC),
    )


def test_a_day_is_no_time_of_publication() -> None:
    head = '<meta property="article:published_time" content="2026-05-18">'
    assert extract(page_of(paragraphs(), head), URL).published_at is None


def test_a_lead_that_stands_apart_is_the_first_paragraph() -> None:
    body = (
        f'<article><header><h1>Мост открыли</h1><p class="lead">{PROSE[0]}</p></header>'
        f'<div class="article__body">{paragraphs(PROSE[1:])}</div></article>'
    )
    assert extract(page_of(body), URL).text.split("\n") == list(PROSE)


def test_a_lead_needs_no_class_that_says_so() -> None:
    body = f"<h1>Мост открыли</h1><div class=x1>{PROSE[0]}</div><div class=x2>{paragraphs(PROSE[1:])}</div>"
    assert extract(page_of(body), URL).text.split("\n") == list(PROSE)


def test_a_card_with_a_linked_heading_is_another_article() -> None:
    card = '<div class="x3"><h3><a href="/2">Паром продадут на аукционе</a></h3><p>Мэр рассказал подробности</p></div>'
    body = f"<h1>Мост открыли</h1><div>{paragraphs(PROSE[:2])}{card}{paragraphs(PROSE[2:])}</div>"
    assert extract(page_of(body), URL).text.split("\n") == list(PROSE)


@pytest.mark.parametrize("hiding", ["hidden", 'style="color:red; DISPLAY : none"', "style=visibility:hidden"])
def test_what_readers_do_not_see_is_no_text_but_prose_that_a_press_shows_is(hiding: str) -> None:
    note = "Коалиция желающих согласилась с условиями обработки, и окно с этой записью больше не покажут никому."
    body = f"<h1>Мост открыли</h1><article>{paragraphs(PROSE[:2])}<p {hiding}>{note}</p>"
    folded = f"<div {hiding}>{paragraphs(PROSE[2:] * 3)}</div></article>"
    assert extract(page_of(body + paragraphs(PROSE[2:])), URL).text.split("\n") == list(PROSE)
    assert PROSE[3] in extract(page_of(body + folded), URL).text


def test_an_article_in_several_blocks_is_whole() -> None:
    blocks = [f'<div class="rec"><div class="t-text">{PROSE[at]}<br><br>{PROSE[at + 1]}</div></div>' for at in (0, 2)]
    assert extract(page_of('<div class="t-menu"><a href="/">Главная</a></div>'.join(blocks)), URL).text.split(
        "\n"
    ) == list(PROSE)


def test_what_a_banner_says_of_itself_is_no_part_of_the_article() -> None:
    banner = "<p>Реклама. ООО «Парк», ИНН 7700000000, erid: 2SDnjcKd3fG</p>"
    around = f"<div>{paragraphs(PROSE[:2])}{banner}{paragraphs(PROSE[2:])}</div>"
    assert extract(page_of(around), URL).text.split("\n") == list(PROSE)


def test_labels_around_an_article_go_and_a_list_at_its_end_stays() -> None:
    labels = "<p>Вся лента</p><p>Здание администрации</p>"
    dates = "".join(f"<p>{day} июня, посёлок Заречный</p>" for day in range(1, 9))
    assert extract(page_of(f"<div>{labels}{paragraphs()}{labels}</div>"), URL).text.split("\n") == list(PROSE)
    assert "8 июня, посёлок Заречный" in extract(page_of(f"<div>{paragraphs()}{dates}</div>"), URL).text


def test_the_next_article_of_an_endless_page_is_another() -> None:
    other = "Совет района принял бюджет на следующий год; расходы на школы и больницы вырастут на одну десятую."
    articles = [
        f'<article><h1>{title}</h1><div class="article-text">{text}</div></article>'
        for title, text in (("Мост открыли", paragraphs()), ("Бюджет принят", paragraphs((other,) * 2)))
    ]
    assert other not in extract(page_of("".join(articles)), URL).text


def test_of_a_page_without_end_so_much_is_taken_as_is_matched() -> None:
    assert len(extract(page_of(f"<p>{PROSE[0]}</p><p>{'а' * 300_000}</p>"), URL).text) == READ["text"]


def test_old_encodings() -> None:
    body = page_of(paragraphs()).replace(b"utf-8", b"windows-1251").decode().encode("cp1251")
    assert extract(body, URL).text.split("\n") == list(PROSE)


@pytest.mark.parametrize(
    "page",
    [b"", b"\x00\xff", b"{}", b"<html>", b"<p>" * 20_000, b"<div>" * 20_000 + b"x", b'<?xml version="1.0"?><html/>'],
)
def test_what_is_no_page_has_no_text(page: bytes) -> None:
    assert extract(page, URL).text in {"", "x"}


async def test_pages_are_read_in_processes_that_are_killed_when_they_are_late() -> None:
    async with PageReader(1, deadline_s=60) as reader:
        read = await reader.read(page_of(paragraphs()), url=URL, content_type="text/html")
        assert read.text.split("\n") == list(PROSE)
    async with PageReader(1, deadline_s=0.05) as reader:
        with pytest.raises(Overrun):
            await reader.read(page_of(paragraphs(PROSE * 2_000)), url=URL, content_type="text/html")


def test_the_program_itself_does_not_import_the_extractor() -> None:
    asked = "import sys, bot.articles.page, bot.feeds.workers; sys.exit('trafilatura' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", asked], check=False, timeout=60).returncode == 0
