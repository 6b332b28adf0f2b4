"""{% load plain_pages %}: {% plain_pages as pages %} for the foot of a page, {% plain_page "returns" as page %} for one."""

from django import template

from marketplace.editorial.plain_pages import plain_link, plain_links

register = template.Library()

register.simple_tag(plain_links, name="plain_pages")
register.simple_tag(plain_link, name="plain_page")
