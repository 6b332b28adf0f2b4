"""The graph: which pages tell of a product, a producer or a commune, and what belongs to a place. Nobody links twice.

Links are read from Wagtail's index of references (any block or field that names a product, a producer or a page) and from
the commune. A page and its translations count as one: whatever one of them names, all of them tell of.
"""

from .of_goods import (
    About,
    about_product,
    about_seller,
    places_about,
    places_of_seller,
    stories_about,
    stories_of_commune,
    stories_of_seller,
)
from .of_places import PlaceGraph, graph_of_place

__all__ = [
    "About",
    "PlaceGraph",
    "about_product",
    "about_seller",
    "graph_of_place",
    "places_about",
    "places_of_seller",
    "stories_about",
    "stories_of_commune",
    "stories_of_seller",
]
