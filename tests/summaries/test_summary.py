"""Summaries by hand: what an editor would quote of each text. Braces are around what matched."""

from dataclasses import dataclass

import pytest

from tests.summaries.marked import summary_of, unmarked


@dataclass(frozen=True, slots=True)
class Case:
    name: str
    title: str
    text: str
    summary: str


CASES = [
    Case(
        "the lead, and the sentence that matched",
        "Вашингтон поможет Лондону",
        "США согласились поддержать европейские войска. Переговоры шли в тайне две недели.\n"
        "Речь идёт о «{коалиции желающих}», которую собирают Лондон и Париж. Солдат Вашингтон не пошлёт.",
        "США согласились поддержать европейские войска. "
        "Речь идёт о «{коалиции желающих}», которую собирают Лондон и Париж.",
    ),
    Case(
        "the lead itself matched",
        "Совет поддержал мост",
        "Городской совет одобрил {строительство моста}. Работы начнутся весной. На них потратят миллиард рублей.",
        "Городской совет одобрил {строительство моста}. Работы начнутся весной.",
    ),
    Case(
        "only the title matched",
        "{Ураган} обошёл столицу",
        "Ночью ветер стих, и порт открылся. Паромы ходят по расписанию. Школы закрыты до среды.",
        "Ночью ветер стих, и порт открылся. Паромы ходят по расписанию.",
    ),
    Case("no text at all", "{Ураган} обошёл столицу", "", ""),
    Case("blank lines only", "{Ураган}", " \n\n ", ""),
    Case("nothing but the title once more", "Ураган обошёл столицу", "{Ураган} обошёл столицу.", ""),
    Case(
        "the title repeated before the text",
        "Ураган обошёл столицу: порт открыт",
        "{Ураган} обошёл столицу, порт открыт.\nНочью ветер стих. Урон от {урагана} ещё считают.",
        "Ночью ветер стих. Урон от {урагана} ещё считают.",
    ),
    Case(
        "a dateline alone",
        "Урожай зерна",
        "МОСКВА, 5 мая — РИА Новости.\nУрожай {пшеницы} будет выше прошлогоднего. Экспорт вырастет на треть.",
        "Урожай {пшеницы} будет выше прошлогоднего. Экспорт вырастет на треть.",
    ),
    Case(
        "a dateline in pieces",
        "Ставка",
        "Москва. 16 мая. /ТАСС/. Регулятор сохранил {ставку}. Рынок ждал именно этого.",
        "Регулятор сохранил {ставку}. Рынок ждал именно этого.",
    ),
    Case(
        "a dateline in the sentence",
        "Truce",
        "KYIV, May 5 (Harbour) - Envoys met for a third day on Monday. They discussed the {ceasefire}.",
        "Envoys met for a third day on Monday. They discussed the {ceasefire}.",
    ),
    Case(
        "a photo credit and a byline",
        "Bridge reopens",
        "Photo: Jane Roe / Harbour Images\nBy Daniel Okafor\nThe {bridge} reopened on Monday after a year of repairs. "
        "Lorries must still take the long way round, the council said.",
        "The {bridge} reopened on Monday after a year of repairs. "
        "Lorries must still take the long way round, the council said.",
    ),
    Case(
        "Ukrainian labels",
        "Міст відкрили",
        "Фото: Обрій\nКиїв, 18 травня 2025 року.\nЧерез Дніпро запустили рух новим {мостом}. "
        "Підписуйтесь на наш канал!\nСтарий міст закриють на ремонт. Він триватиме чотири місяці.",
        "Через Дніпро запустили рух новим {мостом}. Старий міст закриють на ремонт.",
    ),
    Case(
        "initials and abbreviations do not end a sentence",
        "Рукопись",
        "В г. Москве нашли рукопись, которую А. С. Пушкин считал утраченной, т. е. сожжённой. "
        "Её оценили в 3 млн руб. и передали в {музей} им. Бахрушина на ул. Бахрушина, д. 31.",
        "В г. Москве нашли рукопись, которую А. С. Пушкин считал утраченной, т. е. сожжённой. "
        "Её оценили в 3 млн руб. и передали в {музей} им. Бахрушина на ул. Бахрушина, д. 31.",
    ),
    Case(
        "English abbreviations",
        "Merger",
        "Northlake Inc. will buy Dr. Voss's laboratory for $4.2bn. The U.S. regulator has until Jan. 5 to object. "
        "Mr. Haldane, who runs the fund, called the {laboratory} a bargain.",
        "Northlake Inc. will buy Dr. Voss's laboratory for $4.2bn. "
        "Mr. Haldane, who runs the fund, called the {laboratory} a bargain.",
    ),
    Case(
        "direct speech stays whole",
        "Стройка",
        "Мост достроили раньше срока. Зима была мягкой. "
        "«{Погода} нам помогла!» — сказал начальник стройки. Он доволен.",
        "Мост достроили раньше срока. «{Погода} нам помогла!» — сказал начальник стройки.",
    ),
    Case(
        "a question in direct speech",
        "Budget",
        "The council met for nine hours. Nobody left early. "
        '"Who will pay for the {ferry}?" asked the mayor. No one answered.',
        'The council met for nine hours. "Who will pay for the {ferry}?" asked the mayor.',
    ),
    Case(
        "a sentence that leans on the one before it brings it along",
        "Заводы",
        "Правительство обсудило промышленность. Заседание длилось два часа.\n"
        "Министр пообещал заводам льготы. По его словам, {кредиты} подешевеют к осени.",
        "Правительство обсудило промышленность. Министр пообещал заводам льготы. "
        "По его словам, {кредиты} подешевеют к осени.",
    ),
    Case(
        "so does an English one",
        "Trade",
        "Ministers spent the day on trade. Lunch was late. Spain proposed a new levy. It would hit {steel} first.",
        "Ministers spent the day on trade. Spain proposed a new levy. It would hit {steel} first.",
    ),
    Case(
        "the sentence with more of the words wins over an earlier one",
        "Переговоры",
        "Делегации встретились в Риме. {Стармер} приехал первым. Обедали порознь. "
        "{Стармер} и {Макрон} говорили час. Разъехались ночью.",
        "Делегации встретились в Риме. {Стармер} и {Макрон} говорили час.",
    ),
    Case(
        "the words that the best sentence lacks come in a third one",
        "Переговоры",
        "Делегации встретились в Риме. {Стармер} приехал первым. Обедали порознь. {Макрон} опоздал на час.",
        "Делегации встретились в Риме. {Стармер} приехал первым. {Макрон} опоздал на час.",
    ),
    Case(
        "another form of the same word is not a further word",
        "Мосты",
        "Областные власти отчитались за год. Первый {мост} открыли весной. Второго {моста} ждут к осени.",
        "Областные власти отчитались за год. Первый {мост} открыли весной.",
    ),
    Case(
        "who reported it is not what follows",
        "Мост",
        "Движение по {мосту} открыто. Об этом сообщили в дорожном управлении области. Старый мост закрыли.",
        "Движение по {мосту} открыто. Старый мост закрыли.",
    ),
    Case(
        "an announced list is no lead",
        "Главное за ночь",
        "Главное к этому часу:\n— в порту возобновили погрузку зерна;\n— {паром} сел на мель у Заречья;\n"
        "— школы закрыты.",
        "— в порту возобновили погрузку зерна; — {паром} сел на мель у Заречья;",
    ),
    Case(
        "very short sentences",
        "Гол",
        "Гол! Ещё гол. Матч в Вышнегорске закончился со счётом 5:4. Такого не было двадцать лет. {Вратарь} плакал.",
        "Матч в Вышнегорске закончился со счётом 5:4. {Вратарь} плакал.",
    ),
    Case(
        "nothing but short sentences",
        "Гол",
        "Вот это {гол}! Ещё один! Вот и победа!",
        "Вот это {гол}! Ещё один!",
    ),
    Case(
        "a line without a stop gets one before the next",
        "Сводка",
        "Губернатор подписал указ о выплатах семьям с детьми до трёх лет\n{Выплаты} придут в июне",
        "Губернатор подписал указ о выплатах семьям с детьми до трёх лет. {Выплаты} придут в июне",
    ),
    Case(
        "a subheading is no lead",
        "Реформа школ",
        "Что изменится\nС осени в школах области будет пять уроков в день. Шестой станет {факультативом}.",
        "С осени в школах области будет пять уроков в день. Шестой станет {факультативом}.",
    ),
    Case(
        "a caption matched, and nothing else did",
        "Саммит",
        "Лидеры встретились в Риме. Итоги подведут завтра.\nФото: {Стармер} на саммите",
        "Лидеры встретились в Риме. Фото: {Стармер} на саммите",
    ),
    Case(
        "what matched in a caption gives way to the text",
        "Саммит",
        "Фото: {Стармер} на саммите\nЛидеры встретились в Риме. Итоги подведут завтра. {Стармер} уехал раньше других.",
        "Лидеры встретились в Риме. {Стармер} уехал раньше других.",
    ),
    Case(
        "a text without letter case is a text",
        "新聞",
        "第一句話在這裡 很長的 句子。\n第二 {句話} 在 這裡。",
        "第一句話在這裡 很長的 句子。 第二 {句話} 在 這裡。",
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_summary_is_what_an_editor_would_quote_in_as_much_room(case: Case) -> None:
    room = len(unmarked(case.summary)[0])
    assert summary_of(case.title, case.text, max(room, 1)) == case.summary


LONG = (
    "Министерство транспорта, которое прежде возражало против этого, после двухмесячных консультаций с перевозчиками, "
    "портами и страховщиками согласилось ввести {единый билет} на паром, поезд и автобус уже с первого сентября."
)


@pytest.mark.parametrize(
    ("text", "limit", "summary"),
    [
        ("Коротко о главном. " + LONG, 230, LONG),
        (LONG + " Коротко о главном.", 240, LONG),
        (LONG, 60, "…согласилось ввести {единый билет} на паром…"),
        (LONG.replace("{", "").replace("}", ""), 60, "Министерство транспорта, которое прежде возражало против…"),
        (
            "{Министерство} " + LONG[13:].replace("{", "").replace("}", ""),
            40,
            "{Министерство} транспорта…",
        ),
        ("Слово " * 20 + "конец {здесь}.", 30, "…Слово Слово конец {здесь}."),
        ("а" * 100 + " б.", 10, "а" * 9 + "…"),
        ("Начало {" + "а" * 100 + "} конец фразы.", 10, "…{" + "а" * 8 + "}…"),
    ],
)
def test_only_a_sentence_beyond_the_limit_is_cut_and_shows_its_match(text: str, limit: int, summary: str) -> None:
    shown = summary_of("Заголовок", text, limit)
    assert shown == summary
    assert len(shown.replace("{", "").replace("}", "")) <= limit


@dataclass(frozen=True, slots=True)
class Tight:
    lead: str
    further: str
    shown: str
    """Of the lead."""


@pytest.mark.parametrize(
    "tight",
    [
        Tight(
            "Britain's ruling party was accused of trying to deceive voters by renaming its account during a televised"
            " debate between the prime minister and the leader of the opposition.",
            "In a statement that was published on Wednesday evening, the {Electoral Commission}, which regulates the"
            " finances of campaigns but not what parties say, warned all of them that voters are entitled to"
            " transparency and integrity in the weeks before an election.",
            "Britain's ruling party was accused of trying to deceive voters by renaming its account.",
        ),
        Tight(
            "Жители трёх посёлков под Новореченском остались без воды и тепла, после того как на магистральном"
            " трубопроводе, который ремонтировали прошлой осенью, ночью произошла крупная авария.",
            "Ремонтом занималась компания «{Теплострой}», с которой администрация района в понедельник расторгла"
            " договор, обвинив её в том, что трубы были уложены с нарушением всех норм, какие только есть, и подав в"
            " суд иск о возмещении ущерба.",
            "Жители трёх посёлков под Новореченском остались без воды и тепла, после того как на магистральном"
            " трубопроводе ночью произошла крупная авария.",
        ),
        Tight(
            "Мер Вербового наклав вето на рішення ради про продаж порту, зазначивши, що депутати ухвалили його вночі"
            " без обговорення з громадою та висновків комісії, яка мала оцінити майно.",
            "Проти продажу виступала спілка «{Причал}», що об'єднує дванадцять тисяч докерів трьох областей, і саме її"
            " очільники першими звернулися до мера, коли дізналися про голосування з оголошення на сайті ради, яке"
            " з'явилося опівночі.",
            "Мер Вербового наклав вето на рішення ради про продаж порту.",
        ),
    ],
)
def test_a_lead_loses_clauses_to_make_room_for_the_match(tight: Tight) -> None:
    assert summary_of("Новости", f"{tight.lead} {tight.further}", 400) == f"{tight.shown} {tight.further}"


@pytest.mark.parametrize(
    "lead",
    [
        "Победитель турнира Иван Макеев, который весной готовился к нему в горах и ни разу не проиграл, готов к бою.",
        "Колишній директор заводу Петро Левко, якого шукали з осені у трьох сусідніх країнах, сам прийшов до слідчих.",
        "Retired teacher Jane Marlowe, whose book about the flood was printed in nine languages, left the island.",
    ],
)
def test_no_clause_is_left_out_with_the_verb_behind_it(lead: str) -> None:
    further = f"О нём рассказала газета «{{Вестник}}»: {'и ещё раз, ' * 25}и всё."
    shown = summary_of("Новости", f"{lead} {further}", 400)
    beginning = lead.split(",", maxsplit=1)[0]
    assert f"{beginning}." not in shown


@pytest.mark.parametrize(("opening", "closing"), [("«", "»."), ("“", ".”"), ('"', '."')])
def test_a_sentence_of_a_long_quote_has_its_signs(opening: str, closing: str) -> None:
    said = [f"Rebuilding station {number} will {'certainly ' * 14}take a year." for number in range(6)]
    said[2] = "We are going to close {Northgate} on Monday."
    text = f"The company told the council of its plans: {opening}{' '.join(said)[:-1]}{closing}"
    assert f"{opening}{said[2][:-1]}{closing}" in summary_of("Stations", text, 400)


def test_a_long_lead_is_cut_to_make_room_for_the_match() -> None:
    lead = "Совет одобрил мост, за который боролись двадцать лет, " + "и дорогу к нему, " * 18 + "и даже пристань."
    text = f"{lead} За ней будет {{рынок}}, который обещали жителям Заречья."
    shown = summary_of("Заголовок", text, 400)
    assert shown.startswith("Совет одобрил мост, за который боролись двадцать лет")
    assert shown.endswith("… За ней будет {рынок}, который обещали жителям Заречья.")
    assert shown.count("…") == 1


@pytest.mark.parametrize("limit", [0, -1])
def test_a_limit_is_positive(limit: int) -> None:
    with pytest.raises(ValueError, match="limit"):
        summary_of("Заголовок", "Текст.", limit)


def test_of_very_many_matches_the_first_ones_are_looked_at() -> None:
    text = "Мост открыли в июне. " + "Речь шла о {мосте}. " * 5_000
    assert summary_of("", text) == "Мост открыли в июне. Речь шла о {мосте}."


def test_a_text_of_scraps_has_a_summary() -> None:
    assert summary_of("", "да\n" * 5_000 + "Речь шла о {мосте} через реку.") == "да. Речь шла о {мосте} через реку."
