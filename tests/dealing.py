"""Which tests go to the same process when several run at once."""

from pathlib import PurePath

from xdist.scheduler import LoadScopeScheduling

# Each has a market, a country, a shop or a browser that is made once for a process.
TOGETHER = {"browser", "desk", "editorial", "messages", "demo", "places", "storage", "load"}


class DealRooms(LoadScopeScheduling):
    """The rooms above as a whole, the largest first, and then all other tests one by one to whoever is free."""

    def _split_scope(self, nodeid: str) -> str:
        room = PurePath(nodeid.partition("::")[0]).parts[1]
        return room if room in TOGETHER else nodeid
