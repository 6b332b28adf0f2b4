"""How many of each line can be sent."""

from django import forms
from django.utils.translation import gettext_lazy as _

from marketplace.fulfilment.models import Parcel


class LessForm(forms.Form):
    """One number a line, from none to what was ordered. `cleaned_data["missing"]`: parcel line id -> units."""

    def __init__(self, *args, parcel: Parcel, **kwargs):
        super().__init__(*args, **kwargs)
        self.contents = list(parcel.lines.select_related("line").order_by("pk"))
        for content in self.contents:
            self.fields[self.name_of(content)] = forms.IntegerField(
                label=content.line.title,
                min_value=0,
                max_value=content.quantity,
                initial=content.quantity,
                error_messages={
                    "max_value": _("Only %(limit_value)s were ordered."),
                    "min_value": _("Say 0 if you have none of it."),
                    "required": _("Say how many."),
                    "invalid": _("Say how many, in figures."),
                },
            )

    @staticmethod
    def name_of(content) -> str:
        return f"line-{content.pk}"

    @property
    def rows(self):
        """(content, bound field), as the page shows them."""
        return [(content, self[self.name_of(content)]) for content in self.contents]

    def clean(self):
        found = super().clean()
        if not self.errors:
            found["missing"] = {c.pk: c.quantity - found[self.name_of(c)] for c in self.contents}
        return found

    @property
    def is_all(self) -> bool:
        return not any(self.cleaned_data["missing"].values())

    @property
    def is_none(self) -> bool:
        return all(self.cleaned_data["missing"][content.pk] == content.quantity for content in self.contents)
