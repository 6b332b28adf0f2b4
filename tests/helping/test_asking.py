"""A seller asks somebody to help, and agrees by a code to the own phone; nothing counts before it."""

from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.utils import timezone

from marketplace.notify.models import Message
from sellers.access import NotYours, OutsideScope, acting
from sellers.helping.agreeing import NoCode, NoPhone, TooManyCodes, WrongCode
from sellers.helping.asking import BadHelper, agree, ask
from sellers.helping.conflicts import is_helper_of
from sellers.helping.ending import end
from sellers.helping.models import Helper, Scope
from sellers.helping.wording import short_name
from sellers.models import SellerChange

from .people import code_to, helper_of, other_than, person, shop

pytestmark = pytest.mark.django_db
FIRST_SCOPES = [Scope.PRODUCTS, Scope.ORDERS]


def asked(owner, phone="+84977000111", scopes=FIRST_SCOPES, days=30, name="Cán bộ Minh Họa", relation="officer"):
    until = timezone.localdate() + timedelta(days=days)
    return ask(acting=owner, phone=phone, name=name, relation=relation, scopes=scopes, until=until)


def test_nobody_helps_before_the_code_is_typed():
    owner, officer = shop(), person("Cán bộ Minh Họa")

    helper = asked(owner, officer.phone)

    assert helper.agreed_at is None
    with pytest.raises(NotYours):
        acting(officer, owner.seller.slug, Scope.PRODUCTS)
    assert not is_helper_of(officer, owner.seller)


def test_the_message_names_the_helper_the_tasks_and_the_last_day():
    owner = shop(owner=person(preferred_language="en"))

    helper = asked(owner)

    text = Message.objects.get(recipient=owner.person.phone).body
    assert "Cán bộ Minh Họa" in text and f"{helper.until:%d/%m/%Y}" in text
    assert "products, orders" in text
    assert len(text) <= 160


@pytest.mark.parametrize("scopes", [[Scope.PRODUCTS, Scope.ORDERS, Scope.PAPERS, Scope.SHOP], list(Scope.values)])
def test_the_longest_message_is_still_one_message(scopes):
    owner = shop()

    asked(owner, scopes=scopes, name="Nguyễn Thị Hoàng Phương Minh Họa Rất Dài Lắm")

    assert len(Message.objects.get(recipient=owner.person.phone).body) <= 160


@pytest.mark.parametrize(
    ("name", "room", "short"),
    [
        ("Bé Tư", 12, "Bé Tư"),
        ("Nguyễn Thị Hoàng Phương", 16, "…Hoàng Phương"),
        ("Nguyễn Thị Hoàng Phương", 23, "Nguyễn Thị Hoàng Phương"),
        ("Nguyễnthịhoàngphương", 12, "…hoàngphương"),
    ],
)
def test_a_long_name_keeps_its_end_by_which_people_are_called(name, room, short):
    assert short_name(name, room) == short
    assert len(short) <= room or short == name


def test_the_code_lets_the_helper_in_for_these_tasks_and_no_others():
    owner, officer = shop(), person("Cán bộ Minh Họa")
    helper = asked(owner, officer.phone)

    agree(acting=owner, helper=helper, code=code_to(owner.person.phone))

    assert acting(officer, owner.seller.slug, Scope.ORDERS).helper == helper
    for other in (Scope.MONEY, Scope.PAPERS, Scope.SHOP, None):
        with pytest.raises(OutsideScope):
            acting(officer, owner.seller.slug, other)
    helper.refresh_from_db()
    assert helper.agreed_phone == owner.person.phone
    assert is_helper_of(officer, owner.seller)


def test_both_are_told_once_and_it_is_written_down():
    owner, officer = shop(), person("Cán bộ Minh Họa")
    helper = asked(owner, officer.phone)

    agree(acting=owner, helper=helper, code=code_to(owner.person.phone))

    told = Message.objects.exclude(template="agreement_code")
    assert sorted(told.values_list("template", "recipient")) == [
        ("helping_started", owner.person.phone),
        ("helping_yours", officer.phone),
    ]
    assert all(len(message.body) <= 160 for message in told)
    actions = SellerChange.objects.filter(seller=owner.seller).values_list("action", "by", "is_helper")
    assert sorted(actions) == [("helper.agreed", owner.person.pk, False), ("helper.asked", owner.person.pk, False)]


