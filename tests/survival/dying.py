"""Death at a chosen point: a named function of the shop is replaced, in this process only, by one that ends in SIGKILL."""

import os
import signal
from importlib import import_module

BEFORE, AFTER = "before", "after"


def arm(function: str, when: str) -> None:
    """`function` is where the shop looks it up, as "marketplace.payments.syncing.apply". Raises AttributeError: no such name."""
    module, _dot, name = function.rpartition(".")
    owner = import_module(module)
    original = getattr(owner, name)

    def doomed(*args, **kwargs):
        if when == AFTER:
            original(*args, **kwargs)
        os.kill(os.getpid(), signal.SIGKILL)

    setattr(owner, name, doomed)
