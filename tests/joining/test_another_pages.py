"""The pages of whoever joins for somebody else, of whoever wishes for help, and of whoever stops helping."""

from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone
from freezegun import freeze_time

from marketplace.notify.models import Message
from sellers.access import NotYours, acting
from sellers.helping.models import Helper, HelpWish, Scope
from sellers.models import Seller
from tests import stall
from tests.helping.people import code_to, helper_of, other_than, person, shop

from .walking import asked_on

pytestmark = pytest.mark.django_db
FARMER = "+84977000444"
FOR, CODE = "/selling/join/for/", "/selling/join/for/code/"


@pytest.fixture(autouse=True)
def _forget():
    cache.clear()


def tell(client, **changes):
    answers = {
        "phone": "0977 000 444", "relation": "officer", "kind": "household", "name": "Hộ Bé Tư",
        "place": stall.commune().label, "scopes": ["products", "papers"], "until": "2027-05-01",
    }  # fmt: skip
    return client.post(FOR, answers | changes)


@pytest.fixture
def officer(client):
    who = person("Cán bộ Minh Họa")
    client.force_login(who)
    return who


def test_a_helper_tells_who_and_the_farmer_agrees_by_code(client, officer):
    asked = tell(client)
    assert asked.url == CODE
    page = client.get("/en" + CODE).content.decode()
    for read_out in ("Cán bộ Minh Họa", "Hộ Bé Tư", "products, papers", "01/05/2027"):
        assert read_out in page

    done = client.post(CODE, {"code": code_to(FARMER)})

    seller = Seller.objects.get()
    assert done.url == reverse("selling:join_product", args=[seller.slug])
    assert client.get(done.url).status_code == 200
    assert seller.partner.users.get().phone == FARMER


def test_before_the_code_there_is_no_shop_and_no_account(client, officer):
    tell(client)

    assert not Seller.objects.exists()
    assert get_user_model().objects.count() == 1


def test_a_wrong_code_is_said_with_the_tries_that_are_left(client, officer):
    tell(client)

    refused = client.post("/en" + CODE, {"code": other_than(code_to(FARMER))})

    assert "4 more tries" in refused.content.decode()
    assert not Seller.objects.exists()


def test_pressing_twice_makes_one_shop(client, officer):
    tell(client)
    code = code_to(FARMER)

    client.post(CODE, {"code": code})
    again = client.post(CODE, {"code": code})

    assert again.url == FOR
    assert Seller.objects.count() == 1


def test_a_session_of_somebody_else_agrees_to_nothing(client, officer):
    tell(client)
    kept = client.session["joining_for"]
    client.logout()
    client.force_login(person())
    session = client.session
    session["joining_for"] = kept
    session.save()

    client.post(CODE, {"code": code_to(FARMER)})

    assert not Seller.objects.exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"phone": "12"},
        {"relation": ""},
        {"kind": ""},
        {"name": ""},
        {"place": ""},
        {"scopes": []},
        {"until": "2030-01-01"},
        {"until": "x"},
    ],
)
def test_a_wrong_answer_sends_nothing_and_loses_nothing(client, officer, wrong):
    refused = tell(client, **wrong)

    html = refused.content.decode()
    assert refused.status_code == 200
    assert not Message.objects.exists()
    for name, kept in (("name", 'value="Hộ Bé Tư"'), ("phone", 'value="0977 000 444"')):
        assert name in wrong or kept in html


def test_going_back_finds_what_was_typed(client, officer):
    tell(client)

    html = client.get(FOR).content.decode()

    assert 'value="Hộ Bé Tư"' in html and 'value="0977 000 444"' in html
    assert 'value="household" checked' in html and stall.commune().label in html


def test_a_helper_without_a_name_says_it_first(client):
    who = person("")
    client.force_login(who)
    assert "my_name" in asked_on(client.get(FOR))

    assert tell(client).status_code == 200
    tell(client, my_name="Chị Sáu Minh Họa")

    assert "Chị Sáu Minh Họa" in Message.objects.get().body
    who.refresh_from_db()
    assert who.full_name == "Chị Sáu Minh Họa"


def test_too_many_codes_are_refused_with_the_answers_kept(client, officer):
    for _ in range(5):
        tell(client)

    refused = tell(client)

    assert refused.status_code == 429
    assert 'value="Hộ Bé Tư"' in refused.content.decode()
    assert Message.objects.count() == 5


