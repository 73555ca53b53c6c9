"""What holds for the summary of any text."""

import re

from hypothesis import given
from hypothesis import strategies as st

from bot.model import Hit, ReadArticle, Span
from bot.summaries import Summary, summarise
from bot.text.sentences import split
from bot.text.tokens import tokenize

SENTENCES = st.sampled_from(
    [
        "МОСКВА, 5 мая — РИА Новости.",
        "КИЇВ, 5 травня (Обрій) — Через Дніпро запустили рух новим мостом.",
        "Фото: Обрій",
        "Мост через Вышню открыли в июне.",
        "Он стал длиннее прежнего на 40 м.",
        "«Погода помогла! Зима была мягкой», — сказал А. В. Лугинин.",
        "«Мы спешили, — пояснил мэр. — Завод „Обрій“ не подвёл».",
        "Министр заявил:",
        "Об этом сообщили в управлении.",
        "При этом регулятор (банк «Вышня») сохранил ставку, сообщает «Обрій».",
        "The U.S. regulator has until Jan. 5 to object.",
        '"Who will pay?" asked the mayor. "We will," she said.',
        "Що далі, невідомо.",
        "Да.",
        "Без точки в конце",
        "Список:",
        "Длинное предложение, в котором много слов, запятых и придаточных, ни одно из которых ничего не добавляет.",
        "Ещё одно, " + "куда длиннее, со многими частями, " * 12 + "и всё же одно.",
        "🔔 Колокол звонит в 18:42…",
    ]
)
PARAGRAPHS = st.lists(st.lists(SENTENCES, max_size=5).map(" ".join), max_size=5).map("\n".join)
ANY_TEXT = st.text(alphabet='аБ вГ.!?…\n«»—"1🔔e,:()', max_size=120)


@st.composite
def articles(draw: st.DrawFn, texts: st.SearchStrategy[str]) -> tuple[ReadArticle, Hit]:
    text = draw(texts)
    tokens = list(tokenize(text))
    chosen = draw(st.sets(st.sampled_from(tokens), max_size=4)) if tokens else set()
    spans = tuple(sorted(Span(token.start, token.end) for token in chosen))
    wanted = tuple((span,) for span in spans) if draw(st.booleans()) else ()
    title = draw(st.sampled_from(["", "Мост открыли в июне", "Que?"]))
    return ReadArticle(title, text, source="", site="", language=""), Hit((), spans, wanted)


def check(article: ReadArticle, hit: Hit, limit: int) -> Summary:
    summary = summarise(article, hit, limit=limit)
    assert len(summary.text) <= limit
    assert "\n" not in summary.text
    assert "… …" not in summary.text
    ends = [0]
    matched = {article.text[span.start : span.end] for span in hit.text}
    for span in summary.spans:
        assert ends[-1] <= span.start < span.end <= len(summary.text)
        shown = summary.text[span.start : span.end]
        assert any(shown in word for word in matched)
        ends.append(span.end)
    return summary


@given(articles(PARAGRAPHS), st.integers(min_value=400, max_value=2_000))
def test_sentences_are_those_of_the_article_in_its_order(found: tuple[ReadArticle, Hit], limit: int) -> None:
    article, hit = found
    summary = check(article, hit, limit)
    position = 0
    for span in split(summary.text):
        for part in re.split(r"…|: |, ", summary.text[span.start : span.end]):  # clauses may be left out
            sentence = part.strip().removesuffix(".")
            if "регулятор" not in sentence:  # its brackets may be left out
                position = article.text.find(sentence, position)
            assert position >= 0, sentence


@given(articles(PARAGRAPHS), st.integers(min_value=400, max_value=600))
def test_quotes_that_open_close_unless_the_sentence_is_cut(found: tuple[ReadArticle, Hit], limit: int) -> None:
    shown = check(*found, limit).text
    for opening, closing in ("«»", "„“"):
        assert shown.count(opening) == shown.count(closing)
    assert shown.count('"') % 2 == 0


@given(articles(PARAGRAPHS), st.integers(min_value=400, max_value=600))
def test_one_match_at_least_is_shown_and_every_one_that_has_to_be_if_they_stand_together(
    found: tuple[ReadArticle, Hit], limit: int
) -> None:
    article, hit = found
    summary = check(article, hit, limit)
    if hit.text and article.title != "Мост открыли в июне":
        assert summary.spans
    if len(article.text) <= limit and "\n" not in article.text and hit.wanted and not article.title:
        shown = [summary.text[span.start : span.end] for span in summary.spans]
        assert {article.text[span.start : span.end] for thing in hit.wanted for span in thing} <= set(shown)


@given(articles(PARAGRAPHS | ANY_TEXT), st.integers(min_value=1, max_value=150))
def test_no_text_and_no_limit_breaks_it(found: tuple[ReadArticle, Hit], limit: int) -> None:
    check(*found, limit)


@given(articles(PARAGRAPHS), st.integers(min_value=30, max_value=600))
def test_a_cut_keeps_a_match_in_sight(found: tuple[ReadArticle, Hit], limit: int) -> None:
    article, hit = found
    summary = check(article, hit, limit)
    if hit.text and not article.title:
        assert summary.spans
