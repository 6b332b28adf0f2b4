"""A list of the office into the register: first a look at what it would do, then just that, with a report of every row."""

import json

from django import forms
from django.conf import settings
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views import View
from wagtail.admin import messages

from catalogue.register_import.faults import RegisterFileError
from catalogue.register_import.importing import carry_out
from catalogue.register_import.planning import LIMITS, Plan, plan
from marketplace.places.models import Province
from marketplace.printing.tables import XLSX_TYPE

from .. import uploads
from ..frame.actions import Action, Refused
from ..frame.scoped import ScopedAction, ScopedScreen
from ..frame.screens import Button, Section, address_of
from .entries import IMPORT
from .faulty import faulty_rows
from .reporting import sections_of

DOWNLOADS = ("register_import.report", "register_import.faulty")
MEGABYTE = 1024 * 1024


class FileForm(forms.Form):
    file = forms.FileField(label=_("File"), help_text=_("XLSX or CSV as the office sends it, up to 20 MB."))
    province = forms.ChoiceField(
        label=_("Province of the list"),
        required=False,
        help_text=_("Only where neither the rows nor the headings say it."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        rows = Province.objects.filter(pk__in=settings.PROVINCES).values_list("pk", "name")
        self.fields["province"].choices = [("", _("As the file says")), *rows]

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > LIMITS.file:
            raise forms.ValidationError(_("The file is larger than %(most)d MB.") % {"most": LIMITS.file // MEGABYTE})
        return file


class TokenForm(forms.Form):
    token = forms.CharField(widget=forms.HiddenInput, max_length=2000)


class RegisterAction(ScopedAction):
    """A list reaches the whole province, so only who does may bring one."""

    permissions = IMPORT
    whole_province = True
    form_class = TokenForm
    refusals = {RegisterFileError: None, uploads.GoneUpload: _("The file is not here any more. Choose it once more.")}

    def __init__(self, user, thing=None, token=""):
        super().__init__(user, thing)
        self.token = token

    def form(self, data=None, files=None):
        return self.form_class(data, files, prefix=self.prefix, initial={"token": self.token})

    def planned(self, token: str) -> Plan:
        data, filename, layout = uploads.opened(token, by=self.user)
        return plan(data, filename, province=json.loads(layout)["province"] or None)


class Preview(RegisterAction):
    """Changes nothing: what the file would do."""

    name, label, tone, is_open = "preview", _("Look at the file"), "primary", True
    form_class = FileForm

    def carry_out(self, typed):
        data, name, province = typed["file"].read(), typed["file"].name, typed["province"]
        try:
            made = plan(data, name, province=province or None)
        except RegisterFileError as error:
            raise self._words(error) from error
        layout = json.dumps({"province": province, "counts": made.counts})
        return made, uploads.keep(data=data, filename=name, layout=layout, by=self.user)


class Import(RegisterAction):
    name, label, tone, done = "import", _("Import these rows"), "primary", _("Imported.")

    def perform(self, token):
        data, filename, layout = uploads.opened(token, by=self.user)
        about = json.loads(layout)
        made = carry_out(plan(data, filename, province=about["province"] or None), by=self.user)
        made.differs = made.counts != about["counts"]
        return made

    @property
    def seller(self):
        return None

    def about(self, outcome):
        """The register of the province tells of it."""
        codes = [entry.place.province for entry in outcome.entries] or list(settings.PROVINCES)
        return Province.objects.filter(pk__in=codes).order_by("pk").first() or Province.objects.order_by("pk").first()

    def title(self, outcome):
        return outcome.filename

    def what(self, outcome, **typed):
        return _("%(file)s: %(created)d new, %(updated)d changed, %(unchanged)d as before") % {
            "file": outcome.filename,
            **outcome.counts,
        }

    def figures(self, outcome, **typed):
        return {**outcome.counts, "errors": len(outcome.errors), "duplicates": len(outcome.duplicates)}


class Download(RegisterAction):
    """Changes nothing, so nothing is written down."""

    is_download = True
    content_type = ""
    ending = ""

    def carry_out(self, typed):
        try:
            return self.perform(typed["token"])
        except tuple(self.refusals) as error:
            raise self._words(error) from error

    def answer(self, outcome):
        answer = HttpResponse(outcome, content_type=self.content_type)
        answer["Content-Disposition"] = f'attachment; filename="{self.ending}"'
        return answer


class Report(Download):
    name, label, content_type, ending = (
        "report",
        _("The report as a file (JSON)"),
        "application/json",
        "register-report.json",
    )

    def perform(self, token):
        return json.dumps(self.planned(token).as_json(), ensure_ascii=False, indent=1)


class FaultyRows(Download):
    name, label, content_type, ending = "faulty", _("The faulty rows as a table (XLSX)"), XLSX_TYPE, "faulty-rows.xlsx"

    def perform(self, token):
        data, filename, _layout = uploads.opened(token, by=self.user)
        return faulty_rows(data, filename, self.planned(token).errors)


class ImportScreen(ScopedScreen):
    """Three faces of one page: choose a file, look at what it would do, read what became of it."""

    place_name, url_name, page_title = "register", "register_import", _("Import a list into the register")
    permissions = IMPORT
    whole_province = True
    actions = (Preview,)
    row_actions = (Report, FaultyRows)
    found: tuple | list = ()

    @property
    def seller(self):
        return None

    def sections(self):
        return [*self.found, Section(_("Another file") if self.found else "", actions=self.offered(None))]


class Importing(ImportScreen, View):
    """Answers the two buttons: a preview and a report are drawn at once and leave no address behind."""

    action_class: type[Action] = Preview

    def get(self, request, *args, **kwargs):
        return ImportScreen.of(request, None).draw()

    def post(self, request, *args, **kwargs):
        action = self.action_class(request.user)
        form = action.form(request.POST, request.FILES)
        screen = ImportScreen.of(request, None)
        if form.is_valid():
            try:
                screen.found = self.drawn(action.carry_out(form.cleaned_data), form.cleaned_data)
            except Refused as refused:
                form.add_error("file" if "file" in form.fields else None, str(refused.text))
        if form.errors and isinstance(action, Preview):
            return screen.draw(Button(action, form, address_of(screen, action)))
        if form.errors:
            messages.error(request, " ".join(form.non_field_errors()) or Import.refusals[uploads.GoneUpload])
        return screen.draw()


class PreviewView(Importing):
    action_class = Preview

    def drawn(self, outcome, typed):
        made, token = outcome
        user, counts = self.request.user, made.counts
        actions = [Import(user, None, token)] if counts["created"] + counts["updated"] else []
        actions += [Report(user, None, token)] + ([FaultyRows(user, None, token)] if made.errors else [])
        words = "" if counts["created"] + counts["updated"] else _("Nothing of it is new: there is nothing to import.")
        return sections_of(made, title=_("What the file would do"), actions=actions, words=words)


class ImportView(Importing):
    action_class = Import

    def drawn(self, made, typed):
        messages.success(self.request, Import.done)
        user, token = self.request.user, typed["token"]
        alarm = (
            _("The register has changed since the preview; these are the figures of what was done.")
            if made.differs
            else ""
        )
        actions = [Report(user, None, token)] + ([FaultyRows(user, None, token)] if made.errors else [])
        return sections_of(made, title=_("What became of it"), actions=actions, alarm=alarm)
