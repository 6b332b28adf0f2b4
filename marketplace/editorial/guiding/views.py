"""The guide inside the editors' admin, in the language that the person at work has chosen."""

from django.contrib.staticfiles import finders
from django.http import Http404
from django.shortcuts import render
from django.templatetags.static import static
from django.utils import translation

from .chapters import PICTURES, chapters


def guide(request, name: str = ""):
    """The table of contents, or one chapter."""
    all_of = chapters()
    if not name:
        return render(request, "editorial/cms/guide.html", {"chapters": all_of})
    place = next((place for place, chapter in enumerate(all_of) if chapter.name == name), None)
    if place is None:
        raise Http404
    chapter = all_of[place]
    steps = [(step, _address(step.picture)) for step in chapter.steps]
    following = all_of[place + 1] if place + 1 < len(all_of) else None
    return render(request, "editorial/cms/guide_chapter.html", {"chapter": chapter, "steps": steps, "next": following})


def _address(picture: str) -> str:
    """The picture in the language in use; "" where it was not taken."""
    language = (translation.get_language() or "vi").split("-")[0]
    path = f"{PICTURES}/{picture}.{language}.webp"
    return static(path) if picture and finders.find(path) else ""
