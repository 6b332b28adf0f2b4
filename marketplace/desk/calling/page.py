"""One call: the number, the reasons, the orders to be answered on the telephone, and what came of it."""

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from marketplace.accounts.phones import display_phone
from sellers.models import Seller

from ..frame.cells import age
from ..frame.scoped import NextInQueue, ScopedScreen
from ..frame.screens import Section
from ..sellers import known
from .due import calls
from .list import CallList
from .noting import NoteCall
from .orders import ANSWERS, orders_waiting


class NoteAndNext(NextInQueue, NoteCall):
    """The next one of the list after it."""

    list_class = CallList
    is_open, tone = True, "primary"

    @property
    def place_in_line(self):
        return "seller", self.thing.pk


def big_phone(number: str):
    if not number:
        return _("No number is known.")
    return format_html('<a class="button desk-call" href="tel:{}">{}</a>', number, display_phone(number))


def skip(screen, key) -> tuple | None:
    line = CallList.waiting(screen.request.user, screen.queue)
    if not set(line) - {key}:
        return None
    return CallList.next_address(line, screen.queue, key), _("Skip to the next one")


class CallScreen(ScopedScreen):
    place_name, url_name = "calls", "call"
    things = Seller.objects.select_related("commune__province", "partner")
    actions = (NoteAndNext,)
    row_actions = ANSWERS

    def get_page_title(self):
        return self.thing.name

    def links(self):
        found = [(reverse("desk:dossier", args=[self.thing.pk]), _("Open the dossier"))]
        return [*found, *filter(None, [skip(self, ("seller", self.thing.pk))])]

    @cached_property
    def call(self):
        return next((each for each in calls(self.reach) if each.key == ("seller", self.thing.pk)), None)

    def sections(self):
        seller, call = self.thing, self.call
        facts = [(_("Phone"), big_phone(seller.phone))]
        if seller.deputy_phone:
            facts.append((seller.deputy_name or _("Who else can answer"), big_phone(seller.deputy_phone)))
        facts += [(_("Commune"), seller.place_text), (_("Who makes it"), seller.person)]
        facts += [(_("Why"), "; ".join(call.words)), (_("Since"), age(call.since))] if call else []
        return [
            Section(_("Call"), facts=facts, words="" if call else _("Nothing waits for a call here.")),
            *orders_waiting(seller, self.offered),
            Section(_("After the call"), actions=self.offered(seller)),
            known.calls(seller),
        ]
