"""What editors put together on a page. Each block has a kind; arranging.py fetches for all of them at once."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock

from catalogue.product_sets import product_sets

from .choosers import CommuneChooserBlock, ProductChooserBlock, SellerChooserBlock
from .landscapes import landscape_choices

WORDS = ["h2", "h3", "bold", "italic", "ol", "ul", "link"]
MOST_CARDS = 12
MOST_CHOSEN = 24


def set_choices():
    return [(s.code, f"{s.code} {s.name_vi}") for s in product_sets()]


def text_block():
    return blocks.RichTextBlock(features=WORDS, label=_("Text"), icon="pilcrow")


def count_block(default: int):
    return blocks.IntegerBlock(label=_("How many"), default=default, min_value=1, max_value=MOST_CARDS)


def title_block(default=None):
    return blocks.CharBlock(label=_("Heading"), max_length=90, required=False, default=default)


class PictureBlock(blocks.StructBlock):
    """One of our landscapes or a photograph; the photograph goes first when both are chosen."""

    landscape = blocks.ChoiceBlock(choices=landscape_choices, required=False, label=_("Our illustration"))
    image = ImageChooserBlock(required=False, label=_("Photograph"))
    caption = blocks.CharBlock(required=False, max_length=160, label=_("Caption"))

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


class SearchBlock(blocks.StructBlock):
    headline = blocks.CharBlock(max_length=90, label=_("Headline"))
    lead = blocks.CharBlock(max_length=200, required=False, label=_("One sentence"))
    picture = PictureBlock(label=_("Landscape"))
    examples = blocks.ListBlock(
        blocks.CharBlock(max_length=40), label=_("Searches to try"), max_num=6, required=False, default=[]
    )

    class Meta:
        label = _("Search")
        icon = "search"


class SeasonBlock(blocks.StructBlock):
    title = title_block()
    count = count_block(8)

    class Meta:
        label = _("In season now")
        icon = "date"


class CertifiedBlock(blocks.StructBlock):
    title = title_block()
    count = count_block(4)

    class Meta:
        label = _("Newly certified")
        icon = "success"


class CommunesBlock(blocks.StructBlock):
    title = title_block()
    count = blocks.IntegerBlock(label=_("How many"), default=12, min_value=1, max_value=60)

    class Meta:
        label = _("By commune")
        icon = "site"


class ShelfBlock(blocks.StructBlock):
    """Products chosen by hand, or, where none is chosen, by a rule."""

    title = blocks.CharBlock(label=_("Heading"), max_length=90)
    text = blocks.CharBlock(label=_("One sentence"), max_length=200, required=False)
    products = blocks.ListBlock(
        ProductChooserBlock(),
        label=_("Products"),
        required=False,
        default=[],
        max_num=MOST_CHOSEN,
        help_text=_(
            "Leave empty to fill the shelf by the rule below. A product that is withdrawn leaves the shelf by itself."
        ),
    )
    set_code = blocks.ChoiceBlock(choices=set_choices, required=False, label=_("Rule: product set"))
    commune = CommuneChooserBlock(required=False, label=_("Rule: commune"))
    stars = blocks.ChoiceBlock(
        choices=[("3", "3"), ("4", "4"), ("5", "5")], required=False, label=_("Rule: at least this many stars today")
    )
    in_season = blocks.BooleanBlock(required=False, label=_("Rule: only what is in season now"))
    count = count_block(8)

    class Meta:
        label = _("Shelf of products")
        icon = "tag"


class ProducersBlock(blocks.StructBlock):
    title = title_block()
    sellers = blocks.ListBlock(
        SellerChooserBlock(),
        label=_("Producers"),
        required=False,
        default=[],
        max_num=MOST_CHOSEN,
        help_text=_("Leave empty to show those who opened last."),
    )
    count = count_block(6)

    class Meta:
        label = _("Producers")
        icon = "group"


class StoriesBlock(blocks.StructBlock):
    title = title_block()
    stories = blocks.ListBlock(
        blocks.PageChooserBlock(page_type="editorial.StoryPage"),
        label=_("Stories"),
        required=False,
        default=[],
        max_num=MOST_CHOSEN,
        help_text=_("Leave empty to show the newest."),
    )
    count = count_block(3)

    class Meta:
        label = _("Stories")
        icon = "doc-full"


class SetsBlock(blocks.StructBlock):
    title = title_block()

    class Meta:
        label = _("By product set")
        icon = "list-ul"


class QuoteBlock(blocks.StructBlock):
    text = blocks.TextBlock(label=pgettext_lazy("quotation", "Words"), max_length=400)
    source = blocks.CharBlock(label=_("Whose"), max_length=120, required=False)

    class Meta:
        label = _("Quotation")
        icon = "openquote"


class ProductsBlock(blocks.StructBlock):
    title = title_block()
    products = blocks.ListBlock(ProductChooserBlock(), label=_("Products"), max_num=MOST_CHOSEN)

    class Meta:
        label = _("Products")
        icon = "tag"


class FactBlock(blocks.StructBlock):
    name = blocks.CharBlock(label=_("What"), max_length=120)
    value = blocks.TextBlock(label=_("Answer"), max_length=600)


class DeadlineBlock(blocks.StructBlock):
    matter = blocks.CharBlock(label=_("What it is about"), max_length=120)
    first_answer = blocks.CharBlock(label=_("First answer"), max_length=80)
    solved = blocks.CharBlock(label=_("Settled"), max_length=80)


class HomeBlocks(blocks.StreamBlock):
    search = SearchBlock()
    season = SeasonBlock()
    certified = CertifiedBlock()
    communes = CommunesBlock()
    shelf = ShelfBlock()
    producers = ProducersBlock()
    stories = StoriesBlock()
    sets = SetsBlock()
    text = text_block()

    class Meta:
        block_counts = {"search": {"max_num": 1}}


class StoryBlocks(blocks.StreamBlock):
    text = text_block()
    picture = ShownPictureBlock()
    quote = QuoteBlock()
    products = ProductsBlock()
    producers = ProducersBlock()


class PlainBlocks(blocks.StreamBlock):
    text = text_block()
    facts = blocks.ListBlock(FactBlock(), label=_("List of facts"), icon="list-ul")
    deadlines = blocks.ListBlock(DeadlineBlock(), label=_("Table of deadlines"), icon="time")
