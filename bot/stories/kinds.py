"""What kind of news a development is, one of a closed list, told by the words that say it in three languages."""

import re
from collections.abc import Sequence

from bot.model import DevelopmentKind

TURN = "turn"
"""Something has changed, and there is no kind for what: what was broken works again, a post has somebody new."""
_BEGINNING = 5
"""Letters by which turns are told apart."""

_SAID = {
    DevelopmentKind.DEATHS: (
        "погиб|жертв|умер|скончал|гибел|загин|загибл|помер|dead$|died$|dies$|death|kill|fatal|bod(?:y|ies)$"
    ),
    DevelopmentKind.DETENTION: (
        "задерж|арест|сизо$|страж[уи]$|поймал|затрим|заарешт|арешт|вартою?$|варту$|спійма|arrest|detain|custody|jail"
    ),
    DevelopmentKind.CHARGE: ("обвин|подозрев|подозреваем|вменя|предъяв|звинувач|підозр|charg(?:e|es|ed)$|indict|accus"),
    DevelopmentKind.SENTENCE: (
        "приговор|осудил|осужд|виновн|колони[июя]|вирок|засуди|засудж|винн(?:им|ою|ий)$|sentenc|convict|verdict|guilty$"
    ),
    DevelopmentKind.RESIGNATION: (
        "отставк|увол(?:ил|ен|ьн)|відставк|звільни|звільне|resign|quits?$|sacked$|fired$|ousted$|step(?:s|ped)?$"
    ),
    DevelopmentKind.CONFIRMED: "подтверд|підтверд|confirm",
    DevelopmentKind.DENIED: "опроверг|отрица|спростув|запереч|den(?:y|ies|ied|ial)$|refut|dismiss",
    DevelopmentKind.CANCELLED: (
        "отмен|отклон|отказал|приостанов|скасув|відмін|відхил|відмов"
        "|cancel|scrap|revok|overturn|suspend|withdr|reject|block"
    ),
    TURN: (
        "восстанов|возобнов|віднов|поновл|restor|resum|reopen"
        "|назнач|призначи|appoint|replac|сменит|замін|замен"
        "|похорон|прощан|поховал|прощанн|funeral|buri"
        "|иск$|иска$|позов|lawsuit|sue[ds]?$|suing$|обжалов|оскарж|appeal"
        "|расследован|розслідуван|investig|probe"
        "|найден|нашли$|нашл[аи]$|обнаруж|знайден|знайшл|виявл|found$|recover|rescued$|обломки"
        "|выросл|возросл|увелич|зросл|збільш|rises$|rose$|climb|снизил|сократ|зменш|falls?$|fell$"
        "|признал|визна[вл]|admit|confess|pleads?$|договор|соглаш|домов|угод|agree|deal$|выплат|виплат"
    ),
}
_PATTERNS = {kind: re.compile(words) for kind, words in _SAID.items()}
_BROAD = re.compile("|".join(_SAID.values()))
_NOT = frozenset({"не", "нет", "без", "никто", "немає", "ніхто", "no", "not", "none", "never", "without", "nobody"})


def kinds(words: Sequence[str]) -> frozenset[str]:
    """The kinds of which words in small letters and in their order are news; what they deny is none.

    A turn is told with what says so, by which it differs from others: see `is_turn`.
    """
    said = set()
    for at, word in enumerate(words):
        if _BROAD.match(word) and _NOT.isdisjoint(words[max(at - 1, 0) : at + 2]):
            said |= {
                f"{TURN} {word[:_BEGINNING]}" if kind == TURN else kind
                for kind, pattern in _PATTERNS.items()
                if pattern.match(word)
            }
    return frozenset(said)


def is_turn(kind: str) -> bool:
    """Whether what `kinds` told is that something has changed, and there is no kind for what."""
    return kind.startswith(TURN)


def says(word: str, kind: str) -> bool:
    """Whether a word in small letters says that there is news of that kind."""
    name = TURN if is_turn(kind) else kind
    return name in _PATTERNS and _PATTERNS[name].match(word) is not None
