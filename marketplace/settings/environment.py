"""Where settings come from: the process's environment, completed by a file .env beside manage.py."""

from pathlib import Path

import environ

BASE_DIR = Path(__file__).resolve().parent.parent.parent
env = environ.Env()
if (BASE_DIR / ".env").exists():
    env.read_env(BASE_DIR / ".env")


def listed(name: str, default: str, sign: str = ",") -> list[str]:
    """Words separated by commas or another sign, blanks around them allowed."""
    return [word.strip() for word in env(name, default=default).split(sign) if word.strip()]
