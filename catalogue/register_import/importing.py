"""Carries out a plan in one transaction: entries created and brought up to date, each with a line in its history."""

import hashlib
import re
from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from catalogue.certification.models import Certificate, CertificateDecision, State
from catalogue.listing.refreshing import refresh_soon
from marketplace.folding import folded
from marketplace.places.models import Commune, Province

from .entries import Entry, group_of
from .matching import FACTS, facts_of, match
from .planning import Plan

BATCH = 200
TOLD_IN_HISTORY = ("stars", "score", "decision_no", "issued_on")
_NOT_SLUG = re.compile(r"[^a-z0-9]+")


@transaction.atomic
def carry_out(plan: Plan, *, by=None) -> Plan:
    """Matches anew, for somebody may have changed an entry since the plan was made; then writes. Returns the plan as done.

    Imports of one province go one after the other. Products stay linked as they are. `by`: who imports, for the history.
    """
    provinces = {each.pk: each for each in _locked(plan)}
    stored = match(plan)
    communes = Commune.objects.in_bulk({entry.place.commune for entry in plan.told} - {None})
    created = [entry for entry in plan.told if entry.action == "created"]
    updated = [(entry, stored[entry.certificate_id]) for entry in plan.told if entry.action == "updated"]
    steps = _create(plan, created, communes, provinces, by) + _update(plan, updated, communes, provinces, by)
    CertificateDecision.objects.bulk_create(steps, batch_size=BATCH)
    refresh_soon(*(certificate.product_id for _entry, certificate in updated))
    return plan


def _locked(plan: Plan) -> Iterable[Province]:
    codes = {entry.place.province for entry in plan.told}
    return list(Province.objects.select_for_update().filter(pk__in=codes).order_by("pk"))


def _create(plan: Plan, entries: list[Entry], communes: dict, provinces: dict, by) -> list[CertificateDecision]:
    taken = set(Certificate.objects.values_list("reference", flat=True)) if entries else set()
    made = []
    for entry in entries:
        certificate = Certificate(
            reference=_reference(entry, taken),
            commune=communes.get(entry.place.commune),
            province=provinces[entry.place.province],
            **{name: value for name, value in facts_of(entry).items() if name != "commune_id"},
        )
        certificate.search_text = certificate.folded_search_text()
        made.append(certificate)
    Certificate.objects.bulk_create(made, batch_size=BATCH)
    for entry, certificate in zip(entries, made, strict=True):
        entry.certificate_id = certificate.pk
    return [_step(each, by, _entered(plan, entry)) for entry, each in zip(entries, made, strict=True)]


def _update(plan: Plan, pairs: list, communes: dict, provinces: dict, by) -> list[CertificateDecision]:
    """The history tells what stars, score, decision and day were before; the state stays."""
    steps = []
    for entry, certificate in pairs:
        for name, (_before, after) in entry.changes.items():
            setattr(certificate, name, after)
        if "commune_id" in entry.changes:
            certificate.commune = communes[certificate.commune_id]
        certificate.province = provinces[certificate.province_id]
        if told := [name for name in TOLD_IN_HISTORY if name in entry.changes]:
            steps.append(_step(certificate, by, _corrected(plan, entry, told)))
    _with_communes([certificate for _entry, certificate in pairs])
    for _entry, certificate in pairs:
        certificate.search_text = certificate.folded_search_text()
    changed = {name for entry, _certificate in pairs for name in entry.changes}
    if changed:
        columns = [name for name in FACTS if name in changed] + ["search_text"]
        Certificate.objects.bulk_update([each for _entry, each in pairs], columns, batch_size=BATCH)
    return steps


def _with_communes(certificates: list[Certificate]) -> None:
    """Their communes in one query, for the words of the search."""
    known = Commune.objects.in_bulk({each.commune_id for each in certificates} - {None})
    for each in certificates:
        each.commune = known.get(each.commune_id)


def _step(certificate: Certificate, by, reason: str) -> CertificateDecision:
    state = certificate.state or State.ACTIVE
    return CertificateDecision(certificate=certificate, state=state, decided_by=by, reason=reason)


def _entered(plan: Plan, entry: Entry) -> str:
    return _("Entered from the list “%(file)s”, sheet %(sheet)s, row %(row)d.") % _source(plan, entry)


def _corrected(plan: Plan, entry: Entry, told: list[str]) -> str:
    changes = "; ".join(f"{name} {_shown(entry.changes[name][0])} → {_shown(entry.changes[name][1])}" for name in told)
    return _("Corrected by the list “%(file)s”, sheet %(sheet)s, row %(row)d: %(changes)s.") % {
        **_source(plan, entry),
        "changes": changes,
    }


def _source(plan: Plan, entry: Entry) -> dict:
    return {"file": plan.filename, "sheet": entry.sheet, "row": entry.row}


def _shown(value) -> str:
    return "–" if value in (None, "") else str(value)


def _reference(entry: Entry, taken: set[str]) -> str:
    """The address in the register: product, year, and eight letters that the recognition itself gives."""
    name = _NOT_SLUG.sub("-", folded(entry.product))[:26].strip("-") or "ocop"
    key = "|".join(
        (
            *group_of(entry.product, entry.producer, entry.place.province),
            entry.product,
            entry.decision_no,
            str(entry.day),
            str(entry.place.commune),
        )
    )
    number = 0
    while True:
        digest = hashlib.sha256(f"{key}|{number}".encode()).hexdigest()[:8]
        reference = f"{name}-{entry.day.on.year}-{digest}"
        if reference not in taken:
            taken.add(reference)
            return reference
        number += 1
