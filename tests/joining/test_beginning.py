"""A shop begins: private, the person's own, under an address of its own."""

import pytest
from oscar.core.loading import get_model

from sellers.access import acting_for
from sellers.joining.beginning import RESERVED, BadShop, begin_shop
from sellers.models import Kind, Seller, SellerChange, State
from tests import stall
from tests.helping.people import person

pytestmark = pytest.mark.django_db


def begun(who=None, name="Hộ Bé Tư", kind=Kind.HOUSEHOLD, at=None):
    return begin_shop(person=who or person(), kind=kind, name=name, commune=at or stall.commune())


def test_a_shop_in_preparation_belongs_to_who_began_it():
    who = person()

    seller = begun(who, "  Hộ   Bé Tư ")

    assert (seller.name, seller.slug, seller.kind) == ("Hộ Bé Tư", "ho-be-tu", "household")
    assert (seller.state, seller.opened_at, seller.phone) == (State.PREPARING, None, who.phone)
    assert [one.seller for one in acting_for(who)] == [seller]
    assert SellerChange.objects.get(seller=seller).by == who


def test_nothing_of_it_is_public(client):
    seller = begun()

    assert client.get(seller.get_absolute_url()).status_code == 404
    assert not Seller.objects.open().exists()


def test_the_same_answers_again_give_the_same_shop():
    who = person()

    assert begun(who, "Hộ Bé Tư") == begun(who, "hộ bé  tư")
    assert get_model("partner", "Partner").objects.filter(users=who).count() == 1


def test_other_answers_give_one_more_shop_of_the_same_person():
    who = person()

    begun(who), begun(who, "Lò đường Bé Tư"), begun(who, kind=Kind.COMPANY)

    assert len(acting_for(who)) == 3


def test_two_people_of_one_name_get_two_addresses():
    first, second, third = begun(), begun(), begun()

    assert [first.slug, second.slug, third.slug] == ["ho-be-tu", "ho-be-tu-2", "ho-be-tu-3"]


@pytest.mark.parametrize("word", sorted(RESERVED))
def test_no_shop_takes_an_address_of_the_workspace(word):
    assert begun(name=word.capitalize()).slug == f"{word}-1"


def test_every_address_directly_below_selling_is_reserved():
    from marketplace.selling.joining.urls import urlpatterns

    first_parts = {str(url.pattern).split("/")[0] for url in urlpatterns} - {""}

    assert first_parts <= RESERVED


@pytest.mark.parametrize(("name", "slug"), [("味噌", "shop-1"), ("Đặc sản U Minh!", "dac-san-u-minh"), ("123", "123")])
def test_an_address_has_plain_letters_only(name, slug):
    assert begun(name=name).slug == slug


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"kind": "pirate"}, "kind"),
        ({"name": " . "}, "name"),
        ({"name": "<b>Bé Tư</b>"}, "name"),
        ({"name": "B" * 201}, "name"),
    ],
)
def test_a_wrong_answer_makes_nothing(changes, field):
    with pytest.raises(BadShop) as refused:
        begun(**changes)

    assert list(refused.value.errors) == [field]
    assert not Seller.objects.exists()


def test_a_long_name_fits_all_its_places():
    seller = begun(name="Hợp tác xã " + "rất dài " * 23)

    assert len(seller.partner.name) <= 128
    assert len(seller.slug) <= 104
