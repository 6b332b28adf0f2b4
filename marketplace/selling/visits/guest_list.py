"""The list of guests of one time on paper: for a place without a signal, to tick by hand."""

from datetime import datetime

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from catalogue.experiences.wording import slot_text
from marketplace.printing.columns import Column, Kind
from marketplace.printing.pdf import Document

from .bookings import COUNTED, Booking

ON_PAPER = COUNTED


def guest_list_pdf(slot, rows: list[Booking], *, seller, made_at: datetime) -> bytes:
    """`rows` as bookings.bookings_of gives them; cancelled and unpaid ones are left out."""
    rows = [row for row in rows if row.state in ON_PAPER]
    language = translation.get_language() or settings.LANGUAGE_CODE
    title = f"{slot.experience.product.title}: {slot_text(slot)}"
    paper = Document(title, seller.name, settings.SITE_NAME, made_at=made_at, language=language)
    paper.facts([(_("Where you meet"), slot.experience.meeting_place), (_("People"), str(sum(r.people for r in rows)))])
    paper.rows(_columns(), [(row.code, row.name, row.phone, row.people, row.state_text, "") for row in rows])
    paper.note(_("Type the code on the check-in page when you have a signal again, so that you get your money."))
    return paper.to_bytes()


def _columns() -> list[Column]:
    return [
        Column(_("Code"), width=1.6),
        Column(_("Name"), width=2.4),
        Column(_("Phone"), width=1.8),
        Column(_("People"), Kind.NUMBER, 0.9),
        Column(_("Paid"), width=1.4),
        Column(pgettext("guest list", "Came"), width=0.9),
    ]