def test_a_wrong_code_lets_nobody_in():
    owner, officer = shop(), person()
    helper = asked(owner, officer.phone)

    with pytest.raises(WrongCode):
        agree(acting=owner, helper=helper, code=other_than(code_to(owner.person.phone)))

    with pytest.raises(NotYours):
        acting(officer, owner.seller.slug, Scope.PRODUCTS)


def test_a_code_for_one_helper_does_not_agree_to_another():
    owner = shop()
    first, second = asked(owner), asked(owner, "+84977000222")
    code_of_second = code_to(owner.person.phone)

    with pytest.raises(WrongCode):
        agree(acting=owner, helper=first, code=code_of_second)

    assert agree(acting=owner, helper=second, code=code_of_second).agreed_at


def test_the_terms_that_were_in_the_message_count_and_not_those_asked_before():
    owner = shop()
    asked(owner, scopes=[Scope.MONEY])
    helper = asked(owner, scopes=[Scope.PRODUCTS], days=7)

    agree(acting=owner, helper=helper, code=code_to(owner.person.phone))

    helper.refresh_from_db()
    assert helper.scopes == ["products"]
    assert helper.until == timezone.localdate() + timedelta(days=7)
    assert Helper.objects.count() == 1


def test_more_tasks_for_somebody_who_helps_wait_for_a_new_code():
    owner, officer = shop(), person()
    helper = helper_of(owner, officer, scopes=[Scope.PRODUCTS])

    again = asked(owner, officer.phone, scopes=[Scope.PRODUCTS, Scope.MONEY])

    assert again == helper
    with pytest.raises(OutsideScope):
        acting(officer, owner.seller.slug, Scope.MONEY)
    assert acting(officer, owner.seller.slug, Scope.PRODUCTS).helper == helper
    agree(acting=owner, helper=helper, code=code_to(owner.person.phone))
    assert acting(officer, owner.seller.slug, Scope.MONEY).helper == helper


def test_a_helper_who_was_ended_meanwhile_is_not_let_in_by_the_old_code():
    owner = shop()
    helper = asked(owner)
    end(helper=helper, by=owner.person)

    with pytest.raises(NoCode):
        agree(acting=owner, helper=helper, code=code_to(owner.person.phone))


def test_somebody_unknown_is_entered_with_a_phone_that_waits_to_be_proved():
    owner = shop()

    helper = asked(owner, "+84977000333", name="Dì Ba")

    assert (helper.person.full_name, helper.person.phone_verified) == ("Dì Ba", False)
    assert not helper.person.has_usable_password()


def test_the_name_of_somebody_known_is_not_changed():
    owner, officer = shop(), person("Trần Thị Thật")

    asked(owner, officer.phone, name="Ai đó")

    officer.refresh_from_db()
    assert officer.full_name == "Trần Thị Thật"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"scopes": []}, "scopes"),
        ({"scopes": ["bank"]}, "scopes"),
        ({"days": -1}, "until"),
        ({"days": 366}, "until"),
        ({"relation": "king"}, "relation"),
    ],
)
def test_wrong_terms_send_no_code(changes, field):
    owner = shop()

    with pytest.raises(BadHelper) as refused:
        asked(owner, **changes)

    assert list(refused.value.errors) == [field]
    assert not Message.objects.exists() and not Helper.objects.exists()


def test_a_whole_year_is_the_longest_help():
    assert asked(shop(), days=365).until == timezone.localdate() + timedelta(days=365)


def test_the_sellers_own_people_need_no_consent():
    owner = shop()

    with pytest.raises(BadHelper):
        asked(owner, owner.person.phone)


def test_a_helper_asks_nobody_and_agrees_to_nothing():
    owner, officer = shop(), person()
    helper = helper_of(owner, officer, scopes=list(Scope.values))
    as_helper = acting(officer, owner.seller.slug, Scope.MONEY)

    with pytest.raises(OutsideScope):
        asked(as_helper)
    with pytest.raises(OutsideScope):
        agree(acting=as_helper, helper=helper, code="123456")


def test_an_owner_without_a_proved_phone_is_told_so():
    owner = shop(owner=person(phone=None, phone_verified=False, email="chu@example.vn"))

    with pytest.raises(NoPhone):
        asked(owner)

    assert get_user_model().objects.count() == 1


def test_too_many_codes_leave_nothing_behind():
    owner = shop()
    for number in range(5):
        asked(owner, f"+8497700010{number}")

    with pytest.raises(TooManyCodes):
        asked(owner, "+84977000109")

    assert Helper.objects.count() == 5
    assert not get_user_model().objects.filter(phone="+84977000109").exists()
