"""The phone and the code: one door for people known and new, and nobody can tell which of the two it was."""

import re

import pytest
from django.contrib.auth import get_user_model
from django.core.cache import cache
from django.urls import reverse

from marketplace.accounts.models import Consent
from marketplace.notify.models import Message
from tests.helping.people import other_than, person, shop

from .walking import E164, PHONE, ask_for_code, asked_on, sign_in_code, type_code

pytestmark = pytest.mark.django_db
User = get_user_model()


@pytest.fixture(autouse=True)
def _forget():
    cache.clear()


def test_before_the_first_question_nothing_is_asked_and_the_cost_is_told(client):
    from marketplace.charges.models import CommissionRule

    shop()  # a market with its rates
    page = client.get(reverse("selling:join"))

    rule = CommissionRule.objects.get(seller=None, product_set="")
    rate = f"{rule.rate_bp / 100:g}".replace(".", ",")
    assert asked_on(page) == []
    assert f"{rate} %" in page.content.decode() or rule.rate_bp == 0
    assert reverse("selling:help") in page.content.decode()


@pytest.mark.parametrize(("basis_points", "said"), [(0, "0"), (250, "2,5"), (1000, "10"), (5, "0,05"), (305, "3,05")])
def test_rates_are_written_as_people_write_them(basis_points, said):
    from marketplace.selling.joining.before import _per_cent

    assert _per_cent(basis_points) == said


def test_the_button_is_the_agreement_and_its_link_leads_to_the_terms(client, settings):
    html = client.get("/en" + reverse("selling:join_phone")).content.decode()

    assert "I agree to the terms; send me the code" in html
    assert f'href="{settings.TERMS_URL}"' in html
    assert asked_on(client.get(reverse("selling:join_phone"))) == ["login"]


def test_somebody_new_is_signed_up_by_the_press_and_signed_in_by_the_code(client, settings):
    ask_for_code(client)
    newcomer = User.objects.get(phone=E164)
    consent = Consent.objects.get(user=newcomer)
    assert (newcomer.phone_verified, newcomer.last_login) == (False, None)
    assert (consent.document, consent.version, consent.ip) == ("terms", settings.TERMS_VERSION, "127.0.0.1")

    landed = type_code(client)

    newcomer.refresh_from_db()
    assert newcomer.phone_verified is True
    assert client.session["_auth_user_id"] == str(newcomer.pk)
    assert landed.redirect_chain[-1][0] == reverse("selling:join_who")
    assert not newcomer.has_usable_password()


def test_somebody_known_is_signed_in_and_agrees_to_the_terms_of_today(client, settings):
    known = person(phone=E164)
    Consent.objects.update(version="2020-01-01")

    ask_for_code(client)
    assert not Consent.objects.filter(version=settings.TERMS_VERSION).exists()
    type_code(client)

    assert User.objects.get() == known
    assert Consent.objects.filter(user=known, version=settings.TERMS_VERSION).exists()


def test_who_only_pressed_the_button_with_somebody_elses_number_agreed_to_nothing_for_them(client):
    known = person(phone=E164)
    Consent.objects.all().delete()

    ask_for_code(client)

    assert not Consent.objects.filter(user=known).exists()


def test_the_press_of_one_is_not_the_agreement_of_another_who_signs_in_here(client):
    other = person()
    Consent.objects.all().delete()
    ask_for_code(client)  # somebody typed a number and went away

    client.force_login(other)
    client.get(reverse("selling:start"))

    assert not Consent.objects.filter(user=other).exists()


def strip(html: str) -> str:
    return re.sub(r'csrfmiddlewaretoken" value="[^"]+"', "", html)


def test_known_and_unknown_phones_look_the_same(client, django_assert_max_num_queries):
    person(phone=E164)
    known = ask_for_code(client, PHONE)
    known_page = client.get(known.url)
    client.session.flush()
    cache.clear()

    unknown = ask_for_code(client, "0912 345 679")
    unknown_page = client.get(unknown.url)

    assert (known.status_code, known.url) == (unknown.status_code, unknown.url)
    same = strip(unknown_page.content.decode()).replace("0912 345 679", "0912 345 678").replace("+84912345679", E164)
    assert same == strip(known_page.content.decode())
    assert Message.objects.filter(template="sign_in_code").count() == 2


def test_an_email_address_works_for_whoever_has_no_vietnamese_phone(client):
    ask_for_code(client, "Maker@Example.com")

    type_code(client, address="maker@example.com")

    newcomer = User.objects.get(email="maker@example.com")
    assert client.session["_auth_user_id"] == str(newcomer.pk)
    assert newcomer.emailaddress_set.get().verified is True


@pytest.mark.parametrize("typed", ["", "12345", "0112345678", "abc", "an@"])
def test_a_wrong_number_is_kept_and_explained(client, typed):
    refused = ask_for_code(client, typed)

    html = refused.content.decode()
    assert refused.status_code == 200 and "login_error" in html
    assert f'value="{typed}"' in html
    assert not User.objects.exists() and not Message.objects.exists()


def test_a_wrong_code_signs_nobody_in(client):
    ask_for_code(client)

    refused = type_code(client, other_than(sign_in_code()))

    assert "code_error" in refused.content.decode()
    assert "_auth_user_id" not in client.session


def test_too_many_wrong_codes_lead_back_to_the_phone(client):
    ask_for_code(client)
    wrong = other_than(sign_in_code())
    for _ in range(3):
        answered = client.post(reverse("selling:join_code"), {"code": wrong})

    assert answered.url == reverse("selling:join_phone")
    assert client.post(reverse("selling:join_code"), {"code": sign_in_code()}).url == reverse("selling:join_phone")
    assert "_auth_user_id" not in client.session


def test_without_a_phone_there_is_no_code_to_type(client):
    assert client.get(reverse("selling:join_code")).url == reverse("selling:join_phone")


def test_the_fourth_code_of_a_minute_is_not_sent(client):
    for _ in range(3):
        ask_for_code(client)

    refused = ask_for_code(client)

    assert refused.status_code == 200
    assert Message.objects.filter(template="sign_in_code").count() == 3


def test_a_new_code_is_one_press_away_and_the_number_is_remembered(client):
    ask_for_code(client)

    page = client.get(reverse("selling:join_code"))

    assert f'name="login" value="{E164}"' in page.content.decode()
    assert 'value="0912 345 678"' in client.get(reverse("selling:join_phone")).content.decode()


def test_two_presses_at_once_make_one_account(client):
    ask_for_code(client)
    ask_for_code(client)

    assert User.objects.count() == 1
    type_code(client)
    assert client.session["_auth_user_id"] == str(User.objects.get().pk)


def test_a_closed_account_is_not_opened_again(client):
    person(phone=E164, is_active=False)

    ask_for_code(client)
    type_code(client)

    assert "_auth_user_id" not in client.session
    assert User.objects.count() == 1


def test_whoever_is_signed_in_is_not_asked_for_a_phone(client):
    client.force_login(person())

    assert client.get(reverse("selling:join_phone")).url == reverse("selling:start")
    assert client.post(reverse("selling:join_phone"), {"login": PHONE}).url == reverse("selling:start")


def test_the_pages_are_kept_by_no_cache(client):
    for name in ("join_phone", "help"):
        page = client.get(reverse(f"selling:{name}"))
        assert "no-store" in page["Cache-Control"] and page["X-Robots-Tag"] == "noindex, nofollow"
