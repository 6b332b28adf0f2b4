"""How many random lives a property test leads: few in `make test`, as many as one likes in `make prove LIVES=50`."""

import os


def lives(few: int) -> int:
    """`few` of them, times the environment's LIVES."""
    return few * int(os.environ.get("LIVES", "1"))
