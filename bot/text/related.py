"""Removes lists of links to other articles at the end of an article: «Читайте также» and the like.

If they were matched like the article, they would be the commonest cause of false alarms.
"""

import re

from bot.text.lines import Line

_HEADINGS = (
    # Russian
    r"(?:чита|смотри|слуша)(?:йте|й|те) (?:также|ещ[её]|тоже)(?: (?:по|на эту) тем[еу])?",
    r"(?:чита|смотри|слуша)(?:йте|й|те) (?:по теме|на эту тему|другие .{3,30})",
    r"(?:также|ещ[её]) (?:(?:чита|смотри|слуша)(?:йте|те)|по теме|на эту тему|об этом|новости)",
    r"что (?:ещ[её] )?(?:по)?читать(?: (?:ещ[её]|по теме|дальше))?",
    r"(?:материалы|новости|статьи|публикации|ссылки|сюжеты|подробнее|другое|больше) по (?:этой )?теме",
    r"по (?:этой )?теме|в тему|на (?:эту|ту же) тему|в продолжение темы",
    r"(?:похожие|связанные|смежные|рекомендуемые) (?:новости|материалы|статьи|публикации|записи|посты)",
    r"другие (?:новости|материалы|статьи|публикации|записи|посты)",
    r"(?:вам|вас) (?:также )?может (?:быть интересно|заинтересовать|понравиться)|ранее по теме|мы рекомендуем",
    r"(?:советуем|рекомендуем)(?: (?:также|почитать|прочитать|прочесть))?(?: также)?|другие новости(?: .{3,30})?",
    r"(?:читать|смотреть|узнать|прочитать) (?:также|ещ[её]|больше|подробнее|(?:больше )?по теме)(?: .{2,30})?",
    r"(?:читайте )?(?:больше|ещ[её])(?: \w+[ыи]х)? (?:новостей|материалов|статей|публикаций)(?: .{2,40})?",
    r"(?:больше|ещ[её]) (?:об этом|про это|от автора|на сайте)",
    r"(?:стать[ия]|материал|новость|запис[иь]) по (?:этой )?теме|похожее|к теме|контекст",
    r"ранее(?: (?:мы )?(?:писали|сообщали|рассказывали|сообщалось)(?: о том)?)?|до этого(?: мы)? (?:писали|сообщали)",
    r"напомним",
    r"(?:все |другие )?(?:материалы|новости|статьи) автора",
    r"сам(?:ое|ые) (?:популярн|читаем|обсуждаем|просматриваем|интересн)\w+(?: .{2,20})?",
    r"популярное(?: (?:за|сейчас|сегодня|в|на) .{2,20}| сегодня)?|свежие (?:записи|новости|материалы)|выбор редакции",
    r"сейчас читают|главное (?:сейчас|сегодня|за день|за сутки|за неделю)",
    r"новости (?:партн[её]ров|по теме|раздела|рубрики|сми2)",
    r"(?:другие|ещ[её]|все|последние|похожие) (?:новости|материалы|статьи)(?: .{2,30})?",
    r"вам будет интересно|это (?:тоже|также) интересно",
    r"это интересно",
    r"(?:рекомендуем|советуем)(?: вам)? (?:прочитать|прочесть|почитать|посмотреть|к прочтению|также .{2,20})",
    r"не пропустите",
    # Ukrainian
    r"(?:читати|дивитис[яь]|дізнатис[яь]|прочитати) (?:також|ще|більше|докладніше|(?:більше )?за темою)(?: .{2,30})?",
    r"(?:читайте )?(?:більше|ще)(?: \w+их)? (?:новин|матеріалів|статей|публікацій)(?: .{2,40})?",
    r"(?:більше|ще) (?:про це|від автора|на сайті)|(?:статт[іяі]|матеріал|новин[аи]|запис) за (?:цією )?темою",
    r"схоже(?: за темою)?|до теми",
    r"раніше(?: ми)?(?: (?:писали|повідомляли|розповідали|повідомлялося))?|нагадаємо",
    r"(?:усі |всі |інші )?(?:матеріали|новини|статті) автор[аки]{1,3}",
    r"най(?:популярніш|читаніш|обговорюваніш|цікавіш)\w+(?: .{2,20})?",
    r"популярне(?: (?:за|зараз|сьогодні|в|на) .{2,20}| сьогодні)?|вибір редакції|зараз читають",
    r"головне (?:зараз|сьогодні|за день|за добу|за тиждень)|новини (?:партнерів|за темою|розділу|рубрики)",
    r"(?:інші|ще|усі|всі|останні|схожі) (?:новини|матеріали|статті)(?: .{2,30})?",
    r"вам буде цікаво|це (?:теж|також) цікаво|це цікаво",
    r"не пропустіть",
    r"(?:рекомендуємо|радимо)(?: вам)? (?:прочитати|почитати|переглянути|до прочитання)",
    r"ва[см] (?:також )?мо(?:же|жуть) (?:також )?(?:зацікавити|сподобатися)(?: (?:ці )?(?:новини|матеріали|статті))?",
    r"ва[см] (?:также )?могут (?:также )?(?:заинтересовать|понравиться)(?: (?:эти )?(?:новости|материалы|статьи))?",
    r"(?:чита|диві|слуха)(?:йте|ться) (?:також|ще|теж)(?: (?:за|на цю) тем(?:ою|у))?",
    r"(?:чита|диві|слуха)(?:йте|ться) (?:за темою|на цю тему|інші .{3,30})",
    r"(?:також|ще) (?:(?:чита|диві|слуха)(?:йте|ться)|за темою|на цю тему|про це)",
    r"що (?:ще )?(?:по)?читати(?: (?:ще|за темою|далі))?",
    r"(?:матеріали|новини|статті|публікації|більше|докладніше|детальніше) (?:за|по) (?:цією )?тем(?:ою|і)",
    r"(?:за|по) (?:цією )?тем(?:ою|і)|на цю тему",
    r"(?:схожі|пов['’ʼ]язані|рекомендовані) (?:новини|матеріали|статті|публікації|записи)",
    r"інші (?:новини|матеріали|статті|публікації|записи)",
    r"вас (?:також )?може зацікавити|вам (?:також )?може (?:бути цікаво|сподобатися)|раніше за темою",
    r"(?:радимо|рекомендуємо)(?: (?:також|почитати|прочитати))?(?: також)?",
    # English
    r"(?:read|see|watch|listen) (?:also|more|next|this next|on)|(?:also|more) (?:read|on this(?: story| topic)?)",
    r"related(?: (?:articles?|stories|story|news|posts?|content|coverage|links|reading|topics|internet links))?",
    r"(?:most|more) (?:popular|viewed|shared|discussed)(?: .{2,20})?",
    r"more (?:from|on|about) .{2,40}|more (?:stories|news|coverage|articles|to read|on this story)",
    r"(?:recommended|suggested)(?: (?:articles|stories|reading|for you))?|further reading",
    r"(?:previously|earlier)|editor['’]?s['’]? (?:picks?|choice)|(?:top|must) reads?|keep reading",
    r"in case you missed it|more like this",
    r"you (?:may|might) (?:also )?(?:like|be interested in|have missed)|don['’]t miss|what to read next|around the web",
)
_LISTS = (
    r"(?:самые читаемые|популярные|последние|главные|свежие) (?:новости|материалы|статьи|публикации)",
    r"(?:популярні|останні|головні|свіжі) (?:новини|матеріали|статті|публікації)",
    r"(?:top|latest|popular|trending) (?:stories|news|articles)|most read|trending|in other news",
)
"""Headings of lists of links, but also of articles that sum up the day."""
_FIRST_WORDS = frozenset(
    """
    читайте читай читаете читаете смотрите смотри слушайте слушай слушаете также ещё еще что материалы новости статьи
    публикации ссылки сюжеты подробнее другое больше по в на похожие связанные другие смежные рекомендуемые самые
    популярные последние главные свежие вам вас ранее мы советуем рекомендуем запись сообщение публикация
    читаються дивіться слухайте слухаються також ще що матеріали новини статті публікації більше докладніше детальніше
    за схожі пов інші популярні останні головні свіжі рекомендовані раніше радимо рекомендуємо запис допис
    latest popular trending most read see watch listen also more related top recommended suggested further in you don
    what around the
    читать смотреть узнать прочитать читайте похожее к контекст статья статьи материал новость запись записи напомним до
    все популярное выбор сейчас главное это не
    читати дивитися дивитись дізнатися дізнатись прочитати стаття статті матеріал новина запис схоже раніше нагадаємо
    усі всі популярне вибір зараз головне це вас вам радимо
    самое самые найпопулярніше найпопулярніші найчитаніше найчитаніші найобговорюваніше найцікавіше найцікавіші
    previously earlier editor editors must keep
    """.split()  # noqa: SIM905 - words read better than a list of strings
)
"""The first words of all headings: checking one word is ten times faster than the expressions, line by line."""
_WORD = re.compile(r"[^\W\d_]+")
_HEADING = re.compile(rf"[\W_]{{0,6}}(?:{'|'.join(_HEADINGS)})[\W_]{{0,6}}", re.IGNORECASE)
_AMBIGUOUS = re.compile(
    r"[\W_]*(?:рекомендуем|советуем|рекомендуємо|радимо|recommended|suggested|related|контекст|ранее|раніше|напомним|нагадаємо"
    r"|earlier|previously|read on|listen on|это интересно|це цікаво)[\W_]*",
    re.IGNORECASE,
)
"""Headings that prose may have too: without links after them, they stay."""
_LIST_HEADING = re.compile(rf"[\W_]{{0,6}}(?:{'|'.join(_LISTS)})[\W_]{{0,6}}", re.IGNORECASE)
_LEADING = re.compile(rf"[\W_]{{0,6}}(?:{'|'.join(_HEADINGS)})(?: в (?:сюжете|материале))?\s?:\s?(?=\S)", re.IGNORECASE)
_BEFORE = re.compile(r"(?:как )?(?:ранее|напомним|до этого|раніше|нагадаємо|як|earlier|previously)\b", re.IGNORECASE)
_FOOTER = re.compile(
    r"the post .{1,400} (?:first )?appeared first on .{1,100}"
    r"|(?:запись|сообщение|публикация) .{1,400} (?:впервые появил(?:ась|ось)|появил(?:ись|ась|ось) сначала) .{1,100}"
    r"|(?:запис|допис) .{1,400} (?:вперше|спочатку) (?:з['’ʼ]явився|з['’ʼ]явилася) .{1,100}",
    re.IGNORECASE,
)
_INVITATION = re.compile(
    r"подпи(?:сывайтесь|шитесь|саться|ска)|підпи(?:суйтес[ья]|шіться|сатися)|subscribe|sign up|follow us"
    r"|наш (?:telegram|телеграм)|telegram|телеграм|whatsapp|google news",
    re.IGNORECASE,
)
_BULLET = re.compile(r"(?:[-–—•·*▪■►●→»>]|\d{1,2}[.)]|\d{1,2}:\d\d)\s")
_ADDRESS = re.compile(r"https?://", re.IGNORECASE)
_LONGEST_HEADING = 60
_SHORTEST_TITLE = 25
_LONGEST_LABEL = 40
_LONGEST_TITLE = 200
"""Article titles are shorter, paragraphs longer (the 99th percentile of newspaper titles is about 150)."""


