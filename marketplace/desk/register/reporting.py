"""A plan of an import as sections of a page: every row of the file is in one of them."""

from django.utils.translation import gettext_lazy as _

from catalogue.register_import.planning import Plan

from ..frame.cells import Count, Lines, Listing, Text
from ..frame.screens import Section

MOST = 200
COLUMNS = {
    "product": _("Product"),
    "producer": _("Producer as printed"),
    "stars": _("Stars"),
    "score": _("Score"),
    "date": _("Day"),
    "place": _("Where"),
    "decision": _("Decision"),
    "file": _("File"),
}
STATES = {"read": _("read"), "no_list": _("no list on it"), "hidden": _("hidden, not read"), "empty": _("empty")}


def sections_of(made: Plan, *, title, actions, words="", alarm="") -> list[Section]:
    counts = made.counts
    facts = [
        (_("New"), counts["created"]),
        (_("Changed"), counts["updated"]),
        (_("As before"), counts["unchanged"]),
        (_("Twice in the file"), len(made.duplicates)),
        (_("Faulty rows"), len({(each.sheet, each.row) for each in made.errors})),
        (_("Skipped: titles, totals, notes"), len(made.skipped)),
    ]
    head = Section(
        title, facts=[(label, str(number)) for label, number in facts], words=words, alarm=alarm, actions=actions
    )
    parts = [
        head,
        _faults(_("Faulty rows"), made.errors, _("They are left out. Mend them in the file and bring it once more.")),
        _changed(made),
        _faults(_("Look at these rows"), made.warnings, _("They go in all the same.")),
        _duplicates(made),
        _new(made),
        _skipped(made),
        _sheets(made),
    ]
    return [part for part in parts if part]


def _cut(rows: list) -> tuple[list, object]:
    more = len(rows) - MOST
    return rows[:MOST], _("and %(count)d more, see the report") % {"count": more} if more > 0 else ""


def _part(title, columns, rows, words="") -> Section | None:
    if not rows:
        return None
    shown, more = _cut(rows)
    return Section(
        title, words=" ".join(map(str, filter(None, [words, more]))), table=Listing(columns, shown), tag=len(rows)
    )


def _where() -> list:
    return [Text("sheet", label=_("Sheet")), Count("row", label=_("Row"))]


def _faults(title, faults, words) -> Section | None:
    columns = [
        *_where(),
        Text("field", label=_("Column"), accessor=lambda fault: COLUMNS.get(fault.field, fault.field)),
        Text("message", label=_("What is wrong")),
        Text("value", label=_("As written")),
    ]
    return _part(title, columns, faults, words)


def _changed(made: Plan) -> Section | None:
    columns = [
        *_where(),
        Text("product", label=_("Product")),
        Text("producer", label=_("Producer")),
        Lines("changes", label=_("What changes"), accessor=_changes_of),
    ]
    return _part(_("Changed"), columns, [each for each in made.entries if each.action == "updated"])


def _changes_of(entry) -> list[str]:
    shown = lambda value: "–" if value in (None, "") else str(value)  # noqa: E731
    return [f"{name}: {shown(before)} → {shown(after)}" for name, (before, after) in entry.changes.items()]


def _new(made: Plan) -> Section | None:
    columns = [
        *_where(),
        Text("product", label=_("Product")),
        Text("producer", label=_("Producer")),
        Count("stars", label=_("Stars")),
        Text("decision_no", label=_("Decision")),
        Text("day", label=_("Day"), accessor=lambda each: str(each.day)),
    ]
    return _part(_("New"), columns, [each for each in made.entries if each.action == "created"])


def _duplicates(made: Plan) -> Section | None:
    columns = [
        *_where(),
        Text("same", label=_("Same as"), accessor=lambda each: f"{each.of_sheet} · {each.of_row}"),
        Text("differs", label=_("Told differently"), accessor=lambda each: ", ".join(each.differs)),
    ]
    return _part(_("Twice in the file"), columns, made.duplicates)


def _skipped(made: Plan) -> Section | None:
    columns = [*_where(), Text("reason", label=_("Why")), Text("text", label=_("Text"))]
    return _part(_("Skipped: titles, totals, notes"), columns, made.skipped)


def _sheets(made: Plan) -> Section | None:
    columns = [
        Text("name", label=_("Sheet")),
        Text("state", label=_("Status"), accessor=lambda each: STATES.get(each.state, each.state)),
        Count("rows", label=_("Rows")),
        Text("left_out", label=_("Columns that are not kept"), accessor=lambda each: ", ".join(each.left_out)),
    ]
    return _part(_("Sheets"), columns, made.sheets)
