"""kill -9 at each step of a card payment: what is in the database survives, and the next try or the clock ends it right (payments.md 2.6, 2.8)."""

import pytest
from oscar.core.loading import get_model

from tests.payments.stripe.shopping import end_of

from .dying import AFTER, BEFORE
from .ends import confirmed, expired, one_parcel_given_back
from .story import LATE, SOON

pytestmark = pytest.mark.django_db(transaction=True)
CHECKOUT, PAYMENTS = "marketplace.checkout", "marketplace.payments"
STRIPE, REFUNDING = f"{PAYMENTS}.stripe_gateway", f"{PAYMENTS}.refunding"
ON_SQLITE = {
    "order-before-its-commit", "session-answered-not-stored", "message-in-the-middle-of-applying",
    "message-followed-not-noted", "expiry-closed-at-stripe-not-here", "refund-answered-not-stored",
}  # fmt: skip

ORDERING = [
    ("order-half-written", f"{CHECKOUT}.placing.create_parcels", AFTER),
    ("order-before-its-commit", f"{CHECKOUT}.placing.tell_of_order", AFTER),
    ("order-committed-nobody-told", "marketplace.notify.sending._deliver_quietly", BEFORE),
    ("order-stands-before-payment-begins", f"{CHECKOUT}.pay_views.begin", BEFORE),
    ("session-before-the-call", f"{STRIPE}.sessions._create", BEFORE),
    ("session-answered-not-stored", f"{STRIPE}.sessions._create", AFTER),
    ("session-before-its-commit", f"{PAYMENTS}.starting.extend", AFTER),
    ("session-stored-buyer-not-led-on", f"{PAYMENTS}.starting._note_begun", AFTER),
]
APPLYING = [
    ("asked-not-applied", f"{PAYMENTS}.syncing.apply", BEFORE),
    ("in-the-middle-of-applying", f"{PAYMENTS}.receiving.book_capture", AFTER),
    ("before-the-commit", f"{PAYMENTS}.applying._bring", AFTER),
    ("committed", f"{PAYMENTS}.syncing.apply", AFTER),
]
HEARING = [
    ("not-stored", f"{PAYMENTS}.webhooks.store", BEFORE),
    ("stored-not-followed", f"{PAYMENTS}.webhooks.process", BEFORE),
    *APPLYING,
    ("sms-claimed-not-sent", "marketplace.notify.delivery._backend", BEFORE),
    ("sms-sent-not-noted", "marketplace.notify.delivery._record_success", BEFORE),
    ("followed-not-noted", f"{PAYMENTS}.events.follow_hint", AFTER),
    ("noted-not-answered", f"{PAYMENTS}.webhooks.process", AFTER),
]
RETURNING = [
    ("not-asked", f"{PAYMENTS}.return_views._asked", BEFORE),
    *APPLYING,
    ("buyer-not-led-on", f"{PAYMENTS}.return_views._asked", AFTER),
]
EXPIRING = [
    ("before-the-call", f"{STRIPE}.sessions.expire", BEFORE),
    ("closed-at-stripe-not-here", f"{PAYMENTS}.expiring._end", BEFORE),
    ("goods-half-given-back", "marketplace.fulfilment.holding.move", AFTER),
    ("before-the-commit", f"{PAYMENTS}.lapsing.tell_of_expiry", AFTER),
    ("committed", f"{PAYMENTS}.expiring._end", AFTER),
]
REFUNDING_POINTS = [
    ("drafted", f"{REFUNDING}.whole_parcels.approve_by_shop", BEFORE),
    ("before-the-commit", f"{PAYMENTS}.cancelling.follow", AFTER),
    ("owed-not-sent", f"{PAYMENTS}.cancelling.send_soon", BEFORE),
    ("before-the-call", f"{STRIPE}.refunds._create", BEFORE),
    ("answered-not-stored", f"{STRIPE}.refunds._create", AFTER),
    ("in-the-middle-of-booking", f"{REFUNDING}.settling.post", AFTER),
    ("before-the-last-commit", f"{REFUNDING}.settling._follow", AFTER),
    ("booked", f"{REFUNDING}.sending.settle_refund", AFTER),
]
ROLLED_BACK = {"refund-drafted", "refund-before-the-commit"}


