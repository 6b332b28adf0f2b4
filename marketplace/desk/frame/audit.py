"""Every action at the desk stands in Wagtail's audit log, with who did it, and is shown as the history of its object."""

from dataclasses import dataclass

from django.contrib.contenttypes.models import ContentType
from django.utils.translation import gettext as _
from wagtail.log_actions import LogFormatter, log, registry
from wagtail.models import ModelLogEntry

LONGEST = 50


class DeskLine(LogFormatter):
    """What the button is called, and what was put into it."""

    def format_message(self, log_entry):
        what = (log_entry.data or {}).get("what", "")
        return f"{self.label}: {what}" if what else str(self.label)


@dataclass(frozen=True)
class Line:
    """One row of an object's history."""

    at: object
    by: str
    what: str


def register(action: str, label) -> None:
    line = type("_DeskLine", (DeskLine,), {"label": label})
    registry.register_action(action)(line)


def note(*, about, action: str, by, title: str, what: str = "", **data) -> ModelLogEntry:
    """`about` is a row of the database; `data` holds amounts in dong, numbers and states, and no personal data."""
    return log(about, action, user=by, title=title[:255], data={"what": what} | data)


def history_of(about) -> list[Line]:
    """The newest first. One query."""
    if about is None or about.pk is None:
        return []
    kind = ContentType.objects.get_for_model(about, for_concrete_model=False)
    entries = ModelLogEntry.objects.filter(content_type=kind, object_id=str(about.pk)).select_related("user")
    return [
        Line(entry.timestamp, str(entry.user or _("the shop")), str(entry.message))
        for entry in entries.order_by("-timestamp", "-pk")[:LONGEST]
    ]
