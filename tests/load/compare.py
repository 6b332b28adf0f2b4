"""Measures our pages beside stock django-oscar's on the same data in the same run: `python -m tests.load.compare`.

On a private PostgreSQL with 2,000 and with 50,000 listings. Rounds are interleaved, and each ratio is the median of the
ratios of the rounds, so that a machine that is busy for a while is busy for both sides.
"""

import argparse
import os
import statistics
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import NamedTuple

import psycopg
from tqdm import tqdm

from tests import engines
from tests.load import addresses, client, orders
from tests.load.servers import THREADS, WORKERS, Target, servers

SMALL, LARGE = "load_small", "load_large"
MOST_CONNECTIONS = 8
VISITS = 6  # of each address while warming up: two workers must both have answered it


class Cell(NamedTuple):
    """One thing to measure."""

    name: str
    target: str
    paths: list[str]
    connections: int = MOST_CONNECTIONS
    gzip: bool = False
    unseen: bool = False  # goes on where the round before stopped, so that no address comes twice

    @property
    def is_short_lived(self) -> bool:
        """Product pages keep their parts for a minute, less than a round takes."""
        return self.name.startswith("product ours")

    @property
    def warm(self) -> int | None:
        """How many addresses to warm up with; stock Oscar keeps nothing between requests."""
        return 4 if "stock" in self.target or self.unseen else None


class Ratio(NamedTuple):
    title: str
    value: str  # "median_ms" or "per_second"
    over: str
    under: str
    goal: str


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument(
        "--quick", action="store_true", help="300 and 600 listings, one short round: only shows that it runs"
    )
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=4, help="per cell and round")
    parser.add_argument("--sizes", default="2000,50000", help="listings in the small and in the large catalogue")
    parser.add_argument("--postgres", help="folder of a running server that holds both databases already")
    parser.add_argument(
        "--only", default="", help="measure cells whose name contains one of these, separated by commas"
    )
    wanted = parser.parse_args()
    if wanted.quick:
        wanted.sizes, wanted.rounds, wanted.seconds = "300,600", 1, 1
    if engines.postgres_programs() is None:
        print("PostgreSQL is missing: apt-get install postgresql-15")
        return 1
    with databases(wanted) as folder:
        failed = measure(folder, wanted)
        if not wanted.only:
            failed |= orders.main(["--postgres", str(folder), *(["--quick"] if wanted.quick else [])])
        return failed


@contextmanager
def databases(wanted):
    """The folder of a server with the small and the large catalogue, copies of one migrated template."""
    if wanted.postgres:
        yield wanted.postgres
        return
    with engines.private_postgres() as folder:
        engines.postgres_command(folder, f"CREATE DATABASE {engines.TEMPLATE}")
        print("Migrating the template …", flush=True)
        engines.migrate(engines.postgres_url(folder))
        run_python(folder, engines.TEMPLATE, "manage.py", "load_reference_data", "--verbosity", "0")
        for name in (SMALL, LARGE):
            engines.postgres_command(folder, f"CREATE DATABASE {name} TEMPLATE {engines.TEMPLATE}")
        with ThreadPoolExecutor() as pool:
            sizes = dict(zip((SMALL, LARGE), wanted.sizes.split(","), strict=True))
            list(
                pool.map(
                    lambda item: run_python(folder, item[0], "-m", "tests.load.generate", "--number", item[1]),
                    sizes.items(),
                )
            )
        for name in (SMALL, LARGE):
            run_python(folder, name, "manage.py", "load_pages", "--verbosity", "0")
        yield folder


def run_python(folder, database: str, *arguments: str) -> None:
    environment = {
        **os.environ,
        "DATABASE_URL": engines.postgres_url(folder, database),
        "DJANGO_SETTINGS_MODULE": "tests.load.shop_settings",
    }
    subprocess.run([sys.executable, *arguments], cwd=engines.ROOT, env=environment, check=True)


def measure(folder, wanted) -> int:
    small, large = engines.postgres_url(folder, SMALL), engines.postgres_url(folder, LARGE)
    targets = [
        Target("shop small", "shop_settings", small, "/shop/"),
        Target("shop large", "shop_settings", large, "/shop/"),
        Target("shop kept", "shop_settings", large, "/shop/", page_cache_seconds=3600),
        Target("stock small", "stock_settings", small, "/stock/"),
        Target("stock large", "stock_settings", large, "/stock/"),
        Target("bare", "bare_settings", small, "/ok/"),
    ]
    cells = [cell for cell in cells_of(folder) if any(part in cell.name for part in wanted.only.split(","))]
    targets = [target for target in targets if any(cell.target == target.name for cell in cells)]
    with servers(targets) as ports:
        outcomes = run(cells, ports, wanted)
    return report(cells, outcomes, wanted)


