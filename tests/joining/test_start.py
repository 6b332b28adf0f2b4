"""/selling/: whoever signs in, on whichever phone, goes on at the step that is open."""

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse

from marketplace.accounts.models import Consent
from sellers.access import Acting
from sellers.goods.making import make_product
from sellers.helping.models import Scope
from sellers.joining.beginning import begin_shop
from sellers.members.models import Member
from sellers.models import Seller
from tests import stall
from tests.helping.people import helper_of, person, shop

from .walking import asked_on, first_product, former_name, say_who

pytestmark = pytest.mark.django_db
START = "/selling/"


def begun(who, name="Hộ Bé Tư"):
    return begin_shop(person=who, kind="household", name=name, commune=stall.commune())


def test_signed_out_it_is_the_page_before_you_start(client):
    assert client.get(START).url == reverse("selling:join")


def test_without_a_shop_the_question_is_who_you_are(client):
    client.force_login(person())

    assert client.get(START).url == reverse("selling:join_who")


def test_without_a_product_the_question_is_what_you_sell(client):
    who = person()
    seller = begun(who)
    client.force_login(who)

    assert client.get(START).url == reverse("selling:join_product", args=[seller.slug])


def test_with_a_product_the_day_begins(client):
    who = person()
    seller = begun(who)
    make_product(acting=Acting(who, seller), title="Khô cá lóc", price=120_000, net_quantity=1000, unit="g")
    client.force_login(who)

    assert client.get(START).url == reverse("selling:today", args=[seller.slug])


def test_a_helper_without_products_is_not_sent_to_the_first_product(client):
    who, officer = person(), person()
    seller = begun(who)
    helper_of(Acting(who, seller), officer, scopes=[Scope.ORDERS])
    client.force_login(officer)

    assert client.get(START).url == reverse("selling:today", args=[seller.slug])


def test_a_helper_is_led_to_the_first_room_that_is_open_to_them(client):
    who, officer = person(), person()
    seller = begun(who)
    helper_of(Acting(who, seller), officer, scopes=[Scope.PAPERS])
    client.force_login(officer)

    answer = client.get(START)

    assert answer.url == reverse("selling:papers", args=[seller.slug])
    assert client.get(answer.url).status_code == 200


def test_a_helper_of_many_sees_a_list_with_what_waits(client, django_assert_max_num_queries):
    officer = person()
    for number in range(12):
        helper_of(shop(f"Hộ minh họa {number}"), officer)
    client.force_login(officer)

    with django_assert_max_num_queries(40):
        page = client.get(START)

    assert page.status_code == 200
    assert page.content.decode().count('class="waits"') == 12