def each(points, prefix=""):
    """A point as a parameter, for PostgreSQL, and some of them for SQLite too."""
    for name, function, when in points:
        full = prefix + name
        yield pytest.param((full, (function, when)), id=full, marks=pytest.mark.postgres)
        if full in ON_SQLITE:
            yield pytest.param((full, (function, when)), id=f"{full}-sqlite")


@pytest.mark.parametrize("point", each(ORDERING))
def test_a_death_while_ordering_leaves_an_order_that_can_be_paid(point, story):
    with story.web(point[1]) as web:
        story.orders(web)

    with story.web() as web:
        story.reaches_the_card_page(web)
        story.pays()
        story.is_told(web)
    story.jobs(SOON)

    assert end_of(story.order) == confirmed(story.order)
    assert len(story.fake.account.every("checkout.session")) == 1
    story.check_that_nothing_is_lost()


@pytest.mark.parametrize("point", each(ORDERING[1:6]))
def test_a_death_while_ordering_holds_no_goods_when_the_buyer_goes_away(point, story):
    with story.web(point[1]) as web:
        story.orders(web)

    story.jobs(LATE)

    if point[0] == "order-before-its-commit":
        assert not get_model("order", "Order").objects.exists()
        assert story.allocated() == [0, 0]
    else:
        assert end_of(story.order) == expired()
    story.check_that_nothing_is_lost()


@pytest.mark.parametrize("point", each(HEARING, "message-"))
def test_a_death_while_hearing_of_money_confirms_once_though_stripe_never_tells_again(point, story):
    story.has_ordered()
    story.pays()
    with story.web(point[1]) as web:
        story.is_told(web)

    story.jobs(SOON)

    assert end_of(story.order) == confirmed(story.order)
    story.check_that_nothing_is_lost(twice=point[0] == "message-sms-sent-not-noted")


@pytest.mark.parametrize("point", each(HEARING[1::3], "message-"))
def test_a_death_while_hearing_of_money_confirms_once_when_stripe_tells_again(point, story):
    story.has_ordered()
    story.pays()
    with story.web(point[1]) as web:
        story.is_told(web)

    with story.web() as web:
        story.is_told(web)
    story.jobs(SOON)

    assert end_of(story.order) == confirmed(story.order)
    story.check_that_nothing_is_lost(twice=point[0] == "message-sms-sent-not-noted")


@pytest.mark.parametrize("point", each(RETURNING, "return-"))
def test_a_death_on_the_return_page_confirms_once(point, story):
    story.has_ordered()
    story.pays()
    with story.web(point[1]) as web:
        story.comes_back(web)

    story.jobs(SOON)
    with story.web() as web:
        story.comes_back(web)
        story.is_told(web)

    assert end_of(story.order) == confirmed(story.order)
    story.check_that_nothing_is_lost()


@pytest.mark.parametrize("point", each(EXPIRING, "expiry-"))
def test_a_death_while_expiring_gives_the_goods_back_once(point, story):
    story.has_ordered()
    story.jobs(LATE, death=point[1])

    story.jobs(LATE + SOON)

    assert end_of(story.order) == expired()
    story.check_that_nothing_is_lost()


@pytest.mark.postgres
def test_a_death_before_expiring_leaves_the_order_to_money_that_comes_now(story):
    story.has_ordered()
    story.jobs(LATE, death=(f"{STRIPE}.sessions.expire", BEFORE))
    story.pays()

    story.jobs(LATE + SOON)

    assert end_of(story.order) == confirmed(story.order)
    story.check_that_nothing_is_lost()


@pytest.mark.parametrize("point", each(REFUNDING_POINTS, "refund-"))
def test_a_death_while_giving_back_gives_back_once(point, story):
    story.has_paid()
    with story.web(point[1]) as web:
        story.cancels(web)

    if point[0] in ROLLED_BACK:
        assert end_of(story.order) == confirmed(story.order)
        with story.web() as web:
            story.cancels(web)
    story.jobs(SOON)

    assert end_of(story.order) == one_parcel_given_back(story.order)
    assert len(story.fake.account.every("refund")) == 1
    story.check_that_nothing_is_lost()
