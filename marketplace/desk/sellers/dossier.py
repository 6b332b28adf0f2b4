"""One seller: everything that is known, why the shop is not ready, and the decisions about the shop itself."""

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from marketplace.accounts.phones import display_phone
from sellers.models import Seller, State
from sellers.opening.suspending import PAYOUT_HINT
from sellers.papers.checklist import checklist, reasons

from ..calling.noting import NoteCall
from ..frame.cells import day, due_words, moment, tone_of_due, yes_no
from ..frame.scoped import ScopedScreen
from ..frame.screens import Section
from . import known
from .dossiers import DossierList
from .opening import OpenShop, SendBack
from .passports import RecordPassport
from .querysets import asked_to_open
from .states import SELLERS
from .suspending import Close, Lift, Suspend

WEEKDAYS = (_("Mon"), _("Tue"), _("Wed"), _("Thu"), _("Fri"), _("Sat"), _("Sun"))


def phone_link(number: str):
    return format_html('<a class="desk-phone" href="tel:{}">{}</a>', number, display_phone(number)) if number else ""


def deputy_of(seller):
    if not seller.deputy_phone:
        return seller.deputy_name
    return format_html("{} {}", seller.deputy_name, phone_link(seller.deputy_phone))


def days_of(mask: int) -> str:
    return ", ".join(str(label) for bit, label in enumerate(WEEKDAYS) if mask & (1 << bit))


class DossierScreen(ScopedScreen):
    place_name, url_name = "dossiers", "dossier"
    things = Seller.objects.select_related("commune__province", "partner")
    actions = (Suspend, Close, NoteCall, RecordPassport)
    row_actions = (OpenShop, SendBack, Lift)

    def get_page_title(self):
        return self.thing.name

    @cached_property
    def request_to_open(self):
        return asked_to_open().filter(seller=self.thing).select_related("seller__commune", "seller__partner").first()

    def links(self):
        seller = self.thing
        found = [(reverse("desk:call", args=[seller.pk]), _("Telephone"))]
        if seller.is_open:
            found.append((seller.get_absolute_url(), _("See the shop")))
        if self.request_to_open:
            line = DossierList.waiting(self.request.user, self.queue)
            if set(line) - {seller.pk}:
                found.append(
                    (DossierList.next_address(line, self.queue, seller.pk, "dossier"), _("Skip to the next one"))
                )
        return found

    def sections(self):
        seller = self.thing
        items = checklist(seller)
        found = [
            self._decision(items),
            known.papers(items),
            self._seller(),
            self._identity(),
            known.products(seller),
            known.orders(seller),
            known.helpers(seller),
            known.members(seller),
            self._suspensions(),
            known.calls(seller),
            known.changes(seller),
        ]
        return [section for section in found if section]

    def _decision(self, items) -> Section:
        """What the seller waits for, or how the shop stands."""
        seller, request = self.thing, self.request_to_open
        why = reasons(items)
        facts = [(_("Joined"), moment(seller.joined_at))]
        if request:
            asked_by = request.asked_by or _("the shop")
            facts = [(_("Asked to open"), f"{moment(request.asked_at)} · {asked_by}"), *facts]
        return Section(
            _("Decision") if request else _("How the shop stands"),
            facts=facts,
            alarm=self._missing(why) if why and not request else "",
            actions=[
                *(self.offered(request, (OpenShop, SendBack)) if request else []),
                *self.offered(seller, (Suspend, Close, NoteCall)),
            ],
            tag=due_words(request.due_on) if request else seller.get_state_display(),
            tone=tone_of_due(request.due_on) if request else SELLERS.get(seller.state, ""),
        )

    def _missing(self, why: list[str]) -> str:
        text = _("Not ready: %(why)s") if self.thing.state == State.PREPARING else _("Missing today: %(why)s")
        return text % {"why": "; ".join(why)}

    def _seller(self) -> Section:
        seller = self.thing
        return Section(
            _("Seller"),
            facts=[
                (_("Kind"), seller.get_kind_display()),
                (_("Commune"), seller.place_text),
                (_("Business place"), seller.business_place),
                (_("Phone"), phone_link(seller.phone)),
                (_("E-mail"), seller.email),
                (_("Who makes it"), seller.person),
                (_("Who else can answer"), deputy_of(seller)),
                (_("Business registration"), seller.registration_no),
                (_("Tax code"), seller.tax_code),
                (_("Days to get ready"), seller.handling_days),
                (_("Sends to"), seller.get_reach_display()),
                (_("Picked up there"), yes_no(seller.has_pickup)),
                (_("Pick-up days"), days_of(seller.pickup_days)),
                (_("How to find the place"), seller.pickup_note),
                (_("Open since"), day(seller.opened_at)),
                (_("In their own words"), seller.about),
            ],
        )

    def _identity(self) -> Section:
        section = known.identity(self.thing)
        section.actions = self.offered(self.thing, (RecordPassport,))
        return section

    def _suspensions(self) -> Section | None:
        rows = list(self.thing.suspensions.select_related("placed_by", "lifted_by").order_by("-noticed_at"))
        if not rows:
            return None
        standing = next((each for each in rows if each.lifted_at is None), None)
        if standing:
            standing.seller = self.thing
        return Section(
            _("Stopped"),
            table=known.suspensions(rows),
            words=f"{known.hold_words(self.thing)} {PAYOUT_HINT}" if standing else known.hold_words(self.thing),
            actions=self.offered(standing, (Lift,)) if standing else [],
        )
