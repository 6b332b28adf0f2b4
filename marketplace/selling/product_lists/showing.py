"""A plan as its preview shows it: numbers, faults by row, what changes."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from marketplace.money import format_dong
from sellers.product_lists.planning import ListPlan, Step
from sellers.product_lists.reading import ListFault

MOST_SHOWN = 300
LABELS: dict[str, str | Promise] = {
    "code": gettext_lazy("Your code"),
    "title": gettext_lazy("Name"),
    "pack": gettext_lazy("Pack"),
    "price": gettext_lazy("Price"),
    "stock": gettext_lazy("Left to sell"),
    "description": gettext_lazy("What is special about it"),
}


@dataclass(frozen=True)
class Preview:
    """`fresh` and `changed`: row, name, words. `faults`: row, label of the field, message."""

    counts: dict[str, int]
    fresh: list[tuple[int, str, str]]
    changed: list[tuple[int, str, str]]
    faults: list[tuple[int, str, str]]
    duplicates: list[tuple[int, int]]

    @property
    def does_something(self) -> bool:
        return bool(self.fresh or self.changed)


def preview_of(plan: ListPlan) -> Preview:
    return Preview(
        counts=plan.counts,
        fresh=[_line(step, _offered(step)) for step in plan.steps if step.action == "created"][:MOST_SHOWN],
        changed=[_line(step, _changes(step)) for step in plan.steps if step.action == "updated"][:MOST_SHOWN],
        faults=[_fault(fault) for fault in plan.faults][:MOST_SHOWN],
        duplicates=plan.duplicates[:MOST_SHOWN],
    )


def _line(step: Step, words: str) -> tuple[int, str, str]:
    return step.row.row, step.row.title, words


def _offered(step: Step) -> str:
    left = _("%(left)d left") % {"left": step.row.stock or 0}
    return f"{format_dong(step.row.price)} · {left}"


def _changes(step: Step) -> str:
    return "; ".join(
        f"{LABELS[name]}: {_shown(name, old)} → {_shown(name, new)}" for name, (old, new) in step.fields.items()
    )


def _shown(name: str, value) -> str:
    if value in (None, ""):
        return "–"
    return format_dong(value) if name == "price" else str(value)


def _fault(fault: ListFault) -> tuple[int, str, str]:
    return fault.row, str(LABELS.get(fault.field, "")), fault.message