def test_the_list_costs_the_same_for_three_and_for_thirty(client, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    counts = []
    for number in (3, 30):
        officer = person()
        for shop_number in range(number):
            helper_of(shop(f"Hộ minh họa {shop_number}"), officer, scopes=list(Scope.values))
        client.force_login(officer)
        client.get(START)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get(START)
        counts.append(len(queries))

    assert counts[0] == counts[1]


def test_the_list_is_searched_without_tone_marks(client):
    officer = person()
    for name in ("Hộ Bé Tư", "Lò đường Bảy Núi", "Hợp tác xã Mỹ Đức"):
        helper_of(shop(name), officer)
    client.force_login(officer)

    html = client.get(START, {"q": "lo duong"}).content.decode()

    assert "Lò đường Bảy Núi" in html and "Hộ Bé Tư" not in html


def test_a_member_household_lands_on_its_own_page(client):
    who = person()
    coop = shop("HTX minh họa", kind="cooperative")
    Member.objects.create(cooperative=coop.seller, name="Hộ ông Ba", commune=stall.commune(), phone=who.phone)
    client.force_login(who)

    assert client.get(START).url == reverse("selling:member")


def test_people_whom_others_entered_agree_to_the_terms_first(client, settings):
    entered = get_user_model().objects.create_user(phone="+84977000999", phone_verified=True)
    client.force_login(entered)

    page = client.get("/en" + START)
    assert "I agree to the terms; go on" in page.content.decode()
    client.post(START)

    assert Consent.objects.get(user=entered).version == settings.TERMS_VERSION
    assert client.get(START).url == reverse("selling:join_who")


# --- Who you are -----------------------------------------------------------------------------------
def test_three_questions_make_the_shop(client):
    who = person()
    client.force_login(who)
    assert asked_on(client.get(reverse("selling:join_who"))) == ["kind", "name", "place"]

    made = say_who(client)

    seller = Seller.objects.get()
    assert made.url == reverse("selling:join_product", args=[seller.slug])
    assert (seller.name, seller.kind, seller.commune) == ("Hộ Bé Tư", "household", stall.commune())


def test_pressing_twice_makes_one_shop(client):
    client.force_login(person())

    assert say_who(client).url == say_who(client).url

    assert Seller.objects.count() == 1


def test_an_old_name_of_the_commune_is_understood(client):
    former_name("Xã Khánh Hòa")
    client.force_login(person())

    offered = say_who(client, place="khanh hoa chau phu").content.decode()
    assert f'name="candidate" value="{stall.commune().pk}"' in offered
    made = say_who(client, place="khanh hoa chau phu", candidate=stall.commune().pk)

    assert made.status_code == 302
    assert Seller.objects.get().commune == stall.commune()


def test_without_scripts_several_places_are_big_choices_and_nothing_typed_is_lost(client):
    stall.commune(), stall.commune("00001", "Xã Mỹ Đức", "01")
    client.force_login(person())

    asked = say_who(client, place="mỹ đức", name="Hộ Bé Tư", kind="facility")

    html = asked.content.decode()
    assert html.count('name="candidate"') == 2
    assert 'value="Hộ Bé Tư"' in html and 'value="mỹ đức"' in html
    assert 'value="facility" checked' in html
    made = say_who(client, place="mỹ đức", candidate="30469", kind="facility")
    assert made.url == reverse("selling:join_product", args=[Seller.objects.get().slug])


@pytest.mark.parametrize(
    "wrong", [{"kind": ""}, {"kind": "king"}, {"name": ""}, {"name": "<b>"}, {"place": ""}, {"place": "Nơi không có"}]
)
def test_a_wrong_answer_is_explained_and_the_others_are_kept(client, wrong):
    client.force_login(person())

    refused = say_who(client, **wrong)

    html = refused.content.decode()
    assert refused.status_code == 200 and 'aria-invalid="true"' in html
    assert not Seller.objects.exists()
    for name, kept in (("name", "Hộ Bé Tư"), ("place", stall.commune().label)):
        if name not in wrong:
            assert f'value="{kept}"' in html


def test_a_second_shop_is_asked_about_first(client):
    who = person()
    begun(who)
    client.force_login(who)

    asked = say_who(client, name="Lò đường Bé Tư")
    assert asked.status_code == 200 and Seller.objects.count() == 1
    assert 'name="another"' in asked.content.decode()

    made = say_who(client, name="Lò đường Bé Tư", another="1")
    assert made.url == reverse("selling:join_product", args=["lo-duong-be-tu"])
    assert Seller.objects.filter(partner__users=who).count() == 2


def test_who_you_are_is_asked_of_signed_in_people_only(client):
    assert client.get(reverse("selling:join_who")).url.startswith(reverse("account_login"))
    assert say_who(client).url.startswith(reverse("account_login"))
    assert not Seller.objects.exists()


def test_the_first_product_of_another_is_not_found(client):
    seller = begun(person())
    client.force_login(person())

    assert client.get(reverse("selling:join_product", args=[seller.slug])).status_code == 404
    assert client.post(reverse("selling:join_product", args=[seller.slug]), first_product()).status_code == 404
