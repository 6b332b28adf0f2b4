"""Forms of what is asked for: ticks for kinds of seller and product sets, plain words for the rest."""

from django import forms
from django.conf import settings
from django.contrib.auth import get_user_model
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from catalogue.certification.models import Paper
from catalogue.product_sets import groups, product_sets
from catalogue.review.models import WatchedWord
from marketplace.folding import clean, lowered
from marketplace.places.models import Commune
from sellers.models import Kind
from sellers.papers.models import Requirement

from ..groups import DOOR
from ..models import StaffScope


def set_choices() -> list[tuple[str, str]]:
    """The six groups, their families and the 26 sets: a paper may be asked for any of them."""
    language, found, seen = get_language(), [], set()
    names = {group.code: group.name(language) for group in groups()}
    for each in product_sets():
        family = each.family_vi if language != "en" else each.family_en
        for code, name, depth in (
            (each.group, names[each.group], 0),
            (each.family, family, 1),
            (each.code, each.name(language), 2),
        ):
            if code not in seen:
                seen.add(code)
                found.append((code, f"{'— ' * depth}{code} {name}"))
    return found


class CleanForm(WagtailAdminModelForm):
    """Every line of text is cleaned at the door; texts keep their lines."""

    def clean(self):
        cleaned = super().clean()
        for name, value in cleaned.items():
            if isinstance(value, str):
                cleaned[name] = "\n".join(clean(line) for line in value.splitlines()).strip()
        return cleaned


class RequirementForm(CleanForm):
    kinds = forms.MultipleChoiceField(
        label=_("Kinds of seller"), required=False, choices=Kind.choices, widget=forms.CheckboxSelectMultiple,
        help_text=_("None ticked: all."),
    )  # fmt: skip
    product_sets = forms.MultipleChoiceField(
        label=_("Product sets"), required=False, choices=set_choices, widget=forms.CheckboxSelectMultiple,
        help_text=_("None ticked: all. A group stands for everything in it."),
    )  # fmt: skip
    paper_kind = forms.ChoiceField(
        label=_("Kind of paper"), required=False, choices=[("", "–"), *Paper.Kind.choices],
        help_text=_("For papers of products: the kind shown to shoppers."),
    )  # fmt: skip

    class Meta:
        model = Requirement
        fields = (
            "name", "name_en", "help_text", "help_text_en", "code", "legal_ref", "way", "gives", "paper_kind", "kinds",
            "product_sets", "is_per_product", "is_mandatory", "needs_file", "needs_number", "has_expiry", "months_valid",
            "position", "is_active",
        )  # fmt: skip
        widgets = {"help_text": forms.Textarea(attrs={"rows": 3}), "help_text_en": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:  # what was sent was sent for this
            for name in ("code", "way", "is_per_product"):
                self.fields[name].disabled = True

    def clean(self):
        cleaned = super().clean()
        of_product = cleaned.get("gives") in (Requirement.Gives.CERTIFICATE, Requirement.Gives.PRODUCT_PAPER)
        if of_product and not cleaned.get("is_per_product"):
            self.add_error("gives", _("What enters a certificate or a paper of a product is asked for each product."))
        if cleaned.get("gives") == Requirement.Gives.PRODUCT_PAPER and not cleaned.get("paper_kind"):
            self.add_error("paper_kind", _("Which paper of the product is it?"))
        return cleaned


class WatchedWordForm(CleanForm):
    class Meta:
        model = WatchedWord
        fields = ("words", "kind", "advice", "advice_en", "legal_ref", "is_active")

    def clean_words(self):
        words = clean(self.cleaned_data["words"])
        if not lowered(words):
            raise forms.ValidationError(_("Write the words to be watched."))
        return words


class ScopeForm(WagtailAdminModelForm):
    class Meta:
        model = StaffScope
        fields = ("person", "communes")
        widgets = {"communes": forms.CheckboxSelectMultiple}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        here = Commune.objects.with_province().in_provinces(settings.PROVINCES).order_by("province", "short_name", "pk")
        self.fields["communes"].queryset = here
        self.fields["person"].queryset = officers()
        if self.instance.pk:
            self.fields["person"].disabled = True
            self.fields["person"].queryset = get_user_model().objects.filter(pk=self.instance.person_id)


def officers():
    """People who may enter Wagtail's admin by a group of theirs."""
    codename = DOOR[0].split(".")[1]
    return (
        get_user_model()
        .objects.filter(is_active=True, groups__permissions__codename=codename)
        .distinct()
        .order_by("full_name", "pk")
    )
