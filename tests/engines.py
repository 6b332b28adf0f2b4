"""Private servers for the tests: a PostgreSQL of our own on a socket, and databases that are migrated once and copied."""

import fcntl
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


def fingerprint() -> str:
    """Changes when a migration or a pinned package does."""
    digest = hashlib.sha256((ROOT / "requirements.txt").read_bytes())
    for path in sorted(ROOT.glob("*/**/migrations/*.py")):
        if ".venv" not in path.parts:
            digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def migrated_sqlite() -> Path:
    """A migrated SQLite file, made when there is none for the present migrations; by one process, the others wait."""
    VAR.mkdir(exist_ok=True)
    with (VAR / "template.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        path = VAR / f"template-{fingerprint()}.sqlite3"
        if not path.exists():
            for old in VAR.glob("template-*"):
                old.unlink(missing_ok=True)
            unfinished = path.with_suffix(".unfinished")
            migrate(f"sqlite:///{unfinished}")
            unfinished.rename(path)
    return path


def migrate(database_url: str) -> None:
    environment = {**os.environ, "DATABASE_URL": database_url, "DJANGO_SETTINGS_MODULE": "marketplace.settings.test"}
    command = [sys.executable, "manage.py", "migrate", "--verbosity", "0"]
    subprocess.run(command, cwd=ROOT, env=environment, check=True)


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
    folder = Path(tempfile.mkdtemp(prefix="shop-pg-", dir="/tmp"))
    as_user = []
    if os.getuid() == 0:  # PostgreSQL refuses to run as root
        owner = pwd.getpwnam("postgres")
        os.chown(folder, owner.pw_uid, owner.pw_gid)
        as_user = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"]
    data = folder / "data"
    quick = (
        "-c listen_addresses='' -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=300"
    )
    run = {"check": True, "stdout": subprocess.DEVNULL, "cwd": folder}
    initdb = [
        programs / "initdb",
        "-D",
        data,
        "-A",
        "trust",
        "-U",
        "postgres",
        "-E",
        "UTF8",
        "--locale=C.UTF-8",
        "--no-sync",
    ]
    subprocess.run([*as_user, *initdb], **run)
    control = [*as_user, programs / "pg_ctl", "-D", data, "-w"]
    subprocess.run([*control, "-l", folder / "log", "-o", f"-k {folder} {quick}", "start"], **run)
    try:
        yield folder
    finally:
        subprocess.run([*control, "-m", "immediate", "stop"], **run)
        shutil.rmtree(folder, ignore_errors=True)


def postgres_url(folder: Path, name: str = TEMPLATE) -> str:
    return f"postgres://postgres@/{folder}/{name}"


def postgres_command(folder, sql: str) -> None:
    """One statement outside any transaction, on the maintenance database."""
    import psycopg

    with psycopg.connect(host=str(folder), user="postgres", dbname="postgres", autocommit=True) as connection:
        connection.execute(sql)
