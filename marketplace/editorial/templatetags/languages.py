"""{% load languages %}: {% language_name "vi" as language %}, in the language in use."""

from django import template

from marketplace.editorial.languages.telling import language_name

register = template.Library()

register.simple_tag(language_name)
