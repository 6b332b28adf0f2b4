"""The pretended Stripe posts to a running shop: messages doubled, turned round, sent together, delayed, spoilt (I13, I23)."""

import pytest
from django.db import connections
from django.test import Client

from marketplace.fake_services.server import FakeStripe
from marketplace.fulfilment.loading import load_rates
from marketplace.payments.expiring import expire_due
from marketplace.payments.models import ProviderEvent

from .shopping import OLD_SECRET, SECRET, WEBHOOK, begun, come_back, end_of, order_by_card, take_cards
from .test_late import an_hour_on
from .test_same_end import expected

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def fake(settings, live_server):
    url = live_server.url.replace("localhost", "127.0.0.1") + WEBHOOK
    with FakeStripe(secret=SECRET, webhook_url=url, retry_gaps=(0.1, 0.2)) as fake:
        take_cards(settings, fake)
        yield fake
        fake.control.reset()
        fake.control.wait(60)
    connections.close_all()


@pytest.fixture
def order(fake):
    load_rates()
    return order_by_card()


def answers(fake) -> list:
    return [attempt.status for attempt in fake.control.deliveries]


@pytest.mark.parametrize(
    ("faults", "posts"),
    [
        ({}, 2),
        ({"copies": 3}, 6),
        ({"reverse": True}, 2),
        ({"copies": 4, "parallel": True, "reverse": True}, 8),
        ({"delay": 0.3}, 2),
        ({"second_secret": OLD_SECRET}, 2),
    ],
    ids=str,
)
def test_faults_on_the_way_change_nothing_about_the_end(faults, posts, fake, order, payment):
    for name, value in faults.items():
        setattr(fake.control.webhooks, name, value)
    before = len(fake.control.deliveries)

    fake.control.pay(payment.provider_ref)
    fake.control.wait(60)

    assert {status for status in answers(fake)[before:] if status != 200} <= {503}
    assert answers(fake)[before:].count(200) == posts
    assert end_of(order) == expected(order)
    assert ProviderEvent.objects.filter(processed_at=None).count() == 0


@pytest.mark.parametrize("faults", [{"tamper": True}, {"wrong_secret": True}, {"old_timestamp": 1_000}], ids=str)
def test_spoilt_messages_are_refused_and_the_return_still_finds_the_money(faults, fake, order, payment):
    for name, value in faults.items():
        setattr(fake.control.webhooks, name, value)

    fake.control.pay(payment.provider_ref)
    fake.control.wait(60)

    assert set(answers(fake)) == {400}
    assert end_of(order)["order"] == "pending_payment"
    assert not ProviderEvent.objects.exists()
    come_back(payment)
    assert end_of(order) == expected(order)


def test_a_message_held_back_past_the_expiry_brings_the_order_back(fake, order, payment):
    fake.control.webhooks.drop = True
    fake.control.pay(payment.provider_ref)
    fake.control.fail_calls("close", times=2)
    assert expire_due(now=an_hour_on()) == 0
    fake.control.reset()

    for event in fake.control.events:
        fake.control.resend(event["id"])
    fake.control.wait(60)

    assert end_of(order) == expected(order)


def test_a_stripe_that_is_away_makes_the_message_come_again(fake, order, payment):
    fake.control.webhooks.only = {"payment_intent.succeeded"}
    fake.control.fail_calls("close", times=4)

    fake.control.pay(payment.provider_ref)
    fake.control.wait(60)

    assert 503 in answers(fake)
    assert end_of(order) == expected(order)


def test_the_buyer_pays_on_the_page_and_comes_back_by_its_redirect(fake, order):
    """R1 or R2, whichever is faster."""
    import http.client
    from urllib.parse import urlsplit

    payment = begun(order)
    page = urlsplit(payment.url)
    till = http.client.HTTPConnection(page.hostname, page.port, timeout=30)
    till.request("POST", page.path, "card=4242424242424242", {"Content-Type": "application/x-www-form-urlencoded"})
    back = urlsplit(till.getresponse().headers["Location"])
    till.close()

    answer = Client().get(f"{back.path}?{back.query}")
    fake.control.wait(60)

    assert answer.status_code == 302
    assert end_of(order) == expected(order)
