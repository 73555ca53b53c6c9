"""Words near one another."""

from collections.abc import Iterable, Sequence


def near(positions: Sequence[Iterable[int]], between: int, sentences: Sequence[int]) -> list[int]:
    """The positions of words that stand near one another.

    `positions` holds, for each word looked for, where it stands in the text; each must be met by a word of its own.
    They are near if they are in one sentence, in any order, with at most `between` other words among them. `sentences`
    gives the sentence of each position. Ascending; empty if nowhere.
    """
    width = len(positions) + between
    wanted: dict[int, list[int]] = {}
    for word, places in enumerate(positions):
        for place in places:
            wanted.setdefault(place, []).append(word)
    places = sorted(wanted)
    found: set[int] = set()
    for index, first in enumerate(places):
        window = []
        for place in places[index:]:
            if place >= first + width or sentences[place] != sentences[first]:
                break
            window.append(place)
        found.update(_one_for_each(len(positions), window, wanted))
    return sorted(found)


def _one_for_each(words: int, window: Sequence[int], wanted: dict[int, list[int]]) -> Iterable[int]:
    """The places of a window, if a place of its own can be found for every word: a bipartite matching."""
    if len(window) < words:
        return ()
    taken: dict[int, int] = {}

    def place_it(place: int, tried: set[int]) -> bool:
        for word in wanted[place]:
            if word not in tried:
                tried.add(word)
                if word not in taken or place_it(taken[word], tried):
                    taken[word] = place
                    return True
        return False

    for place in window:
        place_it(place, set())
    return window if len(taken) == words else ()
