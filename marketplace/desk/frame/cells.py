"""How amounts, times, states and links stand in the desk's tables."""

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from wagtail.admin.ui.tables import Column, Table, TitleColumn

from marketplace.money import format_dong


def dong(amount) -> str:
    return "–" if amount is None else format_dong(amount)


def moment(at) -> str:
    return f"{timezone.localtime(at):%d/%m/%Y %H:%M}" if at else "–"


def day(value) -> str:
    return f"{value:%d/%m/%Y}" if value else "–"


def age(at) -> str:
    """ "3 days": one step is enough to know what waits longest."""
    return timesince(at, depth=1) if at else "–"


def month(text: str) -> str:
    return f"{text[5:]}/{text[:4]}"


def weekday(value) -> str:
    return f"{date_format(value, 'l')}, {day(value)}"


class Text(Column):
    """On a phone each cell stands below the other with the name of its column in front."""

    cell_template_name = "desk/cells/cell.html"
    empty_value_display = "–"


class Dong(Text):
    def __init__(self, name, **kwargs):
        super().__init__(name, **{"classname": "desk-number"} | kwargs)

    def get_value(self, instance):
        return dong(super().get_value(instance))


class Count(Text):
    def __init__(self, name, **kwargs):
        super().__init__(name, **{"classname": "desk-number"} | kwargs)


class Moment(Text):
    def get_value(self, instance):
        return moment(super().get_value(instance))


class Day(Text):
    def get_value(self, instance):
        return day(super().get_value(instance))


class Age(Text):
    def get_value(self, instance):
        return age(super().get_value(instance))


class Tag(Column):
    """A state; `tone` says from the row whether it is "good", "bad" or "waits"."""

    cell_template_name = "desk/cells/tag.html"

    def __init__(self, name, tone=None, **kwargs):
        super().__init__(name, **kwargs)
        self.tone = tone or (lambda row: "")

    def get_cell_context_data(self, instance, parent_context):
        return super().get_cell_context_data(instance, parent_context) | {"tone": self.tone(instance)}


class Link(TitleColumn):
    """The row's own page."""

    cell_template_name = "desk/cells/link.html"
    empty_value_display = "–"


class Listing(Table):
    """Wagtail's table that scrolls by itself where a phone is too narrow."""

    def __init__(self, columns, data, **kwargs):
        super().__init__(columns, data, **{"classname": "listing desk-table"} | kwargs)


def yes_no(value: bool) -> str:
    return _("yes") if value else _("no")
