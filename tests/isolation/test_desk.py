"""The sellers' desk, walked by sellers, by staff of other rooms, by officers of other communes and by officers with a shop."""

from contextlib import nullcontext

import pytest
from django.contrib.auth.models import Group, Permission

from marketplace.desk.groups import DOSSIERS, REVIEWER, SELLER_CARE, load_groups
from marketplace.desk.models import StaffScope
from sellers.helping.models import Scope

from . import market
from .harm import harmful
from .routes import routes
from .test_walk import refused_plainly
from .things import things_of
from .watching import no_writes

pytestmark = pytest.mark.django_db

DOOR, HOME = "/account/login/", "/cms/"
# Address -> the thing that its number names; None: a list, an overview, or the province's own.
DESK = {
    **dict.fromkeys(("sellers", "calls", "dossiers", "listings", "papers", "running_out", "register", "standards")),
    **dict.fromkeys(("register_import", "register_import.preview", "register_import.import")),
    **dict.fromkeys(("register_import.report", "register_import.faulty")),
    **dict.fromkeys(("call", "call.note", "dossier", "dossier.note", "dossier.suspend", "dossier.close"), "seller"),
    "dossier.passport": "seller",
    **dict.fromkeys(("call.yes", "call.less", "call.no"), "question"),
    **dict.fromkeys(("wish", "wish.take", "wish.note", "wish.finish"), "wish"),
    **dict.fromkeys(("dossier.open", "dossier.back"), "request"),
    "dossier.lift": "suspension",
    **dict.fromkeys(("paper", "paper.accept", "paper.send-back"), "submission"),
    "paper_file": "file",
    **dict.fromkeys(("listing", "listing.accept", "listing.decide"), "review"),
    **dict.fromkeys(("goods", "goods.block", "goods.unblock"), "product"),
    **dict.fromkeys(("entry", "entry.link"), "certificate"),
}
# Wagtail's own lists of what the province lays down: rows that belong to no seller.
STANDARDS = ("standards_requirements:", "standards_scopes:", "standards_words:")
DECIDES = ("dossier.", "paper.", "listing.", "goods.")
ROUTES = [route for route in routes() if route.path.startswith("cms/sellers/")]
LISTS = [route for route in ROUTES if DESK.get(route.name.partition(":")[2], "") is None]


def kind_of(route) -> str | None:
    return None if route.name.startswith(STANDARDS) else DESK[route.name.removeprefix("desk:")]


def visits(client, side, *, only=lambda route: True):
    """(what, answer) of looking and of pressing; nothing may be written by either."""
    for route in filter(only, ROUTES):
        kind = kind_of(route)
        url = route.url(pk=side.ids[kind] if kind else 1)
        for visit, sent in (("get", {}), ("post", harmful())):
            with no_writes():
                answer = getattr(client, visit)(url, sent)
            yield f"{visit.upper()} {route.name}", answer


def officer(*groups, commune=None, email="can-bo@example.com"):
    load_groups()
    made = market.person(email, "Cán bộ")
    made.groups.add(*Group.objects.filter(name__in=groups))
    if commune:
        StaffScope.objects.create(person=made).communes.add(commune)
    return made


def is_refused(answer) -> bool:
    """Wagtail sends staff who may not to its own home page."""
    return answer.status_code in (403, 404) or (answer.status_code == 302 and answer.url in (HOME, f"/en{HOME}"))


def test_every_address_of_the_desk_stands_in_the_table():
    names = {route.name for route in ROUTES if not route.name.startswith(STANDARDS)}

    assert names == {f"desk:{name}" for name in DESK}


def test_signed_out_the_desk_leads_to_signing_in(client, sides):
    for what, answer in visits(client, sides.a):
        assert answer.status_code == 302 and answer.url.startswith(DOOR), what


def test_sellers_and_their_helpers_do_not_work_at_the_desk(client, sides):
    helper = market.person("nguoi-giup@example.com", "Người giúp")
    market.consent(sides.a.seller, helper, Scope.values)

    for somebody in (sides.a.owner, helper):
        client.force_login(somebody)
        with nullcontext() if somebody == helper else refused_plainly():
            for what, answer in visits(client, sides.a):
                assert answer.status_code in (403, 404), (str(somebody), what, answer.status_code)


def test_staff_of_other_rooms_are_sent_away(client, sides):
    editor = market.person("bien-tap@example.com", "Biên tập")
    editor.user_permissions.add(Permission.objects.get(content_type__app_label="wagtailadmin", codename="access_admin"))
    client.force_login(editor)

    for what, answer in visits(client, sides.a):
        assert is_refused(answer), (what, answer.status_code)


def test_for_an_officer_of_another_commune_there_is_no_such_thing(client, sides):
    client.force_login(officer(DOSSIERS, REVIEWER, SELLER_CARE, commune=sides.b.seller.commune))

    for what, answer in visits(client, sides.a, only=kind_of):
        assert answer.status_code in ((404, 405) if what.startswith("POST") else (404,)), (what, answer.status_code)


def test_the_same_officer_finds_real_doors_in_the_own_commune(client, sides):
    client.force_login(officer(DOSSIERS, REVIEWER, SELLER_CARE, commune=sides.b.seller.commune))

    for route in ROUTES:
        kind = kind_of(route)
        if kind and "." not in route.name:
            assert client.get(route.url(pk=sides.b.ids[kind])).status_code == 200, route.name


def test_no_list_of_an_officer_names_a_seller_of_another_commune(client, sides):
    client.force_login(officer(DOSSIERS, REVIEWER, SELLER_CARE, commune=sides.b.seller.commune))
    of_a = ("Hợp tác xã Mẫu a", "Khô cá a", "Bác a", sides.a.ids["number"])

    assert len(LISTS) > 5
    for route in LISTS:
        shown = client.get(route.url()).content.decode()
        assert not [words for words in of_a if words in shown], route.name


def test_who_acts_for_a_shop_decides_nothing_about_it(client, sides):
    both = officer(DOSSIERS, REVIEWER, SELLER_CARE)
    market.consent(sides.a.seller, both, Scope.values)
    client.force_login(both)
    before = things_of(sides.a)

    for route in ROUTES:
        name = route.name.removeprefix("desk:")
        if name.startswith(DECIDES):
            client.post(route.url(pk=sides.a.ids[DESK[name]]), harmful())
            assert things_of(sides.a) == before, name
