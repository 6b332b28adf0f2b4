"""The phone where orders come: changed by the owner alone, with a code to the new number and a word to the old one."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from marketplace.notify.models import Message
from sellers import phone_changing
from sellers.access import Acting, OutsideScope
from sellers.helping.agreeing import NoCode, WrongCode
from sellers.helping.models import AgreementCode, Helper, Scope
from sellers.models import Seller, SellerChange
from tests import stall
from tests.helping.people import code_to, other_than

from .conftest import person, shop_of

pytestmark = pytest.mark.django_db

OLD, NEW = "+84900000001", "+84912345678"


def at(shop, screen="phone"):
    return f"/selling/{shop.slug}/shop/{screen}/"


def phone_of(shop) -> str:
    return Seller.objects.get(pk=shop.pk).phone


def told(number: str):
    return Message.objects.filter(recipient=number, template="shop_phone_changed")


def asked(phone, shop, number="0912 345 678"):
    return phone.post(at(shop), {"phone": number})


def agreed(phone, shop, code):
    return phone.post(at(shop, "phone/code"), {"code": code})


def test_a_new_number_counts_once_its_code_was_typed_and_the_old_one_is_told(phone, shop, owner):
    first = asked(phone, shop)
    before = phone_of(shop)
    done = agreed(phone, shop, code_to(NEW))

    assert (first.status_code, first.url, before) == (302, at(shop, "phone/code"), OLD)
    assert (done.status_code, done.url, phone_of(shop)) == (302, f"/selling/{shop.slug}/shop/", NEW)
    change = SellerChange.objects.get(seller=shop, action="shop_phone")
    assert (change.by, change.is_helper) == (owner, False)
    [message] = told(OLD)
    assert shop.name in message.body and "678" in message.body
    assert "2345678" not in re.sub(r"\D", "", message.body)  # the old number may be a stranger's by now
    assert len(message.body) <= 160
    assert not told(NEW).exists()


def test_the_phone_for_signing_in_stays(phone, shop, owner):
    type(owner).objects.filter(pk=owner.pk).update(phone=OLD, phone_verified=True)

    asked(phone, shop)
    agreed(phone, shop, code_to(NEW))

    owner.refresh_from_db()
    assert (owner.phone, owner.phone_verified, phone_of(shop)) == (OLD, True, NEW)
    assert "/account/phone/change/" in phone.get(at(shop)).content.decode()


def test_the_code_goes_to_the_new_number_only(phone, shop):
    asked(phone, shop)

    assert set(Message.objects.values_list("recipient", flat=True)) == {NEW}


def test_a_wrong_code_changes_nothing_and_the_right_one_still_counts(phone, shop):
    asked(phone, shop)
    right = code_to(NEW)

    wrong = agreed(phone, shop, other_than(right))

    assert (wrong.status_code, phone_of(shop)) == (422, OLD)
    assert wrong.context["form"].errors.keys() == {"code"}
    assert "0912 345 678" in wrong.content.decode()
    agreed(phone, shop, right)
    assert phone_of(shop) == NEW


def test_a_code_that_ran_out_changes_nothing_and_the_number_need_not_be_typed_again(phone, shop):
    asked(phone, shop)
    AgreementCode.objects.update(expires_at=timezone.now() - timedelta(seconds=1))

    late = agreed(phone, shop, code_to(NEW))

    assert (late.status_code, phone_of(shop)) == (422, OLD)
    assert phone.get(at(shop)).context["form"]["phone"].value() == "0912 345 678"


def test_a_code_agrees_to_the_number_it_went_to_and_to_no_other(phone, shop):
    asked(phone, shop)
    code = code_to(NEW)
    asked(phone, shop, "0912 345 679")

    refused = agreed(phone, shop, other_than(code_to("+84912345679")) if code == code_to("+84912345679") else code)

    assert (refused.status_code, phone_of(shop)) == (422, OLD)


@pytest.mark.parametrize("typed", ["", "12", "abc", "0900 000 001", "0912 000 222"])
def test_a_number_that_cannot_be_it_is_said_beside_the_field(phone, shop, typed):
    Seller.objects.filter(pk=shop.pk).update(deputy_phone="+84912000222", deputy_name="Chị Hai")

    answer = asked(phone, shop, typed)

    assert answer.status_code == 422
    assert answer.context["form"].errors.keys() == {"phone"}
    assert typed in answer.content.decode()
    assert not Message.objects.exists()


def test_too_many_codes_are_refused_beside_the_field(phone, shop):
    answers = [asked(phone, shop).status_code for _time in range(12)]

    assert (answers[0], answers[-1]) == (302, 422)
    assert Message.objects.count() == answers.count(302)


def test_without_a_number_the_page_of_the_code_leads_back(phone, shop):
    assert phone.get(at(shop, "phone/code")).url == at(shop)
    assert agreed(phone, shop, "123456").url == at(shop)


def test_a_stopped_shop_that_still_sends_parcels_may_change_it(phone, shop):
    Seller.objects.filter(pk=shop.pk).update(state="suspended")

    page = phone.get(f"/selling/{shop.slug}/shop/").content.decode()
    asked(phone, shop)
    agreed(phone, shop, code_to(NEW))

    assert f'href="{at(shop)}"' in page
    assert phone_of(shop) == NEW


def test_a_shop_without_a_phone_gets_one_and_nobody_is_told(phone, shop):
    Seller.objects.filter(pk=shop.pk).update(phone="")

    asked(phone, shop)
    agreed(phone, shop, code_to(NEW))

    assert phone_of(shop) == NEW
    assert not Message.objects.filter(template="shop_phone_changed").exists()


def test_another_seller_finds_nothing_and_a_helper_is_refused(client, shop):
    stranger, helper = person("la@example.com", "Người lạ"), person("giup@example.com", "Người giúp")
    shop_of(stranger, "Hộ khác")
    Helper.objects.create(
        seller=shop, person=helper, relation="officer", scopes=list(Scope.values), asked_by=helper,
        until=timezone.localdate() + timedelta(days=9), agreed_at=timezone.now(),
    )  # fmt: skip

    found = {}
    for who in (stranger, helper):
        client.force_login(who)
        found[who.full_name] = [asked(client, shop).status_code, agreed(client, shop, "1").status_code]
        found[who.full_name].append(at(shop) in client.get(f"/selling/{shop.slug}/shop/").content.decode())

    assert found == {"Người lạ": [404, 404, False], "Người giúp": [403, 403, False]}
    assert not Message.objects.exists()


def test_the_actions_themselves_refuse_a_helper(shop, owner):
    helper = Helper(seller=shop, person=owner, scopes=list(Scope.values))
    acting = Acting(owner, shop, helper)

    with pytest.raises(OutsideScope):
        phone_changing.ask(acting=acting, phone=NEW, language="vi")
    with pytest.raises(OutsideScope):
        phone_changing.change(acting=acting, phone=NEW, code="123456")


def test_a_code_of_one_shop_changes_no_other(acting, owner):
    other = Acting(owner, stall.seller("Hộ thứ hai"))
    phone_changing.ask(acting=acting, phone=NEW, language="vi")

    with pytest.raises((NoCode, WrongCode)):
        phone_changing.change(acting=other, phone=NEW, code=code_to(NEW))

    assert phone_of(other.seller) == OLD
