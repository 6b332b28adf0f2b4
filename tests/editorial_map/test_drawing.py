"""Drawing the map: outlines, windows and marks."""

from itertools import combinations
from math import hypot

import pytest
from django.conf import settings

from marketplace.editorial.maps.clusters import APART, clustered
from marketplace.editorial.maps.drawing import TOUCH, draw
from marketplace.editorial.maps.kinds import KINDS
from marketplace.editorial.maps.points import Point
from marketplace.editorial.maps.shapes import FILE, shapes
from marketplace.editorial.maps.window import WIDTH, window_around
from marketplace.editorial.models import PlaceKind

PHU_QUOC = Point(10.23, 103.96, "island", "Đảo Phú Quốc", "/dia-diem/dao-phu-quoc/", code="31078", province="91")
CAI_RANG = Point(10.0, 105.75, "market", "Chợ nổi Cái Răng", "/dia-diem/cai-rang/", code="31186", province="92")


def holds(ring, longitude, latitude):
    """Whether a point lies inside a ring, by counting crossings."""
    inside = False
    for (x1, y1), (x2, y2) in zip(ring, ring[1:] + ring[:1], strict=True):
        if (y1 > latitude) != (y2 > latitude) and longitude < (x2 - x1) * (latitude - y1) / (y2 - y1) + x1:
            inside = not inside
    return inside


def test_the_outlines_are_small_and_hold_every_province_of_the_shop():
    assert FILE.stat().st_size < 60_000
    assert set(shapes().provinces) >= set(settings.PROVINCES)


@pytest.mark.parametrize(
    ("town", "longitude", "latitude", "province"),
    [
        ("Long Xuyên", 105.435, 10.386, "91"),
        ("Rạch Giá", 105.09, 10.01, "91"),
        ("Phú Quốc", 103.97, 10.22, "91"),
        ("Châu Đốc", 105.117, 10.70, "91"),
        ("Cần Thơ", 105.77, 10.03, "92"),
        ("Sóc Trăng", 105.97, 9.60, "92"),
        ("Cao Lãnh", 105.63, 10.46, "82"),
        ("Sa Đéc", 105.76, 10.29, "82"),
        ("Mỹ Tho", 106.36, 10.36, "82"),
    ],
)
def test_towns_lie_in_their_own_province_and_in_no_other(town, longitude, latitude, province):
    found = [
        code
        for code, outline in shapes().provinces.items()
        if any(holds(r, longitude, latitude) for r in outline.rings)
    ]

    assert found == [province], town


def test_the_sea_is_not_land_and_the_neighbours_are():
    def is_land(longitude, latitude):
        return any(holds(ring, longitude, latitude) for ring in shapes().land)

    assert not is_land(104.6, 9.6)
    assert is_land(106.2, 9.9)
    assert is_land(103.96, 10.23)


def test_every_kind_of_place_is_on_the_map_each_with_a_letter_and_a_shape_of_its_own():
    assert set(KINDS) == {"producers", "visits", *PlaceKind.values}
    assert len({str(kind.letter) for kind in KINDS.values()}) == len(KINDS)
    assert len({kind.shape for kind in KINDS.values()}) == len(KINDS)


def test_north_is_up_east_is_right_and_a_kilometre_is_as_long_either_way():
    window = window_around([(104, 9), (106, 10.5)])
    x, y = window.place(105, 10)

    east, south = window.place(105 + 1 / 109.64, 10), window.place(105, 10 - 1 / 110.6)

    assert window.place(104, 10)[0] < x < window.place(106, 10)[0] <= WIDTH
    assert window.place(105, 10.5)[1] < y < window.height
    assert east[0] - x == pytest.approx(south[1] - y, abs=0.11)


def test_a_single_point_gets_land_around_it():
    drawn = draw([PHU_QUOC])

    (mark,) = drawn.marks
    assert (mark.x, mark.text, mark.url) == (WIDTH / 2, str(KINDS["island"].letter), PHU_QUOC.url)
    assert drawn.height >= 100


def test_marks_never_stand_nearer_than_a_finger_is_wide():
    crowd = [(x * 7.3 % 350, x * 11.7 % 170) for x in range(300)]

    marks = clustered(crowd)

    assert sorted(n for mark in marks for n in mark.members) == list(range(300))
    assert min(hypot(a.x - b.x, a.y - b.y) for a, b in combinations(marks, 2)) >= APART
    assert 2 * TOUCH <= APART


def test_points_far_apart_stay_alone_and_are_read_from_top_to_bottom():
    assert [mark.members for mark in clustered([(100, 160), (10, 10), (200, 12)])] == [[1], [2], [0]]
    assert clustered([]) == []


def test_many_points_become_a_number_and_tell_the_first_four():
    crowd = [PHU_QUOC._replace(title=f"Nơi {n}") for n in range(6)]

    (mark,) = draw(crowd, request_language="en").marks

    assert (mark.text, mark.is_many, len(mark.points)) == ("6", True, 6)
    assert mark.label == "Island: Nơi 0; Island: Nơi 1; Island: Nơi 2; Island: Nơi 3; 2 more"


def test_producers_of_a_commune_are_a_circle_with_their_number():
    crowd = PHU_QUOC._replace(kind="producers", title="Đặc khu Phú Quốc", number=12)

    (mark,) = draw([crowd], request_language="en").marks

    assert (mark.text, mark.kind, mark.label) == ("12", "producers", "Đặc khu Phú Quốc: 12 producers")
    assert mark.size > draw([crowd._replace(number=2)]).marks[0].size


def test_a_mark_of_many_leads_where_it_is_told_to():
    def leads_to(members):
        return f"/nearer/{len(members)}/"

    assert draw([PHU_QUOC, PHU_QUOC], leads_to=leads_to).marks[0].url == "/nearer/2/"
    assert draw([PHU_QUOC], leads_to=leads_to).marks[0].url == PHU_QUOC.url


def test_the_map_of_a_province_leaves_out_what_lies_elsewhere():
    drawn = draw([PHU_QUOC, CAI_RANG], province="82")

    assert drawn.marks == []
    assert [area.name for area in drawn.areas if area.name] == ["Đồng Tháp"]


def test_names_are_those_of_the_language_and_never_run_over_an_edge():
    assert {area.name for area in draw([], province="all", request_language="en").areas} == {
        "An Giang",
        "Can Tho",
        "Dong Thap",
    }
    assert {area.name for area in draw([], province="all").areas} == {"An Giang", "Cần Thơ", "Đồng Tháp"}


def test_a_shop_of_a_province_without_outlines_shows_its_points_alone(settings):
    settings.PROVINCES = ["46"]

    drawn = draw([Point(16.46, 107.59, "heritage", "Huế", "/hue/", province="46")])

    assert drawn.areas == []
    assert len(drawn.marks) == 1
    assert draw([], province="all") is None
