"""The address that the typeahead asks."""

import json

import pytest
from django.urls import reverse

from marketplace.places.views import suggest_view

pytestmark = pytest.mark.django_db


def _ask(rf, **query):
    response = suggest_view(rf.get("/suggest/", query))
    assert response.status_code == 200
    return response, json.loads(response.content)["results"]


def test_suggestions_come_as_json_that_may_be_kept_a_while(country, rf):
    response, results = _ask(rf, q="khanh hoa chau phu")

    assert response.headers["Content-Type"] == "application/json"
    assert response.headers["Cache-Control"] == "public, max-age=300"
    assert set(results[0]) == {"code", "label", "former"}
    assert results[0]["label"] == "Xã Mỹ Đức, An Giang"
    assert "Xã Khánh Hòa, Huyện Châu Phú" in results[0]["former"]


def test_at_most_eight_suggestions_come(country, rf):
    assert len(_ask(rf, q="tan")[1]) == 8


def test_provinces_of_the_deployment_come_first(country, rf, settings):
    settings.PROVINCES = ["01"]
    assert _ask(rf, q="my duc")[1][0]["label"] == "Xã Mỹ Đức, Hà Nội"


@pytest.mark.parametrize("query", [{}, {"q": ""}, {"q": "x" * 10_000}, {"q": "\x00\x07"}, {"p": "1"}])
def test_bad_question_gets_an_empty_answer(rf, query):
    assert _ask(rf, **query)[1] == []


def test_only_reading_is_allowed(rf):
    assert suggest_view(rf.post("/suggest/", {"q": "my duc"})).status_code == 405


@pytest.mark.urls("marketplace.places.urls")
def test_address_has_a_name():
    assert reverse(suggest_view) == "/suggest/"
