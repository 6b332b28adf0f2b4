"""The producers' pages: who is shown, found and counted, in how many queries."""

import pytest

from tests.stall import commune, product, seller

pytestmark = pytest.mark.django_db


def names(client, **query):
    return [card.name for card in client.get("/sellers/", query).context["cards"]]


def test_only_open_producers_are_listed_and_found_without_marks(client):
    seller("Hợp tác xã Bảy Núi")
    seller("Đã đóng", state="suspended")

    assert names(client) == ["Hợp tác xã Bảy Núi"]
    assert names(client, q="bay nui") == ["Hợp tác xã Bảy Núi"]
    assert names(client, q="my duc") == ["Hợp tác xã Bảy Núi"]
    assert names(client, q="khong co") == []


@pytest.mark.parametrize(
    ("state", "status"), [("open", 200), ("paused", 200), ("preparing", 404), ("suspended", 404), ("closed", 404)]
)
def test_a_page_is_seen_only_while_the_producer_may_show_it(client, state, status):
    shop = seller(state=state)

    assert client.get(shop.get_absolute_url()).status_code == status


def test_the_page_shows_only_own_goods_and_nothing_typed_by_others(client):
    shop, other = seller("Nhà thùng"), seller("Người khác")
    product("Nước mắm", by=shop)
    product("Khô cá", by=other)

    text = client.get(shop.get_absolute_url()).content.decode()

    assert "Nước mắm" in text
    assert "Khô cá" not in text


def test_html_in_a_producers_name_is_refused_and_never_run(client):
    from django.core.exceptions import ValidationError

    shop = seller("<b>Đậm</b>")

    with pytest.raises(ValidationError) as refused:
        shop.full_clean()
    assert "name" in refused.value.message_dict
    assert "<b>Đậm" not in client.get(shop.get_absolute_url()).content.decode()


@pytest.mark.parametrize("query", [{"page": "999999"}, {"page": "-1"}, {"q": "x" * 10_000}, {"q": "\x00'\"%"}])
def test_strange_questions_get_an_answer(client, query):
    assert client.get("/sellers/", query).status_code == 200


@pytest.mark.parametrize("number", [2, 30])
def test_the_list_and_one_page_stay_within_eight_queries(client, django_assert_max_num_queries, number):
    shop = seller("Có hàng", at=commune())
    for n in range(number):
        seller(f"Người bán {n}")
        product(f"Món {n}", by=shop)

    with django_assert_max_num_queries(8):
        assert client.get("/sellers/").status_code == 200
    with django_assert_max_num_queries(8):
        assert client.get(shop.get_absolute_url()).status_code == 200
