"""One form per matter of a product. Words that may not stand there are pointed out before anything is sent."""

from django import forms
from django.conf import settings
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from catalogue.facts.models import OriginKind, Storage
from catalogue.product_sets import set_name, shelves
from catalogue.review import fields as reviewed
from catalogue.review import wording
from catalogue.review.standing import waits_whole
from catalogue.seasons.models import months_of
from marketplace.selling.joining.place_form import PlaceForm
from sellers.goods.changing import DELIVERY
from sellers.goods.forms import checked_title

from .findings import Shown, shown_findings
from .size_question import SizeQuestion, initial_size


def set_choices(present: str) -> list:
    """The product sets below their groups, in the page's language; alcohol where the province has it on, or it is one already."""
    language = get_language() or settings.LANGUAGE_CODE
    groups = [(group.name, list(group.sets)) for group in shelves(language, settings.ALCOHOL_ENABLED)]
    if present and present not in {code for _name, sets in groups for code, _set in sets}:
        groups.append((_("Not on sale here"), [(present, set_name(present, language))]))
    return [("", _("Choose…")), *groups]


def _of_visits_only(product, choices: list) -> list:
    """What is sold by its times stays a visit: of the groups only those with sets of visits."""
    if getattr(product, "experience", None) is None:
        return choices
    first, *groups = choices
    kept = [(name, [one for one in sets if not reviewed.is_other_than_visit(product, one[0])]) for name, sets in groups]
    return [first, *((name, sets) for name, sets in kept if sets)]


def text_box(rows: int = 4) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, "maxlength": reviewed.LONGEST_TEXT})


def day_box() -> forms.DateInput:
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


class SectionForm(forms.Form):
    """`known`: what stands now, with what waits at the desk laid over it."""

    title_text = ""
    help_text = ""
    knowing = forms.CharField(required=False, widget=forms.HiddenInput, max_length=2_000)

    def __init__(self, *args, product, known: dict, **kwargs):
        self.product, self.known, self.findings = product, known, []
        super().__init__(*args, initial=self.initial_of(known), **kwargs)

    def initial_of(self, known: dict) -> dict:
        return known

    def values(self) -> dict:
        """For sellers.goods.changing.change."""
        return {name: self.cleaned_data[name] for name in self.fields if name != "knowing"}

    def clean(self):
        cleaned = super().clean()
        if not self.errors:
            self._check_words()
        return cleaned

    def _check_words(self) -> None:
        """What may not be sent is an error beside its box; what needs a second thought is asked once."""
        texts = {name: value for name, value in self.values().items() if name in reviewed.TEXTS and value}
        texts = {name: text for name, text in texts.items() if text != self.known.get(name)}
        self.findings = wording.check(texts, product=self.product) if texts else []
        stopping = [] if waits_whole(self.product) else [finding for finding in self.findings if finding.stops]
        for finding in stopping:
            self.add_error(
                finding.field, _("“%(words)s”: %(advice)s") % {"words": finding.words, "advice": finding.advice}
            )
        if self.findings and not stopping and self.cleaned_data.get("knowing") != self.known_words:
            self.add_error(None, _("Look at these words once more."))

    @property
    def known_words(self) -> str:
        """Names these very words: other words are asked again."""
        return "|".join(f"{finding.field}:{finding.words}" for finding in self.findings)[:2_000]

    @property
    def asks_again(self) -> bool:
        """Only words stand in the way, and none of them stops."""
        return self.is_bound and bool(self.findings) and set(self.errors) == {"__all__"}

    def shown_findings(self) -> list[Shown]:
        return shown_findings(self.findings, {name: self.data.get(name, "") for name in self.fields})


class WhatForm(SizeQuestion, SectionForm):
    title_text = gettext_lazy("What is it?")

    title = forms.CharField(
        label=reviewed.LABELS["title"],
        widget=forms.TextInput(attrs={"maxlength": reviewed.LONGEST_TITLE, "autocomplete": "off"}),
        error_messages={"required": gettext_lazy("Say what it is, for example: dried snakehead fish.")},
    )
    set_code = forms.ChoiceField(label=reviewed.LABELS["set_code"], required=False)
    description = forms.CharField(
        label=reviewed.LABELS["description"], required=False, widget=text_box(5),
        help_text=gettext_lazy("The taste, who makes it and how. As you would tell a guest."),
    )  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["set_code"].choices = _of_visits_only(self.product, set_choices(self.known.get("set_code", "")))
        if self.product.is_parent:  # packs have their own sizes
            for name in ("size", "quantity", "unit", "pack_text"):
                del self.fields[name]
        self.order_fields(["title", "set_code", "description"])

    def initial_of(self, known):
        if "net_quantity" not in known:
            return known
        return known | initial_size(known["net_quantity"], known["unit"], known["pack_text"])

    def clean_title(self):
        return checked_title(self.cleaned_data["title"])

    def values(self):
        chosen = {name: self.cleaned_data[name] for name in ("title", "set_code", "description")}
        if not chosen["set_code"]:
            del chosen["set_code"]  # not said yet; a kind is changed, never taken away
        return chosen if self.product.is_parent else chosen | self.size_values()

    def clean(self):
        if not self.product.is_parent:
            self.check_size()
        return super().clean()


