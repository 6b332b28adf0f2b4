"""A code to the seller's phone agrees to one thing, once, for a while, with few tries."""

from datetime import timedelta

import pytest
from django.utils import timezone
from freezegun import freeze_time

from marketplace.notify.models import Message
from sellers.helping import agreeing
from sellers.helping.agreeing import NoCode, NoPhone, TooManyCodes, WrongCode, confirm, phone_of, send_code
from sellers.helping.models import AgreementCode

from .people import code_to, other_than, person, shop

pytestmark = pytest.mark.django_db
BANK = AgreementCode.Purpose.BANK_ACCOUNT


def sent(acting, about="970436:0123", **more):
    return send_code(seller=acting.seller, purpose=BANK, about=about, phone=acting.person.phone, **more)


def typed(acting, code, about="970436:0123", purpose=BANK):
    return confirm(seller=acting.seller, purpose=purpose, about=about, code=code)


def test_the_code_in_the_message_agrees():
    acting = shop()
    sent(acting, words="Bank account ending in 0123.")

    used = typed(acting, code_to(acting.person.phone))

    assert used.used_at is not None
    message = Message.objects.get(recipient=acting.person.phone)
    assert "Bank account ending in 0123." in message.body
    assert len(message.body) <= 160


def test_only_a_digest_of_the_code_is_kept():
    acting = shop()

    made = sent(acting)

    code = code_to(acting.person.phone)
    assert len(made.digest) == 64
    assert code not in made.digest and code not in made.about


def test_a_code_with_spaces_in_it_is_the_same_code():
    acting = shop()
    sent(acting)
    code = code_to(acting.person.phone)

    assert typed(acting, f" {code[:3]} {code[3:]} ").used_at is not None


def test_a_used_code_agrees_to_nothing_more():
    acting = shop()
    sent(acting)
    typed(acting, code_to(acting.person.phone))

    with pytest.raises(NoCode):
        typed(acting, code_to(acting.person.phone))


def test_a_wrong_code_counts_and_says_how_many_tries_are_left():
    acting = shop()
    made = sent(acting)

    with pytest.raises(WrongCode) as refused:
        typed(acting, other_than(code_to(acting.person.phone)))

    made.refresh_from_db()
    assert (made.wrong_tries, refused.value.tries_left) == (1, 4)


def test_after_five_wrong_codes_the_right_one_does_not_agree_either():
    acting = shop()
    sent(acting)
    code = code_to(acting.person.phone)
    for _ in range(5):
        with pytest.raises(WrongCode):
            typed(acting, other_than(code))

    with pytest.raises(NoCode):
        typed(acting, code)


def test_a_code_runs_out_after_ten_minutes():
    acting = shop()
    with freeze_time("2026-11-22T01:00:00Z"):
        sent(acting)
    code = code_to(acting.person.phone)

    with freeze_time("2026-11-22T01:10:00Z"), pytest.raises(NoCode):
        typed(acting, code)
    with freeze_time("2026-11-22T01:09:59Z"):
        assert typed(acting, code).used_at == timezone.now()


def test_the_code_for_one_account_does_not_agree_to_another():
    acting = shop()
    sent(acting)
    code = code_to(acting.person.phone)

    with pytest.raises(NoCode):
        typed(acting, code, about="970436:9999")
    sent(acting, about="970436:9999")
    if code != code_to(acting.person.phone):
        with pytest.raises(WrongCode):
            typed(acting, code, about="970436:9999")


def test_the_digits_of_one_seller_do_not_agree_for_another(monkeypatch):
    monkeypatch.setattr(agreeing, "new_code", lambda: "123456")
    one, other = shop("Hộ minh họa Một"), shop("Hộ minh họa Hai")
    first = sent(one)
    monkeypatch.setattr(agreeing, "new_code", lambda: "654321")
    sent(other)

    with pytest.raises(WrongCode):
        typed(other, "123456")
    first.refresh_from_db()
    assert first.wrong_tries == 0


def test_a_code_for_a_helper_does_not_agree_to_a_bank_account():
    acting = shop()
    sent(acting)

    with pytest.raises(NoCode):
        typed(acting, code_to(acting.person.phone), purpose=AgreementCode.Purpose.HELPER)


def test_the_newest_code_counts_and_ends_the_older(monkeypatch):
    acting = shop()
    codes = iter(["111111", "222222"])
    monkeypatch.setattr(agreeing, "new_code", lambda: next(codes))
    sent(acting)
    sent(acting)

    with pytest.raises(WrongCode):
        typed(acting, "111111")
    assert typed(acting, "222222").used_at is not None


def test_the_sixth_code_within_an_hour_is_not_sent():
    acting = shop()
    for _ in range(5):
        sent(acting)

    with pytest.raises(TooManyCodes):
        sent(acting, about="another thing")

    assert Message.objects.filter(template="agreement_code").count() == 5
    with freeze_time(timezone.now() + timedelta(minutes=61)):
        sent(acting)


def test_codes_for_two_shops_of_one_phone_count_together():
    owner = person()
    one, other = shop("Hộ minh họa Một", owner=owner), shop("Hộ minh họa Hai", owner=owner)
    for acting in (one, one, one, other, other):
        sent(acting)

    with pytest.raises(TooManyCodes):
        sent(other)


@pytest.mark.parametrize("fields", [{"phone_verified": False}, {"phone": None, "email": "chu@example.vn"}])
def test_a_phone_that_is_not_proved_gets_no_code(fields):
    with pytest.raises(NoPhone):
        phone_of(person(**fields))


def test_the_number_on_the_shop_page_is_never_the_one_that_agrees():
    acting = shop(phone="+84987654321")

    assert phone_of(acting.person) == acting.person.phone != acting.seller.phone


def test_the_text_of_a_code_is_erased_once_it_was_sent():
    from marketplace.notify.delivery import deliver

    acting = shop()
    sent(acting)
    message = Message.objects.get(template="agreement_code")

    deliver(message.pk)

    message.refresh_from_db()
    assert (message.state, message.body) == ("sent", "")
