"""A helper joins for a farmer: the farmer's phone agrees first, then there is a shop, and it is the farmer's."""

from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.core.cache import cache
from django.utils import timezone
from django.utils.translation import override

from marketplace.accounts.models import Consent
from marketplace.notify.models import Message
from sellers.access import acting_for
from sellers.helping.agreeing import NoCode, TooManyCodes, WrongCode
from sellers.helping.asking import BadHelper
from sellers.helping.models import Helper, Scope
from sellers.joining.for_another import Proposal, agree_for, name_in_message, propose
from sellers.models import Seller, SellerChange
from tests import stall
from tests.helping.people import code_to, other_than, person, shop

pytestmark = pytest.mark.django_db
FARMER = "+84977000444"


@pytest.fixture(autouse=True)
def _forget():
    cache.clear()


def proposed(officer, phone=FARMER, name="Hộ Bé Tư", **changes) -> Proposal:
    answers = {
        "relation": "officer", "kind": "household", "commune": stall.commune(),
        "scopes": [Scope.PRODUCTS, Scope.PAPERS], "until": timezone.localdate() + timedelta(days=90),
    }  # fmt: skip
    return propose(helper=officer, phone=phone, name=name, **(answers | changes))


def test_nothing_of_the_farmer_is_stored_before_the_code():
    officer = person("Cán bộ Minh Họa")

    with override("en"):
        proposal = proposed(officer)

    assert not Seller.objects.exists() and not Helper.objects.exists()
    assert get_user_model().objects.get() == officer
    message = Message.objects.get()
    assert (message.recipient, "Cán bộ Minh Họa" in message.body) == (FARMER, True)
    assert "products, papers" in message.body and f"{proposal.until_day:%d/%m/%Y}" in message.body
    assert code_to(FARMER) not in str(proposal.kept())


@pytest.mark.parametrize(
    ("called", "read"),
    [
        ("vào abc.vn/nhan-tien 0909123456", "vào abcvnnhantien"),
        ("Cán bộ Minh Họa", "Cán bộ Minh Họa"),
        ("http://1.2.3.4", "http"),
    ],
)
def test_a_free_name_carries_no_address_and_no_number_to_a_strangers_phone(called, read):
    officer = person(called)

    with override("en"):
        proposal = proposed(officer)

    words = Message.objects.get().body
    assert name_in_message(officer) == read and read in words
    assert called == read or called not in words
    for piece in ("abc.vn", "0909", "//", "1.2"):
        assert piece not in words
    assert f"{proposal.until_day:%d/%m/%Y}" in words


def test_a_long_name_is_cut_to_its_end():
    said = name_in_message(person("nhận thưởng một trăm triệu đồng của Bé Tư"))

    assert said.startswith("…") and said.endswith("của Bé Tư") and len(said) <= 24


def test_without_a_letter_in_the_name_the_helpers_own_proved_phone_is_read():
    assert name_in_message(person("0909 999 999", phone="+84977000321")) == "0977 000 321"
    unproved = name_in_message(person("0909", phone="+84977000323", phone_verified=False))
    assert unproved == Helper.Relation.OTHER.label


def test_the_code_makes_the_farmers_account_shop_and_consent_together():
    officer = person("Cán bộ Minh Họa")

    acting = agree_for(helper=officer, proposal=proposed(officer), code=code_to(FARMER), ip="203.0.113.9")

    farmer = get_user_model().objects.get(phone=FARMER)
    assert (farmer.phone_verified, farmer.has_usable_password()) == (True, False)
    (own,) = acting_for(farmer)
    assert (own.seller.name, own.is_owner, own.seller) == ("Hộ Bé Tư", True, acting.seller)
    (helped,) = acting_for(officer)
    assert (helped.seller, helped.is_owner, helped.scopes) == (own.seller, False, {"products", "papers"})
    assert (helped.helper.agreed_phone, helped.helper.asked_by) == (FARMER, officer)
    consent = Consent.objects.get(user=farmer)
    assert (consent.document, consent.ip) == ("terms", "203.0.113.9")
    assert SellerChange.objects.get(action="helper.agreed").is_helper is True


def test_the_farmer_is_told_who_helps_and_where_it_ends():
    officer = person("Cán bộ Minh Họa")
    acting = agree_for(helper=officer, proposal=proposed(officer), code=code_to(FARMER))

    told = Message.objects.get(template="helping_started")

    assert told.recipient == FARMER
    assert f"/selling/{acting.seller.slug}/people/" in told.body


