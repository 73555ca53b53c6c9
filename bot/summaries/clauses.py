"""A sentence without some of its clauses: those that only add to it, so that what is left is true and reads as whole.

A clause that says under which condition, or that takes back what is said before it («но», "unless"), stays.
"""

import re
from collections.abc import Iterator, Sequence

from bot.model import Span
from bot.summaries.quotes import left_open
from bot.summaries.shortening import Piece, Pieces, length

_RELATIVE = (
    r"(?:(?:согласно|благодаря|в|во|на|с|со|из|по|к|о|об|при|для|до|от|у|за|під|з|із|про"
    r"|in|on|to|for|of|from|with|by|(?:some|many|most|one|two|all|both|each) of)\s)?"
    r"(?:котор\w+|як(?:ий|а|е|і|их|им|ими|ого|ої|ому|ій|у|ою)|which|whom?|whose|where|где|откуда|де|звідки)\b"
)
_NO_PARTICIPLES = r"(?!(?:during|according|including|ранее|более|менее|далее|иная|другая|вся)\b)"
_ADDS = re.compile(
    rf",\s(?=(?:{_RELATIVE}"
    r"|including|such as|while|whereas|saying|adding|citing|as|after|before|when|since|because|although|though|amid"
    r"|following|despite|along with|as well as|according to"
    r"|(?:an?|the) [a-z][\w-]*(?: [a-z][\w-]*){0,3} (?:that|who|which|of|for|in|at|with|by|from|to)"
    r"|в том числе|включая|в частности|тогда как|после (?:чего|того|котор\w+)|когда|поскольку|так как|потому что"
    r"|хотя|пока|а также|из-за (?:чего|того)|в результате чего|в связи с чем|благодаря чему|несмотря на"
    r"|что (?:привело|стало|позвол\w+|вызвало)"
    r"|у тому числі|зокрема|тоді як|після (?:чого|того|як\w+)|коли|оскільки|тому що|хоча|поки|через (?:що|те)"
    r"|[ув]наслідок чого|завдяки чому|незважаючи на|попри|що (?:призвело|стало|дозвол\w+|спричинило)"
    rf"|{_NO_PARTICIPLES}(?:[a-z]{{2,12}}ing|[а-яё]{{3,}}(?:[аяи]в|[ая]я|вшись|[ая]ясь)"
    r"|[а-яіїєґ]{3,}(?:ючи|ачи|ячи|вши)(?:сь)?))\s)",
    re.IGNORECASE,
)
"""Where a clause begins that ends the sentence and only adds to it."""
_WITHIN = re.compile(
    rf",\s(?={_RELATIVE})[^,;:«»\"“”\n]{{8,200}}+,(?=\s(?!(?:and|or|но|а|и|та|і|але|что|що|как|як)\b)[a-zа-яёіїєґ])"
    r"|(?<=[\w’'.]),\s(?:an?|the)\s[^,;:\"“”\n]{3,120}+,(?=\s[a-z])",
)
"""What stands between two commas and only adds to the word before it."""
_ADJUNCT = re.compile(
    r"(?<![,;:—–-])\s(?=(?:after|amid|following|because|during|while|when"
    r"|as(?=\s(?:the|an?|its|their|he|she|they|[A-Z]\w+)\s|\s[a-z]+\s(?:f[ae]ll|r[io]se|\w+ed|is|are|was|were|ha[ds])\s)"
    r"|in the (?:wake|run-up|course|aftermath)|in an? (?:bid|effort|attempt|move)|as part of"
    r"|в ходе|в рамках|на фоне|после|во время|в результате|из-за|в связи с|по итогам|несмотря на"
    r"|під час|[ув]наслідок|у рамках|на тлі|після|у зв'язку з|за підсумками|попри)\s)"
)
"""Where words begin that end the sentence, and say when or why."""
_VERB = re.compile(
    r"\b(?:is|are|was|were|has|have|had|do|does|did|will|would|can|could|may|might|must|should|said|says|told|fell|rose"
    r"|won|lost|made|makes|took|takes|got|gets|gave|gives|went|goes|came|comes|began|begins|found|held|holds|met|meets"
    r"|set|sets|cut|cuts|hit|hits|put|sold|bought|built|sent|left|led|kept|sank|struck|shot|broke|grew|drew|threw|saw"
    r"|became|becomes|stood|spent|paid|ran|runs|wrote|sued|quit|hopes|plans|wants|calls|seeks|\w{2,}ed"
    r"|\w{2,}(?:[аеиоуыяё]л|ла|ло|ли)(?:ся|сь)?|\w+(?:[еёи]т|[юуяа]т)(?:ся)?|\w{2,}(?:[аеё]н|[аеё]н[аоы])|есть|нет"
    r"|\w{2,}(?:[аиуяо]в|є|[ияую]ть)(?:ся|сь)?|\w{2,}(?:[ая]но|ено|[иая]то)|має|може|буде|будуть|будет|будут)\b"
)
"""A word that may be a finite verb: in small letters, as names end like verbs."""
_TWO_WORDS = re.compile(r"\s\w+(?:\s\w+)?")
"""After a clause between commas, the verb of its subject stands among them."""
_THAT = re.compile(r", (?:что|що) | that ")
_CAPITALISED = re.compile(r"\b[A-ZА-ЯЁІЇЄҐ]\w+")
_STOPPED = re.compile(r"[.…]+\Z")
_SHORTEST_LEFT = 40
_BEGINNING = 30
"""Characters in which nothing is left out, so that a reader knows the sentence again."""
_LONGEST_STOP = 4
_LONGEST = 1_000
"""Characters of a sentence; a longer one is cut anyhow."""


