"""Run the background of the shop: once (for a timer), for ever, or show the schedule."""

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from marketplace.jobs import queue_work
from marketplace.jobs.leasing import new_runner
from marketplace.jobs.looping import Loop
from marketplace.jobs.models import Job
from marketplace.jobs.running import run_due
from marketplace.jobs.schedule import entries, register

LINE = "{:<28}{:<9}{:<18}{:<18}{:<10}{}\n"


class Command(BaseCommand):
    help = "Runs the jobs of the schedule (settings.JOBS) and works off the task queue of the database."

    def add_arguments(self, parser):
        way = parser.add_mutually_exclusive_group(required=True)
        way.add_argument("--once", action="store_true", help="Run what is due, then end; 1 when something failed.")
        way.add_argument("--loop", action="store_true", help="Go on until SIGTERM or Ctrl-C.")
        way.add_argument("--list", action="store_true", help="Show the schedule and how each job went.")
        parser.add_argument("--now", action="store_true", help="With --once: whether due or not.")
        parser.add_argument("names", nargs="*", help="With --once: these jobs only.")

    def handle(self, *, once, loop, now, names, **options):
        if loop:
            self._go_on()
        elif once:
            self._run_once(names, now)
        else:
            self._show()

    def _go_on(self):
        if not queue_work.is_ours():
            self.stdout.write("The tasks are not in the database: `manage.py work` runs them, beside this.")
        with Loop().hearing_signals() as going:
            self.stdout.write("The jobs run. Stop them with Ctrl-C.")
            self.stdout.flush()
            going.run()
        self.stdout.write("The jobs have ended.")

    def _run_once(self, names, at_once):
        unknown = set(names) - {entry.name for entry in entries()}
        if unknown:
            raise CommandError(f"No such job: {', '.join(sorted(unknown))}. `run_jobs --list` shows them.")
        register(timezone.now())
        outcome = run_due(runner=new_runner(), only=names, at_once=at_once)
        for name, went_well in outcome.items():
            self.stdout.write(f"{name}: {'done' if went_well else 'FAILED'}")
        if queue_work.is_ours() and not names:
            self.stdout.write(f"tasks: {queue_work.work_off()}")
        if not all(outcome.values()):
            raise CommandError("Some jobs failed; the log and `run_jobs --list` say why.")

    def _show(self):
        rows = {job.name: job for job in Job.objects.all()}
        self.stdout.write(LINE.format("job", "every", "next due", "last started", "failures", "last error or result"))
        for entry in entries():
            every = entry.every if entry.is_daily else f"{entry.every} s"
            job = rows.get(entry.name)
            if job is None:
                self.stdout.write(LINE.format(entry.name, every, "-", "-", "-", "has not run yet"))
                continue
            told = " ".join((job.last_error or job.last_result).split())[:80]
            row = (entry.name, every, _clock(job.next_due), _clock(job.last_started), job.failures, told)
            self.stdout.write(LINE.format(*row))


def _clock(moment) -> str:
    return timezone.localtime(moment).strftime("%d/%m %H:%M:%S") if moment else "-"
