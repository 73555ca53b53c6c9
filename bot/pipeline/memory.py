"""Memory that lasts as long as the program."""

import gc


def keep_for_good() -> None:
    """Let the garbage collector look no more at what is there now: the program's code, dictionaries, the index.

    A full collection stops everything while it goes through all objects: 80 ms after the start, a second and more with
    a large index. What is kept for good is left out.
    """
    gc.collect()
    gc.freeze()
