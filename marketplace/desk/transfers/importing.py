"""The bank's statement file: first a look at what it says, then the import, row by row with what became of each."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.views import View
from wagtail.admin import messages

from marketplace.fulfilment.order_codes import shown
from marketplace.ledger.accounts import bank_collection
from marketplace.ledger.models import Account
from marketplace.ledger.opening import open_accounts
from marketplace.payments.bank_feed.statement_files import read
from marketplace.payments.bank_feed.statement_layouts import UnknownLayout, layouts
from marketplace.payments.bank_feed.statement_tables import LARGEST_FILE, StatementError
from marketplace.payments.receipts.importing import import_statement
from marketplace.payments.receipts.permitting import IMPORT
from marketplace.payments.vietqr.collection import NoCollectionAccount, collection_account
from marketplace.payments.vietqr.transfer_content import codes_in

from .. import uploads
from ..frame.actions import Action, Refused
from ..frame.cells import Count, Dong, Listing, Moment, Tag, Text, day, dong
from ..frame.screens import DeskScreen, Section

MOST_SHOWN = 200
TRANSFER = [
    Moment("at", label=_("Arrived"), classname="desk-nowrap"),
    Dong("amount", label=_("Amount")),
    Text("content", label=_("Content"), accessor=lambda each: each.content[:120]),
    Text("reference", label=_("Bank reference")),
]


def collection() -> Account:
    """The ledger's row of the collection account: its history tells of statements."""
    ref = bank_collection()
    return Account.objects.get(pk=open_accounts([ref])[ref.code])


class FileForm(forms.Form):
    file = forms.FileField(label=_("File"), help_text=_("CSV or XLSX, as the bank gives it, up to 5 MB."))
    layout = forms.ChoiceField(label=_("Kind of file"), choices=lambda: [(each.code, each.name) for each in layouts()])

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > LARGEST_FILE:
            raise forms.ValidationError(_("The file is larger than 5 MB. Export a shorter period."))
        return file


class TokenForm(forms.Form):
    token = forms.CharField(widget=forms.HiddenInput, max_length=2000)


class StatementAction(Action):
    permissions = (IMPORT,)
    refusals = {
        StatementError: None,
        UnknownLayout: _("Choose the kind of file."),
        NoCollectionAccount: _("This shop has no collection account."),
        uploads.GoneUpload: _("The file is not here any more. Choose it once more."),
    }


class Preview(StatementAction):
    """Changes nothing: what the file says, before anything is imported."""

    name, label, tone, is_open = "preview", _("Look at the file"), "primary", True
    form_class = FileForm

    def carry_out(self, typed):
        data, name = typed["file"].read(), typed["file"].name
        try:
            statement = read(data, name, layout_code=typed["layout"], account_no=collection_account().number)
        except tuple(self.refusals) as error:
            raise self._words(error) from error
        return statement, uploads.keep(data=data, filename=name, layout=typed["layout"], by=self.user)


class Import(StatementAction):
    name, label, tone, done = "import", _("Import these rows"), "primary", _("Imported.")
    form_class = TokenForm
    calls_provider = True

    def __init__(self, user, thing=None, token=""):
        super().__init__(user, thing)
        self.token = token

    def form(self, data=None, files=None):
        return self.form_class(data, prefix=self.prefix, initial={"token": self.token})

    def perform(self, token):
        data, filename, layout = uploads.opened(token, by=self.user)
        report = import_statement(data=data, filename=filename, layout=layout, by=self.user)
        uploads.drop(token, by=self.user)
        return report

    def about(self, outcome):
        return collection()

    def title(self, outcome):
        return str(_("Statement of the bank"))

    def what(self, outcome, **typed):
        return _("%(new)d new, %(known)d known") % {"new": outcome.new, "known": len(outcome.known)} if outcome else ""

    def figures(self, outcome, **typed):
        if outcome is None:
            return {}
        rows = [*(receipt for receipt, _orders in outcome.matched), *outcome.unmatched]
        amount = sum(receipt.amount for receipt in rows)
        return {"new": outcome.new, "known": len(outcome.known), "faults": len(outcome.faults), "amount": amount}