def cells_of(folder) -> list[Cell]:
    """What is measured. Times per page with one shopper at a time, requests per second with eight."""
    with psycopg.connect(host=str(folder), user="postgres", dbname=SMALL) as connection:
        ours = addresses.products(connection, "/shop/{slug}_{pk}/")
        stock = addresses.products(connection, "/catalogue/{slug}_{pk}/")
        bare = addresses.products(connection, "/product/{pk}/")
        guides = addresses.guides(connection)
    with psycopg.connect(host=str(folder), user="postgres", dbname=LARGE) as connection:
        ours_large = addresses.products(connection, "/shop/{slug}_{pk}/")
        stock_large = addresses.products(connection, "/catalogue/{slug}_{pk}/")
        ours_unseen = addresses.products(connection, "/shop/{slug}_{pk}/", 20_000)
        stock_unseen = addresses.products(connection, "/catalogue/{slug}_{pk}/", 20_000)
    timed = {"browse": addresses.browsing(), "search": addresses.searching()}
    unseen = {"browse, unseen": addresses.unseen_browsing(), "search, unseen": addresses.unseen_searching()}
    cells = [
        Cell(f"{name} {size}", f"shop {size}", paths, 1) for name, paths in timed.items() for size in ("small", "large")
    ]
    cells += [
        Cell(f"{name} {size}", f"shop {size}", paths, 1, unseen=True)
        for name, paths in unseen.items()
        for size in ("small", "large")
    ]
    return cells + [
        Cell("shelves ours small", "shop small", addresses.shelves("/shop/")),
        Cell("shelves ours small gzip", "shop small", addresses.shelves("/shop/"), gzip=True),
        Cell("shelves stock small", "stock small", addresses.shelves("/stock/")),
        Cell("shelves ours large", "shop large", addresses.shelves("/shop/")),
        Cell("shelves stock large", "stock large", addresses.shelves("/stock/")),
        Cell("shelves minimal", "bare", ["/cards/"]),
        Cell("product ours small", "shop small", ours),
        Cell("product stock small", "stock small", stock),
        Cell("product ours large", "shop large", ours_large),
        Cell("product stock large", "stock large", stock_large),
        Cell("product, unseen, ours", "shop large", ours_unseen, unseen=True),
        Cell("product, unseen, stock", "stock large", stock_unseen, unseen=True),
        Cell("product minimal", "bare", bare),
        Cell("guide ours small", "shop small", guides),
        Cell("page cache guide", "shop kept", guides),
        Cell("page cache shelves", "shop kept", addresses.shelves("/shop/")),
        Cell("page cache product", "shop kept", ours_large),
        Cell("page cache shelves gzip", "shop kept", addresses.shelves("/shop/"), gzip=True),
        Cell("bare ok", "bare", ["/ok/"]),
    ]


RATIOS = [
    Ratio("browse, median, large over small", "median_ms", "browse large", "browse small", "≤ 1.3"),
    Ratio("search, median, large over small", "median_ms", "search large", "search small", "≤ 1.3"),
    Ratio(
        "browse never counted before, median, large over small",
        "median_ms",
        "browse, unseen large",
        "browse, unseen small",
        "",
    ),
    Ratio(
        "search never asked before, median, large over small",
        "median_ms",
        "search, unseen large",
        "search, unseen small",
        "",
    ),
    Ratio("browse, ours over stock Oscar, small", "per_second", "shelves ours small", "shelves stock small", "≥ 30"),
    Ratio(
        "browse, ours with gzip over stock Oscar, small",
        "per_second",
        "shelves ours small gzip",
        "shelves stock small",
        "",
    ),
    Ratio("browse, ours over stock Oscar, large", "per_second", "shelves ours large", "shelves stock large", "≥ 30"),
    Ratio("browse, minimal view over stock Oscar, small", "per_second", "shelves minimal", "shelves stock small", ""),
    Ratio("product, ours over stock Oscar, small", "per_second", "product ours small", "product stock small", "≥ 8"),
    Ratio("product, ours over stock Oscar, large", "per_second", "product ours large", "product stock large", "≥ 8"),
    Ratio(
        "product never shown before, ours over stock Oscar, large",
        "per_second",
        "product, unseen, ours",
        "product, unseen, stock",
        "",
    ),
    Ratio("product, minimal view over stock Oscar, small", "per_second", "product minimal", "product stock small", ""),
    Ratio("page cache, browse, over a bare view", "per_second", "page cache shelves", "bare ok", "≥ 0.6"),
    Ratio("page cache, product, over a bare view", "per_second", "page cache product", "bare ok", "≥ 0.6"),
    Ratio("page cache, guide, over a bare view", "per_second", "page cache guide", "bare ok", "≥ 0.6"),
    Ratio("guide, not kept, over browse, small", "per_second", "guide ours small", "shelves ours small", ""),
    Ratio("page cache, browse with gzip, over a bare view", "per_second", "page cache shelves gzip", "bare ok", ""),
]


