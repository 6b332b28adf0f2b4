"""Minimal views: "ok"; 24 cards from one query; one product from one query. No middleware, no languages, no base template."""

from django.http import HttpResponse
from django.template import engines
from django.urls import path

from catalogue.listing.models import Listing
from marketplace.money import format_dong

CARDS = """<!doctype html><title>Chợ</title><ul>{% for row in rows %}<li><a href="/shop/{{ row.slug }}_{{ row.pk }}/">{{ row.title }}</a>
<img src="/media/{{ row.picture }}" alt=""><b>{{ row.price }}</b> {{ row.seller_name }} · {{ row.commune_name }} {{ row.stars }}</li>{% endfor %}</ul>"""
PRODUCT = """<!doctype html><title>{{ row.title }}</title><h1>{{ row.title }}</h1><img src="/media/{{ row.picture }}" alt="">
<p>{{ price }} · {{ row.quantity_text }}</p><p>{{ row.seller_name }} · {{ row.commune_name }}, {{ row.province_name }}</p><p>{{ row.product.description }}</p>"""


COLUMNS = ("pk", "slug", "title", "picture", "price", "seller_name", "commune_name", "stars")


def ok(request):
    return HttpResponse("ok")


def cards(request):
    rows = Listing.objects.on_sale().by_rank().values(*COLUMNS)[:24]
    return HttpResponse(CARDS_TEMPLATE.render({"rows": rows}))


def product(request, pk):
    row = Listing.objects.select_related("product").get(pk=pk)
    return HttpResponse(PRODUCT_TEMPLATE.render({"row": row, "price": format_dong(row.price)}))


CARDS_TEMPLATE, PRODUCT_TEMPLATE = engines["django"].from_string(CARDS), engines["django"].from_string(PRODUCT)
urlpatterns = [path("ok/", ok), path("cards/", cards), path("product/<int:pk>/", product)]
