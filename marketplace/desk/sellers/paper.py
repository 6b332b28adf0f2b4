"""One paper: the file beside it, what the seller typed, and the one decision: accept with the facts, or send back."""

from django import forms
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from catalogue.certification.models import Certificate
from marketplace.folding import folded
from sellers.papers.deciding import DECIDE, AlreadyDecided, BadDecision, accept, send_back
from sellers.papers.impartial import Partial
from sellers.papers.models import Requirement, Submission
from sellers.papers.reading import READ_FILES

from ..frame.actions import TooLate
from ..frame.cells import Link, Listing, Moment, Tag, Text, day, due_words, moment, tone_of_due
from ..frame.fields import DayField, LineField
from ..frame.scoped import NextInQueue, ScopedAction, ScopedScreen
from ..frame.screens import Section
from .papers import COMMUNE, PaperList
from .reasons import PAPER, reason_form
from .states import SUBMISSIONS

S, Gives = Submission.State, Requirement.Gives
STARS = [(3, "3 ★"), (4, "4 ★"), (5, "5 ★")]
MOST_ENTRIES = 12


def entries_for(submission) -> list[tuple[int, str]]:
    """Entries of the register, valid today and without a product, that may be this one: the same words in the name."""
    words = [word for word in folded(submission.product.title).split() if len(word) > 1][:4]
    rows = Certificate.objects.valid_on(timezone.localdate()).filter(
        product=None, province=submission.seller.commune.province_id
    )
    for word in words:
        rows = rows.filter(search_text__contains=f" {word}")
    return [
        (each.pk, f"{each.product_name} · {each.producer_name} · {each.stars} ★ · {day(each.issued_on)}")
        for each in rows.order_by("-issued_on", "pk")[:MOST_ENTRIES]
    ]


class AcceptForm(forms.Form):
    """Only what this kind of paper asks for, filled in with what the seller typed."""

    certificate = forms.TypedChoiceField(
        label=_("Stands in the register already"), required=False, coerce=int, empty_value=None
    )
    stars = forms.TypedChoiceField(
        label=_("Stars on the certificate"), required=False, coerce=int, empty_value=None, choices=[("", "–"), *STARS]
    )
    decision_no = LineField(label=_("Number of the decision"), required=False, max_length=80)
    number = LineField(label=_("Number of the paper"), required=False, max_length=80)
    issuer = LineField(label=_("Issued by"), required=False, max_length=200)
    issued_on = DayField(label=_("Issued on"), required=False)
    valid_until = DayField(label=_("Valid until"), required=False)

    def __init__(self, *args, submission, **kwargs):
        super().__init__(*args, **kwargs)
        asked = submission.requirement
        is_certificate = asked.gives == Gives.CERTIFICATE
        wanted = {
            "certificate": is_certificate, "stars": is_certificate, "decision_no": is_certificate,
            "number": asked.needs_number or submission.number, "issuer": is_certificate or submission.issuer,
            "issued_on": asked.has_expiry or submission.issued_on, "valid_until": asked.has_expiry or submission.valid_until,
        }  # fmt: skip
        for name, is_wanted in wanted.items():
            if not is_wanted:
                del self.fields[name]
            elif name in ("number", "issuer", "issued_on", "valid_until"):
                self.initial.setdefault(name, getattr(submission, name))
        if is_certificate:
            self.fields["certificate"].choices = [("", _("No, enter a new one")), *entries_for(submission)]
            self.known = Certificate.objects.filter(product=None)

    def clean(self):
        typed = super().clean()
        if typed.get("certificate"):
            typed["certificate"] = self.known.filter(pk=typed["certificate"]).first()
        return {name: value for name, value in typed.items() if value is not None}


class PaperAction(NextInQueue, ScopedAction):
    things = Submission.objects.select_related("seller__commune", "seller__partner", "requirement", "product")
    commune_path = COMMUNE
    permissions = (DECIDE,)
    list_class, next_name = PaperList, "paper"
    refusals = {Partial: None, AlreadyDecided: TooLate().text, BadDecision: None}

    @property
    def seller(self):
        return self.thing.seller

    def is_offered(self):
        return self.thing.state == S.SENT

    def title_of_paper(self) -> str:
        thing = self.thing
        return f"{thing.requirement.title}: {thing.product.title}" if thing.product_id else thing.requirement.title


