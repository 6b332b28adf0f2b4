"""Which entries of a list the register holds already, and what of them would change. An empty cell erases nothing."""

from collections import defaultdict
from collections.abc import Iterable

from catalogue.certification.deciding import FINAL
from catalogue.certification.models import Certificate, State, end_of_validity
from marketplace.folding import has_marks

from .days import Day
from .decisions import same_number
from .entries import Entry, group_of, same_names, same_recognition
from .faults import Fault

FACTS = (
    "product_name",
    "producer_name",
    "stars",
    "score",
    "decision_no",
    "issued_on",
    "issued_year_only",
    "valid_until",
    "commune_id",
    "former_place",
    "number",
    "issuer",
    "product_set",
    "level",
    "evidence_grade",
)


def match(plan) -> dict[int, Certificate]:
    """Gives every entry of the plan its action, certificate and changes. Returns the stored certificates by their key.

    One query, whatever the number of rows. Demo certificates are nobody's and match nothing.
    """
    plan.faults_of_matching, plan.warnings_of_matching = [], []
    provinces = {entry.place.province for entry in plan.told}
    stored = defaultdict(list)
    by_key = {}
    for each in Certificate.objects.filter(province__in=provinces, is_demo=False).defer("evidence", "search_text"):
        stored[group_of(each.product_name, each.producer_name, each.province_id)].append(each)
        by_key[each.pk] = each
    groups = defaultdict(list)
    for entry in plan.told:
        entry.action, entry.certificate_id, entry.changes = "created", None, {}
        groups[group_of(entry.product, entry.producer, entry.place.province)].append(entry)
    for key, entries in groups.items():
        for entry, known in _pairs(entries, stored.get(key, ())):
            _compare(plan, entry, known)
    return by_key


def _pairs(entries: list[Entry], stored: Iterable[Certificate]) -> Iterable[tuple[Entry, Certificate]]:
    """Pairs of the same commune first, then where one side does not know it, then a corrected place, if only one fits."""
    free = sorted(stored, key=lambda each: each.pk)
    waiting = list(entries)
    for is_near in (_same_commune, _one_unknown):
        for entry in list(waiting):
            known = next((each for each in free if is_near(entry, each) and _is_same(entry, each)), None)
            if known:
                free.remove(known)
                waiting.remove(entry)
                yield entry, known
    for entry in waiting:
        fitting = [each for each in free if _is_same(entry, each)]
        others = [other for other in waiting if other is not entry and any(_is_same(other, each) for each in fitting)]
        if len(fitting) == 1 and not others:
            yield entry, fitting[0]


def _same_commune(entry: Entry, known: Certificate) -> bool:
    return entry.place.commune == known.commune_id


def _one_unknown(entry: Entry, known: Certificate) -> bool:
    return entry.place.commune is None or known.commune_id is None


def _is_same(entry: Entry, known: Certificate) -> bool:
    day = Day(known.issued_on, is_year=known.issued_year_only)
    return same_names(entry.product, entry.producer, known.product_name, known.producer_name) and same_recognition(
        entry.decision_no, entry.day, known.decision_no, day
    )


def _compare(plan, entry: Entry, known: Certificate) -> None:
    wanted = facts_of(entry, known)
    entry.certificate_id = known.pk
    entry.changes = {
        name: (getattr(known, name), wanted[name]) for name in FACTS if getattr(known, name) != wanted[name]
    }
    entry.action = "updated" if entry.changes else "unchanged"
    told = (entry.sheet, entry.row)
    if known.state in FINAL and entry.changes:
        entry.action = "refused"
        plan.faults_of_matching.append(Fault(*told, "certificate_ended", known.reference))
    elif known.state in FINAL:
        plan.warnings_of_matching.append(Fault(*told, "ended_unchanged", known.reference))
    elif known.state == State.EXTENDED_TRANSITIONAL and "issued_on" in entry.changes:
        entry.action = "refused"
        plan.faults_of_matching.append(Fault(*told, "certificate_extended", known.reference))


def facts_of(entry: Entry, known: Certificate | None = None) -> dict:
    """The columns of the certificate that the entry asks for; what it does not tell stays as it is known."""
    day = entry.day
    if known is None:
        return {
            "product_name": entry.product,
            "producer_name": entry.producer,
            "stars": entry.stars,
            "score": entry.score,
            "decision_no": entry.decision_no,
            "issued_on": day.on,
            "issued_year_only": day.is_year,
            "valid_until": end_of_validity(day.on),
            "commune_id": entry.place.commune,
            "former_place": entry.place.former,
            "number": entry.number,
            "issuer": entry.issuer,
            "product_set": entry.product_set,
            "level": entry.level,
            "evidence_grade": "A",
        }
    keeps_day = day.is_year and not known.issued_year_only and day.on.year == known.issued_on.year
    issued_on = known.issued_on if keeps_day else day.on
    moved = entry.place.commune not in (None, known.commune_id)
    is_new_act = entry.stars != known.stars or issued_on != known.issued_on or bool(entry.issuer)
    return {
        "product_name": _better_spelled(entry.product, known.product_name),
        "producer_name": _better_spelled(entry.producer, known.producer_name),
        "stars": entry.stars,
        "score": known.score if entry.score is None else entry.score,
        "decision_no": _fuller_number(entry.decision_no, known.decision_no),
        "issued_on": issued_on,
        "issued_year_only": known.issued_year_only if keeps_day else day.is_year,
        "valid_until": known.valid_until if issued_on == known.issued_on else end_of_validity(issued_on),
        "commune_id": entry.place.commune or known.commune_id,
        "former_place": entry.place.former if moved or not known.former_place else known.former_place,
        "number": entry.number or known.number,
        "issuer": entry.issuer or known.issuer,
        "product_set": known.product_set or entry.product_set,
        "level": entry.level if is_new_act else known.level,
        "evidence_grade": "A",
    }


def _better_spelled(told: str, known: str) -> str:
    """The same name: marks are taken over where the register has none; capitals and spaces change nothing."""
    return told if has_marks(told) and not has_marks(known) else known


def _fuller_number(told: str, known: str) -> str:
    if not told or (same_number(told, known) and not (known.isdigit() and not told.isdigit())):
        return known or told
    return told
