"""Orders placed per second beside plain PostgreSQL transactions in the same run: `python -m tests.load.orders`.

The shop's own placing function against pgbench: one transaction that takes one piece of a stock row if it is there and
inserts an order row. The same server, as many rows, as many clients; rounds are interleaved, ratios are medians.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from tests import engines

DATABASE = "load_orders"
SETTINGS = "tests.load.orders_settings"
PLAIN_TABLES = """
DROP TABLE IF EXISTS plain_order, plain_stock;
CREATE TABLE plain_stock (id int PRIMARY KEY, in_stock int NOT NULL, taken int NOT NULL DEFAULT 0);
CREATE TABLE plain_order (id bigserial PRIMARY KEY, number text UNIQUE NOT NULL, stock_id int NOT NULL REFERENCES plain_stock,
    quantity int NOT NULL, total bigint NOT NULL, placed_at timestamptz NOT NULL);
INSERT INTO plain_stock SELECT n, 100000000, 0 FROM generate_series(1, {rows}) AS n;
"""
PLAIN_TRANSACTION = """
\\set row random(1, {rows})
BEGIN;
UPDATE plain_stock SET taken = taken + 1 WHERE id = :row AND in_stock >= taken + 1;
INSERT INTO plain_order (number, stock_id, quantity, total, placed_at) VALUES (gen_random_uuid()::text, :row, 1, 100000, now());
COMMIT;
"""


class Cell(NamedTuple):
    name: str
    goods: int  # 0: all there are


CELLS = (Cell("many products", 0), Cell("one hot product", 1))
GOALS = {"many products": "≥ 0.2", "one hot product": ""}


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="one short round: only shows that it runs")
    parser.add_argument("--products", type=int, default=1000)
    parser.add_argument("--clients", type=int, default=4, help="processes that place orders, and clients of pgbench")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--orders", type=int, default=400, help="per round, of all clients together")
    parser.add_argument("--seconds", type=int, default=4, help="of pgbench per round")
    parser.add_argument("--postgres", help="folder of a running server with a migrated template")
    wanted = parser.parse_args(arguments)
    if wanted.quick:
        wanted.products, wanted.rounds, wanted.orders, wanted.seconds = 100, 1, 40, 1
    if engines.postgres_programs() is None or not pgbench():
        print("PostgreSQL is missing: apt-get install postgresql-15")
        return 1
    with server(wanted.postgres) as folder:
        prepare(folder, wanted.products)
        report(measure(folder, wanted), wanted, folder)
    return 0


def pgbench() -> Path | None:
    path = engines.postgres_programs() / "pgbench"
    return next((found for found in (path, Path("/usr/bin/pgbench")) if found.exists()), None)


def prepare(folder, products: int) -> None:
    """A database with sellers, products and delivery rates."""
    engines.postgres_command(folder, f"DROP DATABASE IF EXISTS {DATABASE}")
    engines.postgres_command(folder, f"CREATE DATABASE {DATABASE} TEMPLATE {engines.TEMPLATE}")
    _python(folder, "manage.py", "load_reference_data", "--verbosity", "0", "--skip-checks")
    _python(folder, "-m", "tests.load.generate", "--number", str(products))


@contextmanager
def server(folder: str | None):
    if folder:
        yield folder
        return
    with engines.private_postgres() as folder:
        engines.postgres_command(folder, f"CREATE DATABASE {engines.TEMPLATE}")
        print("Migrating the template …", flush=True)
        engines.migrate(engines.postgres_url(folder))
        yield folder


def measure(folder, wanted) -> dict[str, list[tuple[float, float]]]:
    """Cell -> (our orders per second, plain transactions per second) of each round."""
    found = {cell.name: [] for cell in CELLS}
    for _round in range(wanted.rounds):
        for cell in CELLS:
            ours = float(_python(folder, "-m", "tests.load.buyers", *_words(cell, wanted)))
            found[cell.name].append((ours, plain(folder, cell.goods or wanted.products, wanted)))
    return found


def _words(cell: Cell, wanted) -> list[str]:
    return ["--clients", str(wanted.clients), "--orders", str(wanted.orders), "--goods", str(cell.goods)]


def plain(folder, rows: int, wanted) -> float:
    """pgbench's transactions per second."""
    psql = ["psql", "-q", "-h", str(folder), "-U", "postgres", "-d", DATABASE, "-v", "ON_ERROR_STOP=1"]
    quiet = {**os.environ, "PGOPTIONS": "-c client_min_messages=warning"}
    subprocess.run([*psql, "-c", PLAIN_TABLES.format(rows=rows)], check=True, env=quiet)
    with tempfile.NamedTemporaryFile("w", suffix=".sql") as script:
        script.write(PLAIN_TRANSACTION.format(rows=rows))
        script.flush()
        command = [pgbench(), "-n", "-M", "prepared", "-c", str(wanted.clients), "-j", "2", "-T", str(wanted.seconds)]
        command += ["-f", script.name, "-h", str(folder), "-U", "postgres", DATABASE]
        told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return float(told.rpartition("tps = ")[2].split()[0])


def report(found, wanted, folder) -> None:
    queries = _python(folder, "-m", "tests.load.buyers", "--count-queries")
    print(f"\n{wanted.products} products, {wanted.clients} clients, medians of {wanted.rounds} interleaved rounds; "
          f"load of the machine {os.getloadavg()[0]:.1f}. {queries.strip()} queries per order.\n")  # fmt: skip
    print(f"{'':20}{'orders/s':>10}{'pgbench/s':>11}{'ratio':>8}{'from':>8}{'to':>8}  goal")
    for name, rounds in found.items():
        ours, beside = (statistics.median(side) for side in zip(*rounds, strict=True))
        ratios = [one / other for one, other in rounds]
        print(
            f"{name:20}{ours:10.1f}{beside:11.1f}{statistics.median(ratios):8.3f}{min(ratios):8.3f}{max(ratios):8.3f}  {GOALS[name]}"
        )


def _python(folder, *arguments: str) -> str:
    """Run in the shop's environment; what it printed."""
    ours = {"DATABASE_URL": engines.postgres_url(folder, DATABASE), "DJANGO_SETTINGS_MODULE": SETTINGS}
    command = [sys.executable, *arguments]
    done = subprocess.run(
        command, cwd=engines.ROOT, env=os.environ | ours, check=True, stdout=subprocess.PIPE, text=True
    )
    return done.stdout


if __name__ == "__main__":
    sys.exit(main())
