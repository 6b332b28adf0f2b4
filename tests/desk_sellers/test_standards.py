"""What is asked for is data: requirements with ticks, watched words, the communes of officers."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.urls import reverse
from wagtail.models import ModelLogEntry

from catalogue.review.models import WatchedWord
from marketplace.desk.groups import COMMUNE_OFFICER, DOSSIERS, GROUPS, REVIEWER
from marketplace.desk.models import StaffScope
from marketplace.desk.scoping import reach_of
from marketplace.desk.sellers.standards import nowhere_words
from sellers.papers.models import Requirement
from tests import stall
from tests.desk_sellers import market

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client, staff):
    client.force_login(staff.standards)
    return staff.standards


def typed(row, **more) -> dict:
    """The form of a requirement as it stands."""
    values = {
        "name": row.name, "help_text": row.help_text, "legal_ref": row.legal_ref, "gives": row.gives, "paper_kind": row.paper_kind,
        "kinds": row.kinds, "product_sets": row.product_sets, "months_valid": row.months_valid or "", "position": row.position,
        "is_mandatory": "on", "needs_file": "on", "is_active": "on",
    }  # fmt: skip
    return values | more


def test_kinds_and_product_sets_are_ticked(client, editor, made):
    row = Requirement.objects.get(code="food_safety")

    client.post(
        reverse("standards_requirements:edit", args=[row.pk]),
        typed(row, kinds=["household", "facility"], product_sets=["I", "II.1"]),
    )

    row.refresh_from_db()
    assert (row.kinds, row.product_sets) == (["household", "facility"], ["I", "II.1"])
    assert ModelLogEntry.objects.filter(object_id=str(row.pk), user=editor).exists()


def test_an_unknown_product_set_is_refused_and_what_was_typed_stays(client, editor, made):
    row = Requirement.objects.get(code="food_safety")

    page = client.post(
        reverse("standards_requirements:edit", args=[row.pk]), typed(row, name="Tên mới", product_sets=["IX"])
    )

    assert "product_sets" in page.context["form"].errors
    assert "Tên mới" in page.content.decode()


def test_what_enters_a_certificate_is_asked_for_each_product(client, editor, made):
    data = {"name": "Giấy lạ", "code": "la", "way": "paper", "gives": "certificate", "position": 10, "is_active": "on"}

    page = client.post(reverse("standards_requirements:add"), data)

    assert "gives" in page.context["form"].errors
    assert not Requirement.objects.filter(code="la").exists()


def test_the_way_of_a_requirement_stays_as_papers_were_sent_for_it(client, editor, made):
    row = Requirement.objects.get(code="tax_code")

    client.post(reverse("standards_requirements:edit", args=[row.pk]), typed(row, way="identity", code="anders"))

    row.refresh_from_db()
    assert (row.way, row.code) == ("paper", "tax_code")


def test_a_watched_word_counts_at_once_and_may_be_taken_away(client, editor, made):
    from catalogue.review.wording import check

    client.post(reverse("standards_words:add"), {"words": "  thần  dược ", "kind": "forbidden", "is_active": "on"})
    assert [finding.words for finding in check({"title": "Rượu thần dược"})] == ["thần dược"]

    word = WatchedWord.objects.get(words="thần dược")
    client.post(reverse("standards_words:delete", args=[word.pk]))
    assert check({"title": "Rượu thần dược"}) == []


def test_an_officer_gets_communes(client, editor, staff, settings):
    settings.PROVINCES = ["91"]
    stall.commune(*market.HERE)

    client.post(reverse("standards_scopes:add"), {"person": staff.care.pk, "communes": ["30469"]})

    assert [commune.pk for commune in StaffScope.objects.get(person=staff.care).communes.all()] == ["30469"]
    assert reach_of(staff.care).communes == {"30469"}


def test_commune_officers_without_communes_are_named(client, editor, staff, made):
    client.force_login(staff.boss)
    assert "xa-nay" not in client.get(reverse("desk:standards")).content.decode()

    staff.here.desk_scope.delete()

    assert "xa-nay" in client.get(reverse("desk:standards")).content.decode()


def test_a_commune_officer_without_communes_reaches_nobody(client, staff, made):
    staff.here.desk_scope.delete()
    client.force_login(staff.here)

    assert reach_of(staff.here).communes == frozenset()
    assert made.asking.name not in client.get(reverse("desk:dossiers")).content.decode()
    assert client.get(reverse("desk:dossier", args=[made.asking.pk])).status_code == 404
    assert reach_of(staff.care).is_whole


def test_a_commune_officer_who_may_see_all_communes_needs_no_row(staff):
    staff.here.desk_scope.delete()
    staff.here.user_permissions.add(Permission.objects.get(codename="see_all_communes"))
    staff.boss.groups.add(Group.objects.get(name=COMMUNE_OFFICER))

    assert reach_of(type(staff.here).objects.get(pk=staff.here.pk)).is_whole
    assert reach_of(staff.boss).is_whole
    assert str(nowhere_words()) == ""


def test_one_query_tells_the_reach(staff, django_assert_num_queries):
    staff.care.has_perm("desk.see_sellers")  # asks once for what the person may do
    staff.here.has_perm("desk.see_sellers")

    for each in (staff.care, staff.here):
        with django_assert_num_queries(1):
            reach_of(each)


def test_no_group_both_reviews_listings_and_opens_shops():
    assert not {"review.decide_review", "opening.open_sellers"} <= {*GROUPS[DOSSIERS]}
    assert not {"review.decide_review", "opening.open_sellers"} <= {*GROUPS[REVIEWER]}


def test_no_group_edits_what_is_asked_for_or_sees_past_a_scope(staff):
    held = {each for labels in GROUPS.values() for each in labels}

    assert not held & {"desk.edit_requirements", "desk.see_all_communes"}
    assert Group.objects.get(name=COMMUNE_OFFICER).permissions.count() == len(GROUPS[COMMUNE_OFFICER])
