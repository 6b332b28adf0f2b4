"""A payout batch from its draft to the answer of the bank: made by one person, approved by another."""

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from marketplace.money import format_dong
from marketplace.payments.bank_feed.statement_tables import StatementError
from marketplace.payouts.account_details import bank_name
from marketplace.payouts.approving import OwnBatch, approve_batch, reject_batch
from marketplace.payouts.drafting import NothingToPay, draft_batch
from marketplace.payouts.exporting import NothingLeft, export_batch
from marketplace.payouts.formats import UnknownFormat, bank_format, bank_formats
from marketplace.payouts.keeping import FileAltered, file_of
from marketplace.payouts.models import TransferBatch, TransferLine
from marketplace.payouts.permitting import APPROVE, MAKE
from marketplace.payouts.rechecking import WrongState
from marketplace.payouts.recording import record_results

from ..frame.access import MONEY, WHOLE_ACCOUNTS, account_shown
from ..frame.actions import Action, Refused
from ..frame.cells import Count, Dong, Link, Listing, Tag, Text, dong, moment
from ..frame.screens import DeskScreen, Section
from .lists import tone_of_batch

S = TransferBatch.State
MOST_SHOWN = 1_000
MOST_FAULTS_SHOWN = 8


def left_out_words(left_out) -> str:
    """Who is not paid now, how much, and why."""
    return "; ".join(f"{one.seller or one.refund} · {dong(one.amount)} · {one.text}" for one in left_out)


class FormatForm(forms.Form):
    format = forms.ChoiceField(label=_("File for"), choices=lambda: [(each.code, each.name) for each in bank_formats()])


class Draft(Action):
    name, label, tone, is_open = "make", _("Make a batch"), "primary", True
    permissions = (MAKE,)
    form_class = FormatForm
    refusals = {UnknownFormat: _("Choose the kind of file.")}

    def perform(self, format):
        try:
            return draft_batch(by=self.user, format=format)
        except NothingToPay as error:
            words = left_out_words(error.left_out) or _("nobody has money to be paid out")
            raise Refused(_("Nothing can be paid now: %(why)s.") % {"why": words}) from error

    def about(self, outcome):
        return outcome.batch

    def what(self, outcome, **typed):
        left = left_out_words(outcome.left_out)
        return f"{outcome.batch.count} · {dong(outcome.batch.total)}" + (f" · {_('left out')}: {left}" if left else "")

    def figures(self, outcome, **typed):
        return {"amount": outcome.batch.total, "count": outcome.batch.count, "left_out": len(outcome.left_out)}

    def done_words(self, outcome):
        if not outcome.left_out:
            return _("Made. Another person must approve it.")
        return _("Made. Another person must approve it. Left out: %(who)s") % {"who": left_out_words(outcome.left_out)}

    def goes_to(self, outcome):
        return reverse("desk:batch", args=[outcome.batch.pk])


class NewBatchScreen(DeskScreen):
    place_name, url_name, page_title = "payouts", "batch_new", _("New batch")
    permissions = (MAKE,)
    actions = (Draft,)

    def sections(self):
        words = _("Every seller who can be paid gets all that is free, debts taken off; refunds by transfer go along.")
        return [Section(words=words, actions=self.offered(None))]


class BatchAction(Action):
    things = TransferBatch.objects.for_desk()
    permissions = (MAKE,)
    refusals = {
        WrongState: _("The batch is in another state by now."),
        OwnBatch: _("Whoever made a batch does not approve it."),
    }
    wanted = (S.DRAFT,)

    def is_offered(self):
        return self.thing.state in self.wanted

    def what(self, outcome, **typed):
        return f"{self.thing.count} · {dong(self.thing.total)}"

    def figures(self, outcome, **typed):
        return {"amount": self.thing.total, "count": self.thing.count, "before": self.thing.state}


class Approve(BatchAction):
    name, label, tone = "approve", _("Approve"), "primary"
    permissions = (APPROVE,)

    def is_offered(self):
        return super().is_offered() and self.thing.created_by_id != self.user.pk

    def perform(self):
        return approve_batch(batch=self.thing, by=self.user)

    def done_words(self, outcome):
        if not outcome:
            return _("Approved.")
        return _("Looked at again; left out: %(who)s") % {"who": left_out_words(outcome)}


class Reject(BatchAction):
    name, label, tone, done = "reject", _("Reject"), "danger", _("Rejected; the money stays where it is.")
    permissions = (MAKE, APPROVE)
    wanted = (S.DRAFT, S.APPROVED)

    def may(self):
        return self.user.has_perm(MAKE if self.thing.created_by_id == self.user.pk else APPROVE)

    def perform(self):
        return reject_batch(batch=self.thing, by=self.user)


class Export(BatchAction):
    name, label, tone, done = (
        "export",
        _("Make the bank's file"),
        "primary",
        _("The file is made; the money is booked as on its way."),
    )
    wanted = (S.APPROVED,)
    calls_provider = True
    refusals = {NothingLeft: _("Nothing in the batch holds any more; it was rejected."), **BatchAction.refusals}
    help_text = _("From now on the batch cannot be changed.")

    def perform(self):
        return export_batch(batch=self.thing, by=self.user)

    def figures(self, outcome):
        return super().figures(outcome) | ({"sha256": outcome.batch.sha256} if outcome else {})


