"""Oscar's dashboard shows one seller another's lines: nobody gets in who is not on the shop's staff."""

import pytest
from django.urls import NoReverseMatch, get_resolver, reverse
from oscar.core.loading import get_model

from tests import stall

from .conftest import PASSWORD

pytestmark = pytest.mark.django_db


def addresses_of_the_dashboard():
    """Every address below /shop/dashboard/, its variable parts filled with ones."""
    found = []
    names = {name for name in get_resolver().namespace_dict["dashboard"][1].reverse_dict if isinstance(name, str)}
    for name in sorted(names):
        for arguments in ([], [1], [1, 1], ["x"], ["x", 1], [1, 1, 1]):
            try:
                found.append(reverse(f"dashboard:{name}", args=arguments))
                break
            except NoReverseMatch:
                continue
    return found


def test_no_address_of_the_dashboard_opens_to_a_sellers_person(client, seller_person, market):
    market["sellers"][0].partner.users.add(seller_person)
    client.force_login(seller_person)
    addresses = addresses_of_the_dashboard()

    assert len(addresses) > 80
    for address in addresses:
        for visit in (client.get, client.post):
            answer = visit(address)
            leads_to = getattr(answer, "url", "")
            assert answer.status_code == 403 or (answer.status_code == 302 and "/account/" in leads_to), address


@pytest.mark.parametrize(
    "address", ["/shop/dashboard/", "/en/shop/dashboard/", "/shop/dashboard/orders/", "/cms/", "/admin/"]
)
def test_a_seller_with_oscars_permission_is_refused_at_every_desk(client, seller_person, address):
    client.force_login(seller_person)

    assert client.get(address).status_code == 403


def test_a_visitor_is_sent_to_the_one_sign_in_page(client):
    answer = client.get("/shop/dashboard/orders/")

    assert answer.status_code == 302
    assert client.get(answer.url, follow=True).redirect_chain[-1:] != [] or "/account/login/" in answer.url


def test_joining_somebody_to_a_seller_opens_no_desk(desk, client, db):
    partner = stall.seller().partner
    address = reverse("dashboard:partner-user-create", args=[partner.pk])

    desk.post(
        address,
        {
            "first_name": "An",
            "last_name": "Nguyễn",
            "email": "an@example.vn",
            "role": "limited",
            "password1": PASSWORD,
            "password2": PASSWORD,
        },
    )

    person = partner.users.get()
    assert not person.is_staff
    client.force_login(person)
    assert client.get("/shop/dashboard/").status_code == 403


def test_an_order_of_two_sellers_is_open_to_staff(desk, market):
    page = desk.get(reverse("dashboard:order-detail", args=[market["order"].number]))

    assert page.status_code == 200
    assert get_model("order", "Line").objects.filter(order=market["order"]).count() == 2