def without_related(lines: list[Line]) -> list[Line]:
    """The lines without lists of links to other articles.

    Removes a heading of related articles with the titles after it up to the end, lines with both heading and title,
    and, if the markup shows that they are links, such lists within the article. Paragraphs stay.
    """
    kept: list[Line] = []
    titles_from = _titles_from(lines)
    at = 0
    while at < len(lines):
        line = lines[at]
        at += 1
        if not _may_be_heading(line.text):
            kept.append(line)
        elif _is_heading(line.text):
            if at >= titles_from:
                break
            first, at = at, _after_links(lines, at)
            if at == first and not line.is_link and _AMBIGUOUS.fullmatch(line.text) is not None:
                kept.append(line)
        elif _LIST_HEADING.fullmatch(line.text[:_LONGEST_TITLE]) and (
            _after_links(lines, at) > at or at == len(lines) > 1
        ):
            at = _after_links(lines, at)
        elif (
            not _tells_before(line)
            and not _names_one(line, is_last=at >= titles_from)
            and not _FOOTER.fullmatch(line.text)
        ):
            kept.append(line)
    return _without_linked_titles(kept)


def _without_linked_titles(lines: list[Line]) -> list[Line]:
    """The lines without links that stand alone after prose, where an article is not mostly links."""
    titles = [_is_linked_title(line) for line in lines]
    linked = sum(len(line.text) for line, is_title in zip(lines, titles, strict=True) if is_title)
    if not linked or linked * 2 > sum(len(line.text) for line in lines) - linked:
        return lines
    prose = titles.index(False)
    return [line for at, line in enumerate(lines) if at < prose or not titles[at]]


