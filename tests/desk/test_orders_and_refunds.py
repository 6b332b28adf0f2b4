"""Each button of attention, orders, refunds and returns, once through HTTP, with its line in the log."""

import pytest
from django.urls import reverse

from marketplace.fulfilment.models import Parcel
from marketplace.payments.models import Payment, Refund, ReturnRequest
from tests.payments import till

from .pressing import errors, logged, press, said

pytestmark = pytest.mark.django_db


@pytest.fixture
def care(client, staff):
    client.force_login(staff.care)
    return client


@pytest.fixture
def approver(client, staff):
    client.force_login(staff.approver)
    return client


def state_of(thing) -> str:
    return type(thing).objects.get(pk=thing.pk).state


def test_a_flag_is_closed_with_a_note_that_stands_in_the_history(care, made, staff):
    press(care, "flag.close", made.flag, note="Đã gọi  khách")

    made.flag.refresh_from_db()
    assert (made.flag.note, made.flag.closed_by) == ("Đã gọi khách", staff.care)
    assert [(line.user, line.data["what"], line.object_id) for line in logged("flag.close")] == [
        (staff.care, "Đã gọi khách", str(made.flag.pk))
    ]
    page = care.get(reverse("desk:flag", args=[made.flag.pk]))
    assert [line.by for line in page.context["history"]] == ["chamsoc"]


def test_a_flag_is_not_closed_without_a_note(care, made):
    answer = press(care, "flag.close", made.flag, note="  ")

    assert list(errors(answer)) == ["note"]
    made.flag.refresh_from_db()
    assert made.flag.closed_at is None
    assert logged("flag.close") == []


@pytest.mark.parametrize(
    ("before", "button", "typed", "after"),
    [
        ("new", "accept", {}, "accepted"),
        ("accepted", "pack", {}, "packed"),
        ("packed", "hand-over", {"carrier": "Viettel Post", "tracking_no": "VT 1"}, "handed_over"),
        ("handed_over", "in-transit", {}, "in_transit"),
        ("in_transit", "out-for-delivery", {}, "out_for_delivery"),
        ("out_for_delivery", "deliver", {}, "delivered"),
        ("out_for_delivery", "fail", {"note": "Không ai ở nhà"}, "delivery_failed"),
        ("delivery_failed", "bring-back", {}, "returning"),
        ("returning", "come-back", {}, "returned"),
        ("handed_over", "lose", {"note": "Hãng báo mất"}, "lost"),
        ("in_transit", "damage", {"note": "Ướt hết"}, "damaged"),
        ("accepted", "cannot-deliver", {"note": "Hết hàng"}, "cancelled"),
    ],
)
def test_each_step_of_a_parcel_is_taken_and_logged(care, made, staff, before, button, typed, after):
    Parcel.objects.filter(pk=made.parcel.pk).update(state=before, carrier="ghn")

    answer = press(care, f"order.{button}", made.parcel, **typed)

    assert answer.url == reverse("desk:order", args=[made.order.pk])
    assert state_of(made.parcel) == after
    line = logged(f"order.{button}")[-1]
    assert (line.user, line.object_id) == (staff.care, str(made.order.pk))
    assert line.data["before"] == before
    assert line.data["amount"] == 205_000
    assert all(word in line.data["what"] for word in typed.values() if word != "VT 1")


def test_a_parcel_that_cannot_be_delivered_is_refunded_at_once(care, made):
    order = till.paid((made.honey, 1))
    parcel = till.parcel_of(order)

    press(care, "order.cannot-deliver", parcel, note="Hết hàng")

    refund = Refund.objects.get(order=order)
    assert (refund.state, refund.amount, refund.reason) == ("succeeded", parcel.buyer_pays, "not_delivered")
    assert till.figures(order).refunded == parcel.buyer_pays


@pytest.fixture
def sold(made):
    """Two kinds of one producer: honey three times, wax once; delivery 25.000."""
    wax = till.stall.product("Sáp ong", by=made.honey.stockrecords.get().partner.seller, price=40_000, stock=9)
    return till.parcel_of(till.paid((made.honey, 3), (wax, 1), fees=(25_000,)))


def form_of(answer):
    return answer.context["sections"][-1].buttons[0].form


def opened(client, parcel):
    return form_of(client.get(reverse("desk:parcel_refund", args=[parcel.pk])))


def asked(client, parcel, **typed):
    """The page with the sum, and what the form then sends: the same choice, seen."""
    sent = {"token": opened(client, parcel)["token"].value(), "reason": "complaint", "note": "Vỡ  hũ"} | typed
    answer = press(client, "parcel_refund.draft", parcel, **sent)
    return answer, sent | {"seen": form_of(answer)["seen"].value() or ""}


def boxes(parcel) -> list[str]:
    return [f"line_{pk}" for pk in parcel.lines.order_by("pk").values_list("pk", flat=True)]


