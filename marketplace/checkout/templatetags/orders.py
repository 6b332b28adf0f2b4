"""{% orders_of user as rows %}: a person's own orders for the account page."""

from django import template

from ..order_page import rows_of

register = template.Library()


@register.simple_tag
def orders_of(user):
    return rows_of(user)
