"""`manage.py migrate` without what makes it slow here: `python -m tests.migrating` on the database of DATABASE_URL.

The migrations, their order and their SQL are Django's; only a question that it asks thousands of times, and answers anew
each time a model of the past is drawn, is answered once: which setting, if any, swaps the model of this name.
"""

import functools
import gc

import django
from django.apps.registry import Apps
from django.core.management import call_command
from django.db import connections


def main() -> None:
    django.setup()
    answered = functools.cache(Apps.get_swappable_settings_name.__wrapped__)
    answered.cache_clear = lambda: None  # the settings do not change while this runs
    Apps.get_swappable_settings_name = answered
    gc.collect()
    gc.freeze()  # what is loaded now stays: it need not be looked through again and again
    call_command("migrate", verbosity=0)
    connections.close_all()  # SQLite writes its last pages into the file now: only the file is kept


if __name__ == "__main__":
    main()
