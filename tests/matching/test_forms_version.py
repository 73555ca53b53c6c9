"""What queries expand to is stored by the version of the forms: no change without another version."""

from hashlib import sha256

from bot.matching import Matcher, parse, parse_canonical
from bot.matching.expansions import pack
from bot.text.forms.version import NUMBER

_DIGESTS = {1: "2fcfbe6700c317e2da3d0b7a27de73647a83e8ec49b65f983bf14789acbaca65"}
"""By `NUMBER`, the digest of what `_SAMPLE` expands to."""
_SAMPLE = """
    коалиция; коалиция желающих; новости; тема; полки; рядом; суды; лучший; другие; пот; лошадь; дети; люди; год; мэр
    Россия; Москва; Европа; Зеленский; Зеленская; Навальный; Голикова; Пугачёва; Маск; Орёл; Магнит; Белый; Толстой
    Токаев; Лев; Льва Толстого; Владимир Путин; Путин Трамп; Нижний Новгород; Нью-Йорк; Нью Йорк; Сен-Санс; А.С. Пушкин
    штаб-квартира; премьер-министр; ИИ-модель; ЕС; США; ВОЗ; МРОТ; ЗАГС; ВУЗ; ФОП; БОМЖ; КИТАЙ; КУРС ДОЛЛАРА; биткоин
    криптовалюта; брекзит; 1949 год; 9 мая; Су-57; МиГ-31К; 5G-сеть; G20; С-300; C++; AT&T; 10%; $100; bbc.com
    Київ; Суми; Рівне; Буча; Тихий; Малий; Тод; вибори; Європа; вироби; деревина; війна; судно; місто; об'єднання
    Зеленський; Верховна Рада; річка; ніж; разом; хвороба; мати; день незалежності; Львів; Харків; економіка
    cleaning; spending; well; arms; fascists; insurgents; paramilitaries; colour; color; ceasefire; cease-fire; mice
    New York; Turkey; Apple; Zelensky; Erdoğan; café; the; US; U.S.; IT; WHO; running shoes; children's; lives; better
    неф*; fac*; =газ; !Газ; =!Маск; "A B"; "взрыв Харьков"~5; title:нефть; lead:"цена нефти"; нефть + газ; нефть | газ
    нефть -газ; (нефть | газ) + Россия -"природный газ"; site:bbc.com + нефть; source:"РБК" + газ; lang:uk + ліс; #тег
    "(мэр | глава) Киева"; "(взрыв | удар) (Харьков | Суми)"~5; "A B"~>5; "Магнит -холодильник"~5; Газпром^3; @nasa
"""


def test_forms_do_not_change_without_another_version(matcher: Matcher) -> None:
    texts = [str(parse(text.strip())) for text in _SAMPLE.replace("\n", ";").split(";") if text.strip()]
    digest = sha256()
    for text in texts:
        expanded = pack(text, matcher.expand(parse_canonical(text)))
        assert expanded is not None, text
        digest.update(text.encode())
        digest.update(expanded)
    assert _DIGESTS.get(NUMBER) == digest.hexdigest(), (
        "queries expand to something else than they did: raise NUMBER in bot/text/forms/version.py (once between two"
        f" releases), and put its digest here: {NUMBER}: {digest.hexdigest()!r}"
    )
