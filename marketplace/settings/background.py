"""Work outside requests: which engine carries tasks, and what runs again and again."""

from django.core.exceptions import ImproperlyConfigured

from .environment import env

BACKENDS = {
    "database": {"BACKEND": "django_tasks_db.DatabaseBackend"},
    "redis": {"BACKEND": "django_tasks_rq.RQBackend"},
    "immediate": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"},
}
CONNECT_SECONDS = 2
LONGEST_TASK_SECONDS = 600


def tasks_on(engine: str) -> dict[str, dict]:
    """TASKS for an engine: database, redis or immediate. Wagtail's own tasks go the same way."""
    if engine not in BACKENDS:
        raise ImproperlyConfigured(f"TASKS_ENGINE must be one of {', '.join(BACKENDS)}.")
    return {"default": BACKENDS[engine]}


def redis_queues(address: str) -> dict[str, dict]:
    """RQ_QUEUES. Arguments travel as JSON: rq's own choice, pickle, lets whoever writes to Redis run code here."""
    if not address:
        raise ImproperlyConfigured("TASKS_ENGINE is redis, TASKS_REDIS_URL is missing: redis://host:6379/2")
    if "socket_connect_timeout" not in address:  # a request must not wait for a Redis that is gone
        address += f"{'&' if '?' in address else '?'}socket_connect_timeout={CONNECT_SECONDS}"
    queue = {"URL": address, "SERIALIZER": "rq.serializers.JSONSerializer", "DEFAULT_TIMEOUT": LONGEST_TASK_SECONDS}
    return {"default": queue}


TASKS_ENGINE = env("TASKS_ENGINE", default="database")
TASKS = tasks_on(TASKS_ENGINE)
TASKS_APPS = ["django_tasks", "django_tasks_db"]
if TASKS_ENGINE == "redis":
    TASKS_APPS.append("django_rq")
    RQ_QUEUES = redis_queues(env("TASKS_REDIS_URL", default=""))
    RQ_SHOW_ADMIN_LINK = False

# Sweeps: name, function without arguments, and when: every so many seconds, or "HH:MM" once a day in TIME_ZONE.
# Each finds its rows by their state and may run twice: marketplace.jobs runs them, `manage.py run_jobs --list` shows them.
JOBS = [
    ("send_messages", "marketplace.notify.delivery.deliver_due", 30),
    ("expire_unpaid_orders", "marketplace.payments.expiring.expire_due", 60),
    ("ask_about_payments", "marketplace.payments.syncing.ask_pending", 300),
    ("follow_provider_messages", "marketplace.payments.events.process_waiting", 60),
    ("match_transfers", "marketplace.payments.receipts.matching.match_waiting", 60),
    ("send_refunds", "marketplace.payments.refunding.sending.send_due", 120),
    ("recognise_sales", "marketplace.payments.parcel_life.recognition.recognise_due", 900),
    ("end_stale_returns", "marketplace.payments.returning.end_stale_returns", 3600),
    ("ask_sellers", "marketplace.answering.reminding.look_after_questions", 60),
    ("complete_parcels", "marketplace.payments.parcel_life.completing.complete_due", 900),
    ("put_back_abandoned_tasks", "marketplace.jobs.housekeeping.put_back_abandoned_tasks", 900),
    ("suspend_shops", "sellers.opening.suspending.take_effect_due", 300),
    ("ask_for_identities", "sellers.opening.identity_deadline.give_notice", "08:10"),
    ("warn_of_papers", "sellers.papers.running_out.warn_due", "08:20"),
    ("clear_kept_uploads", "sellers.papers.keeping.clear_old", "03:40"),
    ("resume_paused_goods", "sellers.goods.pausing.resume_due", "00:10"),
    ("forget_kept_pictures", "sellers.goods.kept_pictures.forget_old", "03:20"),
    ("rebuild_listings", "catalogue.listing.rebuilding.rebuild", "02:40"),
    ("prune_tasks", "marketplace.jobs.housekeeping.prune_tasks", "03:10"),
    ("open_paused_shops", "sellers.pausing.open_due", "05:30"),
    ("publish_pages", "marketplace.editorial.scheduling.publish_due", 30),
    ("close_slots", "catalogue.experiences.closing.close_due", 60),
    ("remind_visitors", "marketplace.visits.reminding.remind_due", 900),
    ("attend_visits", "marketplace.visits.reminding.attend_due", 900),
    ("watch_helpers", "sellers.helping.watching.watch", 600),
]
# A runner that died leaves its job to the next one after this long; a living one renews it.
JOB_LEASE_SECONDS = 60
