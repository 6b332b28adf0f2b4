"""{% load sharing %}: {% sharing_of_shop title description request.path as sharing %} for pages that no editor wrote."""

from django import template

from marketplace.editorial.sharing import sharing_of_shop

register = template.Library()

register.simple_tag(sharing_of_shop)
