"""Renders the shop's own drawings (media/illustrations/<kind>/*.svg) to pictures with all their renditions."""

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path
from typing import NamedTuple

import resvg_py
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from catalogue.pictures.renditions import FORMATS, SHARE_SIZE, WIDTHS
from catalogue.pictures.storing import SAVE_OPTIONS, store_renditions

DRAWINGS = Path(settings.BASE_DIR) / "media" / "illustrations"
FOLDER = "illustrations"
MANIFEST = f"{FOLDER}/manifest.json"
WIDTH = 1200
SQUARE_KINDS = {"sets", "products"}
# What else decides how a rendition looks: another value here renders everything anew.
RECIPE = json.dumps([WIDTH, WIDTHS, FORMATS, SAVE_OPTIONS], sort_keys=True)
WIDE_RECIPE = RECIPE + json.dumps(SHARE_SIZE)


class Drawing(NamedTuple):
    path: Path
    name: str  # of the stored picture: illustrations/sets/i-4a.png
    is_square: bool

    @property
    def digest(self) -> str:
        recipe = RECIPE if self.is_square else WIDE_RECIPE
        return hashlib.sha256(recipe.encode() + self.path.read_bytes()).hexdigest()


def drawings() -> list[Drawing]:
    return [
        Drawing(path, f"{FOLDER}/{path.parent.name}/{path.stem}.png", path.parent.name in SQUARE_KINDS)
        for path in sorted(DRAWINGS.glob("*/*.svg"))
    ]


def render_illustrations(progress: Callable[[Iterable, int], Iterable] = lambda steps, total: steps) -> Counter:
    """Renders the drawings that are new or were changed. Counts "rendered" and "unchanged".

    `progress` wraps the finished drawings; it also gets their number. The encoders release Python's lock, so threads
    use every processor.
    """
    done = _read_manifest()
    wanted = {drawing: drawing.digest for drawing in drawings()}
    stale = [drawing for drawing, digest in wanted.items() if done.get(drawing.name) != digest]
    with ThreadPoolExecutor(max_workers=4) as pool:
        running = [pool.submit(_render, drawing) for drawing in stale]
        for rendered in progress(as_completed(running), len(running)):
            rendered.result()
    if stale:
        _replace(MANIFEST, json.dumps({drawing.name: digest for drawing, digest in wanted.items()}, indent=1).encode())
    return Counter(rendered=len(stale), unchanged=len(wanted) - len(stale))


def _render(drawing: Drawing) -> None:
    png = resvg_py.svg_to_bytes(svg_string=drawing.path.read_text(encoding="utf-8"), width=WIDTH)
    _replace(drawing.name, bytes(png))
    store_renditions(drawing.name, square=drawing.is_square)


def _read_manifest() -> dict[str, str]:
    """Digest by name of what the storage holds; a manifest that cannot be read means that nothing is known."""
    try:
        with default_storage.open(MANIFEST) as file:
            return json.load(file)
    except (OSError, ValueError):
        return {}


def _replace(name: str, content: bytes) -> None:
    if default_storage.exists(name):
        default_storage.delete(name)
    default_storage.save(name, ContentFile(content))
