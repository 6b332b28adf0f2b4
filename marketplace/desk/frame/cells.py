"""How amounts, times, states, promised days, phones and links stand in the desks' tables."""

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from wagtail.admin.ui.tables import Column, Table, TitleColumn

from marketplace.accounts.phones import display_phone
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


class QueueLink(Link):
    """The row's own page, which then knows how the list was narrowed that it belongs to."""

    def get_link_url(self, instance, parent_context):
        request = parent_context.get("request")
        query = request.GET.copy() if request else {}
        query.pop("p", None)
        address = super().get_link_url(instance, parent_context)
        return f"{address}?{query.urlencode()}" if query else address


class Lines(Text):
    """Several short sentences, one below the other."""

    cell_template_name = "desk/cells/lines.html"


class Phone(Text):
    """A number that a telephone dials."""

    cell_template_name = "desk/cells/phone.html"

    def get_cell_context_data(self, instance, parent_context):
        context = super().get_cell_context_data(instance, parent_context)
        return context | {"shown": display_phone(context["value"] or "")}


class Due(Tag):
    """A promised day: what is overdue says so in words."""

    def __init__(self, name, **kwargs):
        super().__init__(name, **{"tone": lambda row: tone_of_due(self.get_day(row)), "classname": "desk-due"} | kwargs)

    def get_day(self, row):
        return super().get_value(row)

    def get_value(self, instance):
        return due_words(self.get_day(instance))


def due_words(due_on) -> str:
    """ "Overdue since 18/11/2026", "today", "24/11/2026"."""
    if not due_on:
        return ""
    today = timezone.localdate()
    if due_on < today:
        return _("Overdue: promised by %(day)s") % {"day": day(due_on)}
    return _("today") if due_on == today else day(due_on)


def tone_of_due(due_on) -> str:
    today = timezone.localdate()
    return "bad" if due_on and due_on < today else "waits" if due_on == today else ""


class Listing(Table):
    """Wagtail's table that scrolls by itself where a phone is too narrow."""

    def __init__(self, columns, data, **kwargs):
        super().__init__(columns, data, **{"classname": "listing desk-table"} | kwargs)


def yes_no(value: bool) -> str:
    return _("yes") if value else _("no")
