"""<row:pk> in an address: the number of a row, no longer than a database takes; a longer one is an unknown address.

Django's own <int:…> takes numbers of any length, and the database then fails instead of finding nothing.
"""

from django.urls.converters import IntConverter, register_converter

BIGGEST = 999_999_999


class RowConverter(IntConverter):
    regex = "[0-9]{1,9}"


register_converter(RowConverter, "row")
