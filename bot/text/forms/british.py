"""British and American spellings of the same English word: by rules, and a small table of words beside them.

Words whose other spelling is more often another word are left out (`tyre`, `cheque`, `storey`).
"""

import re
from collections.abc import Callable, Iterator

_OUR = (
    "arm|behavi|cand|clam|col|demean|endeav|fav|ferv|flav|glam|harb|hon|hum|lab|misdemean|neighb|od|parl|ranc|rig|rum"
    "|sav|savi|splend|succ|tum|val|vap|vig"
)
_RE = "calib|(?:epi)?cent|fib|(?:milli)?lit|lust|(?:kilo|centi|milli|nano)?met|och|sab|somb|spect|(?:amphi)?theat"
_RULES = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        (rf"((?:dis|un)?(?:{_OUR}))our(\w*)", r"\1or\2"),
        (rf"((?:dis|un)?(?:{_OUR}))or(\w*)", r"\1our\2"),
        (rf"({_RE})re(s?)", r"\1er\2"),
        (rf"({_RE})er(s?)", r"\1re\2"),
        (r"(def|off|pret|lic)ence(s|less)?", r"\1ense\2"),
        (r"(def|off|pret|lic)ense(s|less)?", r"\1ence\2"),
        (r"(cata|dia|ana|mono|epi)logue(s?)", r"\1log\2"),
        (r"(cata|dia|ana|mono|epi)log(s?)", r"\1logue\2"),
        (r"(\w{3,}(?:i|y))s(e[ds]?|ers?|ing|ations?|ational)", r"\1z\2"),
        (r"(\w{3,}(?:i|y))z(e[ds]?|ers?|ing|ations?|ational)", r"\1s\2"),
        (r"(\w{2,}e|\w{3,}a|counci)ll(ed|ing|ers?|ors?|ous)", r"\1l\2"),
        (r"(\w{2,}e|\w{3,}a|counci)l(ed|ing|ers?|ors?|ous)", r"\1ll\2"),
    )
)
_PAIRS = (
    ("aeroplane", "airplane"), ("ageing", "aging"), ("aluminium", "aluminum"), ("anaemia", "anemia"),
    ("anaesthetic", "anesthetic"), ("artefact", "artifact"), ("cosy", "cozy"), ("diarrhoea", "diarrhea"),
    ("enrol", "enroll"), ("enrolment", "enrollment"), ("foetus", "fetus"), ("fulfil", "fulfill"),
    ("fulfilment", "fulfillment"), ("grey", "gray"), ("haemorrhage", "hemorrhage"), ("instalment", "installment"),
    ("jewellery", "jewelry"), ("judgement", "judgment"), ("leukaemia", "leukemia"), ("manoeuvre", "maneuver"),
    ("mould", "mold"), ("moustache", "mustache"), ("oestrogen", "estrogen"), ("orthopaedic", "orthopedic"),
    ("paediatric", "pediatric"), ("paedophile", "pedophile"), ("plough", "plow"), ("practise", "practice"),
    ("programme", "program"), ("pyjamas", "pajamas"), ("sceptic", "skeptic"), ("sceptical", "skeptical"),
    ("skilful", "skillful"), ("sulphur", "sulfur"), ("yoghurt", "yogurt"),
)  # fmt: skip
_OTHER = dict(_PAIRS) | {american: british for british, american in _PAIRS}


def transatlantic_spellings(word: str, lemmas: Callable[[str], object]) -> Iterator[str]:
    """How a folded word is spelt on the other side of the Atlantic; nothing if the lexicon lacks that.

    `lemmas` gives a word's dictionary forms; it is falsy if the lexicon lacks the word.
    """
    if word in _OTHER:
        yield _OTHER[word]
    for rule, replacement in _RULES:
        other = rule.sub(replacement, word) if rule.fullmatch(word) else word
        if other != word and lemmas(other):
            yield other
