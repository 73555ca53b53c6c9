"""Detects the language of a text cheaply: by letters that only one language has, then by common words.

Two common words are needed, since a single one may be a name («de Blasio»). Initials do not count («H.W.»), and words
that are also English («die», «met») count for English too. Without evidence for another language, Latin text is English
and Cyrillic text is Russian.
"""

import re

from bot.model import Language

_SAMPLE = 2_000
"""Characters that are read: a lead is enough."""

_COMMON = {
    "ru": frozenset("и в не на что он как по это из но так за от бы для о до или при об после если также было".split()),  # noqa: SIM905
    "uk": frozenset("і в не на що він як та це із але так за від б для про до або й з у після якщо також було".split()),  # noqa: SIM905
    "en": frozenset(
        (  # noqa: SIM905
            "the of and to in is that for it was on with as be by at from this are have has said a an do or but not no"
            " he his her its they their we you my after over up out off more than about into against under amid will"
            " would could can may who how why what when new says war die met pour van per door plus den con"
        ).split()
    ),
    "de": frozenset("der die und das ist nicht mit den von zu ein eine auf für im dem des sich auch wird".split()),  # noqa: SIM905
    "fr": frozenset("le la les et est des une un du dans que qui pour sur pas au avec par ce il en".split()),  # noqa: SIM905
    "es": frozenset("el la los las y es que de en un una por con para se del al su como más".split()),  # noqa: SIM905
    "it": frozenset("il la di che è e un una per non sono con del della si da gli le più al".split()),  # noqa: SIM905
    "pt": frozenset("o a os as que de e é um uma para com não do da em se por mais ao".split()),  # noqa: SIM905
    "nl": frozenset("de het een en van is dat niet op te zijn met voor in die er aan ook door bij".split()),  # noqa: SIM905
    "pl": frozenset("i w nie na się że z do jest to o jak po za od przez dla ale co który".split()),  # noqa: SIM905
    "tr": frozenset("ve bir bu da de için ile olarak olan çok daha gibi ne o kadar sonra var en ise ama".split()),  # noqa: SIM905
}
_UKRAINIAN = re.compile(r"[іїєґ]")
_RUSSIAN = re.compile(r"[ыэёъ]")
_BELARUSIAN = re.compile(r"ў")
_SERBIAN = re.compile(r"[ђјљњћџѓќѕ]")
_WORD = re.compile(r"[^\W\d_]+")
_LATIN = [language for language in _COMMON if language not in {"ru", "uk"}]
_CERTAIN = 2
"""How many common words decide a language."""
_INITIALS = re.compile(r"\b(?:[A-Z]\.|I\b)")
_NOT_ENGLISH = re.compile(r"[à-ɏ]")
_LETTERS = {"cyrillic": re.compile(r"[\u0400-\u052f]"), "latin": re.compile(r"[a-zà-ɏ]")}


def detect(text: str) -> str:
    """The primary subtag of a text's language; empty if it cannot be told."""
    sample = text[:_SAMPLE].lower()
    if len(_LETTERS["cyrillic"].findall(sample)) > len(_LETTERS["latin"].findall(sample)):
        return _cyrillic(sample)
    sample = _INITIALS.sub("", text[:_SAMPLE]).lower()
    counts = {tag: _common(sample, tag) for tag in _LATIN}
    best, second = sorted(_LATIN, key=counts.__getitem__, reverse=True)[:2]
    if counts[best] >= _CERTAIN and counts[best] > counts[second]:
        return best
    is_english = counts[best] == counts[Language.ENGLISH] and not _NOT_ENGLISH.search(sample)
    return Language.ENGLISH if is_english and _LETTERS["latin"].search(sample) else ""


def _cyrillic(sample: str) -> str:
    if _BELARUSIAN.search(sample):
        return "be"
    if len(_SERBIAN.findall(sample)) > 2:
        return ""
    ukrainian, russian = len(_UKRAINIAN.findall(sample)), len(_RUSSIAN.findall(sample))
    if ukrainian != russian:
        return Language.UKRAINIAN if ukrainian > russian else Language.RUSSIAN
    return Language.UKRAINIAN if _common(sample, "uk") > _common(sample, "ru") else Language.RUSSIAN


def _common(sample: str, language: str) -> int:
    """How many words of the sample are common words of a language."""
    return sum(word in _COMMON[language] for word in _WORD.findall(sample))
