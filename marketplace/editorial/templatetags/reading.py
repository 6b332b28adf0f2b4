"""{% load reading %}: {% standing "placeindexpage" as all %}, the list of a kind in the language in use."""

from django import template

from marketplace.editorial.standing import standing

register = template.Library()

register.simple_tag(standing)
