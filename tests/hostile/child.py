"""Calls functions with hostile texts, in a process that ends by itself when one of the calls takes too long.

    python -m tests.hostile.child LENGTH "SHAPE;SHAPE" FUNCTION FUNCTION …

Each call is named on a line before it is made: the last line is what was under way at the end.
"""

import signal
import sys

from tests.hostile.arguments import forget
from tests.hostile.calls import HANDS_OVER, calls
from tests.hostile.shapes import FEW, shapes

LIMIT_S = 2.0
"""CPU time that a call may take. A quadratic loop at 3 ns a step needs 7.5 s for 50,000 characters.

The signal that follows ends the process whatever it does, also within an expression.
"""


def main(length: int, named: list[str], functions: list[str]) -> None:
    texts, known = shapes(length), calls()
    that_work = [one for one in functions if one not in HANDS_OVER]
    for shape in named:
        forget()
        for function in functions if shape in FEW else that_work:
            print(f"{function} × {shape}", flush=True)  # noqa: T201  that is its answer
            signal.setitimer(signal.ITIMER_PROF, LIMIT_S)
            known[function](texts[shape])
            signal.setitimer(signal.ITIMER_PROF, 0)


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2].split(";"), sys.argv[3:])