class Accept(PaperAction):
    name, label, done, tone, is_open, key = (
        "accept",
        pgettext_lazy("sellers desk", "Accept"),
        _("Accepted."),
        "primary",
        True,
        "a",
    )
    form_class = AcceptForm

    def form_kwargs(self):
        return {"submission": self.thing}

    def perform(self, **facts):
        return accept(submission=self.thing, by=self.user, **facts)

    def what(self, outcome, **facts):
        return self.title_of_paper()


class SendBack(PaperAction):
    name, label, done, tone, key = (
        "send-back",
        pgettext_lazy("sellers desk", "Send back"),
        _("Sent back; the seller is told."),
        "danger",
        "b",
    )
    form_class = reason_form(*PAPER)

    def perform(self, reason):
        return send_back(submission=self.thing, by=self.user, reason=reason)

    def what(self, outcome, reason):
        return f"{self.title_of_paper()} · {reason}"


class PaperScreen(ScopedScreen):
    place_name, url_name = "papers", "paper"
    things = Submission.objects.select_related(
        "seller__commune__province", "seller__partner", "requirement", "product", "sent_by", "decided_by", "certificate"
    ).prefetch_related("files")
    commune_path = COMMUNE
    actions = (Accept, SendBack)

    @property
    def seller(self):
        return self.thing.seller

    def get_page_title(self):
        return f"{self.thing.requirement.title} · {self.thing.seller.name}"

    def links(self):
        found = [(reverse("desk:dossier", args=[self.thing.seller_id]), _("Open the dossier"))]
        if self.thing.state == S.SENT:
            line = PaperList.waiting(self.request.user, self.queue)
            if set(line) - {self.thing.pk}:
                found.append(
                    (PaperList.next_address(line, self.queue, self.thing.pk, "paper"), _("Skip to the next one"))
                )
        return found

    def sections(self):
        paper = self.thing
        is_waiting = paper.state == S.SENT
        decision = Section(
            _("Decision") if is_waiting else _("Paper"),
            words=paper.requirement.explanation if is_waiting else "",
            actions=self.offered(paper),
            tag=due_words(paper.due_on) if is_waiting else paper.get_state_display(),
            tone=tone_of_due(paper.due_on) if is_waiting else SUBMISSIONS.get(paper.state, ""),
            side=True,
        )
        return [
            self._files(is_waiting),
            decision,
            Section(_("As it was sent"), facts=self._facts(), side=True),
            self._earlier(),
        ]

    def _files(self, is_waiting: bool) -> Section:
        files = list(self.thing.files.all())
        may_read = self.request.user.has_perm(READ_FILES)
        part = {"files": files, "may_read": may_read, "is_open": may_read and is_waiting}
        words = _("Every opening of a file is written down with your name.") if files and may_read else ""
        alarm = "" if may_read or not files else _("You may not open the files of sellers.")
        return Section(_("Files"), template="desk/sellers/files.html", part=part, words=words, alarm=alarm)

    def _facts(self):
        paper = self.thing
        return [
            (_("Seller"), f"{paper.seller.name} · {paper.seller.get_kind_display()} · {paper.seller.commune.name}"),
            (_("Product"), paper.product.title if paper.product_id else ""),
            (_("Number"), paper.number),
            (_("Issued by"), paper.issuer),
            (_("Issued on"), day(paper.issued_on)),
            (_("Valid until"), day(paper.valid_until)),
            (_("A word to the desk"), paper.note),
            (_("Sent"), f"{moment(paper.sent_at)} · {paper.sent_by or _('the shop')}"),
            (_("Legal basis"), paper.requirement.legal_ref),
            *(
                [
                    (_("Decided"), f"{moment(paper.decided_at)} · {paper.decided_by or '–'}"),
                    (_("Reason"), paper.reason),
                ]
                if paper.decided_at
                else []
            ),
        ]

    def _earlier(self) -> Section:
        """What was sent for the same before."""
        paper = self.thing
        columns = [
            Link("sent_at", label=_("Sent"), accessor=lambda each: moment(each.sent_at), url_name="desk:paper"),
            Tag(
                "state",
                label=_("Status"),
                accessor="get_state_display",
                tone=lambda each: SUBMISSIONS.get(each.state, ""),
            ),
            Text("reason", label=_("Reason")),
            Moment("decided_at", label=_("Decided"), classname="desk-nowrap"),
            Text("decided_by", label=_("By")),
        ]
        rows = Submission.objects.filter(
            seller=paper.seller_id, requirement=paper.requirement_id, product=paper.product_id
        )
        rows = rows.exclude(pk=paper.pk).select_related("decided_by").order_by("-sent_at", "-pk")[:20]
        return Section(_("Sent before"), table=Listing(columns, list(rows)), empty=_("Nothing."))
