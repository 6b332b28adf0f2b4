"""What belongs to a place."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from marketplace.editorial.mentions import graph_of_place
from marketplace.editorial.models import EventPage, PlacePage, RoutePage, RouteStop, StoryPage
from tests.stall import commune, product, seller

from .site import page, titles, visit

pytestmark = pytest.mark.django_db


def island():
    return commune("31078", "Đặc khu Phú Quốc")


def test_a_place_shows_goods_visits_and_hosts_of_its_commune():
    place = page(PlacePage, "Đảo Phú Quốc", commune=island())
    host, quiet = seller("Nhà thùng", at=island()), seller("Ở xa", at=island(), has_pickup=False)
    product("Nước mắm", by=host)
    product("Tiêu", by=quiet)
    visit("Thăm vườn tiêu", by=host)
    product("Khô cá", by=seller("Mỹ Đức"))

    graph = graph_of_place(place)

    assert sorted(titles(graph.products)) == ["Nước mắm", "Tiêu"]
    assert titles(graph.experiences) == ["Thăm vườn tiêu"]
    assert [card.name for card in graph.sellers] == ["Nhà thùng"]
    assert graph.commune == "31078"


def test_a_host_without_pick_up_but_with_a_visit_may_be_visited():
    place = page(PlacePage, "Đảo Phú Quốc", commune=island())
    visit("Thăm vườn tiêu", by=seller("Vườn tiêu", at=island(), has_pickup=False))

    assert [card.name for card in graph_of_place(place).sellers] == ["Vườn tiêu"]


def test_a_closed_or_empty_shop_is_nobody_to_visit():
    place = page(PlacePage, "Đảo Phú Quốc", commune=island())
    seller("Chưa bán gì", at=island())
    product("Nước mắm", by=seller("Đang nghỉ", at=island(), state="paused"))

    assert graph_of_place(place).sellers == []


def test_what_the_place_itself_shows_is_not_shown_twice():
    maker = seller("Nhà thùng", at=island())
    chosen = product("Nước mắm", by=maker)
    product("Tiêu", by=maker)
    place = page(PlacePage, "Đảo Phú Quốc", commune=island(), names=[chosen, maker])

    graph = graph_of_place(place)

    assert titles(graph.products) == ["Tiêu"]
    assert graph.sellers == []


def test_who_makes_what_a_place_names_may_be_visited_even_elsewhere():
    maker = seller("Mỹ Đức")
    place = page(PlacePage, "Chợ nổi", names=[product("Khô cá", by=maker)])

    graph = graph_of_place(place)

    assert [card.name for card in graph.sellers] == ["Mỹ Đức"]
    assert (graph.products, graph.commune) == ([], "")


def test_stories_routes_and_events_lead_to_a_place_by_its_page_or_its_commune():
    place = page(PlacePage, "Đảo Phú Quốc", commune=island())
    page(StoryPage, "Chuyện đảo", commune=island())
    route = page(RoutePage, "Hai ngày trên đảo")
    route.stops.add(RouteStop(place=place), RouteStop(name="Bến tàu"))
    route.save()
    page(EventPage, "Lễ cầu ngư", place=place)
    page(EventPage, "Hội nơi khác", commune=commune("30469", "Xã Mỹ Đức"))
    page(PlacePage, "Dinh Cậu", commune=island())

    graph = graph_of_place(place)

    assert titles(graph.stories) == ["Chuyện đảo"]
    assert titles(graph.routes) == ["Hai ngày trên đảo"]
    assert titles(graph.events) == ["Lễ cầu ngư"]
    assert titles(graph.places) == ["Dinh Cậu"]


def test_a_route_over_the_vietnamese_page_leads_to_its_translation_and_a_pair_shows_once():
    place = page(PlacePage, "Đảo Phú Quốc", commune=island())
    english = page(PlacePage, "Phu Quoc island", language="en", twin=place, commune=island())
    route = page(RoutePage, "Hai ngày trên đảo")
    route.stops.add(RouteStop(place=place), RouteStop(name="Bến tàu"))
    route.save()

    graph = graph_of_place(english)

    assert titles(graph.routes) == ["Hai ngày trên đảo"]
    assert graph.places == []


def test_a_place_of_which_nothing_is_known_has_an_empty_graph():
    assert not graph_of_place(page(PlacePage, "Cồn cát"))


def test_a_graph_takes_six_queries_however_much_there_is():
    place = page(PlacePage, "Đảo Phú Quốc", commune=island())
    product("Nước mắm", by=seller("Nhà thùng", at=island()))
    page(StoryPage, "Chuyện đảo", commune=island())
    graph_of_place(place)

    with CaptureQueriesContext(connection) as few:
        graph_of_place(place)
    for n in range(6):
        maker = seller(f"Nhà {n}", at=island())
        product(f"Món {n}", by=maker)
        visit(f"Buổi {n}", by=maker)
        page(StoryPage, f"Chuyện {n}", commune=island())
        page(EventPage, f"Hội {n}", commune=island())
    with CaptureQueriesContext(connection) as many:
        graph = graph_of_place(place)

    assert len(many) == len(few) == 6
    assert len(graph.products) == 7
