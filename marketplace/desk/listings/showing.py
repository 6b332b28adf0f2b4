"""The fields of a review as rows: what stands now, what is asked for, what the check of words found."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from catalogue.review.fields import LABELS, TEXTS, shown
from catalogue.review.models import FieldChange, ProductReview, WatchedWord
from catalogue.review.wording import tidy

from .differences import compared


@dataclass(frozen=True)
class Row:
    """`old` and `new` are safe HTML; `findings` are dicts of catalogue.review.wording.Finding."""

    change: FieldChange
    label: object
    old: str
    new: str
    findings: list[dict]

    @property
    def name(self) -> str:
        return self.change.field

    @property
    def warnings(self) -> list[str]:
        return [f"“{each['words']}”: {kind_of(each)}. {each['advice']}".strip() for each in self.findings]


def kind_of(finding: dict) -> str:
    known = dict(WatchedWord.Kind.choices)
    return str(known.get(finding["kind"], _("look at it")))


def rows_of(review: ProductReview) -> list[Row]:
    """In the order of the fields on the seller's own page."""
    order = list(LABELS)
    changes = sorted(
        review.changes.all(), key=lambda each: order.index(each.field) if each.field in order else len(order)
    )
    return [_row(review, change) for change in changes]


def _row(review: ProductReview, change: FieldChange) -> Row:
    name = change.field
    findings = [each for each in review.findings if each.get("field") == name and each.get("words")]
    if name in TEXTS:
        old, new = tidy(change.old or ""), tidy(change.new or "")
        placed = [each for each in findings if new[each.get("start", 0) : each.get("end", 0)] == each["words"]]
    else:
        old, new, placed = "" if change.old is None else shown(name, change.old), shown(name, change.new), []
    was, asked = compared(old, new, placed)
    return Row(change, LABELS.get(name, name), was, asked, findings)
