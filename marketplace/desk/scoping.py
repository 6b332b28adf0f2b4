"""Whose sellers an officer sees and decides for: the communes of their StaffScope, or the whole province.

Every list, page, action and file of the sellers' desk goes through `Reach.within`; outside it there is nothing (404).
"""

from dataclasses import dataclass

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db.models import Exists

from .groups import COMMUNE_OFFICER

EVERYWHERE = "desk.see_all_communes"


@dataclass(frozen=True)
class Reach:
    """`communes`: their codes; None for the whole province. A scope without communes reaches nobody."""

    communes: frozenset[str] | None = None

    @property
    def is_whole(self) -> bool:
        return self.communes is None

    def within(self, rows, commune: str):
        """The rows whose commune, at the end of this path, is reached. Rows without a commune are the province's."""
        return rows if self.communes is None else rows.filter(**{f"{commune}__in": self.communes})

    def holds(self, commune_code: str | None) -> bool:
        return self.communes is None or commune_code in self.communes


def reach_of(user) -> Reach:
    """At most one query for an officer. Without a row a commune officer reaches nobody, other staff the whole province.

    Who may see all communes does so in any case.
    """
    if user.has_perm(EVERYWHERE):
        return Reach()
    of_communes = Exists(Group.objects.filter(user=user.pk, name=COMMUNE_OFFICER))
    people = get_user_model().objects.filter(pk=user.pk)
    rows = list(people.values_list("desk_scope", "desk_scope__communes", of_communes))
    if any(scope is None and not is_of_communes for scope, _code, is_of_communes in rows):
        return Reach()
    return Reach(frozenset(code for _scope, code, _is in rows if code is not None))
