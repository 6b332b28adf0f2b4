"""A cooperative's member households: the member makes, the cooperative sells, and each sees what is theirs."""

import pytest
from django.test import Client
from django.urls import reverse

from sellers.members.entering import BadMember, HasLeft, NoMembers, change_member, enter_member, leave, members_of
from sellers.members.making import say_what_they_make
from sellers.members.models import Member, ProductMaker
from sellers.members.own_page import say_yes, show_name, waiting_for
from sellers.models import SellerChange
from tests import stall
from tests.helping.people import person, shop

pytestmark = pytest.mark.django_db
PHONE = "+84977000888"


def entered(coop, name="Hộ ông Ba", phone=PHONE, **more) -> Member:
    return enter_member(acting=coop, name=name, phone=phone, **({"commune": stall.commune(), "is_shown": True} | more))


def changed(coop, member, **changes) -> Member:
    names = ("name", "commune", "hamlet", "phone", "about", "is_shown")
    return change_member(acting=coop, member=member, **({name: getattr(member, name) for name in names} | changes))


def made_by(coop, member, title="Khô cá lóc"):
    product = stall.product(title, by=coop.seller)
    say_what_they_make(acting=coop, member=member, product_ids=[product.pk])
    return product


def page_of(product) -> str:
    return Client().get("/en" + product.get_absolute_url().removeprefix("/en")).content.decode()


# --- Entering -------------------------------------------------------------------------------------
@pytest.mark.parametrize("kind", ["cooperative", "cooperative_group"])
def test_cooperatives_and_groups_enter_households(kind):
    coop = shop("HTX minh họa", kind=kind)

    member = entered(coop, hamlet="Ấp Mỹ Thành")

    assert (member.cooperative, member.name, member.hamlet) == (coop.seller, "Hộ ông Ba", "Ấp Mỹ Thành")
    assert SellerChange.objects.get(action="member.entered").by == coop.person


@pytest.mark.parametrize("kind", ["household", "company", "facility"])
def test_others_have_no_members(kind, client):
    alone = shop(kind=kind)

    with pytest.raises(NoMembers):
        entered(alone)

    client.force_login(alone.person)
    for name in ("members", "new_member"):
        assert client.get(reverse(f"selling:{name}", args=[alone.seller.slug])).status_code == 404


def test_entering_the_same_household_twice_makes_one(coop):
    assert entered(coop) == entered(coop)
    assert entered(coop, phone="") == entered(coop, phone="")
    assert Member.objects.count() == 2


def test_a_phone_is_one_household_of_a_cooperative_but_may_be_in_two(coop):
    entered(coop)
    second = entered(coop, name="Hộ bà Năm", phone="")

    with pytest.raises(BadMember):
        entered(coop, name="Hộ bà Năm")
    with pytest.raises(BadMember):
        changed(coop, second, phone=PHONE)

    entered(shop("HTX minh họa Hai", kind="cooperative"))


@pytest.mark.parametrize("changes", [{"name": " "}, {"name": "<b>"}, {"hamlet": "<"}, {"about": "<script>"}])
def test_a_wrong_answer_enters_nobody(coop, changes):
    with pytest.raises(BadMember):
        entered(coop, **changes)

    assert not Member.objects.exists()


# --- Who makes it ---------------------------------------------------------------------------------
def test_the_product_page_names_the_maker_and_who_sells(coop):
    member = entered(coop, commune=stall.commune("30463", "Xã Châu Phú"))

    product = made_by(coop, member)

    html = page_of(product)
    assert "Made by <b>Hộ ông Ba</b>, Xã Châu Phú" in html
    assert "Sold by <a href=" in html and coop.seller.name in html
    assert PHONE not in html


def test_without_consent_nobody_is_named(coop):
    product = made_by(coop, entered(coop, is_shown=False))

    html = page_of(product)

    assert "Hộ ông Ba" not in html and coop.seller.name in html


def test_the_page_changes_as_soon_as_the_consent_does(coop, django_capture_on_commit_callbacks):
    member = entered(coop)
    product = made_by(coop, member)
    assert "Hộ ông Ba" in page_of(product)

    with django_capture_on_commit_callbacks(execute=True):
        changed(coop, member, is_shown=False)
    assert "Hộ ông Ba" not in page_of(product)
    with django_capture_on_commit_callbacks(execute=True):
        changed(coop, member, is_shown=True)
    assert "Hộ ông Ba" in page_of(product)


def test_a_product_has_one_maker_the_last_one_said(coop):
    first, second = entered(coop), entered(coop, name="Hộ bà Năm", phone="")
    product = made_by(coop, first)

    say_what_they_make(acting=coop, member=second, product_ids=[product.pk])

    assert ProductMaker.objects.get().member == second


def test_saying_again_without_a_product_takes_it_away(coop):
    member = entered(coop)
    product = made_by(coop, member)
    other = stall.product("Mật ong", by=coop.seller)

    assert say_what_they_make(acting=coop, member=member, product_ids=[other.pk]) == sorted([product.pk, other.pk])
    assert say_what_they_make(acting=coop, member=member, product_ids=[other.pk]) == []
    assert ProductMaker.objects.get().product == other


def test_goods_of_other_sellers_are_left_alone(coop):
    member, foreign = entered(coop), stall.product("Mật ong")

    say_what_they_make(acting=coop, member=member, product_ids=[foreign.pk])

    assert not ProductMaker.objects.exists()


