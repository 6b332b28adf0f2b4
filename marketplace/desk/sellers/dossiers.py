"""Sellers in lists: who asked to open and waits, who prepares, who sells, who was stopped; and why each is not ready."""

from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sellers.models import Kind
from sellers.papers.checklist import WORDS, checklists
from sellers.papers.checklist import State as Paper

from ..frame.cells import Age, Due, Lines, Phone, QueueLink, Tag, Text
from ..frame.scoped import Filter, ScopedList
from .querysets import TABS, dossiers, with_helpers
from .states import SELLERS

MOST_NAMED = 2


def by_state(items) -> list[str]:
    """What is needed and not accepted, a line per state: "not there yet: Tax code, Bank account, +3"."""
    found: dict[str, list[str]] = {}
    for item in items:
        if item.is_needed and item.state != Paper.ACCEPTED:
            found.setdefault(item.state, []).append(item.requirement.title)
    return [f"{WORDS[Paper(state)]}: {_named(titles)}" for state, titles in found.items()]


def _named(titles: list[str]) -> str:
    titles = list(dict.fromkeys(titles))
    more = len(titles) - MOST_NAMED
    return ", ".join(titles[:MOST_NAMED]) + (f", +{more}" if more > 0 else "")


class DossierList(ScopedList):
    place_name = "dossiers"
    find_label = _("Name of the shop, the person or the commune")
    tabs = (
        ("asked", _("Asked to open")),
        ("preparing", _("Preparing")),
        ("live", _("Selling")),
        ("stopped", _("Stopped")),
        ("all", _("All")),
    )
    no_rows = _("Nobody here.")

    def rows(self):
        rows = TABS[self.show](self.reach.within(dossiers(), "commune"))
        for name, path in (("commune", "commune"), ("kind", "kind")):
            if self.chosen[name]:
                rows = rows.filter(**{path: self.chosen[name]})
        return rows.matching(self.words) if self.words else rows

    def get_queryset(self):
        return with_helpers(self.rows().with_place())

    def selects(self):
        return [self.communes(), Filter("kind", _("Kind"), list(Kind.choices))]

    @cached_property
    def columns(self):
        is_waiting = self.show in ("asked", "preparing")
        return [
            QueueLink("name", label=_("Seller"), url_name="desk:dossier"),
            *([] if is_waiting else [Tag("state", label=_("Status"), accessor="get_state_display", tone=tone_of)]),
            Age("since", label=_("Waits for"), accessor=lambda each: each.asked_at or each.joined_at),
            *([Due("due_on", label=_("Promised by"))] if self.show in ("asked", "all") else []),
            *([Lines("why", label=_("Not ready because"), accessor=lambda each: each.not_ready)] if is_waiting else []),
            Text("commune", label=_("Commune"), accessor="commune.name"),
            Text("kind", label=_("Kind"), accessor="get_kind_display"),
            Text("helper", label=_("Helper"), accessor=helpers_of),
            Phone("phone", label=_("Phone")),
        ]

    def get_context_data(self, **kwargs):
        """Why each of this page is not ready: the checklists of all of them in one go."""
        context = super().get_context_data(**kwargs)
        if self.show in ("asked", "preparing"):
            lists = checklists(context["object_list"])
            for seller in context["object_list"]:
                seller.not_ready = by_state(lists[seller.pk])
        return context


def tone_of(seller) -> str:
    return SELLERS.get(seller.state, "")


def helpers_of(seller) -> str:
    return ", ".join(str(each.person) for each in seller.helping_today) or pgettext_lazy("helper", "nobody")
