"""Checkout Sessions: what is answered, what is refused, how they end."""

import time

import pytest

from tests.fake_services.asking import line, paid, params, refused, session


def test_a_new_session_is_open_unpaid_and_has_a_page_on_our_own_server(client, fake):
    made = session(client, line_items=[line(300_000), line(92_500, quantity=2)])

    assert (made.object, made.status, made.payment_status) == ("checkout.session", "open", "unpaid")
    assert (made.amount_total, made.currency, made.livemode) == (485_000, "vnd", False)
    assert made.payment_intent is None
    assert made.url == f"{fake.url}/pay/{made.id}"
    assert made.id.startswith("cs_test_")
    assert made.expires_at - made.created == 24 * 3600


def test_what_was_sent_along_comes_back(client):
    made = session(client, customer_email="an@demo.example", locale="en")

    assert made.client_reference_id == "100001"
    assert made.metadata.to_dict() == {"payment": "uuid-1"}
    assert (made.customer_email, made.locale) == ("an@demo.example", "en")
    assert made.adaptive_pricing.enabled is False


def test_line_items_can_be_read_and_expanded(client):
    made = session(client, line_items=[line(300_000, name="A"), line(185_000, name="B")])

    listed = client.v1.checkout.sessions.line_items.list(made.id)
    again = client.v1.checkout.sessions.retrieve(made.id, {"expand": ["line_items"]})

    assert [(item.description, item.amount_total) for item in listed.data] == [("A", 300_000), ("B", 185_000)]
    assert [item.description for item in again.line_items.data] == ["A", "B"]


@pytest.mark.parametrize("amount", [13_000, 99_999_999])
def test_both_ends_of_what_can_be_paid_are_taken(client, amount):
    assert session(client, line_items=[line(amount)]).amount_total == amount


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        ([line(12_999)], "amount_too_small"),
        ([line(100_000_000)], "amount_too_large"),
        ([line(50_000_000, quantity=2)], "amount_too_large"),
        ([line(unit_amount=None, unit_amount_decimal="20000.5")], "parameter_invalid_integer"),
        ([line(-20_000), line(60_000)], "parameter_invalid_integer"),
    ],
)
def test_an_amount_outside_the_limits_is_refused(client, lines, code):
    error = refused(session, client, line_items=lines)

    assert (error.http_status, error.code) == (400, code)


def test_another_currency_is_refused(client):
    assert refused(session, client, line_items=[line(currency="usd")]).param == "line_items[0][price_data][currency]"


@pytest.mark.parametrize(("seconds", "is_taken"), [(1_790, False), (1_810, True), (86_390, True), (86_420, False)])
def test_a_session_lasts_from_half_an_hour_to_a_day(client, seconds, is_taken):
    asked = params(expires_at=int(time.time()) + seconds)

    if is_taken:
        assert client.v1.checkout.sessions.create(asked).expires_at == asked["expires_at"]
    else:
        assert refused(client.v1.checkout.sessions.create, asked).param == "expires_at"


def test_an_open_session_can_be_expired_once(client, fake, heard):
    made = session(client)

    ended = client.v1.checkout.sessions.expire(made.id)
    error = refused(client.v1.checkout.sessions.expire, made.id)

    assert (ended.status, ended.url) == ("expired", None)
    assert error.http_status == 400
    assert "status of `expired`" in str(error)
    assert heard() == ["checkout.session.expired"]


def test_a_paid_session_cannot_be_expired(client, fake):
    done = paid(client, fake)

    error = refused(client.v1.checkout.sessions.expire, done.id)

    assert error.http_status == 400
    assert client.v1.checkout.sessions.retrieve(done.id).status == "complete"


def test_a_session_expires_by_itself_when_its_time_is_up(client, fake, heard):
    made = session(client, expires_at=int(time.time()) + 1_860)

    fake.control.advance(1_800)
    early = client.v1.checkout.sessions.retrieve(made.id).status
    fake.control.advance(120)

    assert early == "open"
    assert heard() == ["checkout.session.expired"]
    assert client.v1.checkout.sessions.retrieve(made.id).status == "expired"


def test_time_that_passes_without_any_request_expires_a_session_too(client, fake, shop):
    session(client, expires_at=int(time.time()) + 1_860)

    fake.clock.advance(2_000)
    deadline = time.monotonic() + 5
    while not shop.posted and time.monotonic() < deadline:
        time.sleep(0.02)

    assert shop.types(fake.webhook_secret) == ["checkout.session.expired"]


def test_expiry_after_a_declined_attempt_cancels_the_intent(client, fake, heard):
    made = session(client)
    fake.control.pay(made.id, "4000000000000002")

    client.v1.checkout.sessions.expire(made.id)

    assert heard() == ["payment_intent.payment_failed", "payment_intent.canceled", "checkout.session.expired"]
    assert client.v1.payment_intents.list().data[0].status == "canceled"


def test_sessions_are_listed_newest_first_by_pages_and_filters(client, fake):
    made = [session(client).id for _number in range(5)]
    client.v1.checkout.sessions.expire(made[0])

    first = client.v1.checkout.sessions.list({"limit": 2})
    rest = client.v1.checkout.sessions.list({"limit": 10, "starting_after": first.data[-1].id})
    expired = client.v1.checkout.sessions.list({"status": "expired"})

    assert [item.id for item in first.data] == made[:2:-1]
    assert first.has_more is True
    assert [item.id for item in rest.data] == made[2::-1]
    assert rest.has_more is False
    assert [item.id for item in expired.data] == made[:1]
    assert [item.id for item in client.v1.checkout.sessions.list({"limit": 2}).auto_paging_iter()] == made[::-1]


def test_a_session_is_found_by_its_intent(client, fake):
    session(client)
    done = paid(client, fake)

    found = client.v1.checkout.sessions.list({"payment_intent": done.payment_intent.id})

    assert [item.id for item in found.data] == [done.id]
