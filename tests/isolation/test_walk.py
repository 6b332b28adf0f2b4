"""Every address of every seller, walked by everybody whom it does not concern: nothing opens and nothing changes."""

from contextlib import nullcontext
from unittest.mock import patch

import pytest
from django.db import transaction
from django.http import HttpResponse

from marketplace import urls
from marketplace.fulfilment.models import Parcel
from sellers.helping.models import Scope
from sellers.models import Seller, State

from . import market
from .harm import harmful
from .routes import routes
from .table import ELSEWHERE, OWN, OWNERS
from .watching import no_writes, rows

pytestmark = pytest.mark.django_db

DOOR = "/account/login/"
OWN_ROUTES = [route for route in routes() if "seller" in route.kwargs and route.path.startswith("selling/")]
OTHER_ROUTES = [route for route in routes() if "seller" not in route.kwargs and route.path.startswith("selling/")]


def url_of(route, side, *, things=None) -> str:
    """Below the shop of `side`, with the numbers of `things` (its own when not given)."""
    things, entry = things or side, OWN[route.name]
    values = {name: things.ids[kind] for name, kind in entry.ids.items()}
    return route.url(seller=side.seller.slug, **values)


def knock(client, route, url):
    """Looks, and presses with a form that would do harm."""
    for visit, sent in (("get", {}), ("post", harmful())):
        with no_writes():
            answer = getattr(client, visit)(url, sent)
        yield f"{visit.upper()} {route.name}", answer


def refused_plainly():
    """Where one walk has drawn the page of each refusal, the next need not: the page is the same, its status is asked for."""
    plain = {
        404: lambda request, exception: HttpResponse(status=404),
        403: lambda request, exception: HttpResponse(status=403),
    }
    return patch.multiple(urls, create=True, handler404=plain[404], handler403=plain[403])


def walk(client, side, allowed, *, only=lambda route: True, things=None) -> list[str]:
    """Every own address; what was answered otherwise than allowed."""
    wrong = []
    for route in filter(only, OWN_ROUTES):
        for what, answer in knock(client, route, url_of(route, side, things=things)):
            if answer.status_code not in allowed:
                wrong.append(f"{what}: {answer.status_code}")
    return wrong


def test_every_address_stands_in_the_table_and_every_row_has_an_address():
    assert {route.name for route in OWN_ROUTES} == set(OWN)
    assert {route.name for route in OTHER_ROUTES} == set(ELSEWHERE)


def test_the_numbers_in_the_addresses_are_those_of_the_table():
    named = {route.name: set(route.kwargs) - {"seller"} for route in OWN_ROUTES}

    assert named == {name: set(entry.ids) for name, entry in OWN.items()}


def test_every_view_asks_for_the_scope_of_the_table_and_stays_open_only_for_a_reason():
    for route in OWN_ROUTES:
        entry, view = OWN[route.name], route.view_class
        assert (view.scope, view.open_when_stopped) == (entry.scope, bool(entry.stays_open)), route.name


def test_the_owner_finds_a_real_door_at_every_address(client, sides):
    """Otherwise the walks below would knock at walls and call them locked."""
    client.force_login(sides.a.owner)

    for route in OWN_ROUTES:
        entry = OWN[route.name]
        point = transaction.savepoint()  # one door may lead out of the next room: a member who left makes nothing
        if entry.control == "paused":
            Seller.objects.filter(pk=sides.a.seller.pk).update(state=State.PAUSED)
        if entry.control == "accepted":
            Parcel.objects.filter(pk=sides.a.ids["parcel"]).update(state=Parcel.State.ACCEPTED)
        visit = client.get if entry.control in ("get", "accepted") else client.post
        answer = visit(url_of(route, sides.a), entry.sends)
        transaction.savepoint_rollback(point)
        assert answer.status_code in (200, 302, 303, 422), (route.name, answer.status_code)


def test_signed_out_every_address_leads_to_signing_in(client, sides):
    before = rows()

    for route in OWN_ROUTES:
        for what, answer in knock(client, route, url_of(route, sides.a)):
            assert answer.status_code == 302 and answer.url.startswith(DOOR), what

    assert rows() == before


def test_for_a_stranger_there_is_no_such_shop(client, sides, strangers):
    before = rows()

    for who, stranger in strangers.items():
        client.force_login(stranger)
        with nullcontext() if who == "another seller" else refused_plainly():
            assert walk(client, sides.a, {404}) == [], who

    after = rows()
    assert {table for table in before if before[table] != after[table]} <= {"accounts_user"}  # last_login


def test_with_ones_own_shop_in_the_address_the_things_of_another_are_not_there(client, sides):
    before = rows()
    client.force_login(sides.b.owner)

    wrong = walk(client, sides.b, {404, 403, 405}, only=_names_something_of_a_seller, things=sides.a)

    after = rows()
    assert wrong == []
    assert {table for table in before if before[table] != after[table]} <= {"accounts_user"}


def _names_something_of_a_seller(route) -> bool:
    """Of the rest another seller has the same: kinds of papers, sections of a page."""
    return bool(set(OWN[route.name].ids.values()) - {"requirement_code", "section", "step", "format", "kind_of_visit"})


@pytest.mark.parametrize("scope", [*Scope.values, OWNERS])
def test_a_helper_outside_the_scope_is_refused(client, sides, scope):
    helper = market.person("ngoai@example.com", "Ngoài")
    market.consent(sides.a.seller, helper, [one for one in Scope.values if one != scope])
    client.force_login(helper)

    assert walk(client, sides.a, {403}, only=lambda route: OWN[route.name].scope == scope) == []


@pytest.mark.parametrize("state", [State.SUSPENDED, State.CLOSED])
def test_a_stopped_shop_does_only_what_the_table_gives_a_reason_for(client, sides, state):
    client.force_login(sides.a.owner)
    market.stop(sides.a.seller, state)

    with nullcontext() if state == State.SUSPENDED else refused_plainly():
        assert walk(client, sides.a, {403}, only=lambda route: not OWN[route.name].stays_open) == []


def test_a_person_who_was_switched_off_is_signed_out(client, sides, strangers):
    client.force_login(sides.a.owner)
    type(sides.a.owner).objects.filter(pk=sides.a.owner.pk).update(is_active=False)

    assert walk(client, sides.a, {302}) == []