def test_signed_out_nobody_joins_for_anybody(client):
    assert tell(client).url.startswith(reverse("account_login"))
    assert client.post(CODE, {"code": "123456"}).url.startswith(reverse("account_login"))


# --- Have someone help me --------------------------------------------------------------------------
def wished(client, **changes):
    answers = {"name": "Bé Tư", "phone": "0977 000 555", "place": stall.commune().label}
    return client.post(reverse("selling:help"), answers | changes)


@freeze_time("2026-11-22T03:00:00Z")
def test_three_answers_make_a_task_with_a_day(client):
    assert asked_on(client.get(reverse("selling:help"))) == ["name", "phone", "place", "website"]

    thanks = client.get("/en" + wished(client).url)

    wish = HelpWish.objects.get()
    assert (wish.name, wish.phone, wish.commune, wish.state) == ("Bé Tư", "+84977000555", stall.commune(), "new")
    assert wish.due_on.isoformat() == "2026-11-25"  # after a Sunday; the 24th is a holiday
    html = thanks.content.decode()
    assert "25/11/2026" in html and "0977 000 555" in html and stall.commune().name in html


def test_wishing_twice_is_one_task(client):
    wished(client)
    wished(client)

    assert HelpWish.objects.count() == 1


def test_a_wish_from_another_commune_is_another_task_and_shows_no_strangers_commune(client):
    wished(client)
    elsewhere = stall.commune("30463", "Xã Châu Phú")

    thanks = client.get(wished(client, place=elsewhere.label).url).content.decode()

    assert set(HelpWish.objects.values_list("commune", flat=True)) == {stall.commune().pk, elsewhere.pk}
    assert elsewhere.name in thanks and stall.commune().name not in thanks


def test_after_the_call_one_may_wish_again(client):
    wished(client)
    HelpWish.objects.update(state="done")
    wished(client)

    assert HelpWish.objects.count() == 2


@pytest.mark.parametrize("wrong", [{"name": ""}, {"phone": "1"}, {"place": ""}, {"website": "http://x.example"}])
def test_a_wish_that_cannot_be_answered_is_not_taken(client, wrong):
    refused = wished(client, **wrong)

    assert refused.status_code == 200
    assert not HelpWish.objects.exists()


def test_wishes_are_slowed_down(client):
    for number in range(20):
        wished(client, phone=f"09770006{number:02}")

    assert wished(client, phone="0977000799").status_code == 429
    assert HelpWish.objects.count() == 20


def test_the_thanks_are_for_whoever_wished(client, django_user_model):
    from django.test import Client

    wished(client)

    assert Client().get(reverse("selling:help_thanks")).url == reverse("selling:help")


# --- Whom I help -----------------------------------------------------------------------------------
def test_a_helper_stops_and_is_out_at_once(client, officer):
    owner = shop()
    helper = helper_of(owner, officer)
    assert owner.seller.name in client.get(reverse("selling:helping")).content.decode()

    client.post(reverse("selling:helping"), {"helper": helper.pk})

    helper.refresh_from_db()
    assert helper.ended_by == officer
    with pytest.raises(NotYours):
        acting(officer, owner.seller.slug, Scope.PRODUCTS)


@pytest.mark.parametrize("pk", ["other", "0", "x", ""])
def test_nobody_ends_what_is_not_theirs(client, officer, pk):
    helper = helper_of(shop())

    answered = client.post(reverse("selling:helping"), {"helper": helper.pk if pk == "other" else pk})

    assert answered.status_code == 404
    assert not Helper.objects.filter(ended_at__isnull=False).exists()


def test_a_helper_whose_consent_ends_in_the_middle_of_work_is_out_with_the_next_press(client, officer):
    from sellers.helping.ending import end

    owner = shop(state="preparing")
    helper = helper_of(owner, officer, scopes=[Scope.PRODUCTS])
    address = reverse("selling:join_product", args=[owner.seller.slug])
    assert client.get(address).status_code == 200

    end(helper=helper, by=owner.person)

    assert client.get(address).status_code == 404
    assert client.post(address, {"title": "Khô cá lóc"}).status_code == 404


def test_the_day_after_the_last_the_door_is_closed_before_any_sweep(client, officer):
    owner = shop(state="preparing")
    helper = helper_of(owner, officer, scopes=[Scope.PRODUCTS])
    Helper.objects.filter(pk=helper.pk).update(until=timezone.localdate() - timedelta(days=1))

    assert client.get(reverse("selling:join_product", args=[owner.seller.slug])).status_code == 404
