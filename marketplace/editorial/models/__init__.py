"""The pages that editors write."""

from .asking import AskField, AskPage, AskSubmission
from .campaigns import CampaignIndexPage, CampaignPage, CampaignProduct
from .events import EventIndexPage, EventPage, ProgrammeItem
from .guides import GuideIndexPage, GuidePage
from .home import HomePage
from .places import PlaceIndexPage, PlaceKind, PlacePage
from .plain import PlainPage, Purpose
from .review import ReviewTask
from .routes import Duration, Means, RouteIndexPage, RoutePage, RouteStop
from .stories import StoryIndexPage, StoryPage

# What tells of something and can be linked with products, producers and places.
TELLING = (StoryPage, PlacePage, RoutePage, EventPage, CampaignPage, GuidePage)
INDEXES = (PlaceIndexPage, StoryIndexPage, RouteIndexPage, EventIndexPage, GuideIndexPage, CampaignIndexPage)

__all__ = [
    "INDEXES", "TELLING", "AskField", "AskPage", "AskSubmission", "CampaignIndexPage", "CampaignPage", "CampaignProduct", "Duration", "EventIndexPage",
    "EventPage", "GuideIndexPage", "GuidePage", "HomePage", "Means", "PlaceIndexPage", "PlaceKind", "PlacePage", "PlainPage",
    "ProgrammeItem", "Purpose", "ReviewTask", "RouteIndexPage", "RoutePage", "RouteStop", "StoryIndexPage", "StoryPage",
]  # fmt: skip
