"""{% load graph %}: what belongs to a product, a producer or a place, for the templates of editorial/graph/."""

from django import template

from marketplace.editorial import mentions

register = template.Library()

register.simple_tag(mentions.about_product, name="about_product")
register.simple_tag(mentions.about_seller, name="about_seller")
register.simple_tag(mentions.graph_of_place, name="graph_of_place")
