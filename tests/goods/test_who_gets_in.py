"""Nobody reaches another's goods: every address of the room, each with the wrong person."""

import pytest
from django.urls import reverse

from marketplace.accounts.models import User
from marketplace.selling.products.section_forms import SECTIONS
from marketplace.selling.products.urls import urlpatterns
from sellers.goods.packs import add_pack
from sellers.models import State
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


def answers(client, path) -> set[int]:
    return {client.get(path).status_code, client.post(path, {"by": "1"}).status_code} - {405}


def sign_in(client, person):
    client.force_login(User.objects.get(pk=person.pk))


@pytest.mark.parametrize("name", NAMES)
def test_another_sellers_shop_is_not_found(client, name):
    theirs, mine = stand.at_work(), stand.at_work()
    path = address(name, theirs.seller, goods_of(theirs))
    sign_in(client, mine.person)

    assert answers(client, path) == {404}


@pytest.mark.parametrize("name", [name for name in NAMES if name not in ("products", "product_new")])
def test_another_sellers_product_is_not_found_below_ones_own_shop(client, name):
    theirs, mine = stand.at_work(), stand.at_work()
    path = address(name, mine.seller, goods_of(theirs))
    sign_in(client, mine.person)

    assert answers(client, path) == {404}


@pytest.mark.parametrize("name", NAMES)
def test_who_is_signed_out_is_led_to_sign_in(client, name):
    theirs = stand.at_work()
    path = address(name, theirs.seller, goods_of(theirs))

    assert answers(client, path) == {302}
    assert "/account/" in client.get(path).url


@pytest.mark.parametrize("name", NAMES)
def test_a_helper_for_other_things_is_refused(client, name):
    theirs = stand.at_work()
    path = address(name, theirs.seller, goods_of(theirs))
    sign_in(client, stand.helping(theirs.seller, scopes=["orders", "papers"]).person)

    assert answers(client, path) == {403}


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("state", [State.SUSPENDED, State.CLOSED])
def test_a_stopped_shop_looks_and_changes_nothing(client, name, state):
    mine = stand.at_work()
    product = goods_of(mine)
    path = address(name, mine.seller, product)
    type(mine.seller).objects.filter(pk=mine.seller.pk).update(state=state)
    sign_in(client, mine.person)

    assert answers(client, path) == ({200} if name in LOOKING else {403})


def test_a_helper_with_the_goods_works_like_the_seller(client):
    theirs = stand.at_work()
    product = goods_of(theirs)
    sign_in(client, stand.helping(theirs.seller).person)

    for section in SECTIONS:
        path = reverse(
            "selling:product_section", kwargs={"seller": theirs.seller.slug, "pk": product.pk, "section": section}
        )
        assert client.get(path).status_code == 200
    assert client.get(path.replace(section, "stars")).status_code == 404