def shorter(text: str, pieces: Pieces, keep: int) -> Iterator[Pieces]:
    """The ways to show a sentence of a text without clauses, the longest first, then without less than a clause.

    What stands before `keep` stays.
    """
    last = pieces[-1]
    tail = text[max(last.span.start, last.span.end - _LONGEST_STOP) : last.span.end]
    is_part_of_quote = pieces[0].span.end == 0
    if is_part_of_quote or length(pieces) > _LONGEST or not _STOPPED.search(tail + last.after):
        return
    inner = _without_inner(text, pieces, max(keep, pieces[0].span.start + _BEGINNING))
    found = [one for whole in (pieces, inner) for one in _ended(text, whole, keep, _ADDS)] + [inner]
    yield from sorted((one for one in found if length(one) < length(pieces)), key=length, reverse=True)
    found = [one for whole in (pieces, inner) for one in _ended(text, whole, keep, _ADJUNCT)]
    yield from sorted(found, key=length, reverse=True)


def _ended(text: str, pieces: Pieces, keep: int, borders: re.Pattern[str]) -> Iterator[Pieces]:
    """The pieces up to where a clause begins."""
    begin, end = pieces[0].span.start, pieces[-1].span.end
    for border in borders.finditer(text, max(begin + _SHORTEST_LEFT, keep), end):
        before = [piece for piece in pieces if piece.span.start < border.start()]
        if before and border.start() <= before[-1].span.end:
            shown = (*before[:-1], Piece(Span(before[-1].span.start, border.start()), "."))
            said = _said(text, shown)
            if length(shown) >= _SHORTEST_LEFT and not left_open(said) and _has_verb(said):
                yield shown


def _without_inner(text: str, pieces: Pieces, keep: int) -> Pieces:
    """The pieces without what is enclosed in commas."""
    found: list[Piece] = []
    for piece in pieces:
        start = piece.span.start
        for inner in _WITHIN.finditer(text, start, piece.span.end):
            follows = _TWO_WORDS.match(text, inner.end(), piece.span.end)
            if (
                inner.start() >= max(keep, start + 1)
                and follows is not None
                and _VERB.search(follows.group()) is not None
                and not left_open(text[start : inner.start()])
            ):
                found.append(Piece(Span(start, inner.start())))
                start = inner.end()
        found.append(Piece(Span(start, piece.span.end), piece.after))
    return tuple(found)


def _has_verb(said: str) -> bool:
    """Whether what is left says something of its subject: «Мэр города, который …, ушёл» must not lose its end."""
    last = _THAT.split(said)[-1]
    return _VERB.search(_CAPITALISED.sub("", last)) is not None


def _said(text: str, pieces: Sequence[Piece]) -> str:
    return "".join(text[piece.span.start : piece.span.end] for piece in pieces)
