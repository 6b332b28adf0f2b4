"""Who may open which page of the sellers' desk and press which button. An address that is not in the table makes the walk fail."""

import pytest
from django.urls import NoReverseMatch, reverse

from marketplace.desk.sellers.standards import LISTS
from marketplace.desk.urls import money, sellers

pytestmark = pytest.mark.django_db

DOSSIERS, REVIEWER, CARE, HERE, STANDARDS = "dossiers", "reviewer", "care", "here", "standards"
EVERYBODY = {DOSSIERS, REVIEWER, CARE, HERE, STANDARDS}
CALLERS = {DOSSIERS, CARE, HERE}
# Address -> who besides the boss. Whoever is not named is sent away.
TABLE = {
    **dict.fromkeys(("sellers", "dossiers", "dossier", "papers", "paper", "running_out", "listings", "listing"), EVERYBODY),
    **dict.fromkeys(("goods", "calls", "call", "wish", "register", "entry"), EVERYBODY),
    "paper_file": {DOSSIERS},
    **dict.fromkeys(("dossier.suspend", "dossier.close", "dossier.open", "dossier.back", "dossier.lift"), {DOSSIERS}),
    "dossier.passport": {DOSSIERS},
    "dossier.note": CALLERS,
    **dict.fromkeys(("paper.accept", "paper.send-back"), {DOSSIERS}),
    **dict.fromkeys(("listing.accept", "listing.decide", "goods.block", "goods.unblock"), {REVIEWER}),
    **dict.fromkeys(("call.note", "call.yes", "call.less", "call.no"), CALLERS),
    **dict.fromkeys(("wish.take", "wish.note", "wish.finish"), CALLERS),
    "entry.link": {DOSSIERS},
    **dict.fromkeys(("register_import", "register_import.preview", "register_import.import"), {DOSSIERS}),
    **dict.fromkeys(("register_import.report", "register_import.faulty"), {DOSSIERS}),
    "standards": {STANDARDS},
}  # fmt: skip
ROLES = ("staff", DOSSIERS, REVIEWER, CARE, HERE, STANDARDS, "boss")
# Lists and the register's front page open for an officer of another commune too, and are empty there.
WITHOUT_OBJECT = {"sellers", "dossiers", "papers", "running_out", "listings", "calls", "register"}
WHOLE_PROVINCE = {name for name in TABLE if name.startswith(("register_import", "standards"))}


@pytest.fixture
def keys(made):
    """Address -> the key it needs."""
    return {
        "dossier": made.asking.pk, "dossier.open": made.request.pk, "dossier.back": made.request.pk,
        "dossier.lift": made.suspension.pk, "dossier.suspend": made.live.pk, "paper": made.paper.pk,
        "paper_file": made.file.pk, "listing": made.listing.pk, "goods": made.changed.product_id, "call": made.live.pk,
        **dict.fromkeys(("call.yes", "call.less", "call.no"), made.question.pk), "wish": made.wish.pk, "entry": made.entry.pk,
    }  # fmt: skip


def address(name, keys) -> str:
    key = keys.get(name, keys.get(name.partition(".")[0]))
    try:
        return reverse(f"desk:{name}")
    except NoReverseMatch:
        return reverse(f"desk:{name}", args=[key])


def names() -> list[str]:
    return sorted(each.name for each in sellers)


def buttons() -> list[str]:
    return [name for name in names() if "." in name]


def pages() -> list[str]:
    return [name for name in names() if "." not in name]


def is_let_in(answer) -> bool:
    """Wagtail sends away to its own home page."""
    if answer.status_code == 302:
        return answer.url.startswith("/cms/sellers/")
    return answer.status_code == 200


def test_every_address_stands_in_the_table():
    assert set(names()) == set(TABLE)


def test_there_is_no_address_twice_on_either_desk():
    every = [each.name for each in (*money, *sellers)]

    assert len(set(every)) == len(every)


def test_a_visitor_is_sent_to_sign_in_from_every_address(client, keys):
    for name in names():
        for visit in (client.get, client.post):
            answer = visit(address(name, keys))
            assert answer.status_code == 302 and answer.url.startswith("/account/login/"), name


@pytest.mark.parametrize("who", ["shopper", "owner"])
def test_shoppers_and_the_seller_are_refused_at_every_address(client, staff, made, keys, who):
    client.force_login(staff.shopper if who == "shopper" else made.owner)

    for name in names():
        for visit in (client.get, client.post):
            assert visit(address(name, keys)).status_code == 403, name


@pytest.mark.parametrize("role", ROLES)
def test_each_role_opens_just_its_pages(client, staff, keys, role):
    client.force_login(getattr(staff, role))

    for name in pages():
        may = role == "boss" or role in TABLE[name]
        assert is_let_in(client.get(address(name, keys))) is may, (role, name)


