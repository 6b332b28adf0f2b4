"""The form of an ask page: made from the questions of the editors, every text cleaned at the door."""

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.forms.forms import BaseForm, FormBuilder

from marketplace.folding import clean

LONGEST_LINE, LONGEST_TEXT = 255, 4000
TRAP = "home-page"  # no question of an editor is named so: Wagtail makes names without hyphens


class LineField(forms.CharField):
    def to_python(self, value):
        return clean(super().to_python(value))


class ParagraphsField(forms.CharField):
    """Keeps lines, at most one empty one between two."""

    def to_python(self, value):
        lines = [clean(line) for line in super().to_python(value).splitlines()]
        kept = [line for place, line in enumerate(lines) if line or (place and lines[place - 1])]
        return "\n".join(kept).strip()


class AskForm(BaseForm):
    """`asked`: the boxes to show. `trap`: a box that people never see (hide it by a class); who fills it is no person."""

    use_required_attribute = False

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields[TRAP] = forms.CharField(
            label=_("Leave this empty"),
            required=False,
            widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
        )

    @property
    def asked(self):
        return [self[name] for name in self.fields if name != TRAP]

    @property
    def trap(self):
        return self[TRAP]

    @property
    def is_trapped(self) -> bool:
        return bool(self.data.get(TRAP))

    @property
    def answers(self) -> dict:
        """What was written, for keeping. Only of a valid form."""
        return {name: value for name, value in self.cleaned_data.items() if name != TRAP}


class AskFormBuilder(FormBuilder):
    def create_singleline_field(self, field, options):
        return LineField(max_length=LONGEST_LINE, **options)

    def create_multiline_field(self, field, options):
        widget = forms.Textarea(attrs={"rows": 6})
        return ParagraphsField(max_length=LONGEST_TEXT, widget=widget, **options)

    def get_form_class(self):
        return type("AskForm", (AskForm,), self.formfields)
