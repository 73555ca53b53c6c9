"""Memory that lasts as long as the program."""

import gc

_NEW_OBJECTS, _YOUNG, _MIDDLE_AGED = 1_000, 20, 100
"""One in so many collections of the generation before goes further."""


def keep_for_good() -> None:
    """Let the garbage collector look no more at what is there now: the program's code, dictionaries, the index.

    A full collection stops everything while it goes through all objects: 80 ms after the start, a second and more with
    a large index or ten thousand connections. What is kept for good is left out, and the others are looked at seldom,
    as hardly anything here waits for a full collection to go.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(_NEW_OBJECTS, _YOUNG, _MIDDLE_AGED)
