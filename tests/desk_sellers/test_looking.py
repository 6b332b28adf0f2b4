"""Looking changes nothing (but that a file was read), and costs the same with one row and with thirty."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from marketplace.desk.models import CallNote
from sellers.models import SellerChange
from sellers.papers.models import Submission
from tests import stall
from tests.desk_sellers import market
from tests.desk_sellers.pressing import english
from tests.desk_sellers.test_who_may import address, keys, names  # noqa: F401  keys is a fixture

pytestmark = pytest.mark.django_db
WRITES = re.compile(r"^\s*(INSERT|UPDATE|DELETE|REPLACE)\b", re.IGNORECASE)
LISTS = {
    "dossiers?show=asked": 26,
    "dossiers?show=preparing": 26,
    "dossiers?show=all": 14,
    "papers": 16,
    "running_out?show=over": 12,
    "running_out?show=90": 16,
    "listings": 16,
    "calls": 18,
    "register": 15,
    "sellers": 36,
}
DECISIONS = {"paper": "star_paper", "listing": "changed", "call": "live", "entry": "entry"}
MOST = {"paper": 30, "listing": 34, "call": 42, "entry": 26}
MORE = 29


def count(client, name, *args) -> int:
    name, _mark, query = name.partition("?")
    with CaptureQueriesContext(connection) as spent:
        answer = client.get(reverse(f"desk:{name}", args=args) + (f"?{query}" if query else ""))
    assert answer.status_code == 200
    return len(spent)


def more_of_everything(made, numbers):
    """One more of each kind of row for each number, spread over sellers of their own."""
    running_out = timezone.localdate() + timedelta(days=20)
    for number in numbers:
        each = market.seller(f"Hộ thêm {number}", owner=made.owner)
        market.ask_to_open(each, days_left=number % 5 - 2)
        market.paper(each, made.owner, "tax_code", number="0123456789")
        market.first_listing(each, f"Món thêm {number}")
        market.seller(f"Hộ chuẩn bị {number}")
        market.wished(f"Bà con {number}")
        market.entry(f"Sản phẩm sổ {number}")
        stall.certificate(stall.product(f"Có sao {number}", by=each), issued_days_ago=1, valid_until=running_out)
        for until in (running_out, timezone.localdate() - timedelta(days=2)):
            Submission.objects.create(
                seller=each, requirement=made.paper.requirement, state="accepted", due_on=running_out, valid_until=until
            )


def test_no_look_at_any_address_writes_a_row(client, staff, keys):  # noqa: F811
    client.force_login(staff.boss)
    client.get(reverse("desk:sellers"))  # Wagtail makes the person's own profile at the first visit

    for name in set(names()) - {"paper_file"}:
        with CaptureQueriesContext(connection) as spent:
            client.get(address(name, keys))
        written = [
            query["sql"] for query in spent if WRITES.match(query["sql"]) and "django_session" not in query["sql"]
        ]
        assert written == [], name


def test_no_page_costs_more_with_thirty_rows_than_with_one(client, staff, made):
    client.force_login(staff.here)
    more_of_everything(made, range(1))
    pages = {name: (name,) for name in LISTS} | {name: (name, getattr(made, of).pk) for name, of in DECISIONS.items()}
    for at in pages.values():
        count(client, *at)
    before = {name: count(client, *at) for name, at in pages.items()}
    more_of_everything(made, range(1, MORE))

    after = {name: count(client, *at) for name, at in pages.items()}

    assert after == before
    assert {name: spent for name, spent in after.items() if spent > (LISTS | MOST)[name]} == {}


def test_the_page_of_a_seller_costs_the_same_however_much_is_known(client, staff, made):
    client.force_login(staff.dossiers)
    count(client, "dossier", made.asking.pk)
    before = count(client, "dossier", made.asking.pk)
    for number in range(MORE):
        CallNote.objects.create(seller=made.asking, phone=made.asking.phone, outcome="nobody", by=staff.care)
        SellerChange.objects.create(seller=made.asking, by=staff.care, action="stock", words=f"Tồn kho {number}")
        market.first_listing(made.asking, f"Món thêm {number}")
        market.helps(market.person(f"nguoi-giup-{number}"), made.asking)

    assert count(client, "dossier", made.asking.pk) == before <= 62


def test_the_share_in_time_stands_beside_what_provinces_publish(client, staff, made):
    client.force_login(staff.boss)
    Submission.objects.filter(pk=made.paper.pk).update(state="accepted", decided_at=timezone.now())
    late = timezone.localdate() - timedelta(days=3)
    Submission.objects.filter(pk=made.star_paper.pk).update(due_on=late)

    share = client.get(reverse("desk:sellers")).context["figures"][0]

    assert (share["value"], share["is_low"], english(share["beside"])) == ("50 %", True, "Provinces publish 97 %")
    assert english(share["more"]).startswith("of 2 dossiers, ")


def test_a_figure_of_nothing_is_no_figure(client, staff, made):
    client.force_login(staff.boss)

    share, median, live = client.get(reverse("desk:sellers")).context["figures"]

    assert (share["value"], share["is_low"], median["value"], live["value"]) == ("–", False, "–", 1)
    assert "Nothing was due yet" in english(share["more"])


def test_the_overview_counts_what_waits_how_long_and_how_late(client, staff, made):
    type(made.request).objects.filter(pk=made.request.pk).update(due_on=timezone.localdate() - timedelta(days=1))
    client.force_login(staff.here)

    cards = {
        english(card.label): (card.count, card.late) for card in client.get(reverse("desk:sellers")).context["cards"]
    }

    assert cards["Asked to open"] == (1, 1)
    assert cards["Papers to be answered"] == (2, 0)
    assert cards["Listings to be answered"] == (2, 0)
    assert cards["To be called"] == (2, None)


def test_overdue_stands_first_and_is_said_in_words(client, staff, made):
    client.force_login(staff.dossiers)
    late = market.seller("Hộ trễ hẹn")
    market.ask_to_open(late, days_left=-3)

    page = client.get(reverse("desk:dossiers"))

    assert [seller.name for seller in page.context["object_list"]] == ["Hộ trễ hẹn", made.asking.name]
    day = timezone.localdate() - timedelta(days=3)
    assert f"Overdue: promised by {day:%d/%m/%Y}" in page.content.decode()


def test_a_seller_is_found_by_name_without_marks(client, staff, made):
    client.force_login(staff.dossiers)

    found = client.get(reverse("desk:dossiers"), {"show": "all", "find": "ho dang xin"}).context["object_list"]

    assert [seller.pk for seller in found] == [made.asking.pk]
