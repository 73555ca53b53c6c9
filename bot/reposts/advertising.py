"""Whether an article says of itself that it is an advertisement. When in doubt, it is none.

Laws ask for a mark («Реклама», the advertiser, a token `erid`), and editors add theirs («На правах рекламы», "Sponsored
content"). An article about advertising has the same words in its sentences, so most of them count only where they
stand alone: as a line, a sentence, or between signs.
"""

import re
from collections.abc import Iterable, Iterator

from bot.text.inert import clean
from bot.text.shortening import shorten

_SHOWN = 40
"""Characters of what gave an advertisement away."""
_LONGEST_LABEL = 80
_URL = re.compile(r"[?&#]erid=[\w-]{4,}", re.IGNORECASE | re.ASCII)
_TOKEN = re.compile(
    r"\berid(?:\s*[:=№#–—-]\s*|\s+)(?=[a-z]*+\d|\d*+[a-z]\w*\d)[0-9a-z]{6,}\b", re.IGNORECASE | re.ASCII
)
_HASHTAG = re.compile(
    r"(?<![\w/])#(?:реклама|промо|ad|ads|advertisement|sponsored|promo|партн[её]рский_?(?:материал|пост|проект)"
    r"|партнерськ[аи]й_?(?:матеріал|допис|про[єе]кт)|на_?правах_?реклам[иы])\b",
    re.IGNORECASE,
)
_COMPANY = (
    r"(?:(?:ООО|ОАО|ЗАО|ПАО|НАО|АО|ИП|АНО|НКО|ГБУ|ГАУ|ГУП|МУП|ФГУП|ФГБОУ|СПАО|ТОО|ТОВ|ФОП|ПрАТ|ПАТ|АТ|ПП|КП|ГО"
    r"|[Сс]амозанят\w+|[Рр]екламодател\w+|[Рр]екламодав\w+|ИНН|ІПН|ЄДРПОУ|ОГРН)\b(?=\W{0,3}[«\"“„A-ZА-ЯЁІЇЄҐ0-9]))"
)
"""The beginning of an advertiser's name or number; a plain word may not follow."""
_DISCLOSURE = re.compile(
    rf"(?:\bРЕКЛАМА|(?:^|[.!?…»”)|·•*#\]]\s*|\d\+\s+)[Рр]еклама)\s*(?:\(?\d{{1,2}}\+\)?)?\s*[.,:;|·•/–—-]+\s*"
    rf"(?:\(?\d{{1,2}}\+\)?[\s.,|]*)?{_COMPANY}",
    re.MULTILINE,
)
"""«Реклама. ООО «Ромашка»»: after a stop, since the subject of a sentence has none."""
_DISCLOSING_LINE = re.compile(
    rf"^[^\w\n]*(?:[Рр]еклама|РЕКЛАМА) {_COMPANY}(?=.*(?:\bИНН\b|\bОГРН\b|\berid\b|»[^\w\n]*$)).{{0,160}}$",
    re.MULTILINE,
)
_ADVERTISER = re.compile(
    r"\b(?:[Рр]екламодатель|[Рр]екламодавець|РЕКЛАМОДАТЕЛЬ|РЕКЛАМОДАВЕЦЬ)(?=: ?[«\"“„A-ZА-ЯЁІЇЄҐ]"
    rf"| {_COMPANY}[^«\"“„\n]{{0,20}}[«\"“„][^»\"”\n]{{1,60}}[»\"”]\s*(?:[.,;(]|ИНН|ОГРН|ЄДРПОУ|$))"
)
"""«Рекламодатель: ООО «Ромашка»», or the same as a sentence of its own."""
_PAID_BY = re.compile(
    r"^[^\w\n]*(?:"
    r"(?:партн[её]р|спонсор) (?:материала|публикации|статьи|выпуска|рубрики|поста)"
    r"|(?:партнер|спонсор) (?:матеріалу|публікації|статті|випуску|рубрики|допису)"
    r")\s*[:–—-]\s*\S"
    r"|^[^\w\n]*(?:sponsored|presented|paid for|brought to you) by(?: [\w.&'’\"«»-]+){1,5}[^\w\n]*$"
    r"|^[^\w\n]*(?:this|the following) (?:article|post|story|content|video|newsletter|episode|issue)"
    r" (?:is|was|has been) (?:sponsored|paid for|brought to you)\b"
    r"|\bpaid partnership with\b",
    re.IGNORECASE | re.MULTILINE,
)
_MATERIAL = r"(?:материал|статья|публикация|новость|информация|текст|пост|проект)"
_MATERIAL_UK = r"(?:матеріал|стаття|публікація|новина|інформація|текст|допис|про[єе]кт)"
_STRONG = re.compile(
    rf"(?:{_MATERIAL} )?(?:(?:публикуется|опубликован\w*|размещ[её]н\w*|размещается|предоставлен\w*) )?"
    r"на правах рекламы"
    rf"|(?:{_MATERIAL_UK} )?(?:(?:публікується|опублікован\w*|розміщен\w*|нада\w+) )?на правах реклами"
    rf"|(?:партн[её]рск(?:ий|ая|ое)|рекламн(?:ый|ая|ое)|спонсорск(?:ий|ая|ое)|коммерческ(?:ий|ая|ое)) "
    rf"(?:{_MATERIAL}|спецпроект|размещение|объявление|интеграция)"
    rf"|(?:партнерськ(?:ий|а|е)|рекламн(?:ий|а|е)|спонсорськ(?:ий|а|е)|спонсорован(?:ий|а)|комерційн(?:ий|а)) "
    rf"(?:{_MATERIAL_UK}|спецпро[єе]кт|розміщення|оголошення|інтеграція)"
    r"|реклама \(?\d{1,2}\+\)?|материал партн[её]ра|матеріал партнера|промо-?материал|промо-?матеріал"
    r"|платн(?:ый материал|ий матеріал)|(?:this is an? )?(?:sponsored|paid|promoted|partner|branded)[ -]"
    r"(?:content|post|article|story|feature|message|link)"
    r"|advertorial|paid advertisement|advertisement feature|sponsor content|paid promotion",
    re.IGNORECASE,
)
"""What says it wherever it stands alone."""
_WEAK = re.compile(r"реклама|промо|promo|advertisement|sponsored|promoted|ad|pr", re.IGNORECASE)
"""What says it at the beginning or the end; within an article, a banner may have stood there."""
_PREFIX = re.compile(r"\W*(?:sponsored|advertisement|промо|promo|ad|pr)\s*:\s*\w", re.IGNORECASE)
"""What says it at the beginning of a title."""
_STOPS = re.compile(r"[.!?…](?=\s|$)|[|·•()\[\]*_]+|\n|,(?= на правах реклам[иы]\b)", re.IGNORECASE)
_EDGES = " \t\"'«»“”„#*_~-–—.,:;!|·•👉❗⚡️"


