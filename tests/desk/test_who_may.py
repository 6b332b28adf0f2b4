"""Who may open which page and press which button. An address that is not in the table makes the walk fail."""

import pytest
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from marketplace.charges.models import CommissionRule, KindRule, TaxRule, TreatmentDefault, WithholdingMode
from marketplace.desk.rates.lists import LISTS
from marketplace.desk.urls import money
from marketplace.payments.models import CarrierStatementLine, Payment
from marketplace.payouts.holding import hold
from marketplace.sales.tax_months.models import TaxFile, TaxPeriod
from tests.payments import till

pytestmark = pytest.mark.django_db

ACCOUNTANT, APPROVER, CARE = "accountant", "approver", "care"
ALL, MONEY = {ACCOUNTANT, APPROVER, CARE}, {ACCOUNTANT, APPROVER}
STEPS = (
    "accept", "pack", "hand-over", "in-transit", "out-for-delivery", "deliver", "fail", "bring-back", "come-back", "lose",
    "damage", "cannot-deliver",
)  # fmt: skip
# Address -> who besides the chief. Whoever is not named is sent away.
TABLE = {
    **dict.fromkeys(
        ("overview", "attention", "flag", "orders", "order", "refunds", "refund", "returns", "return"), ALL
    ),
    **dict.fromkeys(("transfers", "transfer", "carriers", "carrier_cash", "statement"), MONEY),
    **dict.fromkeys(("payouts", "batch", "payees", "payee", "tax", "tax_month", "certificates", "daily"), MONEY),
    "flag.close": ALL,
    **{f"order.{step}": {CARE} for step in STEPS},
    "order.lift-pause": {CARE},
    **dict.fromkeys(("parcel_refund", "parcel_refund.draft"), {CARE}),
    "order.ask": {ACCOUNTANT, CARE},
    **dict.fromkeys(("transfer_enter", "transfer_enter.enter"), {ACCOUNTANT}),
    **dict.fromkeys(("transfer_import", "transfer_import.preview", "transfer_import.import"), {ACCOUNTANT}),
    **dict.fromkeys(("transfer.give", "transfer.send-back", "transfer.keep"), {ACCOUNTANT}),
    **dict.fromkeys(("transfer.confirm", "transfer.confirm-back", "transfer.set-aside"), {APPROVER}),
    "transfer.refuse": MONEY,
    **dict.fromkeys(("refund.approve", "refund.reject", "return.settle"), {APPROVER}),
    **dict.fromkeys(("refund.send", "refund.account"), {ACCOUNTANT, CARE}),
    **dict.fromkeys(("return.approve", "return.reject", "return.sent-back", "return.received"), {APPROVER, CARE}),
    **dict.fromkeys(("statement_import", "statement_import.import"), {ACCOUNTANT}),
    **dict.fromkeys(("statement.post", "statement.check", "statement.settle"), {ACCOUNTANT}),
    **dict.fromkeys(("batch_new", "batch_new.make", "batch.export", "batch.results"), {ACCOUNTANT}),
    "batch.approve": {APPROVER},
    "batch.reject": MONEY,
    "batch.download": MONEY,
    "payee.hold": MONEY,
    "payee.lift": {APPROVER},
    "payee.account": {ACCOUNTANT},
    "tax_month.close": {ACCOUNTANT},
    **dict.fromkeys(("tax_month.declare", "tax_month.pay", "tax_month.amend"), {ACCOUNTANT}),
    "tax_file": MONEY,
    **dict.fromkeys(("certificate_issue", "certificate_issue.issue"), {ACCOUNTANT}),
    "rates": {ACCOUNTANT},
    "daily.record": {ACCOUNTANT},
}
# These views answer the buttons of two persons; the button itself tells them apart.
RATES = {TaxRule: 1, KindRule: 1, CommissionRule: 1, TreatmentDefault: 1, WithholdingMode: 1}


@pytest.fixture
def keys(made, staff):
    """Address -> the key it needs."""
    order, parcel = made.order, made.parcel
    payment = Payment.objects.get(order=order, parcel=None)
    line = CarrierStatementLine.objects.get(statement=made.statement)
    held = hold(seller=made.seller, reason="Đang hỏi", by=staff.approver)
    period = TaxPeriod.objects.create(
        month="2026-10", state="closed", due_on=timezone.localdate(), closed_at=timezone.now()
    )
    file = TaxFile.objects.create(
        period=period, kind="monthly_list", format="csv", name="tax/none.csv", sha256="0" * 64
    )
    return {
        "flag": made.flag.pk, "order": order.pk, "transfer": made.receipt.pk, "refund": made.refund.pk,
        "return": made.returned.pk, "statement": made.statement.pk, "batch": made.batch.pk, "payee": made.seller.pk,
        "tax_month": "2026-10", "tax_file": file.pk, "order.ask": payment.pk, "statement.settle": line.pk,
        "parcel_refund": parcel.pk, "payee.lift": held.pk, "transfer.confirm": made.proposed.pk, "transfer.refuse": made.proposed.pk,
        **{f"order.{step}": parcel.pk for step in (*STEPS, "lift-pause")},
        **{f"tax_month.{step}": period.pk for step in ("declare", "pay", "amend")},
    }  # fmt: skip


