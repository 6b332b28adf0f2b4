"""Which blocks may stand on which kind of page."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from .living import (
    CertifiedBlock,
    CommunesBlock,
    MapBlock,
    PlacesBlock,
    ProducersBlock,
    SearchBlock,
    SeasonBarBlock,
    SeasonBlock,
    SetsBlock,
    ShelfBlock,
    StoriesBlock,
)
from .telling import (
    ActionBlock,
    DeadlineBlock,
    FactBlock,
    GalleryBlock,
    HoursBlock,
    QuoteBlock,
    ShownPictureBlock,
    StepsBlock,
    VideoBlock,
    text_block,
)


class HomeBlocks(blocks.StreamBlock):
    search = SearchBlock()
    season = SeasonBlock()
    certified = CertifiedBlock()
    communes = CommunesBlock()
    shelf = ShelfBlock()
    producers = ProducersBlock()
    stories = StoriesBlock()
    places = PlacesBlock()
    sets = SetsBlock()
    text = text_block()
    action = ActionBlock()

    class Meta:
        block_counts = {"search": {"max_num": 1}}


class TellingBlocks(blocks.StreamBlock):
    """One set of blocks for stories, places, routes, events, campaigns and guides: what is learnt once serves everywhere."""

    text = text_block()
    picture = ShownPictureBlock()
    gallery = GalleryBlock()
    quote = QuoteBlock()
    steps = StepsBlock()
    facts = blocks.ListBlock(FactBlock(), label=_("List of facts"), icon="list-ul")
    products = ShelfBlock()
    producers = ProducersBlock()
    places = PlacesBlock()
    stories = StoriesBlock()
    season_bar = SeasonBarBlock()
    hours = HoursBlock()
    map = MapBlock()
    video = VideoBlock()
    action = ActionBlock()


class PlainBlocks(blocks.StreamBlock):
    text = text_block()
    facts = blocks.ListBlock(FactBlock(), label=_("List of facts"), icon="list-ul")
    deadlines = blocks.ListBlock(DeadlineBlock(), label=_("Table of deadlines"), icon="time")