class LabelForm(SectionForm):
    title_text = gettext_lazy("What the label says")
    help_text = gettext_lazy("Write what is printed on the pack. What a product does not need, leave empty.")

    ingredients = forms.CharField(
        label=reviewed.LABELS["ingredients"], required=False, widget=text_box(3),
        help_text=gettext_lazy("The most first: fish 80%, salt, sugar."),
    )  # fmt: skip
    shelf_life_days = forms.IntegerField(
        label=reviewed.LABELS["shelf_life_days"], required=False, min_value=1, max_value=reviewed.LONGEST_SHELF_LIFE,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}), help_text=gettext_lazy("6 months are 180 days."),
    )  # fmt: skip
    storage = forms.ChoiceField(label=reviewed.LABELS["storage"], choices=Storage.choices, widget=forms.RadioSelect)
    how_to_keep = forms.CharField(label=reviewed.LABELS["how_to_keep"], required=False, widget=text_box(2))
    how_to_use = forms.CharField(label=reviewed.LABELS["how_to_use"], required=False, widget=text_box(3))
    warnings = forms.CharField(
        label=reviewed.LABELS["warnings"], required=False, widget=text_box(2),
        help_text=gettext_lazy("For example: contains fish; not for children under one year."),
    )  # fmt: skip


class OriginForm(PlaceForm, SectionForm):
    title_text = gettext_lazy("Where it comes from")

    origin_kind = forms.ChoiceField(
        label=reviewed.LABELS["origin_kind"], choices=OriginKind.choices, widget=forms.RadioSelect
    )

    def initial_of(self, known):
        return known | {"commune": known.get("origin") or ""}

    def values(self):
        return {"origin_kind": self.cleaned_data["origin_kind"], "origin": self.found.commune.pk}


class EnglishForm(SectionForm):
    title_text = gettext_lazy("For guests from abroad, and for the search")

    title_en = forms.CharField(label=reviewed.LABELS["title_en"], required=False, max_length=reviewed.LONGEST_LINE)
    summary_en = forms.CharField(label=reviewed.LABELS["summary_en"], required=False, widget=text_box(4))
    other_names = forms.CharField(
        label=reviewed.LABELS["other_names"], required=False, max_length=reviewed.LONGEST_LINE,
        help_text=gettext_lazy("How people call it elsewhere, and what it is for: they find it by these words."),
    )  # fmt: skip


class DeliveryForm(SectionForm):
    title_text = gettext_lazy("For sending")
    help_text = gettext_lazy("Counts at once. Delivery costs follow the weight with packing.")

    gross_weight_g = forms.IntegerField(
        label=gettext_lazy("Weight with packing, gram"), min_value=1, max_value=DELIVERY["gross_weight_g"],
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )  # fmt: skip
    length_cm = forms.IntegerField(label=gettext_lazy("Length, cm"), min_value=0, max_value=300)
    width_cm = forms.IntegerField(label=gettext_lazy("Width, cm"), min_value=0, max_value=300)
    height_cm = forms.IntegerField(label=gettext_lazy("Height, cm"), min_value=0, max_value=300)
    max_transit_days = forms.IntegerField(
        label=gettext_lazy("Days it may travel"), required=False, min_value=1, max_value=DELIVERY["max_transit_days"],
        help_text=gettext_lazy("Leave empty when it does not matter."),
    )  # fmt: skip
    is_fragile = forms.BooleanField(label=gettext_lazy("It breaks easily"), required=False)
    is_made_to_order = forms.BooleanField(label=gettext_lazy("It is made when ordered"), required=False)

    def initial_of(self, known):
        facts = self.product.facts
        return {name: getattr(facts, name) for name in self.base_fields if name != "knowing"}


class SeasonForm(SectionForm):
    title_text = gettext_lazy("Harvest and season")
    help_text = gettext_lazy("Counts at once: shoppers see how fresh it is.")

    picked_on = forms.DateField(label=gettext_lazy("Picked or made on"), required=False, widget=day_box())
    next_on = forms.DateField(label=gettext_lazy("Next time on"), required=False, widget=day_box())
    months = forms.TypedMultipleChoiceField(
        label=gettext_lazy("It is ripe in"), required=False, coerce=int, widget=forms.CheckboxSelectMultiple,
        choices=[(number, str(number)) for number in range(1, 13)],
        help_text=gettext_lazy("All or none: it is there all year."),
    )  # fmt: skip

    def initial_of(self, known):
        harvest, season = getattr(self.product, "harvest", None), getattr(self.product, "season", None)
        return {
            "picked_on": getattr(harvest, "picked_on", None),
            "next_on": getattr(harvest, "next_on", None),
            "months": months_of(season.months) if season else [],
        }

    def values(self):
        chosen = {name: self.cleaned_data[name] for name in ("picked_on", "next_on")}
        return chosen | {"months": sum(1 << (number - 1) for number in set(self.cleaned_data["months"]))}


SECTIONS = {
    "what": WhatForm,
    "label": LabelForm,
    "origin": OriginForm,
    "season": SeasonForm,
    "delivery": DeliveryForm,
    "english": EnglishForm,
}
