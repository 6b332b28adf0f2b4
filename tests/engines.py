"""Private servers for the tests: a PostgreSQL of our own on a socket, and databases that are migrated once and copied."""

import fcntl
import functools
import hashlib
import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VAR = ROOT / "var"
TEMPLATE = "shop_template"
# Nothing of it must outlive a crash. A copy of files waits for checkpoints, which without fsync cost nothing.
QUICK = (
    "listen_addresses=''", "fsync=off", "synchronous_commit=off", "full_page_writes=off", "wal_level=minimal",
    "max_wal_senders=0", "jit=off", "max_connections=300",
)  # fmt: skip
ROOM = 2 * 1024**3


@functools.cache
def fingerprint() -> str:
    """Changes when a migration or a pinned package does."""
    digest = hashlib.sha256((ROOT / "requirements.txt").read_bytes())
    # Each folder by itself: a walk over everything would look through the packages of .venv too, for a second.
    rooms = [path for path in ROOT.iterdir() if path.is_dir() and path.name != "var" and not path.name.startswith(".")]
    for path in sorted(path for room in rooms for path in room.rglob("migrations/*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def migrated_sqlite() -> Path:
    """A migrated SQLite file, made when there is none for the present migrations; by one process, the others wait."""
    return _made_once(".sqlite3", lambda unfinished: migrate(f"sqlite:///{unfinished}"))


def _made_once(ending: str, make) -> Path:
    """The template of the present migrations with this ending; those of former ones go."""
    VAR.mkdir(exist_ok=True)
    path = VAR / f"template-{fingerprint()}{ending}"
    with (VAR / f"template{ending}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not path.exists():
            for old in VAR.glob(f"template-*{ending}*"):
                old.unlink(missing_ok=True)
            unfinished = path.with_suffix(f"{ending}-unfinished")
            make(unfinished)
            unfinished.rename(path)
    return path


def migrate(database_url: str) -> None:
    environment = {**os.environ, "DATABASE_URL": database_url, "DJANGO_SETTINGS_MODULE": "marketplace.settings.test"}
    subprocess.run([sys.executable, "-m", "tests.migrating"], cwd=ROOT, env=environment, check=True)


def postgres_programs() -> Path | None:
    """The folder of PostgreSQL's server programs, or None."""
    candidates = [*sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)]
    if shutil.which("pg_config"):
        candidates.append(Path(subprocess.check_output(["pg_config", "--bindir"], text=True).strip()))
    return next((path for path in candidates if (path / "initdb").exists()), None)


@contextmanager
def private_postgres():
    """A PostgreSQL server that lives as long as the block, on a socket in a folder of its own. Yields the folder."""
    programs = postgres_programs()
    folder = Path(tempfile.mkdtemp(prefix="shop-pg-", dir=_quick_disk()))
    as_user = []
    if os.getuid() == 0:  # PostgreSQL refuses to run as root
        owner = pwd.getpwnam("postgres")
        os.chown(folder, owner.pw_uid, owner.pw_gid)
        as_user = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"]
    data, run = folder / "data", {"check": True, "stdout": subprocess.DEVNULL, "cwd": folder}
    new = ["-A", "trust", "-U", "postgres", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"]
    subprocess.run([*as_user, programs / "initdb", "-D", data, *new], **run)
    control = [*as_user, programs / "pg_ctl", "-D", data, "-w"]
    options = " ".join([f"-k {folder}", *(f"-c {option}" for option in QUICK)])
    subprocess.run([*control, "-l", folder / "log", "-o", options, "start"], **run)
    try:
        yield folder
    finally:
        subprocess.run([*control, "-m", "immediate", "stop"], **run)
        shutil.rmtree(folder, ignore_errors=True)


def _quick_disk() -> Path:
    """Memory, where there is enough of it: a database is copied in a tenth of the time."""
    memory = Path("/dev/shm")
    is_roomy = memory.is_dir() and os.access(memory, os.W_OK) and shutil.disk_usage(memory).free >= ROOM
    return memory if is_roomy else Path("/tmp")


def migrated_postgres(folder: Path) -> None:
    """Makes TEMPLATE on this server: by the migrations, and from then on, as long as they stay, from a dump of that."""
    postgres_command(folder, f"CREATE DATABASE {TEMPLATE}")
    programs, here = postgres_programs(), ["-h", folder, "-U", "postgres", "-d", TEMPLATE]

    def make(unfinished: Path) -> None:
        migrate(postgres_url(folder))
        subprocess.run([programs / "pg_dump", *here, "-f", unfinished], check=True)
        made.append(unfinished)

    made = []
    dump = _made_once(".dump", make)
    if not made:
        quietly = ["-q", "-v", "ON_ERROR_STOP=1"]
        subprocess.run([programs / "psql", *here, *quietly, "-f", dump], check=True, stdout=subprocess.DEVNULL)


def copied_postgres(folder, name: str) -> None:
    """A database of this name, freshly copied from TEMPLATE."""
    postgres_command(folder, f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
    postgres_command(folder, f"CREATE DATABASE {name} TEMPLATE {TEMPLATE} STRATEGY = FILE_COPY")


def postgres_url(folder: Path, name: str = TEMPLATE) -> str:
    return f"postgres://postgres@/{folder}/{name}"


def postgres_command(folder, sql: str) -> None:
    """One statement outside any transaction, on the maintenance database."""
    import psycopg

    with psycopg.connect(host=str(folder), user="postgres", dbname="postgres", autocommit=True) as connection:
        connection.execute(sql)
