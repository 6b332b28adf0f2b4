"""Watched words as a page shows them: each with the words around it, so that it is found in a long text."""

from typing import NamedTuple

from catalogue.review import fields as reviewed
from catalogue.review.spotting import Finding, tidy

from .mending import SECTION_OF, box_of

AROUND = 40


class Shown(NamedTuple):
    finding: Finding
    label: str
    before: str
    after: str
    section: str
    box: str


def shown_findings(findings: list[Finding], texts: dict[str, str]) -> list[Shown]:
    return [_shown(finding, tidy(texts.get(finding.field, ""))) for finding in findings]


def _shown(finding: Finding, text: str) -> Shown:
    before, after = text[: finding.start], text[finding.end :]
    if len(before) > AROUND:
        before = "…" + before[-AROUND:].partition(" ")[2]
    if len(after) > AROUND:
        after = after[:AROUND].rpartition(" ")[0] + "…"
    label = str(reviewed.LABELS.get(finding.field, finding.field))
    return Shown(finding, label, before, after, SECTION_OF.get(finding.field, "what"), box_of(finding.field))
