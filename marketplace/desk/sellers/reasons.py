"""Sentences that an officer sends most often. What is chosen or typed is what the seller reads, word for word."""

from django import forms
from django.utils.translation import gettext_lazy as _

from marketplace.folding import clean

PAPER = (
    _("The picture is not sharp. Please photograph the whole page once more, in daylight."),
    _("Part of the page is missing. Please photograph all four corners."),
    _("The name on this paper is not the name of the shop. Please send the paper of the shop, or tell us why."),
    _("This paper has run out. Please send the new one."),
    _("The number cannot be read. Please type it below the picture."),
    _("This is another paper than the one we ask for. Please look at what it is called and send that one."),
    _("The stamp or the signature is missing. Please ask the office that issued it."),
)
OPENING = (
    _("Almost done: please send the papers that are still marked red, then ask again."),
    _("Please tell where the carrier collects the parcels and on which days."),
    _("Please add at least one product with a picture and a price."),
    _("We could not reach you by telephone. Please check your number and ask again."),
)
LISTING = (
    _("Please write what it is, without “best”, “number one” or “only”. Or send us the proof."),
    _("Food does not heal. Please leave out the words about illness."),
    _("Please list all ingredients as they stand on the label."),
    _("The picture shows another product. Please photograph this one."),
    _("Please say how much is in the pack: weight, volume or number of pieces."),
    _("Stars show by themselves once the certificate is accepted. Please leave them out of the text."),
)
SUSPENSION = (
    _("A paper that you need for selling has run out. Send the new one and the shop goes on."),
    _("Orders have been waiting for days without an answer. Please call us."),
    _("Your electronic identity is not proved yet. Please confirm it in the app."),
    _("Buyers have complained several times. Please call us, we look at it together."),
)
LONGEST = 1000
OWN_WORDS = _("Own words only")


class ReasonForm(forms.Form):
    """A ready sentence, own words, or both one after the other."""

    sentences: tuple = ()
    ready = forms.TypedChoiceField(label=_("Ready sentences"), required=False, coerce=int, empty_value=None)
    reason = forms.CharField(
        label=_("Own words"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The seller reads exactly this: the sentence above and what you write here."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["ready"].choices = [("", OWN_WORDS), *enumerate(self.sentences)]

    def clean(self):
        typed = super().clean()
        ready = typed.pop("ready", None)
        chosen = str(self.sentences[ready]) if ready is not None else ""
        typed["reason"] = " ".join(filter(None, [chosen, clean(typed.get("reason", ""))]))
        if not typed["reason"] and not self.errors:
            self.add_error("reason", _("Choose a sentence or write one: the seller has to know why."))
        return typed


def reason_form(*sentences) -> type[ReasonForm]:
    return type("ReasonForm", (ReasonForm,), {"sentences": sentences})
