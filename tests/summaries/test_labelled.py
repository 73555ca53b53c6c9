"""Summaries of articles as outlets write them, in three languages."""

import pytest

from benchmarks.summaries import is_met, summarise
from tests.summaries.labelled import LANGUAGES, faults, labelled

_TOLERATED = {("Интервью с дирижёром", "broken off")}
"""An answer of two sentences, of which one is shown."""


@pytest.mark.parametrize("language", LANGUAGES)
def test_summaries_have_no_fault(language: str) -> None:
    found = set()
    for article in labelled(language):
        shown = summarise(article.title, article.text, article.query)
        is_shown = is_met(article.title, shown, article.query)
        found |= {(article.title, fault) for fault in faults(article, shown, is_met=is_shown)}
    assert found <= _TOLERATED


def test_every_word_that_the_title_has_not_is_shown() -> None:
    text = (
        "Делегации встретились в Риме и обменялись подарками, хотя никто этого от них не ждал. "
        "Стармер прилетел накануне и осмотрел Колизей. Обедали порознь. "
        "Ужин прошёл в посольстве, где подавали пасту. О пошлинах говорили час. Разъехались ночью."
    )
    assert "О пошлинах" in summarise("Переговоры в Риме", text, "Стармер + пошлины")
    assert "Стармер" in summarise("Переговоры в Риме", text, "Стармер + пошлины")
    assert "Стармер" in summarise("Переговоры о пошлинах", text, "Стармер + пошлины")


def test_a_word_that_stands_in_a_dateline_alone_is_shown() -> None:
    text = "ВЫШНЕГОРСК, 5 мая — Вестник. Мост через реку открыли для движения. Он длиннее прежнего."
    assert summarise("Мост открыт", text, "Вышнегорск").startswith("ВЫШНЕГОРСК")
