"""Phone numbers as people read them."""

from django import template

from marketplace.accounts.phones import display_phone, mask_phone

register = template.Library()
register.filter("phone", display_phone)
register.filter("masked_phone", mask_phone)
