"""{% load promotions %}: {% promotions page.wish.text as promoted %} for editorial/promoted.html."""

from django import template

from marketplace.editorial.promoting import promoted

register = template.Library()

register.simple_tag(promoted, name="promotions")
