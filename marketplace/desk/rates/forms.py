"""Forms of the dated rules: figures never change once a sale may have been charged by them; a rule is ended instead."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from oscar.core.loading import get_model
from wagtail.admin.forms import WagtailAdminModelForm

from marketplace.charges import models as charges
from marketplace.folding import clean
from marketplace.sales.models import DiscountFunding

DAYS = {name: forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d") for name in ("valid_from", "valid_to")}
VALIDITY = ("valid_from", "valid_to", "legal_basis")


class RateForm(WagtailAdminModelForm):
    """What FIXED names is shown and cannot be typed over; overlaps are refused by the model."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            for name in getattr(self.instance, "FIXED", ()):
                self.fields[name.removesuffix("_id")].disabled = True

    def clean(self):
        cleaned = super().clean()
        for name, value in cleaned.items():
            if isinstance(value, str):
                cleaned[name] = clean(value)
        return cleaned


def form_for(model, *fields) -> type[RateForm]:
    meta = type("Meta", (), {"model": model, "fields": (*fields, *VALIDITY), "widgets": DAYS})
    return type(f"{model.__name__}Form", (RateForm,), {"Meta": meta})


TaxRuleForm = form_for(charges.TaxRule, "code", "vat_bp", "pit_bp", "certainty")
KindRuleForm = form_for(charges.KindRule, "kind", "is_withheld", "certainty", "note")
CommissionRuleForm = form_for(charges.CommissionRule, "seller", "product_set", "rate_bp", "vat_bp", "note")
TreatmentDefaultForm = form_for(charges.TreatmentDefault, "product_set", "treatment", "certainty")
WithholdingModeForm = form_for(charges.WithholdingMode, "mode")
WithholdingExemptionForm = form_for(charges.WithholdingExemption, "seller", "document")


class TaxTreatmentForm(RateForm):
    """Whoever decides signs; a product is named by the number at the end of its address."""

    product = forms.ModelChoiceField(
        label=_("Number of the product"),
        queryset=None,
        widget=forms.NumberInput,
        help_text=_("The number at the end of its address in the shop."),
    )

    class Meta:
        model = charges.TaxTreatment
        fields = ("seller", "product", "treatment", "evidence", "state")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["product"].queryset = get_model("catalogue", "Product").objects.all()
        if self.instance.pk:
            self.fields["seller"].disabled = self.fields["product"].disabled = True

    def clean(self):
        cleaned = super().clean()
        is_decided = cleaned.get("state") not in (None, charges.TaxTreatment.State.REQUESTED)
        if is_decided and ("state" in self.changed_data or not self.instance.reviewed_by_id):
            self.instance.reviewed_by, self.instance.reviewed_on = self.for_user, timezone.localdate()
        return cleaned


class DiscountFundingForm(WagtailAdminModelForm):
    class Meta:
        model = DiscountFunding
        fields = ("offer", "funded_by")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields["offer"].disabled = True
