"""The private preview: as shoppers will see it, for its own people and for whoever has the signed link, for thirty days."""

import pytest
from django.test import Client
from django.urls import reverse
from freezegun import freeze_time

from catalogue.review.models import Shelf
from marketplace.selling.joining.previewing import SIGNER, preview_link
from sellers.access import Acting
from sellers.goods.making import make_product
from sellers.helping.models import Scope
from sellers.joining.beginning import begin_shop
from sellers.models import State
from tests import stall
from tests.helping.people import helper_of, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner():
    who = person(phone="+84912000777")
    return Acting(who, begin_shop(person=who, kind="household", name="Hộ Bé Tư", commune=stall.commune()))


@pytest.fixture
def draft(owner):
    return make_product(acting=owner, title="Khô cá lóc", price=120_000, net_quantity=1000, unit="g")


def path_of(product) -> str:
    return "/selling/" + preview_link(product).split("/selling/", 1)[1]


def test_whoever_has_the_link_sees_the_page_as_it_will_be(draft):
    page = Client().get(path_of(draft))

    html = page.content.decode()
    assert page.status_code == 200
    assert "Khô cá lóc" in html and "120.000" in html and "Hộ Bé Tư" in html
    assert '<fieldset class="preview-frame" disabled>' in html


def test_no_phone_number_stands_on_it(draft, owner):
    html = Client().get(path_of(draft)).content.decode()

    for shown in ("0912 000 777", "0912000777", "+84912000777"):
        assert shown not in html


def test_no_cache_keeps_it_and_no_search_engine_finds_it(draft):
    page = Client().get(path_of(draft))

    assert "no-store" in page["Cache-Control"]
    assert page["X-Robots-Tag"] == "noindex, nofollow"
    assert '<meta name="robots" content="noindex' in page.content.decode()


def test_what_is_seen_in_preview_cannot_be_bought(draft):
    answered = Client().post(reverse("basket:add", args=[draft.pk]), {"quantity": 1})

    from oscar.core.loading import get_model

    assert answered.status_code in (302, 400, 404)
    assert not get_model("basket", "Line").objects.exists()


def test_a_link_opens_for_thirty_days(draft):
    with freeze_time("2026-11-22T03:00:00Z"):
        address = path_of(draft)
        assert "22/12/2026" in Client().get(address).content.decode()

    with freeze_time("2026-12-22T02:59:00Z"):
        assert Client().get(address).status_code == 200
    with freeze_time("2026-12-22T03:00:01Z"):
        assert Client().get(address).status_code == 404


def test_a_forged_link_is_not_found(draft, owner):
    other = make_product(acting=owner, title="Mật ong", price=90_000, net_quantity=500, unit="ml")
    good = SIGNER.sign(str(draft.pk))
    stamp_and_mark = good.split(".", 1)[1]

    for key in (f"{other.pk}.{stamp_and_mark}", good[:-1], good[:-3] + "abc", f"{draft.pk}", "x", "..", "1.1.1"):
        assert Client().get(reverse("selling:preview", args=[key])).status_code == 404


def test_a_signature_made_for_something_else_does_not_open_it(draft):
    from django.core.signing import TimestampSigner

    foreign = TimestampSigner(sep=".", salt="another").sign(str(draft.pk))

    assert Client().get(reverse("selling:preview", args=[foreign])).status_code == 404


@pytest.mark.parametrize("state", [State.SUSPENDED, State.CLOSED])
def test_a_stopped_shop_shows_no_preview(draft, owner, state):
    owner.seller.state = state
    owner.seller.save()

    assert Client().get(path_of(draft)).status_code == 404


@pytest.mark.parametrize("state", [Shelf.State.REMOVED, Shelf.State.BLOCKED])
def test_what_was_taken_off_shows_no_preview(draft, state):
    Shelf.objects.filter(product=draft).update(state=state)

    assert Client().get(path_of(draft)).status_code == 404


def test_once_it_is_on_sale_the_link_leads_to_the_shop():
    product = stall.product("Khô cá lóc")

    assert Client().get(path_of(product)).url == product.get_absolute_url()


def test_the_owner_gets_a_link_to_send_and_the_way_on(client, draft, owner):
    client.force_login(owner.person)

    page = client.get(reverse("selling:join_preview", args=[owner.seller.slug, draft.pk]))

    html = page.content.decode()
    link = html.split('data-copy="', 1)[1].split('"', 1)[0]
    assert Client().get("/selling/" + link.split("/selling/", 1)[1]).status_code == 200
    assert 'href="sms:?&amp;body=' in html
    assert reverse("selling:papers", args=[owner.seller.slug]) in html


def test_the_preview_of_another_is_not_found(client, draft, owner):
    who = person()
    other = begin_shop(person=who, kind="household", name="Hộ khác", commune=stall.commune())
    client.force_login(who)

    assert client.get(reverse("selling:join_preview", args=[owner.seller.slug, draft.pk])).status_code == 404
    assert client.get(reverse("selling:join_preview", args=[other.slug, draft.pk])).status_code == 404
    assert Client().get(reverse("selling:join_preview", args=[owner.seller.slug, draft.pk])).status_code == 302


def test_a_helper_outside_scope_sees_no_preview(client, draft, owner):
    officer = person()
    helper_of(owner, officer, scopes=[Scope.ORDERS])
    client.force_login(officer)

    assert client.get(reverse("selling:join_preview", args=[owner.seller.slug, draft.pk])).status_code == 403


def test_a_public_page_names_the_seller_with_a_link_and_the_preview_without(draft, owner):
    public = stall.product("Mật ong")
    assert (
        public.stockrecords.get().partner.seller.get_absolute_url()
        in Client().get(public.get_absolute_url()).content.decode()
    )

    assert owner.seller.get_absolute_url() not in Client().get(path_of(draft)).content.decode()


def test_the_preview_costs_a_fixed_number_of_queries(draft, owner, django_assert_max_num_queries):
    address = path_of(draft)
    Client().get(address)

    with django_assert_max_num_queries(25):
        Client().get(address)