class ImportScreen(DeskScreen):
    """Three faces of one page: choose a file, look at it, read what became of it."""

    place_name, url_name, page_title = "transfers", "transfer_import", _("Import the bank's statement")
    permissions = (IMPORT,)
    actions = (Preview,)
    found: list[Section] = ()

    def sections(self):
        return [*self.found, Section(actions=self.offered(None))]


class Importing(ImportScreen, View):
    """Answers the two buttons: a preview and a report are drawn at once and leave no address behind."""

    def get(self, request, *args, **kwargs):
        return ImportScreen.of(request, None).draw()

    def post(self, request, *args, **kwargs):
        action = self.action_class(request.user)
        form = action.form(request.POST, request.FILES)
        screen = ImportScreen.of(request, None)
        if form.is_valid():
            try:
                screen.found = self.draw_found(action.carry_out(form.cleaned_data))
            except Refused as refused:
                form.add_error("file" if "file" in form.fields else None, str(refused.text))
                if isinstance(action, Import):
                    messages.error(request, refused.text)
        if form.errors and isinstance(action, Preview):
            from ..frame.screens import Button, address_of

            return screen.draw(Button(action, form, address_of(screen, action)))
        return screen.draw()


class PreviewView(Importing):
    action_class = Preview

    def draw_found(self, outcome):
        statement, token = outcome
        incoming = [each for each in statement.transfers if each.is_incoming]
        columns = [
            *TRANSFER,
            Text("codes", label=_("Orders named"), accessor=lambda t: ", ".join(map(shown, codes_in(t.content)))),
        ]
        facts = [
            (_("Incoming"), f"{len(incoming)} · {dong(sum(each.amount for each in incoming))}"),
            (_("Outgoing, left out"), len(statement.transfers) - len(incoming)),
            (_("Closing balance"), dong(statement.closing_balance)),
        ]
        section = Section(
            _("What the file says"),
            facts=facts,
            table=Listing(columns, incoming[:MOST_SHOWN]),
            empty=_("No incoming transfers."),
            actions=[Import(self.request.user, None, token)],
        )
        return [section, *_faults(statement.faults)]


class ImportView(Importing):
    action_class = Import

    def draw_found(self, report):
        messages.success(self.request, Import.done)
        rows = [
            *((receipt, _("Given to %(orders)s") % {"orders": ", ".join(map(shown, orders))}, "good") for receipt, orders in report.matched),
            *((receipt, _("Fits no order"), "waits") for receipt in report.unmatched),
            *((receipt, _("Known before"), "") for receipt in report.known),
        ]  # fmt: skip
        columns = [
            Moment("at", label=_("Arrived"), accessor=lambda row: row[0].at, classname="desk-nowrap"),
            Dong("amount", label=_("Amount"), accessor=lambda row: row[0].amount),
            Text("content", label=_("Content"), accessor=lambda row: row[0].content[:120]),
            Tag("result", label=_("Result"), accessor=lambda row: row[1], tone=lambda row: row[2]),
        ]
        facts = [
            (_("New"), report.new),
            (_("Known before"), len(report.known)),
            (_("Outgoing, left out"), report.outgoing),
        ]
        facts += [(_("Balance recorded for"), day(report.balance_day))] if report.balance_day else []
        alarm = ""
        if report.waiting:
            alarm = _("%(count)d rows must wait: bring the file once more.") % {"count": report.waiting}
        elif report.other_balance:
            alarm = _("Another closing balance was recorded for that day. Look at the daily report.")
        section = Section(_("What became of it"), facts=facts, table=Listing(columns, rows[:MOST_SHOWN]), alarm=alarm)
        return [section, *_faults(report.faults)]


def _faults(faults) -> list[Section]:
    columns = [
        Count("row", label=_("Row")),
        Text("field", label=_("Column")),
        Text("message", label=_("What is wrong")),
    ]
    words = _("These rows are left out. Mend them in the file and bring it once more.")
    return [Section(_("Faulty rows"), words=words, table=Listing(columns, faults[:MOST_SHOWN]))] if faults else []
