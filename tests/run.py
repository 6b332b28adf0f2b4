"""`make test`: everything on SQLite on all cores, and beside it what is marked `postgres` on a private PostgreSQL."""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

from tests import engines

PYTEST = [sys.executable, "-m", "pytest", "-q", "--durations=8"]
BOTH_CORES = ["-n", "2"]  # dealt out by tests/dealing.py


def main() -> int:
    has_postgres = engines.postgres_programs() is not None
    if not has_postgres:
        print("\n*** PostgreSQL is missing: its tests are SKIPPED. apt-get install postgresql-15 ***\n", flush=True)
        if os.environ.get("CI") == "true":
            return 1
        engines.migrated_sqlite()
        return subprocess.run([*PYTEST, *BOTH_CORES, *sys.argv[1:]], check=False).returncode
    with engines.private_postgres() as folder, ThreadPoolExecutor() as pool:
        on_postgres = pool.submit(engines.migrated_postgres, folder)
        engines.migrated_sqlite()
        on_postgres.result()
        environment = {
            **os.environ,
            "DATABASE_URL": engines.postgres_url(folder),
            "SHOP_TEST_POSTGRES": str(folder),
        }
        # One process beside the two: tests of races and of servers leave the processors idle a third of the time.
        told = pool.submit(
            subprocess.run,
            [*PYTEST, "-m", "postgres", *sys.argv[1:]],
            env=environment,
            check=False,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        first = subprocess.run([*PYTEST, *BOTH_CORES, "-m", "not postgres", *sys.argv[1:]], check=False)
        second = told.result()
        print("\n*** On PostgreSQL ***\n", second.stdout, sep="", flush=True)
    return first.returncode or second.returncode


if __name__ == "__main__":
    sys.exit(main())
