"""One's own shop in the address, somebody else's numbers in the form or the query: theirs stay as they are."""

import pytest
from django.db import transaction

from .harm import harmful
from .table import OWN
from .test_walk import OWN_ROUTES, url_of
from .things import things_of

pytestmark = pytest.mark.django_db

NAMES = {
    "product": "product", "products": "product", "pack": "pack", "picture_id": "image", "image": "image", "parcel": "parcel",
    "parcels": "parcel", "line": "line", "member": "member", "helper": "helper", "submission": "submission", "file": "file",
    "review": "review", "seller": "seller", "pk": "product", "id": "product", "order": "order",
}  # fmt: skip


def borrowed(side) -> dict:
    """Everything harmful, with the numbers of this side's things under every name that a form may have."""
    numbers = {name: str(side.ids[kind]) for name, kind in NAMES.items()}
    return harmful() | numbers | {f"line_{side.ids['line']}": "0", f"quantity_{side.ids['line']}": "0"}


def test_a_press_in_ones_own_shop_with_the_numbers_of_another_changes_nothing_of_theirs(client, sides):
    client.force_login(sides.b.owner)
    before = things_of(sides.a)

    for route in OWN_ROUTES:
        point = transaction.savepoint()  # not atomic(): inside one no provider may be asked
        client.post(url_of(route, sides.b), borrowed(sides.a))
        after = things_of(sides.a)
        transaction.savepoint_rollback(point)
        assert after == before, route.name


def test_a_look_in_ones_own_shop_with_the_numbers_of_another_shows_nothing_of_theirs(client, sides):
    client.force_login(sides.b.owner)

    for route in OWN_ROUTES:
        if OWN[route.name].control == "post":
            continue
        asked = {name: sides.a.ids[kind] for name, kind in (NAMES | {"parcel": "parcel_number"}).items()}
        answer = client.get(url_of(route, sides.b), asked)
        content = b"".join(answer.streaming_content) if answer.streaming else answer.content
        for secret in ("Hợp tác xã Mẫu a", "Khô cá a", "Nước mắm a", "Hộ a", "Người nhà a"):
            assert secret not in content.decode(errors="ignore"), (route.name, secret)


def test_the_printed_slips_of_another_are_empty(client, sides):
    client.force_login(sides.b.owner)

    for kind in ("slips", "labels", "labels-a4"):
        for key in (sides.a.ids["parcel"], sides.a.ids["parcel_number"]):
            answer = client.get(f"/selling/mau-b/orders/{kind}.pdf", {"parcel": key})
            assert answer.status_code in (302, 404), (kind, answer.status_code)