def test_a_refund_is_drafted_per_line_once_its_sum_was_seen(care, staff, sold):
    honey, wax = boxes(sold)
    assert (
        reverse("desk:parcel_refund", args=[sold.pk])
        in care.get(reverse("desk:order", args=[sold.order_id])).content.decode()
    )

    page, sent = asked(care, sold, **{honey: 2, wax: 0})
    assert "180.000" in str(page.context["sections"][0].facts)
    assert not sold.refunds.exists() and logged("parcel_refund.draft") == []

    answer = press(care, "parcel_refund.draft", sold, **sent)

    draft = sold.refunds.get()
    assert answer.url == reverse("desk:refund", args=[draft.pk])
    assert (draft.state, draft.amount, draft.fee_amount, draft.note) == ("draft", 180_000, 0, "Vỡ hũ")
    assert list(draft.lines.values_list("quantity", "amount")) == [(2, 180_000)]
    line = logged("parcel_refund.draft")[-1]
    assert (line.user, line.object_id, line.data["amount"]) == (staff.care, str(sold.order_id), 180_000)
    assert draft in care.get(reverse("desk:refunds")).context["object_list"]


def test_the_delivery_fee_goes_along_when_chosen_and_only_once(care, sold):
    till.on_its_way(sold)
    honey, _wax = boxes(sold)

    press(care, "parcel_refund.draft", sold, **asked(care, sold, **{honey: 1, "with_fee": "on"})[1])

    assert (sold.refunds.get().amount, sold.refunds.get().fee_amount) == (115_000, 25_000)
    assert "with_fee" not in opened(care, sold).fields


def test_a_double_click_on_a_draft_is_one_refund_and_one_line_in_the_log(care, sold):
    sent = asked(care, sold, **dict(zip(boxes(sold), (3, 1), strict=True)))[1]

    answers = [press(care, "parcel_refund.draft", sold, **sent) for _click in range(2)]

    assert [answer.url for answer in answers] == [reverse("desk:refund", args=[sold.refunds.get().pk])] * 2
    assert sold.refunds.get().amount == 335_000
    assert len(logged("parcel_refund.draft")) == 1


def test_another_choice_than_the_one_seen_is_shown_first(care, sold):
    honey, _wax = boxes(sold)
    sent = asked(care, sold, **{honey: 1})[1]

    answer = press(care, "parcel_refund.draft", sold, **sent | {honey: 3})

    assert "270.000" in str(answer.context["sections"][0].facts)
    assert not sold.refunds.exists()


@pytest.mark.parametrize("typed", [{0: "4"}, {0: "-1"}, {0: "hai"}, {}])
def test_a_choice_that_cannot_be_is_told_beside_its_box_and_stays(care, sold, typed):
    typed = {boxes(sold)[place]: value for place, value in typed.items()}

    answer = asked(care, sold, **typed)[0]

    assert list(errors(answer)) == [boxes(sold)[0]]
    assert all(f'value="{word}"' in answer.content.decode() for word in (*typed.values(), "Vỡ  hũ"))
    assert not sold.refunds.exists()


def test_money_that_is_not_there_any_more_is_told_beside_the_box(care, sold):
    honey, _wax = boxes(sold)
    Payment.objects.filter(order=sold.order_id).update(received=50_000)

    assert list(errors(asked(care, sold, **{honey: 1})[0])) == [honey]


def test_lines_of_another_order_are_no_choice(care, made, sold):
    other = boxes(made.parcel)[0]

    alone, _sent = asked(care, sold, **{other: 1})
    sent = asked(care, sold, **{other: 1, boxes(sold)[1]: 1})[1]
    press(care, "parcel_refund.draft", sold, **sent)

    assert list(errors(alone)) == [boxes(sold)[0]]
    assert sold.refunds.get().amount == 40_000
    assert made.parcel.refunds.count() == 1


def test_who_only_approves_drafts_nothing(client, staff, care, sold):
    sent = asked(care, sold, **{boxes(sold)[0]: 1})[1]
    client.force_login(staff.approver)

    answer = press(client, "parcel_refund.draft", sold, **sent)

    assert answer.url == reverse("wagtailadmin_home")
    assert not sold.refunds.exists()


def test_giving_up_a_parcel_tells_of_a_refund_that_waits(care, made, sold):
    def told(parcel):
        page = care.get(reverse("desk:order", args=[parcel.order_id])).context["sections"]
        buttons = [button.action for section in page for button in section.buttons]
        return str(next(each.help_text for each in buttons if each.name == "cannot-deliver" and each.thing == parcel))

    assert "205.000" in told(made.parcel)
    assert ".000" not in told(sold)


def test_a_second_click_on_a_step_changes_nothing_and_is_not_logged(care, made):
    press(care, "order.accept", made.parcel)

    answer = press(care, "order.accept", made.parcel, follow=True)

    assert len(logged("order.accept")) == 1
    assert answer.status_code == 200 and said(answer)


