"""Sellers at work in the demo: who joins, whom they are helped by, what waits at the desk, orders to answer.

Made by the shop's own functions at earlier moments (clock.at). Each story is told once: what is there stays as it is.
"""

import tomllib
from collections import Counter
from functools import cache

from .awards import DATA


@cache
def stories() -> dict:
    with (DATA / "selling.toml").open("rb") as file:
        return tomllib.load(file)


def load_selling() -> dict[str, Counter]:
    """Counts by kind of story. Needs the demo's people, sellers and goods."""
    from . import at_the_desk, dossiers, joining, ordering

    told = stories()
    return {
        "owners of demo shops": joining.name_owners(told["owners"]),
        "shops that join": joining.begin_shops(told["shop"]),
        "goods of shops that join": dossiers.make_goods(told["goods"]),
        "households of cooperatives": joining.enter_members(told["member"]),
        "helpers": joining.agree_helpers(told["help"]),
        "wishes for help": joining.make_wishes(told["wish"]),
        "officers of communes": joining.place_officer(told["officer"]),
        "papers of sellers": dossiers.send_papers(told["paper"]),
        "owners who are known": dossiers.make_known(told["known"]["shops"]),
        "requests to open": dossiers.ask_to_open("nha-vuon-minh-hoa-cai-be"),
        "suspensions": at_the_desk.suspend_shop(told["suspension"]),
        "changes that wait": at_the_desk.send_changes(told["change"]),
        "certificates that run out": at_the_desk.end_certificates(told["ending"]),
        "orders": ordering.place_orders(told["order"], told["buyer"]),
    }


def counted(rows, tell) -> Counter:
    """`tell` makes a story and says so; False when it was told before."""
    counts = Counter(created=0, updated=0, unchanged=0)
    for row in rows:
        counts["created" if tell(row) else "unchanged"] += 1
    return counts