def test_whoever_leaves_is_named_no_more_and_leaving_twice_is_leaving_once(coop):
    member = entered(coop)
    product = made_by(coop, member)

    first, second = leave(acting=coop, member=member), leave(acting=coop, member=member)

    assert first.left_at == second.left_at
    assert not members_of(coop.seller).exists() and not ProductMaker.objects.exists()
    assert "Hộ ông Ba" not in page_of(product)
    assert SellerChange.objects.filter(action="member.left").count() == 1
    assert entered(coop).pk != member.pk


# --- The household's own page -----------------------------------------------------------------------
def test_only_the_proved_phone_is_asked_whether_it_is_them(coop):
    member = entered(coop)

    assert list(waiting_for(person(phone=PHONE))) == [member]
    assert not waiting_for(person()).exists()


def test_a_phone_that_is_not_proved_is_not_asked(coop):
    entered(coop)

    assert not waiting_for(person(phone=PHONE, phone_verified=False)).exists()


def test_a_stranger_cannot_say_yes(coop):
    member = entered(coop)

    assert say_yes(user=person(), member_pk=member.pk) is None

    member.refresh_from_db()
    assert member.person is None


def test_the_household_sees_its_own_goods_and_nothing_of_others(coop, client):
    who = person(phone=PHONE)
    own, other = entered(coop), entered(coop, name="Hộ bà Năm", phone="")
    made_by(coop, own, "Khô cá lóc"), made_by(coop, other, "Mật ong")
    client.force_login(who)
    assert "Hộ ông Ba" in client.get("/selling/member/").content.decode()

    client.post("/selling/member/", {"member": own.pk, "what": "yes"})

    html = client.get("/selling/member/").content.decode()
    assert "Khô cá lóc" in html
    assert "Mật ong" not in html and "Hộ bà Năm" not in html


def test_the_household_may_not_open_the_cooperatives_workspace(coop, client):
    member = entered(coop)
    who = person(phone=PHONE)
    say_yes(user=who, member_pk=member.pk)
    client.force_login(who)

    assert client.get(reverse("selling:members", args=[coop.seller.slug])).status_code == 404


def test_the_household_itself_decides_whether_it_is_named(coop, client):
    member = entered(coop)
    who = person(phone=PHONE)
    say_yes(user=who, member_pk=member.pk)
    client.force_login(who)

    client.post("/selling/member/", {"member": member.pk, "what": "hide"})
    member.refresh_from_db()
    assert member.is_shown is False
    client.post("/selling/member/", {"member": member.pk, "what": "show"})
    member.refresh_from_db()
    assert member.is_shown is True


@pytest.mark.parametrize("what", ["yes", "hide", "show"])
def test_the_household_of_another_is_not_found(coop, client, what):
    member = entered(coop)
    client.force_login(person())

    for pk in (member.pk, "x", "", 0):
        assert client.post("/selling/member/", {"member": pk, "what": what}).status_code == 404
    member.refresh_from_db()
    assert (member.person, member.is_shown) == (None, True)


def test_the_cooperative_does_not_name_a_household_that_does_not_want_it(coop, client):
    member = entered(coop)
    who = person(phone=PHONE)
    say_yes(user=who, member_pk=member.pk)
    show_name(user=who, member_pk=member.pk, is_shown=False)
    member.refresh_from_db()

    changed(coop, member, is_shown=True, hamlet="Ấp Mỹ Thành")

    member.refresh_from_db()
    assert (member.is_shown, member.hamlet) == (False, "Ấp Mỹ Thành")


def test_another_phone_is_another_person(coop):
    member = entered(coop)
    who = person(phone=PHONE)
    say_yes(user=who, member_pk=member.pk)
    member.refresh_from_db()

    changed(coop, member, phone="+84977000889")

    member.refresh_from_db()
    assert member.person is None


def test_after_leaving_the_page_is_empty(coop, client):
    member = entered(coop)
    made_by(coop, member)
    who = person(phone=PHONE)
    say_yes(user=who, member_pk=member.pk)
    leave(acting=coop, member=member)
    client.force_login(who)

    assert "Khô cá lóc" not in client.get("/selling/member/").content.decode()


def test_a_form_drawn_before_the_household_said_yes_takes_nothing_back(coop):
    drawn = entered(coop)
    who = person(phone=PHONE)
    say_yes(user=who, member_pk=drawn.pk)
    show_name(user=who, member_pk=drawn.pk, is_shown=False)

    changed(coop, drawn, hamlet="Ấp Mỹ Thành")  # `drawn` still says: nobody, and named

    stored = Member.objects.get()
    assert (stored.person, stored.is_shown, stored.hamlet) == (who, False, "Ấp Mỹ Thành")


def test_a_household_that_left_is_not_changed_and_stays_away(coop):
    drawn = entered(coop)
    left = leave(acting=coop, member=drawn)

    with pytest.raises(HasLeft):
        changed(coop, drawn, name="Hộ khác")

    stored = Member.objects.get()
    assert (stored.left_at, stored.name) == (left.left_at, "Hộ ông Ba")


def test_a_household_of_another_cooperative_is_not_changed(coop):
    foreign = entered(shop("HTX minh họa Hai", kind="cooperative"))

    with pytest.raises(HasLeft):
        changed(coop, foreign, name="Hộ khác")

    assert Member.objects.get().name == "Hộ ông Ba"