def test_a_handover_without_a_carrier_keeps_what_was_typed(care, made):
    Parcel.objects.filter(pk=made.parcel.pk).update(state="packed")

    answer = press(care, "order.hand-over", made.parcel, carrier="", tracking_no="GHN 123")

    assert list(errors(answer)) == ["carrier"]
    assert "GHN 123" in answer.content.decode()
    assert state_of(made.parcel) == "packed"


def test_the_provider_is_asked_and_its_answer_applied(care, made, staff):
    payment = Payment.objects.get(order=made.waiting)
    till.Till.is_paid = True

    press(care, "order.ask", payment)

    assert state_of(payment) == "captured"
    assert logged("order.ask")[-1].data["amount"] == payment.amount


def test_a_silent_provider_changes_nothing_and_leaves_no_line(care, made, monkeypatch):
    def silent(self, payment):
        raise till.silence()

    monkeypatch.setattr(till.Till, "sync", silent)

    answer = press(care, "order.ask", Payment.objects.get(order=made.waiting))

    assert answer.status_code == 200
    assert logged("order.ask") == []


def test_a_paused_phone_may_pay_in_cash_again(care, made, monkeypatch):
    monkeypatch.setattr("marketplace.desk.orders.steps.is_paused", lambda **phone: True)

    press(care, "order.lift-pause", made.parcel, note="Khách quen")

    assert logged("order.lift-pause")[-1].data["what"].endswith("Khách quen")


def test_an_approved_refund_is_owed_and_then_sent(client, made, staff):
    client.force_login(staff.approver)
    press(client, "refund.approve", made.refund)
    assert state_of(made.refund) == "approved"
    assert logged("refund.approve")[-1].data["amount"] == made.refund.amount

    client.force_login(staff.accountant)
    press(client, "refund.send", made.refund)

    assert state_of(made.refund) == "succeeded"
    assert logged("refund.send")[-1].user == staff.accountant


def test_a_refund_is_rejected_with_a_reason(approver, made):
    press(approver, "refund.reject", made.refund, note="Ảnh không rõ")

    made.refund.refresh_from_db()
    assert (made.refund.state, made.refund.note) == ("rejected", "Ảnh không rõ")
    assert "Ảnh không rõ" in logged("refund.reject")[-1].data["what"]


def test_a_refund_that_the_provider_does_not_take_stays_on_its_way_and_is_logged(client, made, staff):
    client.force_login(staff.approver)
    press(client, "refund.approve", made.refund)
    till.Till.answer = till.silence()
    client.force_login(staff.accountant)

    answer = press(client, "refund.send", made.refund, follow=True)

    assert state_of(made.refund) == "sent"
    assert len(logged("refund.send")) == 1
    assert said(answer)


def test_the_account_of_a_refund_is_noted_and_its_faults_stand_beside_the_field(care, made):
    Refund.objects.filter(pk=made.refund.pk).update(state="approved", channel="transfer")

    wrong = press(care, "refund.account", made.refund, bin="970436", number="12", holder="NGUYEN VAN MAU")
    right = press(care, "refund.account", made.refund, bin="970436", number="0123 456 789", holder="NGUYEN VAN MAU")

    assert list(errors(wrong)) == ["number"]
    assert right.status_code == 302
    made.refund.refresh_from_db()
    assert made.refund.account_no == "0123456789"
    assert "0123456789" not in str(logged("refund.account")[-1].data)


def test_a_return_goes_from_its_answer_to_the_refund(approver, made):
    for button, typed, after in (
        ("approve", {"answer": "Bác gửi lại giúp"}, "approved"),
        ("sent-back", {}, "in_transit"),
        ("received", {}, "received"),
        ("settle", {"to_shelf": "on"}, "settled"),
    ):
        press(approver, f"return.{button}", made.returned, **typed)
        assert state_of(made.returned) == after
        assert len(logged(f"return.{button}")) == 1

    refund = ReturnRequest.objects.get(pk=made.returned.pk).refund
    assert refund.state == "approved"
    assert logged("return.settle")[-1].data["amount"] == refund.amount


def test_a_rejected_return_needs_an_answer(approver, made):
    assert list(errors(press(approver, "return.reject", made.returned, answer=""))) == ["answer"]

    press(approver, "return.reject", made.returned, answer="Hàng tươi không nhận lại")

    assert state_of(made.returned) == "rejected"
    assert logged("return.reject")[-1].data["what"] == "Hàng tươi không nhận lại"


def test_order_care_answers_returns_but_settles_none(care, made):
    press(care, "return.approve", made.returned, answer="")
    press(care, "return.received", made.returned)

    answer = press(care, "return.settle", made.returned)

    assert answer.url == reverse("wagtailadmin_home")
    assert state_of(made.returned) == "received"
