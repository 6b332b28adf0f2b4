"""Settings of the processes that these tests start: jobs, engine and lease come from the environment."""

import json
import os

from marketplace.settings.test import *  # noqa: F403
from marketplace.settings.test import tasks_on

TASKS_ENGINE = os.environ.get("TASKS_ENGINE", "database")
TASKS = tasks_on(TASKS_ENGINE)
JOBS = json.loads(os.environ.get("SWEEPS", "[]"))
JOB_LEASE_SECONDS = float(os.environ.get("SWEEP_LEASE", "60"))
DEBUG = os.environ.get("DEBUG") == "1"  # the pretended payment services want it
