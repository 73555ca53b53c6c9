"""How often a spelling that is offered is right, and how long it takes to find.

`python -m benchmarks.spellings` reads the sets in `made_spellings`: names and places in Russian, Ukrainian and English,
each typed in one of these and looked for among the three that are offered in the others. The rules were made with those
called `tuned`, and mended with the others after they had been measured; `rare` has people whom no table lists.
"""

from collections import Counter
from pathlib import Path
from statistics import median
from time import process_time

from bot.model import Language
from bot.spellings import Spelling, SpellingKind, likeliest, other_spellings
from bot.text.folding import fold
from bot.text.forms import Morphology

_SETS = Path(__file__).parent / "made_spellings"
_COLUMNS = (Language.RUSSIAN, Language.UKRAINIAN, Language.ENGLISH)


def main() -> None:
    morphology = Morphology()
    started = process_time()
    other_spellings(["Лондон"], Language.RUSSIAN, morphology)
    print(f"first call {process_time() - started:.2f} s")
    for path in sorted(_SETS.glob("*.tsv")):
        rows = [line.split("\t") for line in path.read_text("utf-8").splitlines()]
        print(path.stem, *(_adjectives if path.stem.startswith("adjectives") else _things)(rows, morphology), sep="  ")


def _things(rows: list[list[str]], morphology: Morphology) -> list[str]:
    right: Counter[str] = Counter()
    seconds = []
    for row in rows:
        names = dict(zip(_COLUMNS, (column.split("|") for column in row), strict=True))
        for language, (typed, *_) in names.items():
            started = process_time()
            shown = likeliest(other_spellings(typed.split(" "), language, morphology), {})
            seconds.append(process_time() - started)
            for other in names.keys() - {language}:
                right[f"{language}-{other}"] += _is_right(typed, shown, names[other])
    shares = [f"{way} {count}/{len(rows)}" for way, count in sorted(right.items())]
    return [*shares, f"{sum(right.values()) / len(rows) / len(right):.1%}", f"{median(seconds) * 1000:.1f} ms"]


def _is_right(typed: str, shown: list[Spelling], names: list[str]) -> bool:
    """Whether one of the names is offered, or spelt as what was typed, which finds it anyway."""
    offered = {fold(typed), *(fold(spelling.text) for spelling in shown)}
    return not offered.isdisjoint(map(fold, names))


def _adjectives(rows: list[list[str]], morphology: Morphology) -> list[str]:
    offered: Counter[SpellingKind] = Counter()
    right: Counter[SpellingKind] = Counter()
    for place, adjectives in rows:
        language = Language.UKRAINIAN if adjectives.endswith("ький") else Language.RUSSIAN
        first, *others = adjectives.split("|")
        for kind, typed, good in (
            (SpellingKind.ADJECTIVE, place, {first, *others}),
            (SpellingKind.NOUN, first, {place}),
        ):
            found = [one for one in other_spellings([typed], language, morphology) if one.kind is kind]
            offered[kind] += len(found)
            right[kind] += sum(fold(one.text) in set(map(fold, good)) for one in found)
    return [
        f"{kind}: {right[kind]} of {offered[kind]} right, for {len(rows)} words"
        for kind in (SpellingKind.ADJECTIVE, SpellingKind.NOUN)
    ]


if __name__ == "__main__":
    main()
