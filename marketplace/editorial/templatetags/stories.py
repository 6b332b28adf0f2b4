"""{% load stories %}: the stories behind a product, a producer or a commune, as cards for editorial/page_cards.html."""

from django import template

from marketplace.editorial import mentions

register = template.Library()

register.simple_tag(mentions.stories_about, name="stories_about")
register.simple_tag(mentions.stories_of_seller, name="stories_of_seller")
register.simple_tag(mentions.stories_of_commune, name="stories_of_commune")
