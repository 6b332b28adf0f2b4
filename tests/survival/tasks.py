"""A task that settles one payment, for a worker of either engine."""

from django_tasks import task

from marketplace.payments.syncing import sync_and_apply


@task()
def settle_payment(payment_id):
    sync_and_apply(payment_id)
