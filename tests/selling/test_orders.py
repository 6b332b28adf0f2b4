"""The list of orders, one order, who may see what of a buyer, and that another's order is as unknown as none."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from marketplace.fulfilment.models import Parcel
from marketplace.payments.cancelling import cannot_deliver
from marketplace.payments.lessening import lessen
from marketplace.payments.parcel_life.stepping import accept
from marketplace.selling.orders import views
from marketplace.selling.orders.urls import urlpatterns
from sellers.models import SellerChange
from tests.answering.asked import lines_of, maker, ordered
from tests.payments import till

from .workroom import address, helper, owner

pytestmark = pytest.mark.django_db
PHONE, HOUSE = "0912 345 678", "Số 1, ấp Mẫu"


def page(client, seller, *rest, **query) -> str:
    answer = client.get(address(seller, "orders", *rest), query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_orders_lie_where_they_stand():
    by = maker()
    new, packed, gone = ordered(by=by), till.packed(ordered(by=by)), till.on_its_way(ordered(by=by))
    arrived, given_up = till.arrived(ordered(by=by)), cannot_deliver(parcel=ordered(by=by), by="x")
    client = owner(by)
    everything = [new, packed, gone, arrived, given_up]

    for shelf, parcel in zip(("answer", "pack", "way", "done", "trouble"), everything, strict=True):
        text = page(client, by, shelf=shelf)
        assert [one.number for one in everything if f"orders/{one.number}/" in text] == [parcel.number], shelf


def test_what_is_not_paid_yet_and_what_a_parcel_lacks_are_no_orders():
    by = maker()
    waiting = till.parcel_of(till.bought((till.stall.product("Mật ong", by=by), 1)))
    parcel = ordered(by=by)
    lines = lines_of(parcel)
    apart = lessen(parcel=parcel, missing={lines["Khô cá lóc"]: 2}, by="x").missing
    client = owner(by)

    assert client.get(address(by, "orders", waiting.number)).status_code == 404
    assert client.get(address(by, "orders", apart.number)).status_code == 404
    assert apart.number not in page(client, by, shelf="trouble")
    assert "2 × Khô cá lóc" in page(client, by, parcel.number)


@pytest.mark.parametrize("text", ["{number}", "{shown}", "nguyen", "mẫu", "Văn"])
def test_an_order_is_found_by_its_number_or_by_a_word_of_the_name(text):
    by = maker()
    parcel = ordered(by=by)
    number = parcel.order.number
    typed = text.format(number=number.lower(), shown=f"{number[:3]}-{number[3:6]}-{number[6:]}")

    found = page(owner(by), by, q=typed)

    assert f"orders/{parcel.number}/" in found


def test_a_name_that_may_not_be_seen_any_more_finds_nothing():
    by = maker()
    parcel = till.arrived(ordered(by=by))
    Parcel.objects.filter(pk=parcel.pk).update(delivered_at=timezone.now() - timedelta(days=31))

    found = page(owner(by), by, q="mẫu")

    assert parcel.number not in found
    assert "Nothing found" in found


@pytest.mark.parametrize(("days", "is_seen"), [(29, True), (31, False)])
def test_phone_and_address_are_shown_until_30_days_after_delivery(days, is_seen):
    by = maker()
    parcel = till.arrived(ordered(by=by))
    Parcel.objects.filter(pk=parcel.pk).update(delivered_at=timezone.now() - timedelta(days=days))

    text = page(owner(by), by, parcel.number)

    assert (PHONE in text, HOUSE in text, "Nguyễn Văn Mẫu" in text) == (is_seen,) * 3
    assert ("N. V. Mẫu" in text) is not is_seen


def test_whoever_is_not_sent_anything_is_not_shown():
    by = maker()
    parcel = cannot_deliver(parcel=ordered(by=by), by="x")

    text = page(owner(by), by, parcel.number)

    assert PHONE not in text
    assert HOUSE not in text


def test_the_number_of_queries_does_not_grow_with_the_orders(monkeypatch):
    monkeypatch.setattr(views, "A_PAGE", 4)
    by = maker()
    client = owner(by)
    first = ordered(by=by)
    one = [count(client, by), count(client, by, first.number)]
    for nth in range(5):
        ordered(by=by, phone=f"+8491236{nth:04d}")

    assert count(client, by) <= one[0]
    assert count(client, by, first.number) == one[1]
    assert one[0] <= 20
    assert one[1] <= 30


def count(client, seller, *rest) -> int:
    page(client, seller, *rest)
    with CaptureQueriesContext(connection) as queries:
        page(client, seller, *rest)
    return len(queries)


def test_the_list_has_pages(monkeypatch):
    assert views.A_PAGE == 20
    monkeypatch.setattr(views, "A_PAGE", 3)
    by = maker()
    for nth in range(4):
        ordered(by=by, phone=f"+8491236{nth:04d}")

    text = page(owner(by), by, page=2)

    assert text.count('class="order-row"') == 1
    assert "2 / 2" in text


NAMES = [pattern.name for pattern in urlpatterns]


@pytest.mark.parametrize("name", NAMES)
def test_another_sellers_orders_are_not_there(name):
    mine, other = maker("Hộ A"), maker("Hộ B")
    parcel = accept(parcel=ordered(by=other), by="x")
    client = owner(mine)
    before = Parcel.objects.get(pk=parcel.pk).state

    for slug, expected in ((other.slug, 404), (mine.slug, 404)):
        url, is_of_a_parcel = url_of(name, slug, parcel.number)
        if slug == mine.slug and not is_of_a_parcel:
            continue
        assert {client.get(url).status_code, client.post(url).status_code} <= {expected, 405}, url
    assert Parcel.objects.get(pk=parcel.pk).state == before


def url_of(name: str, slug: str, number: str) -> tuple[str, bool]:
    for rest in ([], [number], [number, "packed"]):
        try:
            return reverse(f"selling:{name}", args=[slug, *rest]), bool(rest)
        except NoReverseMatch:
            continue
    raise AssertionError(name)


@pytest.mark.parametrize("name", NAMES)
def test_a_helper_for_other_things_is_refused(name):
    by = maker()
    parcel = ordered(by=by)
    client = helper(by, "products", "papers", "shop", "money")
    url, _of = url_of(name, by.slug, parcel.number)

    assert client.get(url).status_code == 403
    assert client.post(url).status_code == 403
    assert Parcel.objects.get().state == "new"


def test_nobody_signed_out_gets_in(client):
    by = maker()
    parcel = ordered(by=by)

    for name in NAMES:
        answer = client.get(url_of(name, by.slug, parcel.number)[0])
        assert answer.status_code == 302
        assert "/account/" in answer["Location"]


def test_a_helper_leaves_both_names():
    by = maker("Hợp tác xã Mẫu")
    parcel = ordered(by=by)

    helper(by, "orders", name="Lê Thị Giúp").post(address(by, "orders", parcel.number, "yes"))

    assert parcel.events.last().by == "Lê Thị Giúp for Hợp tác xã Mẫu"
    change = SellerChange.objects.get()
    assert (str(change.by), change.is_helper, change.action) == ("Lê Thị Giúp", True, "order.yes")
    assert parcel.question.answered_by == "Lê Thị Giúp for Hợp tác xã Mẫu"
    assert (parcel.question.answer, parcel.question.via) == ("yes", "workspace")
