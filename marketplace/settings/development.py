"""A developer's machine and the demo: debug pages, local files, messages on the console."""

from .base import *
from .base import BASE_DIR, env

DEBUG = env.bool("DEBUG", default=True)
SECRET_KEY = env("SECRET_KEY", default="only-for-this-machine-never-for-a-province")
ALLOWED_HOSTS = ["*"]
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG
(BASE_DIR / "var" / "static").mkdir(parents=True, exist_ok=True)
