"""Looking changes nothing, costs a constant number of queries, and shows whole accounts to nobody who may not see them."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from marketplace.desk.urls import money
from marketplace.payments.attending import call_for_attention
from tests.desk import market
from tests.desk.test_who_may import address, keys, names  # noqa: F401  keys is a fixture
from tests.payments import till

pytestmark = pytest.mark.django_db
WRITES = re.compile(r"^\s*(INSERT|UPDATE|DELETE|REPLACE)\b", re.IGNORECASE)
LISTS = (
    "attention",
    "orders",
    "transfers?show=all",
    "refunds?show=all",
    "returns",
    "carriers?show=all",
    "payees",
    "payouts?show=all",
)


def test_no_look_at_any_address_writes_a_row(client, staff, keys):  # noqa: F811
    client.force_login(staff.chief)
    client.get(reverse("desk:overview"))  # Wagtail makes the person's own profile at the first visit

    for name in names():
        with CaptureQueriesContext(connection) as spent:
            client.get(address(name, keys))
        written = [
            query["sql"] for query in spent if WRITES.match(query["sql"]) and "django_session" not in query["sql"]
        ]
        assert written == [], name


def count(client, name) -> int:
    name, _mark, query = name.partition("?")
    with CaptureQueriesContext(connection) as spent:
        answer = client.get(reverse(f"desk:{name}") + (f"?{query}" if query else ""))
    assert answer.status_code == 200
    return len(spent)


def more_of_everything(made, staff):
    for number in range(2, 5):
        order = till.paid((made.honey, 1))
        call_for_attention(reason="risk", about=f"ch_{number}", order=order)
        market.refund_draft(order)
        market.received(number=str(number), amount=70_000 + number)
        cash = till.arrived(till.parcel_of(till.bought((made.honey, 1), payment="cod")), tracking_no=f"GHN{number}")
        market.statement(cash, number=f"BK-{number}")
        till.stall.seller(f"Người bán {number}")


def test_every_list_costs_the_same_however_long_it_is(client, staff, made):
    client.force_login(staff.chief)
    before = {name: count(client, name) for name in LISTS}
    before = {name: count(client, name) for name in LISTS}  # once more, with the caches warm
    more_of_everything(made, staff)

    after = {name: count(client, name) for name in LISTS}

    assert after == before
    assert max(after.values()) <= 30


def test_the_overview_costs_a_constant_number_of_queries(client, staff, made):
    client.force_login(staff.chief)
    count(client, "overview")
    before = count(client, "overview")
    more_of_everything(made, staff)

    assert count(client, "overview") == before <= 35


def test_an_order_with_more_parcels_costs_little_more(client, staff, made):
    client.force_login(staff.chief)
    small, large = made.waiting, till.paid((made.fish, 1), (made.honey, 1), (till.goods(title="Đường thốt nốt"), 1))
    spent = {}
    for order in (made.waiting, small, large):
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("desk:order", args=[order.pk]))
        spent[order.pk] = len(queries)

    assert spent[large.pk] - spent[small.pk] <= 12


def test_the_order_is_found_by_number_phone_and_name(client, staff, made):
    client.force_login(staff.care)
    number = made.order.number

    for words in (f"{number[:3]}-{number[3:6]}-{number[6:]}", number[:5].lower()):
        page = client.get(reverse("desk:orders"), {"find": words})
        assert made.order in page.context["object_list"], words
    for words in ("0912 345 678", "345678", "nguyễn văn mẫu"):
        page = client.get(reverse("desk:orders"), {"find": words})
        assert page.context["paginator"].count == type(made.order).objects.count(), words
    assert not client.get(reverse("desk:orders"), {"find": "không có ai"}).context["object_list"]


def test_the_page_of_an_order_says_that_its_money_adds_up(client, staff, made):
    client.force_login(staff.care)

    sections = client.get(reverse("desk:order", args=[made.order.pk])).context["sections"]

    ledger = sections[-2]
    assert (ledger.tone, ledger.alarm) == ("good", "")
    assert [dong for label, dong in ledger.facts] == ["405.000\u00a0₫"] * 4
    assert len(ledger.table.data) == 1


def test_buttons_follow_the_way_of_the_parcel(client, staff, made):
    client.force_login(staff.care)

    sections = client.get(reverse("desk:order", args=[made.order.pk])).context["sections"]

    offered = [[button.action.name for button in section.buttons] for section in sections]
    assert offered[1] == ["accept", "cannot-deliver"]


def test_whole_accounts_are_shown_to_those_who_may_see_them(client, staff, made):
    made.refund.account_no = "0123456789012"
    made.refund.save()
    at = reverse("desk:refund", args=[made.refund.pk])

    client.force_login(staff.care)
    masked = client.get(at).content.decode()
    client.force_login(staff.accountant)
    whole = client.get(at).content.decode()

    assert "0123456789012" not in masked and "•••9012" in masked
    assert "0123456789012" in whole


def test_there_is_no_address_twice():
    assert len({each.name for each in money}) == len(money)
