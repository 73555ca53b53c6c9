"""Ids that change all at once, and ids that are used again: two tables, of which the rule was chosen by the first."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from email.utils import format_datetime

import pytest

from bot.feeds.items import RawItem
from tests.pipeline.watched import START, Watched, span

_TITLES = (
    "Парламент принял бюджет во втором чтении",
    "Взрыв на складе в порту: есть пострадавшие",
    "Сборная обыграла соперников и вышла в полуфинал",
    "Центробанк сохранил ключевую ставку",
    "В городе открыли новый мост через реку",
    "Суд арестовал бывшего мэра на два месяца",
    "Учёные нашли древнее поселение на берегу озера",
    "Авиакомпания отменила рейсы из-за тумана",
    "Фермеры перекрыли трассу у границы",
    "Школы переходят на удалённое обучение",
    "Министр обороны прилетел на переговоры",
    "Шторм оставил без света тысячи домов",
)
_LEADS = (
    "Депутаты поддержали проект большинством голосов, расходы на оборону вырастут на треть по сравнению с прошлым.",
    "Огонь охватил площадь в тысячу метров, двадцать человек доставили в больницы с ожогами, причины выясняют.",
    "Решающий мяч забил нападающий на последней минуте дополнительного времени, тренер похвалил команду за характер.",
    "Совет директоров объяснил решение замедлением инфляции и пообещал вернуться к вопросу летом этого года.",
    "Строительство заняло четыре года, движение по четырём полосам запустили утром, старую переправу закроют.",
    "Следствие считает, что чиновник получил взятку за выделение участка; сам он вину не признаёт, будет жалоба.",
    "Керамика и орудия лежали под слоем глины, возраст находок оценивают в семь тысяч лет, раскопки продолжат весной.",
    "Пассажиров разместили в гостиницах, билеты обменяют бесплатно, видимость улучшится только к вечеру.",
    "Колонна тракторов растянулась на километры, участники требуют ограничить ввоз зерна и повысить закупочные цены.",
    "Занятия в классах отменили из-за гриппа, учебники и планшеты развезут автобусы, экзамены пройдут по расписанию.",
    "Стороны обсудят поставки систем противовоздушной обороны и обучение экипажей, подписание ожидают завтра днём.",
    "Деревья повалило на провода в пяти районах, бригады работают круглосуточно, пункты обогрева открыты в школах.",
)


def old(number: int, at: datetime | None = None, *, text: str | None = None, title: str | None = None) -> RawItem:
    return RawItem(
        guid=f"https://one.example/?p={1000 - number}",
        link=f"https://one.example/news/{1000 - number}.html",
        title=_TITLES[number] if title is None else title,
        texts=(_LEADS[number] if text is None else text,),
        time=format_datetime(at) if at else "",
    )


def new(number: int, at: datetime | None = None, *, text: str | None = None, title: str | None = None) -> RawItem:
    guid, link = f"urn:uuid:{number:012}", f"https://one.example/2026/03/04/slug-{number}/"
    return replace(old(number, at, text=text, title=title), guid=guid, link=link)


def ago(number: int, *, hours: float = 0) -> datetime:
    return START - timedelta(hours=number + 1 + hours)


Document = Sequence[RawItem]


@dataclass(frozen=True)
class Case:
    name: str
    readings: Sequence[tuple[str, Document]]
    sent: Sequence[str] = ()
    """The titles of what is new."""
    wrongly: Sequence[str] = ()
    """The titles that are told or withheld against what is right: the errors of the rule."""


def page(
    title: str, text: str = "", at: str = "", guid: str = "page", link: str = "https://one.example/page"
) -> RawItem:
    return RawItem(guid, link, title=title, texts=(text,), time=format_datetime(START + span(at)) if at else "")


def daily(titles: Iterable[str], day: int, *, is_dated: bool = True, texts: Sequence[str] = _LEADS) -> list[RawItem]:
    """As many services as there are titles, of a day: half an hour apart."""
    return [
        page(
            title,
            texts[(nth + 5 * day) % len(texts)],
            f"{24 * day - nth / 2}h" if is_dated else "",
            f"{day} {nth}",
            f"https://one.example/{day}/{nth}",
        )
        for nth, title in enumerate(titles)
    ]


_SIX = range(6)
_BARE = [old(n, text="") for n in _SIX]
_DATED, _DATED_BARE = [old(n, ago(n)) for n in _SIX], [old(n, ago(n), text="") for n in _SIX]
_SIGNS = tuple(f"Гороскоп: {sign}" for sign in ("Овен", "Телец", "Близнецы", "Рак", "Лев", "Дева", "Весы", "Стрелец"))
_CITIES = ("Киев: тревога", "Харьков: тревога", "Киев: отбой", "Одесса: тревога", "Харьков: отбой")

TUNED = [
    Case("all ids, titles alone", [("0m", _BARE), ("20m", [new(n, text="") for n in _SIX])]),
    Case(
        "all ids, and one is new",
        [("0m", _BARE), ("20m", [new(n, text="") for n in (9, *_SIX)])],
        sent=[_TITLES[9]],
    ),
    Case(
        "all ids, short texts",
        [("0m", [old(n, text="Подробности") for n in _SIX]), ("20m", [new(n, text="Подробности") for n in _SIX])],
    ),
    Case(
        "all ids, texts that end otherwise",
        [("0m", [old(n) for n in _SIX]), ("20m", [new(n, text=_LEADS[n][:90] + "… Читать далее") for n in _SIX])],
    ),
    Case("all ids, dates stay", [("0m", _DATED_BARE), ("20m", [new(n, ago(n), text="") for n in _SIX])]),
    Case("all ids and the zone", [("0m", _DATED_BARE), ("20m", [new(n, ago(n, hours=3), text="") for n in _SIX])]),
    Case(
        "all ids and the zone, the other way",
        [("0m", _DATED_BARE), ("20m", [new(n, ago(n, hours=-3), text="") for n in _SIX])],
    ),
    Case("all ids, dates are lost", [("0m", _DATED_BARE), ("20m", [new(n, text="") for n in _SIX])]),
    Case(
        "all ids, dated by the import",
        [("0m", _DATED_BARE), ("20m", [new(n, ago(-1, hours=-0.3), text="") for n in _SIX])],
    ),
    Case(
        "all ids while the program was off",
        [("0m", [old(n, text="") for n in range(9)]), ("2d", [new(n, text="") for n in (9, 10, 11, 0, 1, 2, 3)])],
        sent=[_TITLES[n] for n in (9, 10, 11)],
    ),
    Case(
        "half of the ids",
        [("0m", _BARE), ("20m", [*(new(n, text="") for n in range(3)), *(old(n, text="") for n in range(3, 6))])],
    ),
    Case(
        "all ids and the typography",
        [
            ("0m", [old(n, text="", title=f'"{_TITLES[n]}" - "ещё"') for n in _SIX]),
            ("20m", [new(n, text="", title=f"«{_TITLES[n]}» — «еще»") for n in _SIX]),
        ],
    ),
    Case(
        "one of all titles changes with the ids",
        [("0m", _BARE), ("20m", [new(0, text="", title="Бюджет принят"), *(new(n, text="") for n in range(1, 6))])],
        wrongly=["Бюджет принят"],
    ),
    Case(
        "the title of every day",
        [
            ("0m", [*daily(["Курс доллара"], 0), old(0, ago(0))]),
            ("1d", [*daily(["Курс доллара"], 1), *daily(["Курс доллара"], 0), old(0, ago(0))]),
        ],
        sent=["Курс доллара"],
    ),
    Case(
        "the title of every day, which takes the place of the last one",
        [
            ("0m", [*daily(["Курс доллара"], 0, is_dated=False), *(old(n) for n in _SIX)]),
            ("1d", [*daily(["Курс доллара"], 1, is_dated=False), *(old(n) for n in _SIX)]),
        ],
        sent=["Курс доллара"],
    ),
    Case("all titles are those of every day", [("0m", daily(_SIGNS, 0)), ("1d", daily(_SIGNS, 1))], sent=_SIGNS),
    Case(
        "all titles are those of every day, no dates",
        [("0m", daily(_SIGNS, 0, is_dated=False)), ("1d", daily(_SIGNS, 1, is_dated=False))],
        sent=_SIGNS,
    ),
    Case(
        "alarms, of which all have ended",
        [("0m", daily(_CITIES, 0, texts=("",))), ("1d", daily(_CITIES, 1, texts=("",)))],
        sent=_CITIES,
    ),
    Case(
        "a page of a status",
        [
            ("0m", [page("Сбой входа на сайт", _LEADS[7], "-1d"), _DATED[1]]),
            ("20m", [page("Задержки платежей", _LEADS[3], "10m"), _DATED[1]]),
        ],
        sent=["Задержки платежей"],
    ),
    Case(
        "a feed of one item with one guid",
        [
            ("0m", [page(_TITLES[0], _LEADS[0], "-1h")]),
            ("1h", [page(_TITLES[1], _LEADS[1], "50m")]),
            ("2h", [page(_TITLES[2], _LEADS[2], "90m")]),
        ],
        sent=_TITLES[1:3],
    ),
    Case(
        "a feed of one item with one link, no dates, no texts",
        [("0m", [page(_TITLES[0], guid="")]), ("1h", [page(_TITLES[1], guid="")])],
        sent=[_TITLES[1]],
    ),
    Case(
        "another headline",
        [("0m", _DATED), ("1h", [old(0, ago(0), title="Расходы на оборону вырастут на треть"), *_DATED[1:]])],
    ),
    Case("another text", [("0m", _DATED), ("1h", [old(0, ago(0), text=_LEADS[8]), *_DATED[1:]])]),
    Case(
        "a longer headline, dated by the edit",
        [
            ("0m", [old(1, ago(1)), old(2, ago(2))]),
            ("1h", [old(1, ago(-1), title=_TITLES[1] + " и погибшие"), old(2, ago(2))]),
        ],
    ),
    Case(
        "a correction the next day, dated by the edit",
        [
            ("0m", [old(1, ago(1)), old(2, ago(2))]),
            ("25h", [old(1, ago(-24), title="Пожар на складе в порту: есть пострадавшие"), old(2, ago(2))]),
        ],
    ),
    Case(
        "a page that goes on",
        [
            ("0m", [page("Онлайн: что происходит на границе", _LEADS[8], "-1h"), old(2, ago(2))]),
            ("1h", [page("Онлайн: что происходит на границе", _LEADS[9], "1h"), old(2, ago(2))]),
            ("2h", [page("Онлайн: что происходит на границе и в порту", _LEADS[1], "2h"), old(2, ago(2))]),
        ],
    ),
    Case(
        "the issue of another day",
        [
            ("0m", [page("Сводка за 4 марта", _LEADS[1], "-1h"), old(2, ago(2))]),
            ("24h", [page("Сводка за 5 марта", _LEADS[2], "23h"), old(2, ago(2))]),
        ],
        sent=["Сводка за 5 марта"],
    ),
    Case(
        "guids that number from the top, and all is pushed out",
        [
            ("0m", [replace(old(n, ago(n)), guid=str(n)) for n in range(2)]),
            ("5h", [replace(old(n, ago(n, hours=-7)), guid=str(n - 2)) for n in (2, 3)]),
        ],
        sent=_TITLES[2:4],
    ),
    Case(
        "the address changes with the headline",
        [
            ("0m", _DATED),
            (
                "1h",
                [
                    replace(old(0, ago(0), title="Бюджет приняли: что в нём"), link="https://one.example/2026/budget"),
                    *_DATED[1:],
                ],
            ),
        ],
    ),
    Case(
        "the evening news at one link",
        [
            ("0m", [page("Итоги дня", _LEADS[0], "-1h", "1"), _DATED[1]]),
            ("24h", [page("Итоги дня", _LEADS[4], "23h", "2"), _DATED[1]]),
        ],
        sent=["Итоги дня"],
    ),
    Case(
        "the bulletin of every hour at one link",
        [
            ("0m", [page("Новости к 12:00", _LEADS[0], "-5m"), _DATED[1]]),
            ("1h", [page("Новости к 13:00", _LEADS[5], "55m"), _DATED[1]]),
        ],
        sent=["Новости к 13:00"],
    ),
]


_FLIPPING = [
    ("0m", [page(_TITLES[0], guid="")]),
    ("1h", [page(_TITLES[1], guid="")]),
    ("2h", [page(_TITLES[0], guid="")]),
]
TUNED += [
    Case(
        "three of twelve titles are those of every week, no dates, no texts",
        [
            ("0m", [*daily(["Погода", "Курс", "Пробки"], 0, is_dated=False, texts=("",)), *(old(n) for n in range(9))]),
            (
                "7d",
                [*daily(["Погода", "Курс", "Пробки"], 7, is_dated=False, texts=("",))]
                + [old(n, title=f"Совсем другое {n}", text="") for n in range(9)],
            ),
        ],
        sent=["Погода", "Курс", "Пробки"],
    ),
    Case(
        "the address and the headline change, dated by the edit",
        [
            ("0m", _DATED),
            (
                "1h",
                [
                    replace(old(0, ago(-1), title="Что будет с деньгами"), link="https://one.example/budget"),
                    *_DATED[1:],
                ],
            ),
        ],
    ),
    Case(
        "guids that number from the top, no dates, no texts, and all is pushed out",
        [
            ("0m", [replace(old(n, text=""), guid=str(n)) for n in range(2)]),
            ("5h", [replace(old(n, text=""), guid=str(n - 2)) for n in (2, 3)]),
        ],
        sent=_TITLES[2:4],
    ),
    Case(
        "what is said for tomorrow, at one link",
        [
            ("0m", [page("Прогноз погоды на завтра", _LEADS[7], "-1h"), _DATED[1]]),
            ("24h", [page("Прогноз погоды на выходные", _LEADS[11], "23h"), _DATED[1]]),
        ],
        sent=["Прогноз погоды на выходные"],
    ),
    Case(
        "earthquakes under one guid",
        [
            (
                "0m",
                [
                    page("Землетрясение магнитудой 4.5 в Японии", "", "-1h", link="https://one.example/1"),
                    old(1, ago(1)),
                ],
            ),
            (
                "1h",
                [
                    page("Землетрясение магнитудой 5.1 в Японии", "", "30m", link="https://one.example/2"),
                    old(1, ago(1)),
                ],
            ),
        ],
        sent=["Землетрясение магнитудой 5.1 в Японии"],
    ),
    Case(
        "another title and date, no texts",
        [
            ("0m", [page("Сбой входа на сайт", "", "-1h"), _DATED[1]]),
            ("20m", [page("Плановые работы ночью", "", "15m"), _DATED[1]]),
        ],
        sent=["Плановые работы ночью"],
    ),
    Case(
        "another title and text, no dates",
        [
            ("0m", [page("Сбой входа на сайт", _LEADS[7]), old(1), old(2)]),
            ("20m", [page("Плановые работы ночью", _LEADS[3]), old(1), old(2)]),
        ],
        sent=["Плановые работы ночью"],
    ),
    Case(
        "one title and another date and text, at one link",
        [
            ("0m", [page("Курс доллара", _LEADS[3], "-1h"), _DATED[1]]),
            ("24h", [page("Курс доллара", _LEADS[8], "23h"), _DATED[1]]),
        ],
        sent=["Курс доллара"],
    ),
    Case("a feed of one item, of which an old copy is served at times", _FLIPPING * 2, sent=[_TITLES[1]]),
    Case(
        "all ids, other texts under long titles",
        [("0m", [old(n) for n in (0, 1, 2, 4)]), ("1h", [new(n, text=_LEADS[n + 6]) for n in (0, 1, 2, 4)])],
    ),
]


def titled(number: int) -> str:
    return f"{_TITLES[number]} — Вестник"


JUDGED = [
    Case("all ids, in another order", [("0m", _BARE), ("1h", [new(n, text="") for n in (3, 1, 5, 0, 4, 2)])]),
    Case("all ids, and the list is longer", [("0m", _BARE), ("1h", [new(n, text="") for n in range(12)])]),
    Case(
        "all ids, and the dates are days",
        [("0m", _DATED_BARE), ("1h", [new(n, START.replace(hour=0), text="") for n in _SIX])],
    ),
    Case(
        "all ids, whole texts",
        [
            ("0m", [old(n, text=_LEADS[n][:70]) for n in _SIX]),
            ("1h", [new(n, text=_LEADS[n] + " " + _LEADS[n + 1]) for n in _SIX]),
        ],
    ),
    Case("all ids, texts are gone", [("0m", [old(n) for n in _SIX]), ("1h", [new(n, text="") for n in _SIX])]),
    Case("all ids and back", [("0m", _BARE), ("1h", [new(n, text="") for n in _SIX]), ("2h", _BARE)]),
    Case(
        "ids of every visit",
        [("0m", [replace(old(n, text=""), guid=f"0 {n}", link=f"https://one.example/0/{n}") for n in _SIX])]
        + [
            (
                f"{hour}h",
                [
                    replace(old(n, text=""), guid=f"{hour} {n}", link=f"https://one.example/{hour}/{n}")
                    for n in (*range(6, 6 + hour), *_SIX)
                ],
            )
            for hour in (1, 2, 3)
        ],
        sent=_TITLES[6:9],
    ),
    Case(
        "all ids, where two titles are the same",
        [
            ("0m", [old(n, text="", title="Погода" if n > 3 else None) for n in _SIX]),
            ("1h", [new(n, text="", title="Погода" if n > 3 else None) for n in _SIX]),
        ],
    ),
    Case(
        "all ids of a list of two",
        [("0m", [old(n, text="") for n in range(2)]), ("1h", [new(n, text="") for n in range(2)])],
        wrongly=_TITLES[:2],
    ),
    Case(
        "ids that change by and by",
        [("0m", _BARE), ("1h", [new(0, text=""), new(1, text=""), *_BARE[2:]])],
        wrongly=_TITLES[:2],
    ),
    Case(
        "all ids, and a name behind the titles",
        [("0m", _BARE), ("1h", [new(n, text="", title=titled(n)) for n in _SIX])],
        wrongly=[titled(n) for n in _SIX],
    ),
    Case(
        "all ids, dated by an import that took an hour",
        [("0m", _DATED_BARE), ("2h", [new(n, START + timedelta(minutes=60 + 10 * n), text="") for n in _SIX])],
        wrongly=_TITLES[:6],
    ),
    Case(
        "all links without their endings",
        [
            ("0m", [replace(old(n, ago(n), text=""), guid="") for n in _SIX]),
            (
                "1h",
                [
                    replace(old(n, ago(n), text=""), guid="", link=f"http://www.one.example/news/{1000 - n}")
                    for n in _SIX
                ],
            ),
        ],
    ),
    Case(
        "a week of nothing but the weather",
        [
            ("0m", [*daily(["Погода", "Курс", "Пробки"], 0, is_dated=False), *(old(n) for n in _SIX)]),
            ("7d", [*daily(["Погода", "Курс", "Пробки"], 7, is_dated=False), *(new(n) for n in range(6, 12))]),
        ],
        sent=["Погода", "Курс", "Пробки", *_TITLES[6:12]],
    ),
    Case(
        "a feed of one item with one guid and one title",
        [("0m", [page("Воздушная тревога", "", "-1h")]), ("25h", [page("Воздушная тревога", "", "24h")])],
        sent=["Воздушная тревога"],
        wrongly=["Воздушная тревога"],
    ),
    Case(
        "a feed of one item with one guid, of earthquakes",
        [
            ("0m", [page("Землетрясение магнитудой 4.5 в Японии", "", "-1h")]),
            ("1h", [page("Землетрясение магнитудой 5.1 в Японии", "", "30m")]),
        ],
        sent=["Землетрясение магнитудой 5.1 в Японии"],
    ),
    Case(
        "three of five pages of a status",
        [
            ("0m", [page(_TITLES[n], _LEADS[n], "-1h", str(n), f"https://one.example/{n}") for n in range(5)]),
            (
                "1h",
                [
                    page(_TITLES[n + 6], _LEADS[n + 6], f"{30 + n}m", str(n), f"https://one.example/{n}")
                    for n in range(3)
                ]
                + [page(_TITLES[n], _LEADS[n], "-1h", str(n), f"https://one.example/{n}") for n in (3, 4)],
            ),
        ],
        sent=_TITLES[6:9],
    ),
    Case(
        "all words change, the date does not",
        [("0m", _DATED), ("1h", [old(0, ago(0), title=_TITLES[8], text=_LEADS[8]), *_DATED[1:]])],
    ),
    Case(
        "a slip of the pen, no dates, no texts",
        [
            ("0m", _BARE),
            (
                "1h",
                [
                    old(0, text="", title=_TITLES[0].replace("принял", "принял,")),
                    old(1, text="", title=_TITLES[1].replace("Взрыв", "Взрывы")),
                    *_BARE[2:],
                ],
            ),
        ],
    ),
    Case(
        "another headline, no dates, no texts",
        [("0m", _BARE), ("1h", [old(0, text="", title="Что будет с деньгами"), *_BARE[1:]])],
    ),
    Case(
        "a flash becomes an article, dated by the edit",
        [
            ("0m", _DATED_BARE),
            ("1h", [old(0, ago(0, hours=-0.1), title="Депутаты поддержали расходы", text=_LEADS[0]), *_DATED_BARE[1:]]),
        ],
    ),
    Case(
        "a result that grows, dated by the edit",
        [
            ("0m", [page("Динамо — Спартак: 1:0", "", "-1h"), _DATED[1]]),
            ("20m", [page("Динамо — Спартак: 2:0", "", "15m"), _DATED[1]]),
        ],
    ),
    Case(
        "the question of the week at one link",
        [
            ("0m", [page("Вы за часовые пояса?", "", "-1d"), _DATED[1]]),
            ("7d", [page("Поедете ли летом к морю?", "", "6d"), _DATED[1]]),
        ],
        sent=["Поедете ли летом к морю?"],
    ),
    Case(
        "guids that number from the top, no dates",
        [
            ("0m", [replace(old(n), guid=str(n)) for n in _SIX]),
            ("1h", [replace(old(n), guid=str(group)) for group, n in enumerate((9, *range(5)))]),
        ],
        sent=[_TITLES[9]],
    ),
    Case(
        "a page of every day at one guid",
        [
            ("0m", [page("Обзор рынков", _LEADS[3], "-1h", "day", "https://one.example/3"), _DATED[1]]),
            ("24h", [page("Обзор рынков", _LEADS[8], "23h", "day", "https://one.example/4"), _DATED[1]]),
        ],
        sent=["Обзор рынков"],
    ),
    Case(
        "a form that is filled in every day, at one link",
        [
            (
                "0m",
                [
                    page("Нефть: 80 долларов", "Цена нефти на торгах в Лондоне к полудню: 80 долларов", "-1h"),
                    old(1, ago(1)),
                ],
            ),
            (
                "24h",
                [
                    page("Нефть: 82 доллара", "Цена нефти на торгах в Лондоне к полудню: 82 доллара", "23h"),
                    old(1, ago(1)),
                ],
            ),
        ],
        sent=["Нефть: 82 доллара"],
    ),
    Case(
        "one title at one link, no texts",
        [
            ("0m", [page("Программа передач", "", "-1h", "3"), _DATED[1]]),
            ("24h", [page("Программа передач", "", "23h", "4"), _DATED[1]]),
        ],
        sent=["Программа передач"],
        wrongly=["Программа передач"],
    ),
]


def told_of(case: Case, *, is_partial: bool) -> list[str]:
    watched, sent = Watched(is_partial), []
    for after, document in case.readings:
        record = watched.read(document, START + span(after))
        sent += [found.title for found in record.found if found.is_news]
    return sorted(sent)


@pytest.mark.parametrize("case", [*TUNED, *JUDGED], ids=lambda case: case.name)
def test_table(case: Case) -> None:
    sent = told_of(case, is_partial=False)
    assert sent == told_of(case, is_partial=True)
    assert set(sent) ^ set(case.sent) == set(case.wrongly)
    assert len(sent) == len(set(sent))
