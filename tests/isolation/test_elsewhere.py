"""Addresses without a seller in them: what they show of a seller, and to whom."""

from datetime import timedelta

import pytest
from django.utils import timezone

from marketplace.fulfilment import answer_links
from marketplace.fulfilment.models import Parcel
from marketplace.payouts.links import key_of
from sellers.helping.models import Scope

from . import market
from .harm import harmful
from .table import ELSEWHERE
from .test_walk import DOOR, OTHER_ROUTES
from .watching import no_writes

pytestmark = pytest.mark.django_db

OF_A = ("Hợp tác xã Mẫu a", "Khô cá a", "Hộ a", "Bác a")


def routes_of(how: str):
    return [route for route in OTHER_ROUTES if ELSEWHERE[route.name].how == how]


def names_a(answer) -> list[str]:
    return [words for words in OF_A if words in answer.content.decode(errors="ignore")]


def key_for(side) -> str:
    parcel = Parcel.objects.get(pk=side.ids["parcel"])
    return answer_links.path_of(parcel, now=timezone.now()).rstrip("/").rsplit("/", 1)[1]


def test_each_row_is_proven_by_one_of_these_tests():
    assert {entry.how for entry in ELSEWHERE.values()} == {"anybody", "signed_in", "own_list", "key", "own_money"}


def test_pages_for_anybody_name_no_seller_to_a_stranger(client, sides):
    for signed_in in (False, True):
        if signed_in:
            client.force_login(sides.b.owner)
        for route in routes_of("anybody"):
            answer = client.get(route.url())
            assert answer.status_code in (200, 302), route.name
            assert names_a(answer) == [], route.name


@pytest.mark.parametrize("how", ["signed_in", "own_list"])
def test_pages_of_ones_own_lead_to_signing_in_and_name_no_other_seller(client, sides, strangers, how):
    for route in routes_of(how):
        answer = client.get(route.url())
        assert answer.status_code == 302 and answer.url.startswith(DOOR), route.name
        with no_writes():
            client.post(route.url(), harmful())

    for stranger in strangers.values():
        client.force_login(stranger)
        for route in routes_of(how):
            assert names_a(client.get(route.url())) == [], (str(stranger), route.name)


def test_the_same_pages_do_name_the_seller_to_who_belongs_there(client, sides):
    """Otherwise the test above would find nothing whatever happened."""
    from sellers.helping.models import Helper

    client.force_login(Helper.objects.get(pk=sides.a.ids["helper"]).person)

    for route in routes_of("own_list"):
        assert "Hợp tác xã Mẫu a" in client.get(route.url()).content.decode(), route.name


def test_a_forged_key_opens_nothing_and_writes_nothing(client, sides):
    key = key_for(sides.a)
    forged = [f"{key[:-1]}{'A' if key[-1] != 'A' else 'B'}", key[::-1], "x", "0"]

    for route in routes_of("key"):
        for bad in forged:
            for visit in ("get", "post"):
                with no_writes():
                    answer = getattr(client, visit)(route.url(key=bad), harmful() if visit == "post" else {})
                assert answer.status_code in (404, 405, 410, 429), (route.name, bad, answer.status_code)
                assert names_a(answer) == [], route.name


def test_an_honest_key_is_a_real_door(client, sides):
    for route in routes_of("key"):
        if route.name.startswith("answering:"):
            assert client.get(route.url(key=key_for(sides.a))).status_code == 200, route.name


def test_a_key_answers_its_own_order_and_no_other(client, sides):
    client.post(f"/selling/answer/{key_for(sides.b)}/", {"parcel": sides.a.ids["parcel"], "seller": "mau-a"})

    asked = Parcel.objects.filter(pk__in=[side.ids["parcel"] for side in (sides.a, sides.b)])
    states = dict(asked.values_list("seller__slug", "state"))
    assert states == {"mau-a": "new", "mau-b": "accepted"}


def money_urls(side) -> list[str]:
    values = {"pk": side.ids["payout"], "month": f"{timezone.localdate():%Y-%m}"}
    return [f"{route.url(**values)}?seller={side.seller.slug}" for route in routes_of("own_money")]


def test_money_is_shown_to_nobody_else(client, sides, strangers):
    outside = market.person("ngoai@example.com", "Ngoài")
    market.consent(sides.a.seller, outside, [scope for scope in Scope.values if scope != Scope.MONEY])

    for url in money_urls(sides.a):
        answer = client.get(url)
        assert answer.status_code == 302 and answer.url.startswith(DOOR), url
    for stranger in (*strangers.values(), outside):
        client.force_login(stranger)
        for url in money_urls(sides.a):
            with no_writes():
                assert client.get(url).status_code == 404, (str(stranger), url)
                assert client.post(url, harmful()).status_code in (404, 405), url


def test_the_link_to_one_statement_opens_no_other(client, sides):
    until = timezone.localdate() + timedelta(days=9)
    key_of_b = key_of(sides.b.ids["payout"], until)

    answer = client.get(f"/selling/money/{sides.a.ids['payout']}/?k={key_of_b}")

    assert answer.status_code == 302 and answer.url.startswith(DOOR)
