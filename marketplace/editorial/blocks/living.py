"""Blocks that show what is true at the moment: products, producers, places, stories, what is in season."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from catalogue.product_sets import product_sets

from ..choosers import CommuneChooserBlock, ProduceChooserBlock, ProductChooserBlock, SellerChooserBlock
from .telling import PictureBlock, title_block

MOST_CARDS = 12
MOST_CHOSEN = 24


def set_choices():
    return [(s.code, f"{s.code} {s.name_vi}") for s in product_sets()]


def count_block(default: int):
    return blocks.IntegerBlock(label=_("How many"), default=default, min_value=1, max_value=MOST_CARDS)


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
    """Products chosen by hand, or, where none is chosen, by a rule. What is gone leaves the shelf by itself."""

    title = title_block()
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
    seller = SellerChooserBlock(required=False, label=_("Rule: producer"))
    stars = blocks.ChoiceBlock(
        choices=[("3", "3"), ("4", "4"), ("5", "5")], required=False, label=_("Rule: at least this many stars today")
    )
    in_season = blocks.BooleanBlock(required=False, label=_("Rule: only what is in season now"))
    count = count_block(8)

    class Meta:
        label = _("Products")
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


class PlacesBlock(blocks.StructBlock):
    """Places chosen by hand, or, where none is chosen, those of a commune or the newest."""

    title = title_block()
    places = blocks.ListBlock(
        blocks.PageChooserBlock(page_type="editorial.PlacePage"),
        label=_("Places"),
        required=False,
        default=[],
        max_num=MOST_CHOSEN,
        help_text=_("Leave empty to show those of the commune below, or the newest."),
    )
    commune = CommuneChooserBlock(required=False, label=_("Rule: commune"))
    count = count_block(3)

    class Meta:
        label = _("Places to visit")
        icon = "site"


class MapBlock(blocks.StructBlock):
    """The places of this page on our own map; without chosen ones, all places and producers of a commune."""

    title = title_block()
    places = blocks.ListBlock(
        blocks.PageChooserBlock(page_type="editorial.PlacePage"),
        label=_("Places"),
        required=False,
        default=[],
        max_num=MOST_CHOSEN,
    )
    commune = CommuneChooserBlock(required=False, label=_("Commune"))

    class Meta:
        label = _("Map")
        icon = "site"


class SeasonBarBlock(blocks.StructBlock):
    """The months of one produce, from the list of seasons."""

    produce = ProduceChooserBlock(label=_("What"))
    title = title_block()

    class Meta:
        label = _("Season")
        icon = "date"
