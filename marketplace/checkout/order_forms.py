"""Finding an order again."""

from django import forms
from django.utils.translation import gettext_lazy as _

from marketplace.accounts.phones import PhoneField
from marketplace.folding import clean
from marketplace.fulfilment.order_codes import typed


class FindOrderForm(forms.Form):
    phone = PhoneField(
        label=_("The phone number you ordered with"), error_messages={"required": _("Type your phone number.")}
    )
    number = forms.CharField(
        label=_("Order number"),
        max_length=40,
        help_text=_("Nine letters and digits, for example K3M-9QX-DHT. It stands in our message to you."),
        error_messages={"required": _("Type the order number.")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )

    def clean_number(self):
        number = typed(clean(self.cleaned_data["number"]))
        if not number:
            raise forms.ValidationError(_("An order number has letters and digits, for example K3M-9QX-DHT."))
        return number
