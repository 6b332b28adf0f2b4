"""The person's row: names, addresses, the first superuser."""

import pytest
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.db import IntegrityError, transaction

from marketplace.accounts.names import split_name
from marketplace.accounts.phones import BadPhone

User = get_user_model()


def test_the_given_name_is_the_last_word():
    assert split_name("Nguyễn Thị Bé Tư") == ("Nguyễn Thị Bé", "Tư")
    assert split_name("Tư") == ("", "Tư")
    assert split_name("") == ("", "")


def test_a_person_is_greeted_by_the_whole_name(anna):
    assert (anna.first_name, anna.last_name) == ("An", "Nguyễn Thị")
    assert anna.get_short_name() == anna.full_name
    assert anna.get_full_name() == "Nguyễn Thị An"
    assert str(anna) == "Nguyễn Thị An"


def test_a_form_that_knows_only_first_and_last_name_changes_the_full_name(anna):
    person = User.objects.get(pk=anna.pk)

    person.first_name, person.last_name = "Ánh", "Lê Thị"
    person.save()

    assert User.objects.get(pk=anna.pk).full_name == "Lê Thị Ánh"


def test_the_full_name_leads_when_it_is_edited(anna):
    person = User.objects.get(pk=anna.pk)

    person.full_name = "  Nguyễn   Thị  Ân "
    person.save(update_fields=["full_name"])

    again = User.objects.get(pk=anna.pk)
    assert (again.full_name, again.first_name, again.last_name) == ("Nguyễn Thị Ân", "Ân", "Nguyễn Thị")


def test_a_person_without_any_address_cannot_be_stored(db):
    with pytest.raises(ValueError):
        User.objects.create_user(full_name="Ai Đó")
    with pytest.raises(IntegrityError), transaction.atomic():
        User(full_name="Ai Đó").save()


def test_empty_addresses_are_stored_as_none_so_that_two_people_may_lack_them(db):
    first = User.objects.create_user(phone="0912345678", email="")
    second = User.objects.create_user(phone="0987654321", email="  ")

    assert (first.email, second.email) == (None, None)


def test_one_email_address_is_one_person_whatever_its_letters(db):
    User.objects.create_user(email="Anna@Example.vn")

    assert User.objects.by_email("ANNA@example.VN").email == "anna@example.vn"
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create_user(email="anna@example.vn")


def test_a_bad_phone_makes_no_person(db):
    with pytest.raises(BadPhone):
        User.objects.create_user(phone="0912345")


def test_the_first_superuser_comes_from_the_command_line(db, monkeypatch):
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", "mua-ban-tren-song-9")

    call_command("createsuperuser", email="Desk@example.vn", interactive=False, verbosity=0)

    desk = User.objects.by_email("desk@example.vn")
    assert desk.is_superuser and desk.is_staff and desk.check_password("mua-ban-tren-song-9")
    assert desk.emailaddress_set.get().verified is True


def test_handles_say_nothing_about_the_person(db):
    handles = {User.objects.create_user(phone=f"091234567{n}").username for n in range(5)}

    assert len(handles) == 5
    assert all(len(handle) == 12 for handle in handles)