def _is_linked_title(line: Line) -> bool:
    """Whether a line is a link, perhaps with a label before it; a sentence or an address is no title."""
    if not line.linked or line.text[-1] in ".;:," or _ADDRESS.match(line.text):
        return False
    return line.is_link or (
        line.linked >= max(_SHORTEST_TITLE, len(line.text) // 2) and len(line.text) - line.linked <= _LONGEST_LABEL
    )


def _after_links(lines: list[Line], at: int) -> int:
    """The first line from `at` on that is not a link."""
    while at < len(lines) and lines[at].is_link:
        at += 1
    return at


def _titles_from(lines: list[Line]) -> int:
    """The first line from which on all lines look like titles of other articles."""
    at = len(lines)
    while at and _is_like_title(lines[at - 1]):
        at -= 1
    return at


def _may_be_heading(text: str) -> bool:
    word = _WORD.search(text, 0, _LONGEST_HEADING)
    return word is not None and word.group().lower() in _FIRST_WORDS


def _is_heading(text: str) -> bool:
    return len(text) <= _LONGEST_HEADING and _HEADING.fullmatch(text) is not None


def _names_one(line: Line, *, is_last: bool) -> bool:
    """Whether a line has both a heading and a title: «Читайте также: Заголовок»."""
    heading = _LEADING.match(line.text[:_LONGEST_TITLE])
    if heading is None:
        return False
    title = Line(line.text[heading.end() :], line.linked)
    return title.is_link or (is_last and _is_like_title(title))


def _tells_before(line: Line) -> bool:
    """Whether a line says little but what another article told: «Ранее мы писали, что …», most of it a link."""
    return line.linked * 5 >= len(line.text) * 3 and _BEFORE.match(line.text) is not None


def _is_like_title(line: Line) -> bool:
    if len(line.text) > _LONGEST_TITLE:
        return False
    if line.is_link or _BULLET.match(line.text) or _is_heading(line.text):
        return True
    return line.text[-1] not in ".;:," or _INVITATION.search(line.text) is not None
