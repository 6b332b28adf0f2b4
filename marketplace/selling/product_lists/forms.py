"""The file that a seller sends."""

from django import forms
from django.utils.translation import gettext_lazy as _

from sellers.product_lists.planning import plan_list
from sellers.product_lists.reading import LIMITS, ListUnreadable


class ListForm(forms.Form):
    """Reads the file at once: a list that cannot be read is told beside the field."""

    file = forms.FileField(
        label=_("Your list, XLSX or CSV"),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.csv"}),
        error_messages={"required": _("Choose the file first."), "empty": _("The file is empty.")},
    )

    def __init__(self, *args, seller, **kwargs):
        super().__init__(*args, **kwargs)
        self.seller = seller

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > LIMITS.file:
            raise forms.ValidationError(_("The file is larger than 5 MB. Take the pictures out or split it."))
        self.data_of_file = file.read()
        try:
            plan_list(self.data_of_file, file.name, seller=self.seller)
        except ListUnreadable as error:
            raise forms.ValidationError(str(error)) from error
        return file
