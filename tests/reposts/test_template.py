"""Templates: what people type is read forgivingly, and refused with its place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import TemplateRefused
from bot.i18n import Markup, Translations
from bot.model import Language
from bot.reposts.filling import fill
from bot.reposts.markup import entities
from bot.reposts.template import (
    Field,
    TemplateProblem,
    Value,
    Values,
    default_templates,
    field_names,
    read_template,
    spelled,
)
from tests.botapi.formatting import format_text

_URL = "https://a.example/"
_VALUES: Values = {
    Field.TITLE: (("Заголовок", False),),
    Field.SUMMARY: (("Суть ", False), ("дела", True), (".", False)),
    Field.SOURCE: (("Вестник", False),),
    Field.TIME: Markup('<tg-time unix="5" format="t">18:42</tg-time>'),
    Field.HASHTAGS: Markup("#нато"),
    Field.SIGNATURE: Markup("<b>Оборона</b>"),
}


def _filled(template: str, *without: Field, address: str | None = _URL, beside: str = "") -> str:
    values: dict[Field, Value] = {field: value for field, value in _VALUES.items() if field not in without}
    return fill(read_template(template), values, address, beside_source=beside)


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("{Заголовок} {ссылка}", "{title} {link}"),
        ("{ назва } {посилання}", "{title} {link}"),
        ("{HEADLINE} {URL} {хэш-теги} {час}", "{title} {link} {hashtags} {time}"),
        ("{<b>заголовок}</b> [{источник}]( {ссылка} )", "{title} [{source}]( {link} )"),
        ("<b>{заголовок}</b> {ссылка} {не поле", "<b>{title}</b> {link} {не поле"),
    ],
)
def test_fields_are_known_in_three_languages_and_stored_in_one(typed: str, stored: str) -> None:
    template = read_template(typed).html
    assert template == stored
    assert read_template(template).html == template
    for language in Language:
        assert read_template(spelled(template, language)).html == template


@pytest.mark.parametrize("language", Language)
def test_every_field_has_a_name_that_leads_back_to_it(language: Language) -> None:
    fields = "".join(f"{{{name}}}" for name in field_names(language))
    assert read_template(fields).html == "".join(f"{{{field}}}" for field in Field)


@pytest.mark.parametrize(
    ("template", "shown"),
    [
        ("[{title}]({link})", f'<a href="{_URL}">Заголовок</a>'),
        ("**{title}** {link}", f'<b>Заголовок</b> <a href="{_URL}">{_URL}</a>'),
        ("<b>[{title}]({link})</b>", f'<a href="{_URL}"><b>Заголовок</b></a>'),
        ("[<b>{title}</b> · __ещё__]({link})", f'<a href="{_URL}"><b>Заголовок</b> · <i>ещё</i></a>'),
        (
            "{title} [наш канал](https://t.me/o) [{source}]({link})",
            f'Заголовок <a href="https://t.me/o">наш канал</a> <a href="{_URL}">Вестник</a>',
        ),
        (
            "<blockquote>{summary}\n[{title}]({link})</blockquote>",
            f'<blockquote>Суть <b>дела</b>.\n<a href="{_URL}">Заголовок</a></blockquote>',
        ),
        (
            "<blockquote>{title}</blockquote>\n<blockquote>{link}</blockquote>",
            f'<blockquote>Заголовок</blockquote>\n<blockquote><a href="{_URL}">{_URL}</a></blockquote>',
        ),
        ("[{title} {time}]({link})", f'<a href="{_URL}">Заголовок 18:42</a>'),
        ("{title}: {time}\n{link}", f'Заголовок: {_VALUES[Field.TIME]}\n<a href="{_URL}">{_URL}</a>'),
        ("@oborona &lt;3 [{title}]({link})", f'@oborona &lt;3 <a href="{_URL}">Заголовок</a>'),
    ],
)
def test_a_template_says_how_it_looks(template: str, shown: str) -> None:
    assert _filled(template) == shown
    format_text(shown, "HTML")


@pytest.mark.parametrize(
    ("template", "without", "shown"),
    [
        ("{title} {link}\n\n{summary}\n\nПодпишись", [Field.SUMMARY], "Заголовок LINK\n\nПодпишись"),
        ("{title} {link}\n{source} · {time}", [Field.SOURCE], "Заголовок LINK\nTIME"),
        ("{title} {link}\n{time} · {source}", [Field.SOURCE], "Заголовок LINK\nTIME"),
        ("{title} {link}\n{source} · {time} — {hashtags}", [Field.TIME], "Заголовок LINK\nВестник — #нато"),
        ("{title} {link}\nИсточник: {source}\n{hashtags}", [Field.SOURCE], "Заголовок LINK\n#нато"),
        ("{title} {link}\nЕщё · Источник: {source}", [Field.SOURCE], "Заголовок LINK"),
        ("{title} {link}\n{signature} {hashtags}!", [Field.SIGNATURE], "Заголовок LINK\n#нато!"),
        ("{hashtags}\n\n{title} {link}\n\n{signature}", [Field.HASHTAGS, Field.SIGNATURE], "Заголовок LINK"),
        ("{title} {link}\n<i>{summary}\n{source}</i>\n.", [Field.SUMMARY], "Заголовок LINK\n<i>Вестник</i>\n."),
    ],
)
def test_a_field_without_a_value_takes_its_line_or_its_part_of_it_along(
    template: str, without: list[Field], shown: str
) -> None:
    shown = shown.replace("LINK", f'<a href="{_URL}">{_URL}</a>').replace("TIME", str(_VALUES[Field.TIME]))
    assert _filled(template, *without) == shown


def test_without_an_address_what_is_linked_stays_and_what_is_only_a_link_goes() -> None:
    template = "[{title}]({link})\n[Читать]({link}) · {source}\n{link}"
    assert _filled(template, address=None) == "Заголовок\nВестник"


def test_what_stands_beside_the_source_is_in_its_line_and_in_no_link() -> None:
    template = "[{title}]({link})\n<i>[{source}]({link})</i>\n{hashtags}"
    assert _filled(template, beside=" · ещё 2") == (
        f'<a href="{_URL}">Заголовок</a>\n<a href="{_URL}"><i>Вестник</i></a><i> · ещё 2</i>\n#нато'
    )
    assert _filled("{title} {link}", beside=" · ещё 2") == f'Заголовок <a href="{_URL}">{_URL}</a>'


@pytest.mark.parametrize(
    ("template", "problem", "position", "detail"),
    [
        ("<b>{title}</b> {link} {погода}", TemplateProblem.UNKNOWN_FIELD, 15, "{погода}"),
        ("{} {title} {link}", TemplateProblem.UNKNOWN_FIELD, 0, "{}"),
        ("{summary} {link}", TemplateProblem.NO_TITLE, 0, "{title}"),
        ("{title} (link)", TemplateProblem.NO_LINK, 0, "{link}"),
        ("", TemplateProblem.NO_TITLE, 0, "{title}"),
        ("{title} {link}" + "я" * 1_000, TemplateProblem.TOO_LONG, 1_000, ""),
        ("{title} {link}" * 9, TemplateProblem.TOO_LONG, 0, ""),
        ("{title} {link}" + "<b>я</b> " * 31, TemplateProblem.TOO_MUCH_FORMATTING, 0, ""),
        (
            f'{{title}} {{link}} <a href="https://a.example/{"x" * 1_500}">я</a>',
            TemplateProblem.TOO_MUCH_FORMATTING,
            0,
            "",
        ),
    ],
)
def test_a_text_that_is_no_template_is_refused_with_its_place(
    template: str, problem: TemplateProblem, position: int, detail: str
) -> None:
    with pytest.raises(TemplateRefused) as refused:
        read_template(template)
    assert (refused.value.reason, refused.value.position, refused.value.detail) == (problem, position, detail)


@given(st.text(alphabet="{}[]()*_ab \n·<>/&title:link", max_size=40))
def test_whatever_is_typed_is_a_template_that_stays_the_same_or_refused(typed: str) -> None:
    try:
        template = read_template(typed + "{title}{link}")
    except TemplateRefused:
        return
    assert read_template(template.html).html == template.html
    format_text(_filled(template.html), "HTML")


def test_templates_to_choose_from_leave_room_for_a_list_of_reports() -> None:
    for language in Language:
        for template in default_templates(Translations()[language]):
            assert entities(_filled(template)) < 12
