"""The list to telephone: one row per seller with all reasons, one per wish for help."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from marketplace.folding import folded

from ..frame.cells import Age, Lines, Phone, QueueLink, Text
from ..frame.scoped import Filter, ScopedList
from .due import REASONS, Call, calls

PAGES = {"seller": "call", "wish": "wish"}


def address_of_call(key: tuple[str, int]) -> str:
    kind, pk = key
    return reverse(f"desk:{PAGES[kind]}", args=[pk])


class CallList(ScopedList):
    place_name = "calls"
    find_label = _("Name or phone")
    tabs = (("now", _("To call now")), ("later", _("Agreed for later, or called today")), ("all", _("All")))
    no_rows = _("Nobody has to be called.")
    columns = [
        QueueLink("name", label=_("Who"), get_url=lambda call: address_of_call(call.key)),
        Phone("phone", label=_("Phone")),
        Lines("words", label=_("Why")),
        Age("since", label=_("Since"), classname="desk-nowrap"),
        Text("commune", label=_("Commune"), accessor="commune.name"),
        Text("last_words", label=_("Last call")),
    ]

    def rows(self) -> list[Call]:
        now = timezone.now()
        return [call for call in calls(self.reach, now) if self._is_shown(call, now)]

    def _is_shown(self, call: Call, now) -> bool:
        if self.show != "all" and call.is_later(now) is not (self.show == "later"):
            return False
        why, commune = self.chosen["why"], self.chosen["commune"]
        if why and not any(each.kind == why for each in call.reasons):
            return False
        if commune and call.commune.pk != commune:
            return False
        return self._is_meant(call)

    def _is_meant(self, call: Call) -> bool:
        digits = "".join(letter for letter in self.words if letter.isdigit())
        by_phone = len(digits) >= 4 and call.phone.endswith(digits.lstrip("0"))
        return not self.words or by_phone or all(word in folded(call.name) for word in folded(self.words).split())

    def selects(self):
        return [Filter("why", _("Why"), list(REASONS)), self.communes()]

    @classmethod
    def waiting(cls, user, queue) -> list[tuple[str, int]]:
        return [call.key for call in cls.asked(user, queue).rows()]

    @classmethod
    def next_address(cls, line, queue, key, name=""):
        narrowed = f"?{queue.urlencode()}" if queue else ""
        after = cls.following(line, key)
        return (address_of_call(after) if after else reverse("desk:calls")) + narrowed
