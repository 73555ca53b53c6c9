"""Garbage collection for a program that keeps most of its memory."""

import gc

_NEW_OBJECTS, _YOUNG, _MIDDLE_AGED = 1_000, 20, 100
"""The collector's thresholds: new objects, then collections of the generation before."""


def freeze_memory() -> None:
    """Exclude all present objects (code, dictionaries, the index) from garbage collection.

    A full collection stops everything while it visits all objects: 80 ms after the start, a second and more with a
    large index or ten thousand connections. Frozen objects are skipped, and full collections are rare, since hardly any
    garbage here needs one.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(_NEW_OBJECTS, _YOUNG, _MIDDLE_AGED)
