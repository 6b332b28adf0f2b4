"""What a visit is, as questions: first five, then what guests like to know. What can be guessed is filled in."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue.experiences.models import Experience
from catalogue.review import wording
from catalogue.review.fields import LONGEST_TEXT
from marketplace.folding import clean
from marketplace.selling.joining.forms import PlainText
from sellers.goods.forms import PictureField, checked_title
from sellers.goods.making import LONGEST_TITLE
from sellers.goods.prices import PriceField

from .kinds import BY_KIND, DAY, HOUR, LANGUAGES, durations_of

OTHER = "other"
LONGEST_PLACE, LONGEST_INCLUDES, LONGEST_BRING = 200, 600, 400
SHORTEST, LONGEST = 15, 7 * DAY
LATEST_CLOSING = 30 * 24
HOURS_BEFORE = (
    (0, gettext_lazy("until it begins")),
    (1, gettext_lazy("1 hour before")),
    (3, gettext_lazy("3 hours before")),
    (12, gettext_lazy("12 hours before")),
    (24, gettext_lazy("1 day before")),
    (48, gettext_lazy("2 days before")),
    (72, gettext_lazy("3 days before")),
    (7 * 24, gettext_lazy("a week before")),
)


class ManyLines(forms.CharField):
    """Plain words, a thing on each line."""

    def __init__(self, *, rows: int = 3, **kwargs):
        attrs = {"rows": rows, "maxlength": kwargs.get("max_length")}
        super().__init__(required=False, widget=forms.Textarea(attrs=attrs), **kwargs)

    def to_python(self, value):
        lines = [clean(line) for line in super().to_python(value).splitlines()]
        return "\n".join(line for line in lines if line)

    def validate(self, value):
        super().validate(value)
        if "<" in value or ">" in value:
            raise ValidationError(_("Write it without < and >."), code="html")


class DurationQuestion(forms.Form):
    """Big buttons for what is common; hours as a number for everything else."""

    minutes = forms.ChoiceField(
        label=gettext_lazy("How long does it take?"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose how long it takes.")},
    )
    hours = forms.IntegerField(
        label=gettext_lazy("How many hours"),
        required=False,
        min_value=1,
        max_value=LONGEST // HOUR,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )

    def ask_duration(self, kind: str, minutes: int) -> None:
        """The buttons of this kind, with `minutes` chosen."""
        choices = durations_of(kind)
        self.fields["minutes"].choices = [*choices, (OTHER, _("Another length"))]
        is_common = minutes in [one for one, _label in choices]
        self.initial |= {"minutes": minutes if is_common else OTHER, "hours": None if is_common else minutes // HOUR}

    def check_duration(self) -> None:
        if self.cleaned_data.get("minutes") == OTHER and not self.cleaned_data.get("hours"):
            self.add_error("hours", _("Say how many hours it takes."))

    @property
    def chosen_minutes(self) -> int:
        chosen = self.cleaned_data["minutes"]
        return self.cleaned_data["hours"] * HOUR if chosen == OTHER else int(chosen)


class NewVisitForm(DurationQuestion):
    title = forms.CharField(
        label=gettext_lazy("What is it called?"),
        help_text=gettext_lazy("For example: Pick star apples with Auntie Bảy."),
        widget=forms.TextInput(
            attrs={"autocapitalize": "sentences", "autocomplete": "off", "maxlength": LONGEST_TITLE}
        ),
        error_messages={"required": gettext_lazy("Say what it is called.")},
    )
    picture = PictureField()
    price = PriceField(label=gettext_lazy("What does one person pay?"))
    meeting_place = PlainText(
        label=gettext_lazy("Where do you meet?"),
        max_length=LONGEST_PLACE,
        help_text=gettext_lazy("So that a stranger finds it: house, hamlet, what stands beside it."),
        error_messages={"required": gettext_lazy("Say where guests find you.")},
    )

    field_order = ["title", "picture", "minutes", "hours", "price", "meeting_place"]

    def __init__(self, *args, kind: str, seller, **kwargs):
        self.kind = BY_KIND[kind]
        super().__init__(*args, **kwargs)
        self.ask_duration(kind, self.kind.minutes)
        self.initial |= {"meeting_place": seller.place_text}

    def clean_title(self):
        return checked_title(self.cleaned_data["title"])

    def clean(self):
        self.check_duration()
        return self.cleaned_data


class DetailsForm(DurationQuestion):
    """Everything that an Experience says. Praise and promises of healing stop here, as nobody looks at it after.

    The description is the product's and goes to the desk with it.
    """

    description = ManyLines(
        label=gettext_lazy("What do guests do and see?"),
        rows=5,
        max_length=LONGEST_TEXT,
        help_text=gettext_lazy("Tell it as you would tell a neighbour, from the welcome to the goodbye."),
    )
    meeting_place = PlainText(
        label=gettext_lazy("Where do you meet?"),
        max_length=LONGEST_PLACE,
        error_messages={"required": gettext_lazy("Say where guests find you.")},
    )
    includes = ManyLines(
        label=gettext_lazy("What is included?"),
        max_length=LONGEST_INCLUDES,
        help_text=gettext_lazy("One thing on each line: the boat, lunch, the fruit you pick."),
    )
    bring = ManyLines(
        label=gettext_lazy("What should they bring?"),
        max_length=LONGEST_BRING,
        help_text=gettext_lazy("One thing on each line: a hat, shoes that may get wet."),
    )
    languages = forms.MultipleChoiceField(
        label=gettext_lazy("Which languages do you speak with guests?"),
        choices=LANGUAGES,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Tick at least one language.")},
    )
    youngest = forms.IntegerField(
        label=gettext_lazy("From which age?"),
        min_value=0,
        max_value=99,
        required=False,
        help_text=gettext_lazy("0 when small children may come, too."),
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
    closes_hours = forms.TypedChoiceField(label=gettext_lazy("How late may somebody book?"), coerce=int)
    free_cancel_hours = forms.TypedChoiceField(
        label=gettext_lazy("Until when may they cancel and get all their money back?"), coerce=int
    )
    meeting_place_en = PlainText(
        label=gettext_lazy("Where you meet, in English"), max_length=LONGEST_PLACE, required=False
    )
    includes_en = ManyLines(label=gettext_lazy("What is included, in English"), max_length=LONGEST_INCLUDES)
    bring_en = ManyLines(label=gettext_lazy("What to bring, in English"), max_length=LONGEST_BRING)

    field_order = ["description", "minutes", "hours"]

    TEXTS = ("meeting_place", "includes", "bring", "meeting_place_en", "includes_en", "bring_en")
    IN_ENGLISH = ("meeting_place_en", "includes_en", "bring_en")

    def __init__(self, *args, experience: Experience, description: str, **kwargs):
        self.experience = experience
        known = {name: getattr(experience, name) for name in (*self.TEXTS, "youngest", *_HOURS)}
        known |= {"languages": experience.languages.split(","), "description": description}
        super().__init__(*args, initial=known, **kwargs)
        self.ask_duration(experience.kind, experience.minutes)
        for name in _HOURS:
            self.fields[name].choices = _hours_choices(known[name])

    def clean_youngest(self):
        return self.cleaned_data["youngest"] or 0

    def clean(self):
        self.check_duration()
        texts = {name: self.cleaned_data.get(name, "") for name in self.TEXTS}
        for finding in _stopping(texts, self.experience.product):
            self.add_error(finding.field, f"“{finding.words}”: {finding.advice}")
        return self.cleaned_data

    def product_values(self) -> dict:
        """For sellers.goods.changing.change."""
        return {"description": self.cleaned_data["description"]}

    def values(self) -> dict:
        """For Experience, as it is stored."""
        names = (*self.TEXTS, "youngest", *_HOURS)
        values = {name: self.cleaned_data[name] for name in names}
        return values | {"minutes": self.chosen_minutes, "languages": ",".join(self.cleaned_data["languages"])}


_HOURS = ("closes_hours", "free_cancel_hours")
# Read as the description of a product: the list of watched words knows praise there.
_READ_AS = {name: "summary_en" if name.endswith("_en") else "description" for name in DetailsForm.TEXTS}


def _hours_choices(present: int) -> list[tuple[int, object]]:
    known = dict(HOURS_BEFORE)
    if present not in known:
        known[present] = _("%(n)d hours before") % {"n": present}
    return sorted(known.items())


def _stopping(texts: dict[str, str], product):
    for name, text in texts.items():
        for finding in wording.check({_READ_AS[name]: text}, product=product) if text else []:
            yield type(finding)(name, finding.words, finding.kind, finding.advice)
