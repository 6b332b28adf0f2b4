"""`{% kept "components/doors.html" door=door %}`: an include that depends on nothing but its arguments and the language.

Head, brand, doors and footer are the same on every page; rendering them anew cost 2 ms of each request.
"""

from functools import lru_cache

from django import template
from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe
from django.utils.translation import get_language

register = template.Library()
LONGEST_MEMORY = 512


@register.simple_tag
def kept(template_name: str, **values):
    """The rendered template, remembered by this process. Arguments are texts, numbers or tuples of them, and few in kind."""
    key = tuple((name, value if type(value) in (int, tuple) else str(value)) for name, value in values.items())
    return (rendered if settings.DEBUG else remembered)(template_name, get_language(), key)


def rendered(template_name: str, language: str, values: tuple) -> str:
    return mark_safe(render_to_string(template_name, {"LANGUAGE_CODE": language, **dict(values)}))


remembered = lru_cache(LONGEST_MEMORY)(rendered)
