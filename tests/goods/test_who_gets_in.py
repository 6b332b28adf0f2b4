"""Nobody reaches another's goods: every address of the room, each with the wrong person."""

from types import SimpleNamespace

import pytest
from django.urls import reverse

from marketplace.accounts.models import User
from marketplace.selling.products.section_forms import SECTIONS
from marketplace.selling.products.urls import urlpatterns
from sellers.goods.packs import add_pack
from sellers.models import State
from tests.planted import planted
from tests.review import desk

from . import stand

pytestmark = pytest.mark.django_db
LOOKING = {"products", "product", "product_preview"}
NAMES = sorted({pattern.name for pattern in urlpatterns})


def address(name: str, seller, product) -> str:
    """Of any page of the room, with the ids of this product."""
    ids = {"pk": product.pk, "picture": product.images.get().pk, "pack": product.children.first().pk, "section": "what"}
    pattern = next(one for one in urlpatterns if one.name == name).pattern
    wanted = {key: ids[key] for key in pattern.converters}
    return reverse(f"selling:{name}", kwargs={"seller": seller.slug, **wanted})


def goods_of(acting):
    product = desk.with_picture(stand.on_sale(acting))
    add_pack(acting=acting, product=product, net_quantity=100, unit="g", price=5_000)
    return product


def two_shops() -> SimpleNamespace:
    """theirs and mine, at work; goods: theirs."""
    theirs, mine = stand.at_work(), stand.at_work()
    return SimpleNamespace(theirs=theirs, mine=mine, goods=goods_of(theirs))


@pytest.fixture(scope="module")
def _shops(django_db_setup, django_db_blocker):
    with planted(django_db_blocker, two_shops) as copied:
        yield copied


@pytest.fixture
def shops(_shops, db):
    return _shops()


def answers(client, path) -> set[int]:
    return {client.get(path).status_code, client.post(path, {"by": "1"}).status_code} - {405}


def sign_in(client, person):
    client.force_login(User.objects.get(pk=person.pk))


@pytest.mark.parametrize("name", NAMES)
def test_another_sellers_shop_is_not_found(client, shops, name):
    theirs, mine = shops.theirs, shops.mine
    path = address(name, theirs.seller, shops.goods)
    sign_in(client, mine.person)

    assert answers(client, path) == {404}


@pytest.mark.parametrize("name", [name for name in NAMES if name not in ("products", "product_new")])
def test_another_sellers_product_is_not_found_below_ones_own_shop(client, shops, name):
    mine = shops.mine
    path = address(name, mine.seller, shops.goods)
    sign_in(client, mine.person)

    assert answers(client, path) == {404}


@pytest.mark.parametrize("name", NAMES)
def test_who_is_signed_out_is_led_to_sign_in(client, shops, name):
    theirs = shops.theirs
    path = address(name, theirs.seller, shops.goods)

    assert answers(client, path) == {302}
    assert "/account/" in client.get(path).url


@pytest.mark.parametrize("name", NAMES)
def test_a_helper_for_other_things_is_refused(client, shops, name):
    theirs = shops.theirs
    path = address(name, theirs.seller, shops.goods)
    sign_in(client, stand.helping(theirs.seller, scopes=["orders", "papers"]).person)

    assert answers(client, path) == {403}


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("state", [State.SUSPENDED, State.CLOSED])
def test_a_stopped_shop_looks_and_changes_nothing(client, shops, name, state):
    own, product = shops.theirs, shops.goods
    path = address(name, own.seller, product)
    type(own.seller).objects.filter(pk=own.seller.pk).update(state=state)
    sign_in(client, own.person)

    assert answers(client, path) == ({200} if name in LOOKING else {403})


def test_a_helper_with_the_goods_works_like_the_seller(client, shops):
    theirs, product = shops.theirs, shops.goods
    sign_in(client, stand.helping(theirs.seller).person)

    for section in SECTIONS:
        path = reverse(
            "selling:product_section", kwargs={"seller": theirs.seller.slug, "pk": product.pk, "section": section}
        )
        assert client.get(path).status_code == 200
    assert client.get(path.replace(section, "stars")).status_code == 404
