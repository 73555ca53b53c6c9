"""Markup becomes text: what is kept, what goes, and that no input takes long."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.text.html import to_line, to_text

SEED = Path(__file__).parents[3] / "shared" / "seed" / "telegraph-coalition.txt"


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("", ""),
        ("  \n ", ""),
        ("Просто текст", "Просто текст"),
        ("<p>Один.</p><p>Два.</p>", "Один.\nДва."),
        ("<P>Один.<P>Два.", "Один.\nДва."),
        ("Один.<br/>Два.<BR >Три.", "Один.\nДва.\nТри."),
        ("<p>Слово<b>форма</b> и <i>ещё</i></p>", "Словоформа и ещё"),
        ("<p>перенос\nв   разметке\t— пробел</p>", "перенос в разметке — пробел"),
        ("<p>&laquo;Дозор&raquo;&nbsp;&mdash; бот &amp; друг &#8470;&#x31;</p>", "«Дозор» — бот & друг №1"),
        ("<p>коа\u00adлиция\u200b жела\ufeffющих</p>", "коалиция желающих"),
        ("<p>До</p><script>if (a<b) document.write('<p>нет</p>')</script><p>После</p>", "До\nПосле"),
        ("<p>До</p><STYLE>p{}</STYLE ><p>После</p>", "До\nПосле"),
        ("<p>До</p><!-- <p>нет</p> --><p>После</p>", "До\nПосле"),
        ("<figure><img src=x><figcaption>Фото: агентство</figcaption></figure><p>Текст.</p>", "Текст."),
        ("<nav><ul><li>Главная</li></ul></nav><p>Текст.</p>", "Текст."),
        ("<p>Текст.</p><form><button>Отправить</button></form>", "Текст."),
        ('<p title="a > b">Текст</p>', "Текст"),
        ("<img alt='<b>не текст</b>' src=x>Текст", "Текст"),
        ('<a href="x"">Ссылка</a> дальше', "Ссылка дальше"),
        ("5 < 6 и 7 > 3", "5 < 6 и 7 > 3"),
        ("<table><tr><td>а</td><td>б</td></tr><tr><td>в</td></tr></table>", "а б\nв"),
        ("<ul><li>раз</li><li>два</li></ul>", "раз\nдва"),
        ("<aside>не закрыт<p>Но текст есть.</p>", "не закрыт\nНо текст есть."),
        ("&lt;p&gt;Дважды &amp;laquo;закрыто&amp;raquo;&lt;/p&gt;", "Дважды «закрыто»"),
        ("<p>Обрыв посреди <a href='http", "Обрыв посреди"),
        ("<p>Начало текста… <a href=/x>Читать далее →</a></p>", "Начало текста…"),
        ("<p>Начало текста&hellip; <a href=/x>Подробнее&nbsp;&raquo;</a><br clear=all></p>", "Начало текста…"),
        ("<p>Начало текста. <a href=/x>Подробнее</a>.</p><p>Ещё.</p>", "Начало текста.\nЕщё."),
        ("<p>Об этом <a href=/x>подробнее</a> рассказал министр.</p>", "Об этом подробнее рассказал министр."),
        ("<p>Мы пишем об этом <a href=/x>далее</a>.</p>", "Мы пишем об этом далее."),
        ("<![CDATA[<p>Текст</p>]]>", "Текст"),
    ],
)
def test_markup(markup: str, expected: str) -> None:
    assert to_text(markup) == expected


@pytest.mark.parametrize(
    ("plain", "expected"),
    [
        ("Первый абзац.\n\nВторой абзац.\r\nТретий.", "Первый абзац.\nВторой абзац.\nТретий."),
        (
            "Строку перенесла\nпрограмма, и фраза\nцела.\n\nВторой абзац.",
            "Строку перенесла программа, и фраза цела.\nВторой абзац.",
        ),
        ("Список:\n- раз,\nи ещё\n- два", "Список:\n- раз, и ещё\n- два"),
        ("Первый <b>абзац</b>.\n\nВторой абзац.", "Первый абзац.\nВторой абзац."),
    ],
)
def test_plain_text_keeps_its_paragraphs(plain: str, expected: str) -> None:
    assert to_text(plain) == expected


TITLES = ["Мерц и Макрон хотят поговорить", "Линия фронта: сводка на 18 мая", "«Никаких компромиссов»"]


@pytest.mark.parametrize(
    "heading",
    """Читайте также|ЧИТАЙТЕ ТАКЖЕ:|Читайте ещё|Читайте еще|Читайте также по теме|Смотрите также|По теме|По теме:
    Материалы по теме|Новости по теме|Похожие новости|Другие новости|Вам может быть интересно|Что почитать ещё|
    Ещё по теме|Читайте також|Читайте також:|Читайте ще|Дивіться також|За темою|Матеріали за темою|Схожі новини
    Вас може зацікавити
    Інші новини|Ще за темою|Що ще почитати|Пов'язані новини|Рекомендуємо
    Read more|Read also|See also|Related|Related articles|RELATED STORIES|More on this story|You may also like
    Further reading|Recommended|More from BBC News|▶ Читайте также""".replace("|\n", "|")
    .replace("\n", "|")
    .split("|"),
)
@pytest.mark.parametrize(
    "form",
    [
        "<p>Проза кончилась.</p><h3>{0}</h3><ul><li><a href=1>{1}</a></li><li><a href=2>{2}</a></li></ul>",
        "<p>Проза кончилась.</p><p><strong>{0}</strong></p><p><a href=1>{1}</a></p><p><a href=2>{2}</a></p>",
        "<p>Проза кончилась.</p>{0}<br><a href=1>{1}</a><br><a href=2>{2}</a>",
        "Проза кончилась.\n{0}\n- {1}\n- {2}",
        "Проза кончилась.\n\n{0}\n\n{1}\n{2}\n",
    ],
)
def test_a_related_links_tail_goes(heading: str, form: str) -> None:
    assert to_text(form.format(heading.strip(), *TITLES)) == "Проза кончилась."


@pytest.mark.parametrize(
    "markup",
    [
        "<p>Проза.</p><p>Читайте также: <a href=1>Заголовок другой статьи</a></p>",
        "<p>Проза.</p><p><a href=1>Читайте также: Заголовок другой статьи.</a></p>",
        "Проза.\nЧитайте также: Заголовок другой статьи",
        "<p>Проза.</p><p>Читайте также</p><p><a href=1>Заголовок</a></p><p>Подписывайтесь на наш Telegram-канал.</p>",
        "<p>Проза.</p><p>The post <a href=1>Проза</a> appeared first on <a href=/>Сайт</a>.</p>",
        "<p>Проза.</p><p>Read more</p>",
    ],
)
def test_other_shapes_of_the_tail(markup: str) -> None:
    assert to_text(markup) == "Проза."


def test_a_title_that_is_linked_goes_after_prose() -> None:
    prose = "<p>Проза идёт своим чередом, и её довольно много, чтобы ссылки были в меньшинстве.</p>" * 3
    text = to_text(prose)
    assert to_text(f"{prose}<p><a href=1>Другая статья о другом</a></p>{prose}") == f"{text}\n{text}"
    assert to_text(f"{prose}<p>Важно! <a href=1>Другая статья о совсем другом деле</a></p>") == text
    assert to_text("<p><a href=1>Раз, два и три</a></p><p><a href=2>Два, три и раз</a></p>") != ""
    sentence = "<p>Об этом пишет <a href=1>газета «Вечерний город» в номере за субботу</a>.</p>"
    assert to_text(prose + sentence).endswith("в номере за субботу.")


def test_a_list_of_headlines_goes_only_if_they_are_links() -> None:
    prose = "<p>Проза.</p><h3>Главные новости</h3>"
    assert to_text(prose + "<p><a href=1>Шторм идёт</a></p><p><a href=2>Порт закрыт</a></p>") == "Проза."
    assert to_text(prose + "<p>Шторм идёт</p>") == "Проза.\nГлавные новости\nШторм идёт"


def test_links_within_the_article_go_where_the_markup_shows_them() -> None:
    markup = (
        "<p>Начало.</p><p>Читайте также:</p><ul><li><a>Другая статья</a></li></ul><p>Конец <a>длинной</a> прозы.</p>"
    )
    assert to_text(markup) == "Начало.\nКонец длинной прозы."
    named = "<p>Начало.</p><p><b>Читайте також:</b> <a href=1>Інша стаття</a></p><p>Кінець <a>довгої</a> прози.</p>"
    assert to_text(named) == "Начало.\nКінець довгої прози."
    prose = "<p>Читайте также: <a href=1>доклад</a> и наши выводы из него, они полны сведений.</p><p>Конец.</p>"
    assert to_text(prose).startswith("Читайте также: доклад и наши выводы")


@pytest.mark.parametrize(
    "text",
    [
        "Министр сказал:\nЧитайте также наши отчёты, они полны сведений.\nКонец.",
        "Related\nThe two brothers were related by marriage, not by blood.",
        "Рекомендуем\n- раз\nПо мнению врачей, этого довольно.",
        "По теме санкций выступил посол",
        "Итоги дня.\nГлавные новости\n- Шторм идёт к берегу\n- Порт закрыт до утра",
        "Больше по теме не говорили.",
    ],
)
def test_prose_is_never_cut(text: str) -> None:
    assert to_text(text) == text.strip()


@pytest.mark.skipif(not SEED.exists(), reason="the seed article is not part of the project")
def test_the_seed_article_loses_its_tail_and_nothing_else() -> None:
    seed = SEED.read_text(encoding="utf-8")
    text = to_text(seed)
    prose = seed.partition("Читайте также")[0]
    assert text.split("\n") == [line for line in prose.split("\n") if line]


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("AT&amp;T &amp;amp; Co", "AT&T & Co"),
        ("<b>Жирный</b> заголовок<br>", "Жирный заголовок"),
        ("  два \n пробела&nbsp;", "два пробела"),
        ("List<int> и x < y", "List<int> и x < y"),
        ("&amp;quot;Кавычки&amp;quot; &#171;и&#187;", '"Кавычки" «и»'),
        ("Тег &lt;b&gt; в HTML", "Тег <b> в HTML"),
        ("R&D и Q&A", "R&D и Q&A"),
        ("<i>Раз</i> и <b>два</b><br/> — три", "Раз и два — три"),
        ("<p>Абзац", "Абзац"),
        ("Обрезано</b>", "Обрезано"),
        ("<b>Обрезано и тут", "Обрезано и тут"),
        ("<a href='x'>Ссылка</a> <img src=x> и <span class=y>прочее", "Ссылка и прочее"),
        ("word<b>bold</b>word", "wordboldword"),
        ("Intent to ship: <a> as <area> in maps", "Intent to ship: <a> as <area> in maps"),
        ("Intent to ship: &lt;a&gt; as &lt;area&gt;", "Intent to ship: <a> as <area>"),
        ("<dialog> is here, <select> follows", "<dialog> is here, <select> follows"),
        ("List<String>, Promise<object>, Array<Map<Object>>", "List<String>, Promise<object>, Array<Map<Object>>"),
        ("«<a>» и <details>/<summary>", "«<a>» и <details>/<summary>"),
        ("AT&T <b> вести", "AT&T вести"),
        ("Why <p> and </div> are special", "Why <p> and </div> are special"),
    ],
)
def test_titles(markup: str, expected: str) -> None:
    assert to_line(markup) == expected


@given(st.text(alphabet=st.sampled_from("<>/abp!-=\"'& \n;#xДи.") | st.characters(), max_size=200))
def test_any_text_gives_tidy_lines(markup: str) -> None:
    text = to_text(markup)
    assert all(line and line == " ".join(line.split()) for line in text.split("\n") if text)
    assert "\n" not in to_line(markup)
