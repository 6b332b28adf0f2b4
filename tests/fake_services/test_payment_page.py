"""The hosted page: what a shopper sees, types and is told; no scripts."""

import threading

import pytest

from tests.fake_services.asking import browse, line, session

OK, ASKS_3DS, DECLINED, POOR = "4242424242424242", "4000002500003155", "4000000000000002", "4000000000009995"


def back(made):
    return f"http://127.0.0.1:8000/back?session_id={made.id}"


def test_the_page_says_what_it_is_and_shows_every_line_and_the_total(client):
    made = session(client, line_items=[line(300_000, name="Kiện 1 – HTX <A>"), line(185_000, name="Kiện 2")])

    status, _location, page = browse(made.url)

    assert status == 200
    assert "Trang trả tiền thử, không phải Stripe thật" in page
    assert "Kiện 1 – HTX &lt;A&gt;</th><td>300.000 ₫" in page
    assert "Kiện 2</th><td>185.000 ₫" in page
    assert ">485.000 ₫</td></tr></tfoot>" in page
    assert 'value="4242 4242 4242 4242"' in page
    assert 'href="http://127.0.0.1:8000/basket/"' in page
    assert '<html lang="vi">' in page
    assert "width=device-width" in page
    assert "<script" not in page


def test_the_page_is_in_english_for_an_english_session(client):
    page = browse(session(client, locale="en").url)[2]

    assert '<html lang="en">' in page
    assert "A payment page for trying out, not the real Stripe" in page
    assert "Pay 485.000 ₫" in page


def test_without_a_cancel_address_there_is_no_way_back(client):
    assert "Quay lại cửa hàng" not in browse(session(client, cancel_url=None).url)[2]


def test_paying_leads_back_to_the_shop_with_the_session_id(client, heard):
    made = session(client)

    status, location, _page = browse(made.url, {"card": "4242 4242 4242 4242"})

    assert (status, location) == (303, back(made))
    done = client.v1.checkout.sessions.retrieve(made.id, {"expand": ["payment_intent.latest_charge"]})
    assert (done.status, done.payment_status, done.url) == ("complete", "paid", None)
    assert (done.payment_intent.status, done.payment_intent.amount_received) == ("succeeded", 485_000)
    assert done.payment_intent.metadata.to_dict() == {"payment": "uuid-1"}
    assert done.payment_intent.transfer_group == "100001"
    assert done.payment_intent.latest_charge.payment_method_details.card.last4 == "4242"
    assert heard() == ["payment_intent.succeeded", "checkout.session.completed"]


def test_a_closed_tab_is_not_led_back(client, fake):
    fake.control.paying.stay = True
    made = session(client)

    status, location, page = browse(made.url, {"card": OK})

    assert (status, location) == (200, None)
    assert "Bạn có thể đóng trang này." in page
    assert client.v1.checkout.sessions.retrieve(made.id).payment_status == "paid"


@pytest.mark.parametrize(
    ("card", "words", "code"),
    [
        (DECLINED, "Thẻ bị từ chối. Bạn có thể thử lại bằng thẻ khác.", "generic_decline"),
        (POOR, "Thẻ không đủ tiền. Bạn có thể thử lại bằng thẻ khác.", "insufficient_funds"),
    ],
)
def test_a_declined_card_is_told_and_another_may_be_tried(client, heard, card, words, code):
    made = session(client)

    status, _location, page = browse(made.url, {"card": card})
    after = client.v1.checkout.sessions.retrieve(made.id, {"expand": ["payment_intent"]})
    second = browse(made.url, {"card": OK})[0]

    assert (status, second) == (200, 303)
    assert words in page
    assert (after.status, after.payment_intent.status) == ("open", "requires_payment_method")
    assert after.payment_intent.last_payment_error.decline_code == code
    assert heard() == ["payment_intent.payment_failed", "payment_intent.succeeded", "checkout.session.completed"]
    assert [intent.status for intent in client.v1.payment_intents.list().data] == ["succeeded"]


def test_the_bank_asks_and_the_shopper_allows(client, fake):
    made = session(client)

    status, location, _page = browse(made.url, {"test_card": ASKS_3DS, "card": OK})
    waiting = client.v1.payment_intents.list().data[0].status
    question = browse(fake.url + location)[2]
    allowed = browse(fake.url + location, {"answer": "allow"})

    assert (status, location, waiting) == (303, f"/pay/{made.id}/3ds", "requires_action")
    assert "Ngân hàng hỏi" in question
    assert allowed[:2] == (303, back(made))
    assert client.v1.checkout.sessions.retrieve(made.id).payment_status == "paid"


def test_the_bank_asks_and_the_shopper_refuses(client, fake):
    made = session(client)
    location = browse(made.url, {"card": ASKS_3DS})[1]

    status, _location, page = browse(fake.url + location, {"answer": "refuse"})

    intent = client.v1.payment_intents.list().data[0]
    assert (status, "Bạn đã từ chối ở bước xác nhận." in page) == (200, True)
    assert intent.last_payment_error.code == "payment_intent_authentication_failure"
    assert client.v1.checkout.sessions.retrieve(made.id).status == "open"
    assert browse(made.url, {"card": OK})[0] == 303


def test_the_bank_asks_nothing_that_was_not_begun(client, fake):
    made = session(client)

    assert browse(f"{made.url}/3ds", {"answer": "allow"})[:2] == (303, f"/pay/{made.id}")
    assert client.v1.checkout.sessions.retrieve(made.id).status == "open"


def test_a_card_that_is_no_test_card_is_refused_and_not_shown_again(client):
    made = session(client)

    status, _location, page = browse(made.url, {"card": "5555 5555 5555 4444"})

    assert (status, "Trang này chỉ nhận các thẻ thử" in page) == (200, True)
    assert "5555" not in page
    assert client.v1.payment_intents.list().data == []


def test_paying_twice_takes_the_money_once(client):
    made = session(client)
    browse(made.url, {"card": OK})

    status, location, _page = browse(made.url, {"card": OK})

    assert (status, location) == (303, back(made))
    assert len(client.v1.charges.list().data) == 1
    assert "Đã trả xong" in browse(made.url)[2]


def test_of_parallel_tabs_one_pays(client, fake):
    made = session(client)
    fake.clock.dawdles = True
    together = threading.Barrier(6)
    answers = []

    def pay():
        together.wait()
        answers.append(browse(made.url, {"card": OK})[:2])

    threads = [threading.Thread(target=pay) for _tab in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert answers == [(303, back(made))] * 6
    assert len(client.v1.charges.list().data) == 1


def test_an_expired_page_takes_nothing(client, fake):
    made = session(client)
    client.v1.checkout.sessions.expire(made.id)

    status, location, page = browse(made.url, {"card": OK})

    assert (status, location) == (200, None)
    assert "Trang trả tiền đã hết hạn" in page
    assert client.v1.checkout.sessions.retrieve(made.id).payment_status == "unpaid"


def test_an_unknown_page_is_a_404(fake):
    status, _location, page = browse(f"{fake.url}/pay/cs_test_none")

    assert (status, "Không có trang trả tiền này." in page) == (404, True)