class Download(BatchAction):
    """By POST, because the log tells who took the file with the accounts."""

    name, label, tone, is_download = "download", _("Download the file"), "primary", True
    permissions = (WHOLE_ACCOUNTS,)
    wanted = (S.EXPORTED, S.DONE)
    refusals = {
        FileAltered: _("The kept file was altered: do not use it."),
        FileNotFoundError: _("The kept file is missing."),
    }

    def may(self):
        return super().may() and (self.user.has_perm(MAKE) or self.user.has_perm(APPROVE))

    def perform(self):
        return file_of(self.thing)

    def figures(self, outcome):
        return super().figures(outcome) | {"sha256": self.thing.sha256}

    def answer(self, outcome):
        kind = bank_format(self.thing.format)
        answer = HttpResponse(outcome, content_type=kind.media_type)
        answer["Content-Disposition"] = f'attachment; filename="{self.thing.number}.{kind.kind}"'
        return answer


class ResultsForm(forms.Form):
    file = forms.FileField(label=_("Answer of the bank"), help_text=_("CSV or XLSX with our reference and the result."))


class Results(BatchAction):
    """Each row is a transaction of its own: good rows go in, the others are told."""

    name, label = "results", _("Take in the bank's answer")
    form_class = ResultsForm
    wanted = (S.EXPORTED, S.DONE)
    calls_provider = True
    refusals = {StatementError: None, **BatchAction.refusals}

    def perform(self, file):
        return record_results(batch=self.thing, by=self.user, data=file.read(), filename=file.name)

    def what(self, outcome, **typed):
        return str(self.done_words(outcome)) if outcome else ""

    def figures(self, outcome, **typed):
        told = {"paid": outcome.paid, "bounced": outcome.bounced, "faults": len(outcome.faults)} if outcome else {}
        return super().figures(outcome) | told

    def done_words(self, outcome):
        words = _("%(paid)d paid, %(bounced)d came back, %(unchanged)d known before.") % vars(outcome)
        faults = [
            _("Row %(row)d: %(what)s") % {"row": row, "what": what} for row, what in outcome.faults[:MOST_FAULTS_SHOWN]
        ]
        return " ".join(map(str, [words, *faults]))


class BatchScreen(DeskScreen):
    place_name, url_name = "payouts", "batch"
    permissions = MONEY
    things = BatchAction.things
    actions = (Approve, Export, Download, Results, Reject)

    def get_page_title(self):
        return self.thing.number

    def sections(self):
        batch = self.thing
        lines = list(batch.lines.for_desk()[:MOST_SHOWN])
        is_own = batch.state == S.DRAFT and batch.created_by_id == self.request.user.pk
        facts = [
            (_("Transfers"), batch.count),
            (_("Total"), format_dong(batch.total)),
            (_("File for"), _format_name(batch)),
            (_("Made"), f"{moment(batch.created_at)} · {batch.created_by or '–'}"),
            (_("Approved"), f"{moment(batch.approved_at)} · {batch.approved_by}" if batch.approved_at else ""),
            (_("Given to the bank"), moment(batch.exported_at)),
            (_("Fingerprint of the file (SHA-256)"), batch.sha256),
        ]
        head = Section(
            _("Batch"), facts=facts, actions=self.offered(batch), tag=batch.get_state_display(), tone=tone_of_batch(batch),
            words=_("You made this batch: another person must approve it.") if is_own else "",
        )  # fmt: skip
        return [head, Section(_("Transfers"), table=Listing(self._columns(), lines), empty=_("None."))]

    def _columns(self):
        user = self.request.user
        return [
            Count("seq", label=_("Row")),
            Text("reference", label=_("Our reference")),
            Link("to", label=_("To"), accessor=_payee, get_url=_payee_page),
            Text("account", label=_("Account"), classname="desk-nowrap",
                 accessor=lambda line: f"{bank_name(line.bin)} {account_shown(line.account_no, user)}"),
            Dong("amount", label=_("Amount")),
            Tag("state", label=_("Status"), accessor=_line_state, tone=_line_tone),
            Text("answer", label=_("Answer of the bank")),
        ]  # fmt: skip


def _format_name(batch) -> str:
    try:
        return bank_format(batch.format).name
    except UnknownFormat:
        return batch.format


def _payee(line: TransferLine) -> str:
    return line.payout.seller.name if line.payout_id else str(_("Refund to a buyer"))


def _payee_page(line: TransferLine) -> str:
    if line.payout_id:
        return reverse("desk:payee", args=[line.payout.seller_id])
    return reverse("desk:refund", args=[line.refund_id])


def _line_state(line: TransferLine):
    return _("Left out") if line.is_left_out else line.get_state_display()


def _line_tone(line: TransferLine) -> str:
    if line.is_left_out:
        return ""
    return {"paid": "good", "bounced": "bad"}.get(line.state, "waits")