def test_a_proposal_survives_the_session():
    proposal = proposed(person())

    assert Proposal.read(proposal.kept()) == proposal
    assert Proposal.read(None) is None and Proposal.read({"key": "x"}) is None


def test_wrong_codes_are_counted_whatever_the_session_says():
    officer = person()
    proposal = proposed(officer)
    code = code_to(FARMER)
    for left in (4, 3, 2, 1, 0):
        with pytest.raises(WrongCode) as refused:
            agree_for(helper=officer, proposal=Proposal.read(proposal.kept()), code=other_than(code))
        assert refused.value.tries_left == left

    with pytest.raises(NoCode):
        agree_for(helper=officer, proposal=proposal, code=code)
    assert not Seller.objects.exists()


def test_a_code_makes_one_shop_however_often_it_is_sent():
    officer = person()
    proposal, code = proposed(officer), None
    code = code_to(FARMER)
    agree_for(helper=officer, proposal=proposal, code=code)

    with pytest.raises(NoCode):
        agree_for(helper=officer, proposal=proposal, code=code)

    assert Seller.objects.count() == 1


def test_a_code_runs_out():
    from freezegun import freeze_time

    officer = person()
    with freeze_time("2026-11-22T01:00:00Z"):
        proposal = proposed(officer)
    code = code_to(FARMER)

    with freeze_time("2026-11-22T01:10:00Z"), pytest.raises(NoCode):
        agree_for(helper=officer, proposal=proposal, code=code)


def test_the_code_of_one_proposal_does_not_agree_to_another():
    officer = person()
    first = proposed(officer, scopes=[Scope.PRODUCTS])
    code = code_to(FARMER)
    second = proposed(officer, scopes=list(Scope.values))

    if code != code_to(FARMER):
        with pytest.raises(WrongCode):
            agree_for(helper=officer, proposal=second, code=code)
    assert agree_for(helper=officer, proposal=first, code=code).scopes == {"products"}


def test_another_helper_cannot_use_the_proposal():
    officer, other = person(), person()
    proposal = proposed(officer)

    with pytest.raises(NoCode):
        agree_for(helper=other, proposal=proposal, code=code_to(FARMER))


def test_a_farmer_who_has_this_shop_already_gets_no_second_one():
    owner = shop("Hộ Bé Tư", state="open")
    officer = person()

    acting = agree_for(
        helper=officer,
        proposal=proposed(officer, owner.person.phone, name="hộ bé tư"),
        code=code_to(owner.person.phone),
    )

    assert acting.seller == owner.seller
    assert Seller.objects.count() == 1


def test_a_known_person_keeps_name_and_account():
    farmer, officer = person("Trần Văn Thật"), person()

    agree_for(helper=officer, proposal=proposed(officer, farmer.phone), code=code_to(farmer.phone))

    (own,) = acting_for(farmer)
    assert own.is_owner and own.person.full_name == "Trần Văn Thật"


@pytest.mark.parametrize(
    "fields",
    [
        {"is_active": False},
        {"phone_verified": False, "email": "ai@example.vn"},
        {"phone_verified": False, "password": "mot-mat-khau-dai"},
    ],
)
def test_an_account_that_others_can_enter_or_that_is_closed_is_not_taken_over(fields):
    farmer, officer = person(**fields), person()
    proposal = proposed(officer, farmer.phone)

    with pytest.raises(NoCode):
        agree_for(helper=officer, proposal=proposal, code=code_to(farmer.phone))

    assert not Seller.objects.exists()


def test_ones_own_number_is_not_somebody_elses():
    officer = person()

    with pytest.raises(BadHelper) as refused:
        proposed(officer, officer.phone)

    assert list(refused.value.errors) == ["phone"]


def test_a_phone_gets_five_codes_an_hour_whoever_asks():
    for _ in range(5):
        proposed(person())

    with pytest.raises(TooManyCodes):
        proposed(person())


def test_a_helper_sends_thirty_codes_an_hour():
    officer = person()
    for number in range(30):
        proposed(officer, f"+849770010{number:02}")

    with pytest.raises(TooManyCodes):
        proposed(officer, "+84977002000")