def warm_up(cell: Cell, ports: dict[str, int], times: int) -> None:
    """Unseen pages stay unseen: only the server gets warm, with pages that are not among them."""
    paths = ["/shop/search/?q=x"] if cell.unseen and cell.target.startswith("shop") else cell.paths[: cell.warm]
    client.visit(ports[cell.target], paths, connections=4, times=times)


def run(cells: list[Cell], ports: dict[str, int], wanted) -> dict[str, list[client.Outcome]]:
    """All cells in turn, round by round, each warmed up and then measured."""
    outcomes, started = {cell.name: [] for cell in cells}, dict.fromkeys((cell.name for cell in cells), 0)

    for cell in tqdm(cells, desc="warming up", disable=None):
        warm_up(cell, ports, VISITS)
    for cell in tqdm(cells * wanted.rounds, desc="measuring", disable=None):
        if cell.is_short_lived:
            warm_up(cell, ports, 2)
        start = started[cell.name] if cell.unseen else 0
        how = {"connections": cell.connections, "seconds": wanted.seconds, "start": start, "gzip": cell.gzip}
        outcomes[cell.name].append(client.load(ports[cell.target], cell.paths, **how))
        started[cell.name] += outcomes[cell.name][-1].requests + cell.connections
    return outcomes


def report(cells: list[Cell], outcomes, wanted) -> int:
    small, large = wanted.sizes.split(",")
    tool = "wrk" if client.WRK else "our own client (install wrk for sharper ratios)"
    print(
        f"\nsmall = {small}, large = {large} listings on PostgreSQL; gunicorn, {WORKERS} workers of {THREADS} threads; load by {tool}."
    )
    print(
        f"Medians of {wanted.rounds} interleaved rounds of {wanted.seconds:g} s; load of the machine {os.getloadavg()[0]:.1f}.\n"
    )
    print(f"{'':28}{'connections':>12}{'median ms':>11}{'p95 ms':>9}{'req/s':>9}{'requests':>10}{'failed':>8}")
    for cell in cells:
        rounds = outcomes[cell.name]
        middle = [
            statistics.median(getattr(outcome, name) for outcome in rounds)
            for name in ("median_ms", "p95_ms", "per_second")
        ]
        counted = [sum(getattr(outcome, name) for outcome in rounds) for name in ("requests", "failures")]
        print(
            f"{cell.name:28}{cell.connections:12}{middle[0]:11.1f}{middle[1]:9.1f}{middle[2]:9.1f}{counted[0]:10}{counted[1]:8}"
        )
        if cell.unseen and counted[0] > len(cell.paths):
            print(f"{'':28}the {len(cell.paths)} unseen addresses did not last: use fewer rounds")
    print(f"\n{'ratio':62}{'median':>8}{'from':>8}{'to':>8}  goal")
    for ratio in RATIOS:
        if ratio.over in outcomes and ratio.under in outcomes:
            pairs = zip(outcomes[ratio.over], outcomes[ratio.under], strict=True)
            found = [
                getattr(over, ratio.value) / (getattr(under, ratio.value) or float("nan")) for over, under in pairs
            ]
            print(f"{ratio.title:62}{statistics.median(found):8.2f}{min(found):8.2f}{max(found):8.2f}  {ratio.goal}")
    return 1 if any(outcome.failures for rounds in outcomes.values() for outcome in rounds) else 0


if __name__ == "__main__":
    sys.exit(main())