def advertising_in(title: str, text: str, urls: Iterable[str] = ()) -> str | None:
    """What shows that an article is an advertisement, in its own words; None if nothing does.

    `urls` are its address, and others that it links to.
    """
    if any(map(_URL.search, urls)):
        return "erid"
    title, text = clean(title), clean(text)
    found = next(filter(None, (*map(_said, (title, text)), _labelled(title, text))), None)
    return None if found is None else shorten(found, _SHOWN)


def _said(text: str) -> str | None:
    """What says it anywhere in a text."""
    if _URL.search(text) or _TOKEN.search(text):
        return "erid"
    for pattern in (_HASHTAG, _DISCLOSURE, _DISCLOSING_LINE, _ADVERTISER, _PAID_BY):
        if found := pattern.search(text):
            return found[0].strip(_EDGES.replace("#", ""))
    return None


def _labelled(title: str, text: str) -> str | None:
    """What stands alone, as a label does."""
    if _PREFIX.match(title):
        return title.partition(":")[0].strip(_EDGES)
    for part in (title, text):
        pieces = list(_pieces(part))
        ends = {0, len(pieces) - 1}
        for at, piece in enumerate(pieces):
            if _STRONG.fullmatch(label := piece.partition(":")[0].rstrip()):
                return label
            if at in ends and len(pieces) > 1 and _WEAK.fullmatch(piece):
                return piece
    return None


def _pieces(text: str) -> Iterator[str]:
    """What stands between stops, signs and line ends."""
    for piece in _STOPS.split(text):
        said = piece.strip(_EDGES)
        if said:
            yield said[: _LONGEST_LABEL + 1]
