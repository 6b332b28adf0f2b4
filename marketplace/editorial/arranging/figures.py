"""Pictures with what belongs to them: words for those who do not see them, a caption, whose they are."""

from typing import NamedTuple
from urllib.parse import urlsplit

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from ..landscapes import WidePicture, shown
from .texts import shown_text


class Figure(NamedTuple):
    picture: WidePicture
    caption: str
    credit: str


class HowToStep(NamedTuple):
    title: str
    text: SafeString
    figure: Figure | None


class Video(NamedTuple):
    url: str
    host: str
    title: str
    minutes: int | None
    picture: WidePicture | None


def figure(value: dict, images: dict) -> Figure | None:
    """None when neither the photograph nor the illustration is there any more."""
    found = landscape_of(value, images)
    return Figure(found, value.get("caption") or "", value.get("credit") or "") if found else None


def figures(values, images: dict) -> list[Figure]:
    return [found for value in values if (found := figure(value or {}, images))]


def landscape_of(value: dict, images: dict) -> WidePicture | None:
    """The photograph, else our illustration, with the editor's words for it; an illustration is always called one."""
    photograph = images.get(value.get("image"))
    found, words = shown(photograph, value.get("landscape") or ""), (value.get("alt") or "").strip()
    if not found or not words:
        return found
    return found._replace(alt=words if photograph else _("%(title)s (illustration)") % {"title": words})


def how_to_steps(steps, found) -> list[HowToStep]:
    return [
        HowToStep(
            step.get("title") or "",
            shown_text(step.get("text"), found.pages),
            figure(step.get("picture") or {}, found.images),
        )
        for step in steps
    ]


def video(value: dict, images: dict) -> Video | None:
    """A link to where the video is, named by its host; None for anything but a web address."""
    host = _host_of(value["url"] or "")
    if not host:
        return None
    picture = landscape_of(value["picture"] or {}, images)
    return Video(value["url"], host.removeprefix("www."), value["title"], value["minutes"], picture)


def _host_of(url: str) -> str:
    """Empty for what is no web address."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return (parts.hostname or "") if parts.scheme in ("http", "https") else ""
