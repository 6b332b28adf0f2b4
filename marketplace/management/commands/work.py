"""A worker for the task queue of the engine in use; as many as wanted, on as many machines."""

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError


class Command(BaseCommand):
    help = "Works off the task queue until SIGTERM or Ctrl-C."

    def add_arguments(self, parser):
        parser.add_argument("--burst", action="store_true", help="End when nothing is left to do.")

    def handle(self, *, burst, **options):
        if settings.TASKS_ENGINE == "database":
            call_command("db_worker", queue_name="*", batch=burst, reload=False)
        elif settings.TASKS_ENGINE == "redis":
            serializer = settings.RQ_QUEUES["default"]["SERIALIZER"]
            call_command("rqworker", "default", job_class="django_tasks_rq.Job", serializer=serializer, burst=burst)
        else:
            raise CommandError("With TASKS_ENGINE=immediate there is no queue.")
