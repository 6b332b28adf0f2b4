"""The same card payment ends right by a worker process of either engine, and its task may come twice."""

import pytest
from django.db import transaction

from marketplace.fake_services.server import FakeStripe
from marketplace.fulfilment.loading import load_rates
from marketplace.jobs.enqueueing import after_commit
from marketplace.ledger.checking import problems
from marketplace.settings.background import redis_queues, tasks_on
from tests.jobs.conftest import log, process, redis_url  # noqa: F401
from tests.payments.stripe.shopping import SECRET, STRIPE, begun, end_of, order_by_card, take_cards

from .ends import confirmed
from .tasks import settle_payment


@pytest.fixture
def fake(settings):
    with FakeStripe(secret=SECRET) as fake:
        take_cards(settings, fake)
        yield fake


@pytest.fixture(params=["database", "redis"])
def engine(request, settings):
    """Sets the engine here; what its worker process must be told."""
    settings.TASKS = tasks_on(request.param)
    told = {"TASKS_ENGINE": request.param}
    if request.param == "redis":
        told["TASKS_REDIS_URL"] = request.getfixturevalue("redis_url")
        settings.RQ_QUEUES = redis_queues(told["TASKS_REDIS_URL"])
    return told


@pytest.mark.django_db(transaction=True)
def test_a_card_payment_ends_right_by_a_worker_of(engine, fake, process):  # noqa: F811
    load_rates()
    order = order_by_card()
    payment = begun(order)
    fake.control.pay(payment.provider_ref)
    with transaction.atomic():
        after_commit(settle_payment, payment.pk)
        after_commit(settle_payment, payment.pk)
    assert end_of(order)["order"] == "pending_payment"

    cards = {"STRIPE_SECRET_KEY": fake.api_key, "STRIPE_API_BASE": fake.url, "PAYMENT_PROVIDERS": STRIPE}
    worker = process("work", "--burst", **engine, **cards)
    told, _ = worker.communicate(timeout=240)

    assert worker.returncode == 0, told
    assert end_of(order) == confirmed(order), told
    assert list(problems()) == []
