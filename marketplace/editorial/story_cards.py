"""Stories as ready cards, and where a page of ours stands."""

from typing import NamedTuple

from django.urls import reverse

from .landscapes import WidePicture, shown


class StoryCard(NamedTuple):
    url: str
    title: str
    lead: str
    picture: WidePicture | None


def address(page) -> str:
    """The page's address in the language in use, without asking the database: the home page of every language is the root."""
    path = page.url_path.split("/", 2)[2] if page.url_path.count("/") > 1 else ""
    return reverse("wagtail_serve", args=[path])


def story_cards(stories) -> list[StoryCard]:
    return [
        StoryCard(url=address(story), title=story.title, lead=story.lead, picture=shown(story.image, story.landscape))
        for story in stories
    ]
