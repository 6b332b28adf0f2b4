"""The voucher as the guest sees it: code, when, where, how many, whether it counts, until when it can be cancelled."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from catalogue.experiences.wording import slot_text
from marketplace.accounts.phones import BadPhone, display_phone, normalise_phone
from marketplace.fulfilment.models import Parcel, Temperature
from marketplace.fulfilment.voucher_links import check_in_url
from marketplace.printing.squares import Squares, squares
from marketplace.printing.vouchers import VoucherSheet, voucher_pdf

from .cancelling import may_cancel
from .codes import shown
from .models import Visit
from .querysets import BOOKED

S = Parcel.State
WAITING, PAID, USED, MISSED, CANCELLED, EXPIRED = "waiting", "paid", "used", "missed", "cancelled", "expired"


@dataclass
class Voucher:
    """`visit` with parcel, order, seller, slot and experience loaded; `now` is when the page was asked for."""

    visit: Visit
    now: datetime

    @property
    def parcel(self) -> Parcel:
        return self.visit.parcel

    @property
    def state(self) -> str:
        """ "waiting" (for the payment), "paid", "used", "missed", "cancelled" or "expired" (not paid in time)."""
        if self.visit.outcome:
            return USED if self.visit.outcome == Visit.Outcome.CAME else MISSED
        known = {S.AWAITING_PAYMENT: WAITING, S.EXPIRED: EXPIRED, S.CANCELLED: CANCELLED}
        if self.parcel.state in BOOKED:
            return PAID
        return known.get(self.parcel.state, USED)

    @property
    def counts(self) -> bool:
        """Only then is the code shown: who has not paid, or has been paid back, has no voucher."""
        return self.state == PAID

    @property
    def state_text(self) -> str:
        return {
            WAITING: _("The voucher comes when the order is paid."),
            PAID: _("Paid. Show this code when you arrive."),
            USED: _("Used. Thank you for your visit."),
            MISSED: _("The host noted that nobody came."),
            CANCELLED: _("Cancelled: this voucher does not count any more."),
            EXPIRED: _("Not paid in time, so the places are free for others."),
        }[self.state]

    @property
    def code(self) -> str:
        """As it is read out; empty while it does not count."""
        return shown(self.visit.code) if self.counts else ""

    @property
    def link(self) -> str:
        """Where the host checks this guest in."""
        return check_in_url(seller_slug=self.parcel.seller.slug, code=self.visit.code)

    @cached_property
    def qr(self) -> Squares | None:
        """Its `svg_path` goes in a viewBox of `side` by `side`."""
        return squares(self.link) if self.counts else None

    @property
    def title(self) -> str:
        page = self.visit.slot.experience.product
        return (get_language() == "en" and page.english_title) or page.title

    @property
    def when(self) -> str:
        return slot_text(self.visit.slot)

    @property
    def where(self) -> str:
        return _said(self.visit, "meeting_place")

    @property
    def commune(self) -> str:
        commune = self.parcel.to_commune
        return f"{commune.name}, {commune.province.short_name}"

    @property
    def includes(self) -> str:
        return _said(self.visit, "includes")

    @property
    def bring(self) -> str:
        return _said(self.visit, "bring")

    @property
    def people(self) -> int:
        return self.visit.people

    @property
    def people_text(self) -> str:
        return ngettext("%(n)d person", "%(n)d people", self.people) % {"n": self.people}

    @property
    def seller_name(self) -> str:
        return self.parcel.seller.name

    @property
    def seller_phone(self) -> str:
        try:
            return display_phone(normalise_phone(self.parcel.seller.phone))
        except BadPhone:
            return self.parcel.seller.phone

    @property
    def can_cancel(self) -> bool:
        return may_cancel(self.visit, self.now)

    @property
    def cancel_text(self) -> str:
        """Empty once nothing can be cancelled because nothing is to come."""
        if self.state not in (WAITING, PAID):
            return ""
        until = timezone.localtime(self.visit.cancel_until)
        words = {"until": f"{until:%H:%M %d/%m/%Y}"}
        if self.now < self.visit.cancel_until:
            return _("You can cancel free of charge until %(until)s.") % words
        return _("It could be cancelled free of charge until %(until)s, and not any more.") % words


def voucher_of(parcel: Parcel, now: datetime | None = None) -> Voucher | None:
    """None for goods, and for a visit without a slot. One query."""
    return vouchers_of([parcel], now).get(parcel.pk)


def vouchers_of(parcels: Iterable[Parcel], now: datetime | None = None) -> dict[int, Voucher]:
    """Parcel id -> voucher; one query, none when nothing among them is a visit."""
    known = {parcel.pk: parcel for parcel in parcels if parcel.temperature == Temperature.SERVICE}
    if not known:
        return {}
    now, found = now or timezone.now(), {}
    visits = Visit.objects.filter(parcel__in=known).select_related("slot__experience__product__facts")
    for visit in visits:
        visit.parcel = known[visit.parcel_id]
        found[visit.parcel_id] = Voucher(visit, now)
    return found


def voucher_file(voucher: Voucher, *, made_at: datetime) -> bytes:
    """The PDF, in the active language, of a voucher that counts."""
    phone = f"{voucher.seller_name}, {voucher.seller_phone}" if voucher.seller_phone else voucher.seller_name
    sheet = VoucherSheet(
        title=voucher.title,
        subtitle=f"{voucher.when} · {voucher.people_text}",
        code_word=_("Code"),
        code=voucher.code,
        link=voucher.link,
        facts=(
            (_("Where to meet"), f"{voucher.where}\n{voucher.commune}"),
            (_("Host"), phone),
            (_("Booked for"), voucher.parcel.recipient_name),
            (_("Included"), voucher.includes),
            (_("Bring along"), voucher.bring),
            (_("Cancelling"), voucher.cancel_text),
        ),
        foot=_("Paid. Show this code when you arrive."),
        operator=settings.SITE_NAME,
        language=get_language() or settings.LANGUAGE_CODE,
    )
    return voucher_pdf(sheet, made_at=made_at)


def _said(visit: Visit, name: str) -> str:
    """In English where somebody wrote it, else in Vietnamese."""
    experience = visit.slot.experience
    return (get_language() == "en" and getattr(experience, f"{name}_en")) or getattr(experience, name)
