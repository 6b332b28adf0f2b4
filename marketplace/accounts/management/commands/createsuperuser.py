"""Django's createsuperuser, without a question about the handle that nobody sees."""

from django.contrib.auth.management.commands import createsuperuser

from marketplace.accounts.models import new_handle


class Command(createsuperuser.Command):
    def handle(self, *args, **options):
        options["username"] = options.get("username") or new_handle()
        return super().handle(*args, **options)
