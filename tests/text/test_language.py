import pytest

from bot.text.language import detect


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Правительство объявило о новых мерах поддержки, сообщили в четверг.", "ru"),
        ("Уряд оголосив про нові заходи підтримки, повідомили у четвер.", "uk"),
        ("Урад абвясціў пра новыя меры, паведамілі ў чацвер.", "be"),
        ("The government announced new measures on Thursday, officials said.", "en"),
        ("Die Regierung kündigte am Donnerstag neue Maßnahmen an und das ist nicht alles.", "de"),
        ("Le gouvernement a annoncé de nouvelles mesures pour les familles et les entreprises.", "fr"),
        ("El gobierno anunció el jueves las nuevas medidas para los hogares que lo necesitan.", "es"),
        ("Rząd ogłosił w czwartek, że nowe środki nie są dla firm.", "pl"),
        ("A cease-fire deal", "en"),
        ("George H.W. Bush died", "en"),
        ("Trump: I do", "en"),
        ("Oil prices jump", "en"),
        ("L.A. fires spread.", "en"),
        ("Soldiers die near Kyiv", "en"),
        ("Leaders met in Paris", "en"),
        ("Guerre en Ukraine", ""),
        ("Der Krieg in der Ukraine", "de"),
        ("Rosja i Ukraina", ""),
        ("Rusya saldırdı", ""),
        ("Путін", "uk"),
        ("Война", "ru"),
        ("", ""),
        ("12345 !!!", ""),
    ],
)
def test_the_language_of_a_text(text: str, language: str) -> None:
    assert detect(text) == language
