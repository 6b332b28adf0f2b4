"""The papers that wait for an answer, the earliest promise first."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from sellers.models import Seller
from sellers.papers.models import Requirement, Submission

from ..frame.cells import Age, Due, Phone, QueueLink, Tag, Text
from ..frame.scoped import Filter, ScopedList
from .states import SUBMISSIONS

S = Submission.State
COMMUNE = "seller__commune"
TABS = {
    "waiting": lambda rows: rows.filter(state=S.SENT).order_by("due_on", "pk"),
    "sent_back": lambda rows: rows.filter(state=S.SENT_BACK).order_by("-decided_at", "-pk"),
    "accepted": lambda rows: rows.filter(state=S.ACCEPTED).order_by("-decided_at", "-pk"),
}


class PaperList(ScopedList):
    place_name = "papers"
    commune_path = COMMUNE
    find_label = _("Name of the shop, the person or the commune")
    tabs = (
        ("waiting", _("To be answered")),
        ("sent_back", _("Sent back")),
        ("accepted", _("Accepted")),
    )
    no_rows = _("No paper waits.")
    columns = [
        QueueLink("requirement", label=_("Paper"), accessor="requirement.title", url_name="desk:paper"),
        Text("product", label=_("Product"), accessor="product.title"),
        Text("seller", label=_("Seller"), accessor="seller.name"),
        Tag(
            "state", label=_("Status"), accessor="get_state_display", tone=lambda each: SUBMISSIONS.get(each.state, "")
        ),
        Age("sent_at", label=_("Waits for"), classname="desk-nowrap"),
        Due("due_on", label=_("Promised by"), accessor=lambda each: each.due_on if each.state == S.SENT else None),
        Text("commune", label=_("Commune"), accessor="seller.commune.name"),
        Phone("phone", label=_("Phone"), accessor="seller.phone"),
    ]

    def rows(self):
        rows = TABS[self.show](self.within(self.reach, Submission.objects.all()))
        for name, path in (("commune", COMMUNE), ("paper", "requirement__code")):
            if self.chosen[name]:
                rows = rows.filter(**{path: self.chosen[name]})
        return rows.filter(seller__in=self.sellers_named()) if self.words else rows

    def sellers_named(self):
        return Seller.objects.matching(self.words).values("pk")

    def get_queryset(self):
        return self.rows().select_related("seller__commune", "requirement", "product")

    def links(self):
        return [(reverse("desk:running_out"), _("Certificates and papers running out"))]

    def selects(self):
        asked = [(each.code, each.title) for each in Requirement.objects.filter(way=Requirement.Way.PAPER)]
        return [self.communes(), Filter("paper", _("Paper"), asked)]
