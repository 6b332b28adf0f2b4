"""{% load editorial %}: small words of the editorial templates."""

from django import template

from marketplace.editorial.structured_data import whole

register = template.Library()

register.filter("whole_address", whole)
