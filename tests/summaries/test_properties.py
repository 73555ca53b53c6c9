"""What holds for the summary of any text."""

from hypothesis import given
from hypothesis import strategies as st

from bot.model import Hit, ReadArticle, Span
from bot.summaries import Summary, summarise
from bot.text.sentences import split
from bot.text.tokens import tokenize

SENTENCES = st.sampled_from(
    [
        "МОСКВА, 5 мая — РИА Новости.",
        "Фото: Обрій",
        "Мост через Вышню открыли в июне.",
        "Он стал длиннее прежнего на 40 м.",
        "«Погода помогла!» — сказал А. В. Лугинин.",
        "Об этом сообщили в управлении.",
        "The U.S. regulator has until Jan. 5 to object.",
        '"Who will pay?" asked the mayor.',
        "Що далі, невідомо.",
        "Да.",
        "Без точки в конце",
        "Список:",
        "Длинное предложение, в котором много слов, запятых и придаточных, ни одно из которых ничего не добавляет.",
        "🔔 Колокол звонит в 18:42…",
    ]
)
PARAGRAPHS = st.lists(st.lists(SENTENCES, max_size=5).map(" ".join), max_size=5).map("\n".join)
ANY_TEXT = st.text(alphabet='аБ вГ.!?…\n«»—"1🔔e,:', max_size=120)


@st.composite
def articles(draw: st.DrawFn, texts: st.SearchStrategy[str]) -> tuple[ReadArticle, Hit]:
    text = draw(texts)
    tokens = list(tokenize(text))
    chosen = draw(st.sets(st.sampled_from(tokens), max_size=4)) if tokens else set()
    spans = sorted(Span(token.start, token.end) for token in chosen)
    title = draw(st.sampled_from(["", "Мост открыли в июне", "Que?"]))
    return ReadArticle(title, text, source="", site="", language=""), Hit((), tuple(spans))


def is_made_of(summary: str, sentences: list[str]) -> bool:
    """Whether the summary is some of the sentences, whole and in their order, with joints between them."""
    if not summary:
        return True
    return any(
        rest.startswith(joint) and is_made_of(rest.removeprefix(joint), sentences[index + 1 :])
        for index, sentence in enumerate(sentences)
        if summary.startswith(sentence)
        for rest in [summary[len(sentence) :]]
        for joint in ((" … ", ". ", " ") if rest else ("",))
    )


def check(article: ReadArticle, hit: Hit, limit: int) -> Summary:
    summary = summarise(article, hit, limit=limit)
    assert len(summary.text) <= limit
    assert "\n" not in summary.text
    ends = [0]
    matched = {article.text[span.start : span.end] for span in hit.text}
    for span in summary.spans:
        assert ends[-1] <= span.start < span.end <= len(summary.text)
        shown = summary.text[span.start : span.end]
        assert any(shown in word for word in matched)
        ends.append(span.end)
    return summary


@given(articles(PARAGRAPHS), st.integers(min_value=1, max_value=500))
def test_sentences_are_whole_and_matches_are_shown_where_they_stand(found: tuple[ReadArticle, Hit], room: int) -> None:
    article, hit = found
    sentences = [article.text[span.start : span.end] for span in split(article.text)]
    summary = check(article, hit, limit=max(map(len, sentences), default=0) + room)
    assert is_made_of(summary.text, sentences)
    shown = {summary.text[span.start : span.end] for span in summary.spans}
    assert shown <= {article.text[span.start : span.end] for span in hit.text}
    if hit.text and not article.title:
        assert shown


@given(articles(PARAGRAPHS | ANY_TEXT), st.integers(min_value=1, max_value=150))
def test_no_text_and_no_limit_breaks_it(found: tuple[ReadArticle, Hit], limit: int) -> None:
    article, hit = found
    check(article, hit, limit)


@given(articles(PARAGRAPHS), st.integers(min_value=30, max_value=600))
def test_a_cut_keeps_a_match_in_sight(found: tuple[ReadArticle, Hit], limit: int) -> None:
    article, hit = found
    summary = check(article, hit, limit)
    if hit.text and not article.title:
        assert summary.spans
