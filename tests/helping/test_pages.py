"""Helpers in the workspace: for the seller's own people only; another seller's helpers do not exist there."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from sellers.access import Acting
from sellers.changes import note_change
from sellers.helping.models import Helper, Scope

from .people import code_to, helper_of, other_than, person, shop

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner(client):
    acting = shop()
    client.force_login(acting.person)
    return acting


def at(acting, name="people", *args) -> str:
    return reverse(f"selling:{name}", args=[acting.seller.slug, *args])


def ask(client, acting, **changes):
    answers = {
        "phone": "0977 000 111", "name": "Cán bộ Minh Họa", "relation": "officer", "scopes": ["products", "orders"],
        "until": (timezone.localdate() + timedelta(days=30)).isoformat(),
    }  # fmt: skip
    return client.post(at(acting, "ask_helper"), answers | changes)


def test_asking_agreeing_and_ending(client, owner):
    asked = ask(client, owner)
    helper = Helper.objects.get()
    assert asked.url == at(owner, "helper", helper.pk)
    assert "products, orders" in client.get("/en" + asked.url).content.decode()

    agreed = client.post(asked.url, {"code": code_to(owner.person.phone)})
    assert agreed.url == at(owner)
    helper.refresh_from_db()
    assert helper.agreed_at is not None
    assert "Cán bộ Minh Họa" in client.get(at(owner)).content.decode()

    ended = client.post(at(owner, "end_helper", helper.pk))
    assert ended.url == at(owner)
    helper.refresh_from_db()
    assert helper.ended_by == owner.person


def test_it_ends_in_two_taps(client, owner):
    helper_of(owner)

    html = client.get(at(owner)).content.decode()

    details = html.split('<details class="end-help">', 1)[1].split("</details>", 1)[0]
    assert details.count("<summary") == 1 and details.count("<button") == 1


def test_a_wrong_code_is_explained_and_can_be_typed_again(client, owner):
    address = ask(client, owner).url

    refused = client.post("/en" + address, {"code": other_than(code_to(owner.person.phone))})
    assert "4 more tries" in refused.content.decode()

    assert client.post(address, {"code": code_to(owner.person.phone)}).url == at(owner)


def test_a_used_code_changes_nothing_more(client, owner):
    address = ask(client, owner).url
    code = code_to(owner.person.phone)
    client.post(address, {"code": code})
    helper = Helper.objects.get()

    again = client.post("/en" + address, {"code": code})

    assert "Ask for a new one" in again.content.decode()
    assert Helper.objects.get().agreed_at == helper.agreed_at


@pytest.mark.parametrize(
    "wrong",
    [
        {"phone": ""},
        {"phone": "abc"},
        {"name": ""},
        {"name": "<i>"},
        {"relation": ""},
        {"scopes": []},
        {"until": ""},
        {"until": "2030-01-01"},
    ],
)
def test_a_wrong_answer_is_explained_and_the_others_are_kept(client, owner, wrong):
    refused = ask(client, owner, **wrong)

    html = refused.content.decode()
    assert refused.status_code == 200 and "error-summary" in html
    assert "name" in wrong or 'value="Cán bộ Minh Họa"' in html
    assert not Helper.objects.exists()


def test_too_many_codes_are_refused_with_the_answers_kept(client, owner):
    for number in range(5):
        ask(client, owner, phone=f"097700012{number}")

    refused = ask(client, owner)

    assert refused.status_code == 429
    assert 'value="Cán bộ Minh Họa"' in refused.content.decode()


def test_the_account_name_of_a_stranger_is_not_learned_by_asking(client, owner):
    stranger = person("Trần Thị Bí Mật")
    stranger.last_login = timezone.now()
    stranger.save()

    ask(client, owner, phone=stranger.phone, name="Ai đó")

    for address in (at(owner), at(owner, "helper", Helper.objects.get().pk), at(owner, "changes")):
        assert "Bí Mật" not in client.get(address).content.decode()


def test_with_a_helper_both_names_stand_beside_the_change(client, owner):
    officer = person("Cán bộ Minh Họa")
    helper = helper_of(owner, officer)
    note_change(Acting(officer, owner.seller, helper), "product.price", "Khô cá lóc: 100.000 → 120.000")
    note_change(owner, "product.price", "Khô cá lóc: 120.000 → 90.000")

    html = client.get("/en" + at(owner, "changes")).content.decode()

    assert f"Cán bộ Minh Họa for {owner.seller.name}" in html
    assert html.index("→ 90.000") < html.index("→ 120.000")
    assert "You" in html


def test_the_list_of_changes_is_paged_and_costs_the_same(client, owner, django_assert_max_num_queries):
    for number in range(65):
        note_change(owner, "x", f"Việc số {number:03}")

    with django_assert_max_num_queries(12):
        first = client.get(at(owner, "changes")).content.decode()
    last = client.get(at(owner, "changes") + "?page=3").content.decode()

    assert "Việc số 064" in first and "Việc số 004" not in first
    assert "Việc số 004" in last


def pages_of(acting, pk=1) -> list[tuple[str, str]]:
    return [
        ("get", at(acting)), ("get", at(acting, "ask_helper")), ("post", at(acting, "ask_helper")), ("get", at(acting, "changes")),
        ("get", at(acting, "helper", pk)), ("post", at(acting, "helper", pk)), ("post", at(acting, "end_helper", pk)),
    ]  # fmt: skip


def test_a_helper_with_every_scope_does_not_manage_helpers(client):
    owner, officer = shop(), person()
    helper = helper_of(owner, officer, scopes=list(Scope.values))
    client.force_login(officer)

    for method, address in pages_of(owner, helper.pk):
        assert getattr(client, method)(address).status_code == 403, address
    helper.refresh_from_db()
    assert helper.ended_at is None


def test_for_others_there_is_no_such_shop(client):
    owner = shop()
    helper = helper_of(owner)
    client.force_login(person())

    for method, address in pages_of(owner, helper.pk):
        assert getattr(client, method)(address).status_code == 404, address


def test_signed_out_every_page_leads_to_the_door(client):
    owner = shop()

    for method, address in pages_of(owner, helper_of(owner).pk):
        assert getattr(client, method)(address).url.startswith(reverse("account_login"))


def test_another_sellers_helpers_are_not_found(client, owner):
    foreign = helper_of(shop("Hộ minh họa Hai"))

    for method, name in (("get", "helper"), ("post", "helper"), ("post", "end_helper")):
        assert getattr(client, method)(at(owner, name, foreign.pk), {"code": "123456"}).status_code == 404
    assert client.get(at(owner, "ask_helper") + f"?helper={foreign.pk}").status_code == 404
    foreign.refresh_from_db()
    assert foreign.ended_at is None


def test_a_stopped_shop_ends_help_and_asks_nobody(client, owner):
    helper = helper_of(owner)
    owner.seller.state = "suspended"
    owner.seller.save()

    assert client.get(at(owner)).status_code == 200
    assert client.get(at(owner, "ask_helper")).status_code == 403
    assert client.post(at(owner, "end_helper", helper.pk)).status_code == 302


def test_the_page_costs_the_same_for_two_and_for_twenty_helpers(client, owner):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    counts = []
    for number in (2, 18):
        for _ in range(number):
            helper_of(owner)
        with CaptureQueriesContext(connection) as queries:
            client.get(at(owner))
        counts.append(len(queries))

    assert counts[0] == counts[1]
