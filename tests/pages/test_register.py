"""The public register and the evidence behind it."""

from datetime import date, timedelta

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from catalogue.certification.models import Certificate, end_of_validity
from tests.stall import certificate, product, province

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("issued", "until"),
    [
        (date(2026, 11, 21), date(2029, 11, 21)),
        (date(2024, 2, 29), date(2027, 2, 28)),
        (date(2023, 8, 31), date(2026, 8, 31)),
    ],
)
def test_a_certificate_lives_36_months(issued, until):
    assert end_of_validity(issued) == until


def test_the_first_and_the_last_day_count_and_the_next_does_not():
    paper = Certificate(issued_on=date(2024, 1, 10), valid_until=date(2027, 1, 10), stars=3)

    assert paper.is_valid_on(date(2024, 1, 10))
    assert paper.is_valid_on(date(2027, 1, 10))
    assert not paper.is_valid_on(date(2027, 1, 11))
    assert not paper.is_valid_on(date(2024, 1, 9))


def test_an_extension_counts_only_when_somebody_decided_it():
    paper = Certificate(
        issued_on=date(2023, 1, 1), valid_until=date(2026, 1, 1), extended_until=date(2026, 6, 1), stars=3
    )
    assert not paper.is_valid_on(date(2026, 3, 1))

    paper.state = "extended"

    assert paper.is_valid_on(date(2026, 3, 1))
    assert not paper.is_valid_on(date(2026, 6, 2))


@pytest.mark.parametrize("state", ["suspended_display", "superseded", "revoked"])
def test_no_star_in_any_other_state(state):
    day = timezone.localdate()
    paper = Certificate(issued_on=day, valid_until=day + timedelta(days=10), stars=3, state=state)

    assert not paper.is_valid_on(day)


def test_the_register_finds_without_marks_and_shows_valid_ones_first(client):
    old = certificate(product("Đường thốt nốt cũ"), 4, issued_days_ago=2000)
    new = certificate(product("Đường thốt nốt mới"), 3, issued_days_ago=400)

    found = client.get("/ocop/", {"q": "duong thot not"}).context["page"].object_list

    assert list(found) == [new, old]
    assert list(client.get("/ocop/", {"q": "thot not", "valid": "1"}).context["page"]) == [new]
    assert list(client.get("/ocop/", {"q": "thot not", "stars": "4"}).context["page"]) == [old]


@pytest.mark.parametrize(
    "query", [{"page": "999999"}, {"page": "x"}, {"stars": "9"}, {"q": "x" * 9999}, {"q": "\x00'\""}]
)
def test_the_register_answers_strange_questions(client, query):
    assert client.get("/ocop/", query).status_code == 200


@pytest.mark.parametrize("number", [2, 25])
def test_the_register_stays_within_eight_queries(client, django_assert_max_num_queries, number):
    for n in range(number):
        certificate(product(f"Món {n}"), 3)

    with django_assert_max_num_queries(8):
        assert client.get("/ocop/").status_code == 200


def test_evidence_is_for_staff_with_the_permission_only(client, django_user_model):
    from django.contrib.auth.models import Permission

    paper = certificate(product("Mắm"), 4)
    paper.evidence.save("giay.pdf", ContentFile(b"%PDF-1.4 x"))
    address = f"/ocop/{paper.reference}/evidence/"
    officer = django_user_model.objects.create_user(
        email="canbo@demo.example", full_name="Cán bộ minh họa", password="x"
    )

    assert client.get(address).status_code == 302
    client.force_login(officer)
    assert client.get(address).status_code == 403
    officer.user_permissions.add(Permission.objects.get(codename="read_evidence"))
    client.force_login(django_user_model.objects.get(pk=officer.pk))
    response = client.get(address)
    assert response.status_code == 200
    assert "no-store" in response.headers["Cache-Control"]
    assert "/media/" not in paper.evidence.storage.path(paper.evidence.name)


def test_a_certificate_needs_three_to_five_stars():
    from django.db import IntegrityError, transaction

    with pytest.raises(IntegrityError), transaction.atomic():
        Certificate.objects.create(
            reference="x", product_name="x", province=province(), issued_on=date(2026, 1, 1), stars=2
        )


def test_djangos_admin_edits_certificates_but_never_their_state(admin_client):
    made = product("Mắm")
    paper = certificate(made, 4)
    address = f"/admin/certification/certificate/{paper.pk}/change/"

    text = admin_client.get(address).content.decode()

    assert 'name="stars"' in text
    assert 'name="state"' not in text
