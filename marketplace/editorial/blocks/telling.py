"""Blocks that hold what an editor wrote or chose: words, pictures, quotations, steps, facts, a link, opening hours."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock

from ..arranging.leading_on import leads_on
from ..landscapes import landscape_choices

WORDS = ["h2", "h3", "bold", "italic", "ol", "ul", "link"]
FEW_WORDS = ["bold", "italic", "link"]
MOST_PICTURES = 12
MOST_STEPS = 12
WEEKDAYS = [
    ("0", _("Monday")),
    ("1", _("Tuesday")),
    ("2", _("Wednesday")),
    ("3", _("Thursday")),
    ("4", _("Friday")),
    ("5", _("Saturday")),
    ("6", _("Sunday")),
]


def text_block():
    return blocks.RichTextBlock(features=WORDS, label=_("Text"), icon="pilcrow")


def title_block(default=None):
    return blocks.CharBlock(label=_("Heading"), max_length=90, required=False, default=default)


class PictureBlock(blocks.StructBlock):
    """One of our landscapes or a photograph; the photograph goes first when both are chosen."""

    landscape = blocks.ChoiceBlock(choices=landscape_choices, required=False, label=_("Our illustration"))
    image = ImageChooserBlock(required=False, label=_("Photograph"))
    alt = blocks.CharBlock(
        required=False,
        max_length=160,
        label=_("What is to be seen"),
        help_text=_("For readers who do not see it. Left empty, the description of the photograph counts."),
    )
    caption = blocks.CharBlock(required=False, max_length=160, label=_("Caption"))
    credit = blocks.CharBlock(
        required=False, max_length=120, label=_("Who took it"), help_text=_("Name the photographer or the source.")
    )

    class Meta:
        label = _("Picture")
        icon = "image"


class ShownPictureBlock(PictureBlock):
    """A picture that stands alone and so has to be one."""

    def clean(self, value):
        cleaned = super().clean(value)
        if not cleaned["landscape"] and not cleaned["image"]:
            problem = ValidationError(_("Choose an illustration or a photograph."))
            raise blocks.StructBlockValidationError(block_errors={"landscape": problem})
        return cleaned

    class Meta:
        label = _("Picture")
        icon = "image"


class GalleryBlock(blocks.StructBlock):
    title = title_block()
    pictures = blocks.ListBlock(ShownPictureBlock(), label=_("Pictures"), min_num=2, max_num=MOST_PICTURES)

    class Meta:
        label = _("Several pictures")
        icon = "image"


class QuoteBlock(blocks.StructBlock):
    text = blocks.TextBlock(label=pgettext_lazy("quotation", "Words"), max_length=400)
    source = blocks.CharBlock(label=_("Whose"), max_length=120, required=False)

    class Meta:
        label = _("Quotation")
        icon = "openquote"


class StepBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Step"), max_length=120)
    text = blocks.RichTextBlock(features=FEW_WORDS, label=_("How"), required=False)
    picture = PictureBlock(required=False, label=_("Picture"))


class StepsBlock(blocks.StructBlock):
    title = title_block()
    steps = blocks.ListBlock(StepBlock(), label=_("Steps"), min_num=1, max_num=MOST_STEPS)

    class Meta:
        label = _("Steps")
        icon = "list-ol"


class FactBlock(blocks.StructBlock):
    name = blocks.CharBlock(label=_("What"), max_length=120)
    value = blocks.TextBlock(label=_("Answer"), max_length=600)


class DeadlineBlock(blocks.StructBlock):
    matter = blocks.CharBlock(label=_("What it is about"), max_length=120)
    first_answer = blocks.CharBlock(label=_("First answer"), max_length=80)
    solved = blocks.CharBlock(label=_("Settled"), max_length=80)


class VideoBlock(blocks.StructBlock):
    """A link with a picture of ours: nothing of a foreign host is loaded before somebody follows it."""

    url = blocks.URLBlock(label=_("Address of the video"), help_text=_("Opens at YouTube or wherever it is."))
    title = blocks.CharBlock(label=_("What it shows"), max_length=120)
    minutes = blocks.IntegerBlock(label=_("Minutes"), required=False, min_value=1, max_value=600)
    picture = PictureBlock(required=False, label=_("Picture"))

    class Meta:
        label = _("Video")
        icon = "media"


class OpeningBlock(blocks.StructBlock):
    days = blocks.MultipleChoiceBlock(choices=WEEKDAYS, label=_("Days"))
    opens = blocks.TimeBlock(label=_("From"))
    closes = blocks.TimeBlock(label=_("Until"))


class HoursBlock(blocks.StructBlock):
    title = title_block()
    times = blocks.ListBlock(OpeningBlock(), label=_("Times"), min_num=1, max_num=7)
    note = blocks.CharBlock(label=_("Note"), max_length=200, required=False)

    class Meta:
        label = _("Opening hours")
        icon = "time"


class ActionBlock(blocks.StructBlock):
    """One button to one place: a page of ours, a search, or an address."""

    text = blocks.CharBlock(label=_("One sentence"), max_length=200, required=False)
    label = blocks.CharBlock(label=_("On the button"), max_length=60)
    page = blocks.PageChooserBlock(required=False, label=_("Page"))
    url = blocks.CharBlock(
        required=False, max_length=300, label=_("Or an address"), help_text=_("For example /shop/?group=VI")
    )

    def clean(self, value):
        cleaned = super().clean(value)
        if bool(cleaned["page"]) == bool(cleaned["url"]):
            problem = ValidationError(_("Choose a page or write an address: one of the two."))
            raise blocks.StructBlockValidationError(block_errors={"page": problem})
        if cleaned["url"] and not leads_on(cleaned["url"]):
            problem = ValidationError(_("An address begins with / or https://"))
            raise blocks.StructBlockValidationError(block_errors={"url": problem})
        return cleaned

    class Meta:
        label = _("Button")
        icon = "link"