@pytest.mark.parametrize("role", ROLES)
def test_each_role_presses_just_its_buttons(client, staff, keys, role):
    client.force_login(getattr(staff, role))

    for name in buttons():
        may = role == "boss" or role in TABLE[name]
        assert is_let_in(client.post(address(name, keys))) is may, (role, name)


@pytest.mark.parametrize("role", ROLES[:-1])
def test_a_look_at_a_buttons_address_asks_for_the_same_right(client, staff, keys, role):
    client.force_login(getattr(staff, role))

    for name in buttons():
        assert is_let_in(client.get(address(name, keys))) is (role in TABLE[name]), (role, name)


def test_an_officer_of_another_commune_finds_no_object_at_any_address(client, staff, keys):
    client.force_login(staff.there)

    for name in set(names()) - WITHOUT_OBJECT - WHOLE_PROVINCE:
        for visit in (client.get, client.post) if "." in name else (client.get,):
            assert visit(address(name, keys)).status_code == 404, name


def test_an_officer_of_another_commune_is_kept_from_what_is_the_provinces(client, staff, keys):
    client.force_login(staff.there)

    for name in WHOLE_PROVINCE:
        for visit in (client.get, client.post):
            assert not is_let_in(visit(address(name, keys))), name


def test_every_list_of_an_officer_of_another_commune_is_empty(client, staff, made, keys):
    client.force_login(staff.there)
    words = [
        made.asking.name,
        made.live.name,
        made.stopped.name,
        made.wish.name,
        made.entry.product_name,
        "Mắm cá linh mới",
    ]

    for name in WITHOUT_OBJECT:
        for show in ("", "?show=all", "?show=waiting", "?show=live", "?show=stopped", "?show=open", "?show=90"):
            page = client.get(address(name, keys) + show).content.decode()
            assert not [each for each in words if each in page], (name, show)


def test_an_officer_of_this_commune_sees_what_waits_here(client, staff, made, keys):
    client.force_login(staff.here)

    assert made.asking.name in client.get(address("dossiers", keys)).content.decode()
    assert made.wish.name in client.get(address("calls", keys)).content.decode()
    assert client.get(address("dossier", keys)).status_code == 200


def test_who_may_see_all_communes_does_so_whatever_the_scope(client, staff, keys):
    from django.contrib.auth.models import Permission

    staff.there.user_permissions.add(Permission.objects.get(codename="see_all_communes"))
    client.force_login(staff.there)

    assert client.get(address("dossier", keys)).status_code == 200


def test_a_scope_without_communes_reaches_nobody(client, staff, keys):
    staff.here.desk_scope.communes.clear()
    client.force_login(staff.here)

    assert client.get(address("dossier", keys)).status_code == 404


def standards_addresses():
    for each in LISTS:
        row = each.model.objects.first()
        for view in ("index", "add", "edit", "history"):
            if row or view in ("index", "add"):
                yield (
                    each.model,
                    view,
                    reverse(f"{each.url_namespace}:{view}", args=[row.pk] if view in ("edit", "history") else []),
                )


@pytest.mark.parametrize("role", [*ROLES, "there"])
def test_only_who_may_edit_them_opens_the_standards(client, staff, made, role):
    client.force_login(getattr(staff, role))

    for model, view, at in standards_addresses():
        assert (client.get(at).status_code == 200) is (role in (STANDARDS, "boss")), (model, view)


def test_nobody_widens_their_own_communes(client, staff, made):
    """An officer of communes who may edit what is asked for is still kept out of the list of communes."""
    from django.contrib.auth.models import Permission

    staff.here.user_permissions.add(Permission.objects.get(codename="edit_requirements"))
    client.force_login(staff.here)
    row = staff.here.desk_scope

    answer = client.post(
        reverse("standards_scopes:edit", args=[row.pk]), {"person": staff.here.pk, "communes": ["30469", "30328"]}
    )

    assert answer.status_code == 302 and answer.url == reverse("wagtailadmin_home")
    assert [commune.pk for commune in row.communes.all()] == ["30469"]


def test_the_menu_of_each_desk_shows_just_the_places_of_a_role(client, staff):
    client.force_login(staff.reviewer)

    page = client.get(reverse("desk:sellers")).content.decode()

    assert reverse("desk:listings") in page
    assert reverse("desk:standards") not in page
    assert reverse("desk:orders") not in page


def test_a_requirement_is_never_deleted(client, staff, made):
    from sellers.papers.models import Requirement

    client.force_login(staff.boss)
    row = Requirement.objects.first()

    client.post(reverse("standards_requirements:delete", args=[row.pk]))

    assert Requirement.objects.filter(pk=row.pk).exists()