def address(name, keys) -> str:
    key = keys.get(name, keys.get(name.partition(".")[0]))
    try:
        return reverse(f"desk:{name}")
    except NoReverseMatch:
        return reverse(f"desk:{name}", args=[key])


def names() -> list[str]:
    return sorted(each.name for each in money)


def buttons() -> list[str]:
    return [name for name in names() if "." in name]


def pages() -> list[str]:
    return [name for name in names() if "." not in name]


def is_let_in(answer) -> bool:
    """Wagtail sends away to its own home page."""
    if answer.status_code == 302:
        return answer.url.startswith("/cms/money/")
    return answer.status_code in (200, 404)  # 404: a file whose bytes are not kept


def test_every_address_stands_in_the_table():
    assert set(names()) == set(TABLE)


def test_a_visitor_is_sent_to_sign_in_from_every_address(client, keys):
    for name in names():
        for visit in (client.get, client.post):
            answer = visit(address(name, keys))
            assert answer.status_code == 302 and answer.url.startswith("/account/login/"), name


def test_shoppers_and_sellers_are_refused_at_every_address(client, staff, made, keys):
    seller_person = staff.shopper
    made.seller.partner.users.add(seller_person)
    client.force_login(seller_person)

    for name in names():
        for visit in (client.get, client.post):
            assert visit(address(name, keys)).status_code == 403, name


@pytest.mark.parametrize("role", ["staff", ACCOUNTANT, APPROVER, CARE, "chief"])
def test_each_role_opens_just_its_pages(client, staff, keys, role):
    client.force_login(getattr(staff, role))

    for name in pages():
        may = role == "chief" or role in TABLE[name]
        assert is_let_in(client.get(address(name, keys))) is may, (role, name)


@pytest.mark.parametrize("role", ["staff", ACCOUNTANT, APPROVER, CARE, "chief"])
def test_each_role_presses_just_its_buttons(client, staff, keys, role):
    client.force_login(getattr(staff, role))

    for name in buttons():
        may = role == "chief" or role in TABLE[name]
        assert is_let_in(client.post(address(name, keys))) is may, (role, name)


@pytest.mark.parametrize("role", ["staff", ACCOUNTANT, APPROVER, CARE])
def test_a_look_at_a_buttons_address_asks_for_the_same_right(client, staff, keys, role):
    client.force_login(getattr(staff, role))

    for name in buttons():
        assert is_let_in(client.get(address(name, keys))) is (role in TABLE[name]), (role, name)


def rates_addresses():
    for each in LISTS:
        row = each.model.objects.first()
        for view in ("index", "add", "edit", "history"):
            if row or view in ("index", "add"):
                args = [row.pk] if view in ("edit", "history") else []
                yield each.model, view, reverse(f"{each.url_namespace}:{view}", args=args)


@pytest.mark.parametrize("role", ["staff", ACCOUNTANT, APPROVER, CARE, "chief"])
def test_only_accountants_open_the_rates(client, staff, made, role):
    client.force_login(getattr(staff, role))

    for model, view, at in rates_addresses():
        assert (client.get(at).status_code == 200) is (role in (ACCOUNTANT, "chief")), (model, view)


def test_nobody_deletes_a_rate(client, staff, made):
    client.force_login(staff.chief)
    rule = TaxRule.objects.first()

    client.post(reverse("rates_tax_rules:delete", args=[rule.pk]))

    assert TaxRule.objects.filter(pk=rule.pk).exists()


def test_the_menu_shows_just_the_places_of_a_role(client, staff, made):
    client.force_login(staff.care)

    page = client.get(reverse("desk:overview")).content.decode()

    assert reverse("desk:returns") in page
    assert reverse("desk:payouts") not in page
    assert reverse("desk:daily") not in page


def test_the_till_is_not_asked_by_a_walk(client, staff, keys):
    client.force_login(staff.accountant)

    client.get(address("order", keys))

    assert till.Till.asked == []
