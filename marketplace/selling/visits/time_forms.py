"""Many times at once, and calling one off, as forms."""

from datetime import timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue.experiences.making import FURTHEST
from marketplace.folding import clean
from marketplace.selling.joining.forms import PlainText
from marketplace.selling.weekdays import DAYS
from sellers.goods.prices import PriceField

from .repeating import LONGEST_SPAN, MOST_MOMENTS, MOST_TIMES, BadTimes, moments, read_times

MOST_PLACES = 500
USUAL_SPAN = timedelta(days=56)
LONGEST_REASON = 200


def day_box() -> forms.DateInput:
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


class TimesField(forms.CharField):
    """ "8:00, 14:00" -> times of day."""

    def clean(self, value):
        typed = super().clean(value)
        try:
            return read_times(typed)
        except BadTimes as error:
            if error.words:
                words = _("We cannot read “%(typed)s” as a time. Type it like 8:00 or 14:30.") % {"typed": error.words}
            else:
                words = _("Type up to %(most)d times with commas between.") % {"most": MOST_TIMES}
            raise ValidationError(words, code="bad_times") from error


class TimesForm(forms.Form):
    """ "Every Saturday and Sunday, 8:00, 12 places, until 31 January"."""

    weekdays = forms.TypedMultipleChoiceField(
        label=gettext_lazy("On which days?"),
        choices=DAYS,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Tick at least one day.")},
    )
    times = TimesField(
        label=gettext_lazy("At what time?"),
        max_length=80,
        help_text=gettext_lazy("Several with commas between: 8:00, 14:00"),
        widget=forms.TextInput(attrs={"inputmode": "text", "autocomplete": "off", "placeholder": "8:00"}),
        error_messages={"required": gettext_lazy("Type the time, for example 8:00.")},
    )
    places = forms.IntegerField(
        label=gettext_lazy("How many places each time?"),
        min_value=1,
        max_value=MOST_PLACES,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        error_messages={"required": gettext_lazy("Say how many people can come.")},
    )
    price = PriceField(label=gettext_lazy("What does one person pay?"))
    first = forms.DateField(label=gettext_lazy("From"), widget=day_box())
    last = forms.DateField(label=gettext_lazy("Until"), widget=day_box())

    def __init__(self, *args, price: int | None, places: int, **kwargs):
        today = timezone.localdate()
        initial = {"price": price, "places": places, "first": today + timedelta(days=1), "last": today + USUAL_SPAN}
        super().__init__(*args, initial=initial, **kwargs)

    def clean(self):
        first, last = self.cleaned_data.get("first"), self.cleaned_data.get("last")
        if first and first < timezone.localdate():
            self.add_error("first", _("This day is over."))
        if first and last and last < first:
            self.add_error("last", _("This is before the first day."))
        elif first and last and last - first > LONGEST_SPAN:
            self.add_error("last", _("At most a year at once."))
        elif last and last > timezone.localdate() + FURTHEST:
            self.add_error("last", _("That is more than a year away."))
        if not self.errors and not self.moments():
            self.add_error("weekdays", _("None of these days lies between the first and the last day."))
        return self.cleaned_data

    def moments(self, most: int = MOST_MOMENTS) -> list:
        answers = self.cleaned_data
        days = sum(set(answers["weekdays"]))
        return moments(weekdays=days, times=answers["times"], first=answers["first"], last=answers["last"], most=most)

    @property
    def is_cut(self) -> bool:
        return len(self.moments(MOST_MOMENTS + 1)) > MOST_MOMENTS


class CallOffForm(forms.Form):
    reason = PlainText(
        label=gettext_lazy("Why? The buyers read it."),
        max_length=LONGEST_REASON,
        help_text=gettext_lazy("For example: heavy rain is announced."),
        error_messages={"required": gettext_lazy("Say why, in a few words.")},
    )


class DeclineForm(forms.Form):
    reason = PlainText(
        label=gettext_lazy("Why? The guest reads it."),
        max_length=LONGEST_REASON,
        error_messages={"required": gettext_lazy("Say why, in a few words.")},
    )


class CodeForm(forms.Form):
    code = forms.CharField(
        label=gettext_lazy("Code of the guest"),
        max_length=40,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false", "class": "visit-code"}
        ),
    )

    def clean_code(self):
        return clean(self.cleaned_data["code"])
