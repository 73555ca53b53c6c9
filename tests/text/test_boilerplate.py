"""What sites put around an article goes, and nothing that the article says."""

import pytest

from bot.text.boilerplate import is_boilerplate, is_disclosure, without_boilerplate
from bot.text.html import to_text
from bot.text.lines import Line

LONG = (
    "В посёлке восстановили мост, который весной снесло паводком; движение открыли утром. По новой переправе уже прошли"
    " первые сорок машин, сказали в районе."
)


@pytest.mark.parametrize(
    "line",
    """
    Фото: пресс-служба ведомства
    Фото из архива редакции
    Иллюстративное фото
    © Агентство / Иван Макеев
    Источник: Северное агентство
    Автор: Анна Лебедь
    Паводок отступает. Фото: Северное агентство
    Премьер во время заседания (Фото: REUTERS/Stringer)
    Подписывайтесь на наш канал в Telegram, чтобы узнавать новости первыми
    Самые важные новости — в нашем канале. Подпишитесь, чтобы не пропустить!
    Читайте нас в Google News
    Стали очевидцем происшествия? Сообщите об этом нашей редакции
    Мы используем файлы cookie. Оставаясь на сайте, вы соглашаетесь с этим.
    Нашли опечатку? Выделите её и нажмите Ctrl+Enter
    USD 92,35 EUR 99,87 CNY 12,74
    Brent 82,14 ▲ 0,6 %
    Погода: +17 °C
    18 мая 2026, 14:05
    Время чтения: 2 минуты
    Теги: бюджет, регион, суд
    Поделиться ссылкой:
    ВКонтакте Одноклассники Telegram
    Ваш адрес email не будет опубликован. Обязательные поля помечены *
    Эксперты объяснили, чего ждать от этого решения (подробнее)
    Реклама
    Джерело: Інформбюро
    Фото з відкритих джерел
    Найсвіжіші новини міста — у Viber-спільноті «Портал»
    Детальніше про це читайте тут.
    Новина доповнюється.
    Засідання відбулося у травні / фото УНІА, Ірина Левко
    Підписуйтесь на наш Telegram-канал, щоб не пропустити важливого
    Приєднуйтесь до нас у Facebook та Telegram!
    Якщо ви помітили помилку, виділіть необхідний текст і натисніть Ctrl + Enter, щоб повідомити про це редакцію.
    Кількість переглядів 3021
    Ми використовуємо файли cookie, щоб покращити роботу сайту.
    By Jane Marlowe, Staff Writer
    The town hall on Monday. (AP Photo/Jane Marlowe)
    Image source, Getty Images
    Follow us on Facebook and X
    Get the latest headlines delivered to your inbox. Sign up here.
    We use cookies to give you the best experience.
    Copyright 2026 Valley Tribune. All rights reserved.
    Story continues below
    Чтобы мы могли работать дальше, нам нужна ваша помощь.
    Оформите ежемесячный донат — это займёт минуту.
    Ми пишемо для вас і завдяки вам. Долучайтеся до нашої спільноти!
    Что происходит в городе? Объясняем на нашем YouTube-канале. Подпишись!
    Автор фото Анна Лебедь / «Волна»
    18 мая 2026, 10:11 23 комментария
    Место работы, Северное агентство
    Пропустить Подпишитесь на нас в соцсетях и продолжить чтение.
    Иван Макеев | Ольга Строева
    Вернуться к списку новостей
    DOW 39,112 +0.4%
    Слушайте подкаст «Что это было»
    Редакция «Волны»
    The Wave is not responsible for the content of external sites.
    """.strip().splitlines(),
)
def test_what_is_no_part_of_an_article(line: str) -> None:
    assert to_text(f"<p>Проза идёт своим чередом.</p><p>{line.strip()}</p>") == "Проза идёт своим чередом."


@pytest.mark.parametrize(
    "line",
    """
    Источник: в правительстве готовят новый пакет мер, сообщили собеседники агентства в понедельник вечером.
    Фото с места аварии появилось в сети через час после столкновения двух поездов.
    Подписывайтесь под петицией, призвал мэр.
    «Мы сообщили об этом в нашем телеграм-канале», — сказал губернатор.
    Читайте договор внимательно: в нём сорок страниц.
    Самые важные новости недели касались бюджета и выборов.
    Реклама алкоголя запрещена с первого июля.
    Курс доллара вырос до 92,35 рубля, евро подорожал на 20 копеек.
    Площадь — 574 км².
    За — 282
    23 мая 1925 года.
    Telegram оштрафовали на 4 млн рублей.
    Европейские сайты обязали спрашивать согласие на cookie.
    Больше всего пострадали посёлки у реки.
    Автор закона назвал срок его вступления в силу.
    Видео с дрона показали на заседании суда, и адвокат возражал против этого.
    Джерело: про це повідомили в міністерстві, де пояснили, що рішення набуде чинності з липня.
    Приєднуйтеся до мене, сказав він натовпу.
    Follow the money, the prosecutor told the jury on Monday.
    The photo was taken by a resident of the village.
    Нам нужна ваша помощь в поисках, сказали спасатели жителям посёлка, и те вышли в лес на рассвете с собаками.
    Мы благодарны вам за терпение: дорогу откроют в среду.
    Конец месяца обещает быть дождливым.
    Get out of the city before dawn, officials urged.
    Редакция газеты переехала в новое здание.
    Слушайте, сказал судья, это подкаст или заседание?
    The court asked who was responsible for the content of the pages.
    """.strip().splitlines(),
)
def test_prose_with_the_same_words_stays(line: str) -> None:
    assert not is_boilerplate(line.strip())
    assert without_boilerplate([Line(line.strip())]) == [Line(line.strip())]


@pytest.mark.parametrize(
    "line",
    [
        "На правах рекламы",
        "Партнёрский материал",
        "Sponsored content",
        "erid: 2VfnxwLt8Yp",
        "Реклама. ООО «Парк», ИНН 7700000000, erid 2SDnjcKd3fG",
    ],
)
def test_that_an_item_is_an_advertisement_is_not_kept_from_its_readers(line: str) -> None:
    assert is_disclosure(line)
    assert to_text(f"<p>Парк открыт.</p><p>{line}</p>") == f"Парк открыт.\n{line}"


@pytest.mark.parametrize("line", ["Реклама", "Реклама алкоголя запрещена.", "Эрид — остров в романе.", ""])
def test_what_does_not_say_so_is_no_such_line(line: str) -> None:
    assert not is_disclosure(line)


@pytest.mark.parametrize(
    ("line", "rest"),
    [
        (f"{LONG} Фото: администрация района", LONG),
        ("Мост открыли. Подписывайтесь на наш Telegram-канал!", "Мост открыли."),
        ("Міст відкрили. Підписуйтесь на наш канал у Viber.", "Міст відкрили."),
    ],
)
def test_a_paragraph_loses_what_is_at_its_end(line: str, rest: str) -> None:
    assert [left.text for left in without_boilerplate([Line(line)])] == [rest]
