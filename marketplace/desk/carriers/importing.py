"""Takes in a carrier's statement file as a draft; faulty rows are told by their number and nothing is stored."""

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from marketplace.payments.bank_feed.statement_tables import StatementError
from marketplace.payments.parcel_life.handing_over import UnknownCarrier
from marketplace.payments.remitting.columns import carrier_layouts
from marketplace.payments.remitting.importing import FaultyRows, NotImported, NumberMissing, import_statement
from marketplace.payments.remitting.posting import PERMISSION
from marketplace.payments.remitting.reading import read_statement

from ..frame.actions import Action, Refused
from ..frame.cells import dong
from ..frame.fields import DayField, LineField
from ..frame.screens import DeskScreen, Section

MOST_FAULTS_SHOWN = 8


class ImportForm(forms.Form):
    file = forms.FileField(label=_("File"), help_text=_("CSV or XLSX, as the carrier sends it."))
    layout = forms.ChoiceField(
        label=_("Kind of file"), choices=lambda: [(each.code, each.name) for each in carrier_layouts()]
    )
    carrier = LineField(label=_("Carrier"), max_length=40, help_text=_("As it stands on the parcels, for example GHN."))
    number = LineField(
        label=_("Number of the statement"), max_length=60, required=False, help_text=_("If the file has none.")
    )
    day = DayField(label=_("Day"), required=False, help_text=_("If the file has none."))


class Import(Action):
    name, label, done = "import", _("Import"), _("Imported. Check the lines, then book it.")
    permissions = (PERMISSION,)
    form_class = ImportForm
    tone, is_open = "primary", True
    refusals = {StatementError: None, NotImported: None, UnknownCarrier: _("Name the carrier in 2 to 20 letters.")}

    def perform(self, file, layout, carrier, number, day):
        read = read_statement(file.read(), file.name, layout=layout)
        try:
            return import_statement(read=read, carrier=carrier, by=self.user, number=number, day=day)
        except FaultyRows as error:
            rows = [_("Row %(row)d: %(what)s") % {"row": row, "what": what} for row, what in error.faults]
            raise Refused(" ".join(map(str, rows[:MOST_FAULTS_SHOWN])), "file") from error
        except NumberMissing as error:
            raise Refused(str(error), "number") from error

    def about(self, outcome):
        return outcome

    def what(self, outcome, **typed):
        return dong(outcome.net_total)

    def figures(self, outcome, **typed):
        return {"amount": outcome.net_total, "cash": outcome.cod_total}

    def goes_to(self, outcome):
        return reverse("desk:statement", args=[outcome.pk])


class ImportScreen(DeskScreen):
    place_name, url_name, page_title = "carriers", "statement_import", _("Import a statement")
    permissions = (PERMISSION,)
    actions = (Import,)

    def sections(self):
        words = _("The file is read strictly. The same file again changes nothing; a changed line is an error.")
        return [Section(words=words, actions=self.offered(None))]
