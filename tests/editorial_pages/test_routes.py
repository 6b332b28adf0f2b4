"""Routes: days, stops, and how far it is from one to the next."""

import re
from datetime import time

import pytest

from marketplace.editorial.models import RoutePage, RouteStop
from tests.stall import commune, product, seller

pytestmark = pytest.mark.django_db


@pytest.fixture
def route(write):
    def written(*stops, **more):
        return write(RoutePage, "mot-vong", "Một vòng", duration="two_days", rows={"stops": stops}, **more)

    return written


def legs(text: str) -> list[str]:
    return re.findall(r'<p class="leg[^>]*>([^<]*)</p>', text)


def names(text: str) -> list[str]:
    return [
        re.sub(r"<[^>]+>", "", part) for part in re.findall(r"<h3>(.*?)</h3>", text.split('<ol class="stops"', 1)[1])
    ]


def test_a_route_tells_road_and_crow_by_day_and_in_all(route, place, read):
    south, north = (
        place("nam", "Nam", latitude=10.0, longitude=105.0),
        place("bac", "Bắc", latitude=11.0, longitude=105.0),
    )
    route(
        RouteStop(day=1, place=south, at=time(8), minutes=90),
        RouteStop(day=1, place=north, means="car"),
        RouteStop(day=2, name="Bến phà", means="boat", km="12.5"),
        RouteStop(day=2, place=south, means="bicycle"),
    )

    text = read("/tuyen-di/mot-vong/")

    assert names(text)[:4] == ["Nam", "Bắc", "Bến phà", "Nam"]
    assert legs(text) == [
        "Đi xe hơi, 111,2 km đường chim bay",
        "Đi ghe, tàu, 12,5 km đường bộ",
        "Đi xe đạp",
    ]
    assert "Ngày này: 111,2 km đường chim bay<" in text
    assert "Ngày này: 12,5 km đường bộ, 1 chặng chưa đo<" in text
    assert "Cả chuyến: 12,5 km đường bộ và 111,2 km đường chim bay, 1 chặng chưa đo<" in text
    assert '<a href="/dia-diem/nam/">Nam</a>' in text
    assert "<time>08:00</time> · ở lại khoảng 1 giờ 30 phút" in text


def test_a_stop_that_is_gone_leaves_no_hole_and_no_wrong_kilometres(route, place, read):
    south, north = (
        place("nam", "Nam", latitude=10.0, longitude=105.0),
        place("bac", "Bắc", latitude=11.0, longitude=105.0),
    )
    gone, closed = place("mat", "Mất"), seller("Hộ đã nghỉ", state="closed")
    route(
        RouteStop(day=1, place=south),
        RouteStop(day=1, place=gone, km="5"),
        RouteStop(day=1, seller=closed, km="6"),
        RouteStop(day=1, place=north, km="7"),
    )
    gone.unpublish()

    text = read("/tuyen-di/mot-vong/")

    assert names(text)[:2] == ["Nam", "Bắc"]
    assert "Hộ đã nghỉ" not in text
    assert legs(text) == ["111,2 km đường chim bay"]
    assert re.findall(r'stop-number" aria-hidden="true">(\d+)', text) == ["1", "2"]


def test_a_producer_is_a_stop_in_the_middle_of_the_commune(route, place, read):
    host = seller("Hộ Cô Ba", at=commune("31078", "Đặc khu Phú Quốc", latitude=11.0, longitude=105.0))
    product("Mắm", by=host)
    route(
        RouteStop(day=1, place=place("nam", "Nam", latitude=10.0, longitude=105.0)),
        RouteStop(day=1, seller=host),
    )

    text = read("/tuyen-di/mot-vong/")

    assert f'<a href="{host.get_absolute_url()}">Hộ Cô Ba</a>' in text
    assert legs(text) == ["111,2 km đường chim bay"]


def test_two_stops_in_the_middle_of_one_commune_are_no_distance_of_nought(route, place, read):
    here = commune("31078", "Đặc khu Phú Quốc", latitude=11.0, longitude=105.0)
    route(RouteStop(day=1, place=place("mot", "Một", commune=here)), RouteStop(day=1, seller=seller(at=here)))

    assert " km " not in read("/tuyen-di/mot-vong/").split("<article")[1].split("</article>")[0]


def test_a_stop_chosen_in_vietnamese_leads_to_its_translation(write, place, read):
    told, untold = place("tra-su", "Rừng tràm"), place("chua-dich", "Chưa dịch")
    place("tra-su", "Cajuput forest", language="en", of=told)
    stops = [RouteStop(day=1, place=told), RouteStop(day=1, place=untold)]
    write(RoutePage, "a-tour", "A tour", language="en", duration="one_day", rows={"stops": stops})

    text = read("/en/tuyen-di/a-tour/")

    assert '<a href="/en/dia-diem/tra-su/">Cajuput forest</a>' in text
    assert '<a href="/en/dia-diem/chua-dich/" lang="vi" hreflang="vi">Chưa dịch</a>' in text
    assert "Only in Vietnamese" in text
    assert read("/en/dia-diem/chua-dich/").count("This page is in Vietnamese only.") == 1


def test_a_route_costs_the_same_with_two_stops_or_twelve(write, place, cost):
    spots = [place(f"noi-{n}", f"Nơi {n}", latitude=10.0 + n / 10, longitude=105.0) for n in range(6)]
    hosts = [seller(f"Hộ {n}") for n in range(6)]

    def stops(number):
        return [RouteStop(day=1, place=spot) for spot in spots[:number]] + [
            RouteStop(day=2, seller=h) for h in hosts[:number]
        ]

    write(RoutePage, "ngan", "Ngắn", duration="two_days", rows={"stops": stops(1)})
    write(RoutePage, "dai", "Dài", duration="two_days", rows={"stops": stops(6)})

    few, _text = cost("/tuyen-di/ngan/")
    many, text = cost("/tuyen-di/dai/")

    assert text.count('<li class="stop">') == 12
    assert 1 <= few == many <= 16
