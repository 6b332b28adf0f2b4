"""Member households in the workspace: entered, invited, let go; another cooperative's do not exist there."""

import pytest
from django.urls import reverse

from marketplace.notify.models import Message
from sellers.helping.models import Scope
from sellers.members.models import Member
from sellers.members.own_page import goods_of_member
from sellers.models import SellerChange
from tests import stall
from tests.helping.people import helper_of, person, shop

from .test_members import PHONE, entered

pytestmark = pytest.mark.django_db


def at(coop, name="members", *args) -> str:
    return reverse(f"selling:{name}", args=[coop.seller.slug, *args])


def test_entering_inviting_and_leaving_over_the_pages(coop, client):
    client.force_login(coop.person)
    answers = {"name": "Hộ ông Ba", "place": stall.commune().label, "phone": "0977 000 888", "is_shown": "on"}
    entered_at = client.post(at(coop, "new_member"), answers).url
    member = Member.objects.get()
    assert entered_at == at(coop, "member_of", member.pk)
    assert (member.phone, member.is_shown) == (PHONE, True)

    product = stall.product("Khô cá lóc", by=coop.seller)
    client.post(at(coop, "member_makes", member.pk), {"product": [product.pk, "x"]})
    assert "Khô cá lóc" in client.get(at(coop)).content.decode()

    client.post(at(coop, "invite_member", member.pk))
    client.post(at(coop, "invite_member", member.pk))
    invited = Message.objects.get(template="member_invited")
    assert invited.recipient == PHONE and "/selling/member/" in invited.body and len(invited.body) <= 160

    client.post(at(coop, "leave_member", member.pk))
    member.refresh_from_db()
    assert member.left_at is not None


def test_consent_is_not_ticked_beforehand(coop, client):
    client.force_login(coop.person)

    html = client.get(at(coop, "new_member")).content.decode()

    box = html.split('name="is_shown"', 1)[1].split(">", 1)[0]
    assert "checked" not in box


@pytest.mark.parametrize("wrong", [{"name": ""}, {"place": ""}, {"phone": "12"}])
def test_a_wrong_answer_is_explained_and_the_others_are_kept(coop, client, wrong):
    client.force_login(coop.person)
    answers = {"name": "Hộ ông Ba", "place": stall.commune().label, "phone": "0977 000 888", "hamlet": "Ấp Mỹ Thành"}

    refused = client.post(at(coop, "new_member"), answers | wrong)

    html = refused.content.decode()
    assert refused.status_code == 200 and "error-summary" in html and 'value="Ấp Mỹ Thành"' in html
    assert not Member.objects.exists()


def pages_of(coop, pk) -> list[tuple[str, str]]:
    posts = [("post", at(coop, name, pk)) for name in ("member_of", "member_makes", "invite_member", "leave_member")]
    return [("get", at(coop)), ("get", at(coop, "new_member")), ("get", at(coop, "member_of", pk)), *posts]


def test_another_cooperatives_members_are_not_found(coop, client):
    foreign = entered(shop("HTX minh họa Hai", kind="cooperative"))
    client.force_login(coop.person)

    for method, address in pages_of(coop, foreign.pk)[2:]:
        assert getattr(client, method)(address).status_code == 404, address
    foreign.refresh_from_db()
    assert foreign.left_at is None and not Message.objects.exists()


def test_the_secretary_needs_the_scope_of_products(coop, client):
    secretary, member = person(), entered(coop)
    helper = helper_of(coop, secretary, scopes=[Scope.ORDERS, Scope.MONEY])
    client.force_login(secretary)
    for method, address in pages_of(coop, member.pk):
        assert getattr(client, method)(address).status_code == 403, address

    helper.scopes = [Scope.PRODUCTS]
    helper.save()

    assert client.get(at(coop)).status_code == 200
    client.post(at(coop, "member_makes", member.pk), {"product": []})
    client.post(at(coop, "leave_member", member.pk))
    assert SellerChange.objects.get(action="member.left").is_helper is True


def test_for_others_there_is_no_such_cooperative(coop, client):
    member = entered(coop)
    client.force_login(person())

    for method, address in pages_of(coop, member.pk):
        assert getattr(client, method)(address).status_code == 404, address


def test_the_list_costs_the_same_for_two_and_for_forty(coop, client):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client.force_login(coop.person)
    counts = []
    for start, number in ((0, 2), (2, 38)):
        for one in range(number):
            entered(coop, f"Hộ số {start + one}", "")
        with CaptureQueriesContext(connection) as queries:
            client.get(at(coop))
        counts.append(len(queries))

    assert counts[0] == counts[1]


def test_a_household_without_goods_is_told_so(coop):
    assert goods_of_member(entered(coop)) == []
